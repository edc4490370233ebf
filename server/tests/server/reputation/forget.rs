//! What is deleted with a persona and with a text.

use super::{SKETCHES, cast, expert, give, reckon, set_item};
use crate::dump::Dump;
use crate::on_both_engines;
use crate::world::{Person, World, post_draft, stands};
use domain::discussion::{Draft, Publication, Reference};
use domain::ids::{AuthorId, ItemId};
use domain::persona::Slot;
use server::discussion::{delete, scheduled};
use server::reputation::{Choice, Reaction, rebuild};

on_both_engines!(
    a_deleted_persona_leaves_no_reputation,
    what_waited_goes_with_its_persona,
    a_deleted_text_is_no_longer_recognised_or_assessed,
    a_text_taken_back_leaves_nothing,
    a_deleted_text_is_no_longer_cited,
    what_a_deleted_persona_had_given_stays,
);

async fn sketched(world: &World, item: ItemId) -> bool {
    let id = world.sql_uuid(item.0);
    world.number("forum", &format!("SELECT COUNT(*) FROM {SKETCHES} WHERE item = {id}")).await > 0
}

/// Deletes somebody's persona.
pub async fn erase(ada: &Person, persona: AuthorId) {
    let digits = persona.to_string()["anon_".len()..].to_owned();
    for length in 4..=digits.len() {
        if server::persona::delete(&ada.ctx().await, Slot::new(1).unwrap(), &digits[..length]).await.is_ok() {
            return;
        }
    }
    panic!("not deleted");
}

async fn a_deleted_persona_leaves_no_reputation(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    assert!(sketched(world, post).await);
    for number in 0..2 {
        let expert = expert(world, &format!("expert{number}")).await;
        give(&expert, post, Reaction::Endorse).await.unwrap();
        give(&expert, post, Reaction::Save).await.unwrap();
    }
    let bob = world.cardiologist("bob").await;
    cast(&bob, post, Choice::Up).await.unwrap();
    let cites = format!("As {} says, the call comes late.", Reference::to(bob.post(bob.profile().await).await));
    let text = stands(ada.say(&post_draft(persona, "What others have found", &cites)).await.unwrap());
    set_item(world, text, "rewarded = TRUE").await;
    reckon(world).await;
    let tables = ["reputation_scores", "reputation_events", "dimensions", "badges", "citations"];
    let rows = async |table: &str| {
        world.number("forum", &format!("SELECT COUNT(*) FROM {table} WHERE author = '{persona}'")).await
    };
    for table in tables {
        assert!(rows(table).await > 0, "{table}");
    }
    erase(&ada, persona).await;
    for table in tables {
        assert_eq!(rows(table).await, 0, "{table}");
    }
    let left = format!("{:?}", Dump::of(world).await.tables);
    assert!(!left.contains(&persona.to_string()), "nowhere in any store");
    assert!(sketched(world, post).await, "what stands is still recognised");

    // Readers may still react to published items of a deleted author; nobody earns from it.
    let events = async || world.number("forum", "SELECT COUNT(*) FROM reputation_events").await;
    let before = events().await;
    for choice in [Choice::Down, Choice::Withdrawn, Choice::Up] {
        cast(&bob, post, choice).await.unwrap();
    }
    give(&bob, post, Reaction::Share).await.unwrap();
    reckon(world).await;
    assert_eq!(events().await, before);
    assert_eq!(rebuild(&world.visitor()).await.unwrap().differences, []);
    let of_nobody = "SELECT COUNT(*) FROM dimensions WHERE author = 'deleted_user'";
    assert_eq!(world.number("forum", of_nobody).await, 0);
}

fn mixed(author: AuthorId, body: &str) -> Draft {
    Draft { publication: Publication::Mixed, ..post_draft(author, "Something that waits", body) }
}

