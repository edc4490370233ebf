//! Saving: a private list for everybody, and a count of saves by those who may vote.

use super::{give, kept, lines, of_item, replay, set_item, take_back};
use crate::dump::{Cell, Dump};
use crate::on_both_engines;
use crate::world::{World, refusal};
use domain::account::{Claim, Tier};
use domain::ids::ItemId;
use server::Refused;
use server::discussion::{delete, list_saved};
use server::reputation::{Reaction, reaction};
use std::collections::BTreeSet;

on_both_engines!(
    everybody_saves_and_only_voters_count,
    ten_counted_saves_give_one_event,
    ten_saves_at_a_time_give_one_event,
    a_save_of_ones_own_counts_whichever_identity_speaks,
    the_list_is_its_owners_and_forgets,
    bookmarks_are_sealed_and_tell_nothing,
    a_long_list_has_pages_and_the_last_saved_comes_first,
);

async fn everybody_saves_and_only_voters_count(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let unverified = world.sign_up("unverified").await;
    let patient = world.verified("patient", Claim::tier_only(Tier::Patient)).await;
    let bob = world.cardiologist("bob").await;
    for (number, who) in [&unverified, &patient, &ada, &bob].into_iter().enumerate() {
        for _ in 0..2 {
            assert_eq!(give(who, post, Reaction::Save).await.unwrap(), post);
        }
        assert_eq!(list_saved(&who.ctx().await, None).await.unwrap().items.len(), 1, "{}", who.email);
        assert!(who.thread(post).await.post.own.saved);
        assert_eq!(of_item(world, post, "saves").await, [0, 0, 1, 2][number], "one's own counts: else it would tell");
    }
    for who in [&unverified, &patient, &ada, &bob] {
        for _ in 0..2 {
            take_back(who, post, Reaction::Save).await.unwrap();
        }
    }
    assert_eq!(of_item(world, post, "saves").await, 0, "what was not counted is not counted out");
    for who in [&unverified, &patient, &ada, &bob] {
        assert!(list_saved(&who.ctx().await, None).await.unwrap().items.is_empty());
    }
    assert!(lines(world, persona).await.is_empty());
}

async fn ten_counted_saves_give_one_event(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let mut readers = Vec::new();
    for number in 0..20 {
        let reader = world.cardiologist(&format!("reader{number}")).await;
        give(&reader, post, Reaction::Save).await.unwrap();
        readers.push(reader);
        assert_eq!(lines(world, persona).await.len(), readers.len() / 10, "after {}", number + 1);
        if number % 10 == 9 {
            take_back(&readers[9], post, Reaction::Save).await.unwrap();
            give(&readers[9], post, Reaction::Save).await.unwrap();
        }
        assert_eq!(lines(world, persona).await.len(), readers.len() / 10, "nothing twice");
    }
    assert_eq!(lines(world, persona).await, ["saves_10 20 20"; 2]);
    for reader in &readers {
        take_back(reader, post, Reaction::Save).await.unwrap();
    }
    assert_eq!((of_item(world, post, "saves").await, kept(world, persona, "engagement_tenths").await), (0, 40));
    replay(world).await;
}

async fn ten_saves_at_a_time_give_one_event(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let mut contexts = Vec::new();
    for number in 0..12 {
        contexts.push(world.cardiologist(&format!("reader{number}")).await.ctx().await);
    }
    world.warm_up("forum").await;
    let acts =
        contexts.into_iter().map(|ctx| tokio::spawn(async move { reaction(&ctx, post, Reaction::Save, true).await }));
    for act in acts.collect::<Vec<_>>() {
        act.await.unwrap().unwrap();
    }
    assert_eq!(of_item(world, post, "saves").await, 12);
    assert_eq!(lines(world, persona).await, ["saves_10 20 20"]);
    replay(world).await;
}

async fn a_save_of_ones_own_counts_whichever_identity_speaks(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let profile = ada.profile().await;
    let posts = [ada.post(persona).await, ada.post(profile).await];
    for (speaking, saves) in [(persona, 1), (profile, 1)] {
        ada.speak_as(speaking).await;
        for post in posts {
            give(&ada, post, Reaction::Save).await.unwrap();
            assert_eq!(of_item(world, post, "saves").await, saves, "once an account");
        }
    }
    assert_eq!(world.number("forum", "SELECT COUNT(*) FROM reactions WHERE counted").await, 2);
    // The tenth save may be the author's own.
    set_item(world, posts[1], "saves = 9").await;
    ada.speak_as(persona).await;
    take_back(&ada, posts[1], Reaction::Save).await.unwrap();
    set_item(world, posts[1], "saves = 9").await;
    give(&ada, posts[1], Reaction::Save).await.unwrap();
    assert_eq!(lines(world, profile).await, ["saves_10 20 20"]);
    replay(world).await;
}