async fn what_waited_goes_with_its_persona(world: &World) {
    let (bob, bobs) = world.with_persona("bob").await;
    let cited = bob.post(bobs).await;
    let (ada, persona) = world.with_persona("ada").await;
    ada.say(&mixed(persona, &format!("As {} says, we were late.", Reference::to(cited)))).await.unwrap();
    let (item, ..) = scheduled(&ada.ctx().await).await.unwrap().remove(0);
    assert!(sketched(world, item).await);
    erase(&ada, persona).await;
    assert!(!sketched(world, item).await);
    assert_eq!(world.number("forum", "SELECT COUNT(*) FROM items").await, 1);
    world.pass_days(2);
    reckon(world).await;
    let given = "SELECT COUNT(*) FROM reputation_events WHERE kind = 'cited'";
    assert_eq!(world.number("forum", given).await, 0, "a text that never appeared cites nobody");
}

async fn a_deleted_text_is_no_longer_recognised_or_assessed(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (post, kept) = (ada.post(persona).await, ada.post(persona).await);
    for item in [post, kept] {
        assert!(sketched(world, item).await);
        set_item(world, item, "quality = 77, citations = 3").await;
    }
    delete(&ada.ctx().await, post).await.unwrap();
    assert!(!sketched(world, post).await && sketched(world, kept).await);
    let assessed = "SELECT assessment || ' ' || quality || ' ' || citations AS cell FROM items WHERE state = 'deleted'";
    assert_eq!(world.texts("forum", assessed).await, [" 0 0"]);
    let kept = "SELECT COUNT(*) FROM items WHERE assessment <> '' AND quality = 77 AND citations = 3";
    assert_eq!(world.number("forum", kept).await, 1);
}

async fn a_text_taken_back_leaves_nothing(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    ada.say(&mixed(persona, "We changed who calls back.")).await.unwrap();
    let (item, ..) = scheduled(&ada.ctx().await).await.unwrap().remove(0);
    assert!(sketched(world, item).await);
    delete(&ada.ctx().await, item).await.unwrap();
    for table in ["items", SKETCHES, "reputation_events", "dimensions", "reactions", "citations"] {
        assert_eq!(world.number("forum", &format!("SELECT COUNT(*) FROM {table}")).await, 0, "{table}");
    }
}

async fn a_deleted_text_is_no_longer_cited(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, bobs) = world.with_persona("bob").await;
    let (eve, eves) = world.with_persona("eve").await;
    let (gone, kept) = (ada.post(persona).await, eve.post(eves).await);
    let cites = format!("As {} and {} say, the call comes late.", Reference::to(gone), Reference::to(kept));
    let text = stands(bob.say(&post_draft(bobs, "What others have found", &cites)).await.unwrap());
    set_item(world, text, "rewarded = TRUE").await;
    reckon(world).await;
    let pairs = async |item: ItemId| {
        let item = world.sql_uuid(item.0);
        world.number("forum", &format!("SELECT COUNT(*) FROM citations WHERE item = {item}")).await
    };
    assert_eq!((pairs(gone).await, pairs(kept).await), (1, 1));
    delete(&ada.ctx().await, gone).await.unwrap();
    assert_eq!((pairs(gone).await, pairs(kept).await), (0, 1));
    assert_eq!(super::lines(world, persona).await, ["cited 50 50"], "what it gave stays");
}

async fn what_a_deleted_persona_had_given_stays(world: &World) {
    let (bob, bobs) = world.with_persona("bob").await;
    let post = bob.post(bobs).await;
    let (ada, persona) = world.with_persona("ada").await;
    world.set_content(persona, 3_000).await;
    give(&ada, post, Reaction::Endorse).await.unwrap();
    cast(&ada, post, Choice::Up).await.unwrap();
    let given = async || super::lines(world, bobs).await;
    let before = given().await;
    erase(&ada, persona).await;
    assert_eq!(given().await, before);
    let view = world.sign_in(&ada).await.thread(post).await.post;
    assert!(view.own.endorsed && view.my_vote == 1, "the account's, whoever spoke");
}