async fn the_list_is_its_owners_and_forgets(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let comment = ada.comment(persona, post, None).await;
    let (bob, eve) = (world.cardiologist("bob").await, world.cardiologist("eve").await);
    give(&bob, post, Reaction::Save).await.unwrap();
    give(&bob, comment, Reaction::Save).await.unwrap();
    let saved = list_saved(&bob.ctx().await, None).await.unwrap().items;
    let mut items: Vec<ItemId> = saved.iter().map(|view| view.item.parse().unwrap()).collect();
    items.sort_unstable_by_key(|item| item.0);
    let mut expected = [post, comment];
    expected.sort_unstable_by_key(|item| item.0);
    assert_eq!(items, expected);
    assert!(saved.iter().all(|view| view.title == "A missed finding at handover"));
    assert!(saved.iter().any(|view| view.path == format!("/posts/{post}#item-{comment}")));
    assert!(list_saved(&eve.ctx().await, None).await.unwrap().items.is_empty());
    assert_eq!(refusal(list_saved(&world.visitor(), None).await), Refused::SignIn);

    delete(&ada.ctx().await, comment).await.unwrap();
    let saved = list_saved(&bob.ctx().await, None).await.unwrap().items;
    let gone = saved.iter().find(|view| view.item == comment.to_string()).unwrap();
    assert_eq!(gone.excerpt, "Deleted by its author.");
    take_back(&bob, post, Reaction::Save).await.unwrap();
    assert_eq!(list_saved(&bob.ctx().await, None).await.unwrap().items.len(), 1);
    take_back(&bob, comment, Reaction::Save).await.unwrap();
    assert!(list_saved(&bob.ctx().await, None).await.unwrap().items.is_empty(), "what is deleted can be forgotten too");
}

async fn bookmarks_are_sealed_and_tell_nothing(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, bobs) = world.with_persona("bob").await;
    let mut posts = Vec::new();
    for _ in 0..3 {
        posts.push(ada.post(persona).await);
    }
    for who in [&ada, &bob, &world.cardiologist("eve").await] {
        for post in &posts {
            give(who, *post, Reaction::Save).await.unwrap();
        }
    }
    let dump = Dump::of(world).await;
    let table = dump.table("forum", "private_rows");
    assert_eq!(table.columns, ["tag", "sealed", "day"]);
    let mut lengths: Vec<usize> = Vec::new();
    for cell in table.column("sealed") {
        let Cell::Bytes(sealed) = cell else { panic!("{cell:?}") };
        lengths.push(sealed.len());
        for post in &posts {
            assert!(!sealed.windows(16).any(|run| run == post.0.as_bytes()));
        }
    }
    lengths.dedup();
    assert_eq!(lengths.len(), 1);
    let tags: BTreeSet<String> = table.column("tag").iter().map(|cell| format!("{cell:?}")).collect();
    assert_eq!(tags.len(), table.rows.len(), "no two rows share an owner");
    for other in dump.own_tables().filter(|other| other.name != "private_rows") {
        let text = format!("{:?}", other.rows);
        assert!(!tags.iter().any(|tag| text.contains(tag)), "{} shares an owner", other.name);
    }
    let text = format!("{:?}", table.rows);
    for author in [persona, bobs] {
        assert!(!text.contains(&author.to_string()));
    }
}

async fn a_long_list_has_pages_and_the_last_saved_comes_first(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let bob = world.cardiologist("bob").await;
    let post = ada.post(persona).await;
    world
        .run("forum", &format!("UPDATE items SET author = 'deleted_user' WHERE id = {}", world.sql_uuid(post.0)))
        .await;
    let mut items = Vec::new();
    for number in 0..45_u128 {
        let id = uuid::Uuid::from_u128(0x4000_8000_0000_0000_0000 + number);
        let (new, old) = (world.sql_uuid(id), world.sql_uuid(post.0));
        let columns = world.texts("forum", &columns_of_items(world)).await;
        let values: Vec<String> = columns
            .iter()
            .map(|name| if name == "id" || name == "thread" { new.clone() } else { name.clone() })
            .collect();
        let copy = format!(
            "INSERT INTO items ({}) SELECT {} FROM items WHERE id = {old}",
            columns.join(", "),
            values.join(", ")
        );
        assert_eq!(world.run("forum", &copy).await, 1);
        give(&bob, ItemId(id), Reaction::Save).await.unwrap();
        items.push(ItemId(id).to_string());
    }
    take_back(&bob, items[44].parse().unwrap(), Reaction::Save).await.unwrap();
    items.pop();
    items.reverse();
    let first = list_saved(&bob.ctx().await, None).await.unwrap();
    let second = list_saved(&bob.ctx().await, first.earlier).await.unwrap();
    assert!(first.earlier.is_some() && second.earlier.is_none());
    let listed: Vec<String> = first.items.into_iter().chain(second.items).map(|view| view.item).collect();
    assert_eq!(listed, items);
    assert_eq!(refusal(list_saved(&bob.ctx().await, Some(4_000)).await), Refused::NotFound);
    assert_eq!(
        refusal(list_saved(&ada.ctx().await, first.earlier).await),
        Refused::NotFound,
        "pages of others are none"
    );
}

fn columns_of_items(world: &World) -> String {
    if world.is_sqlite() {
        "SELECT name AS cell FROM pragma_table_info('items')".to_owned()
    } else {
        "SELECT column_name AS cell FROM information_schema.columns WHERE table_name = 'items'".to_owned()
    }
}
