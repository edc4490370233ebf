//! How a text is assessed when it is published: the result is shown to its author only, and a copy is recognised as
//! long as the original is published.

use super::{SKETCHES, of_item};
use crate::on_both_engines;
use crate::world::{Person, World, post_draft, stands};
use domain::discussion::{Draft, Publication, Target};
use domain::ids::{AuthorId, ItemId};
use domain::quality::Assessment;
use domain::quality::Originality::{self, Copied, Original};
use server::discussion::{delete, scheduled};
use server::persona::Identities;
use server::worker::nightly;

on_both_engines!(
    only_its_author_is_told_of_its_quality,
    a_copy_of_what_stands_is_recognised,
    what_is_deleted_or_waits_is_not_copied,
    ones_own_and_waiting_texts_do_not_hide_what_is_copied,
    a_correction_is_judged_anew,
    a_copy_of_an_earlier_day_is_recognised,
);

const TEXT: &str = "We reviewed every missed handover of last winter and found that the call came late whenever the list \
                    hung in another room, so we moved the list beside the telephone and asked whoever took the call to \
                    write the hour down; since then nobody has been forgotten overnight.";

fn said(author: AuthorId, body: &str) -> Draft {
    post_draft(author, "What we changed at handover", body)
}

async fn say(person: &Person, author: AuthorId, body: &str) -> ItemId {
    stands(person.say(&said(author, body)).await.unwrap())
}

async fn originality(world: &World, item: ItemId) -> Originality {
    let sql = format!("SELECT assessment AS cell FROM items WHERE id = {}", world.sql_uuid(item.0));
    serde_json::from_str::<Assessment>(&world.texts("forum", &sql).await[0]).unwrap().originality
}

async fn only_its_author_is_told_of_its_quality(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let bob = world.cardiologist("bob").await;
    let post = say(&ada, persona, TEXT).await;
    let told = ada.thread(post).await.post.quality.unwrap();
    assert_eq!(i64::from(told.score), of_item(world, post, "quality").await);
    ada.speak_as(ada.profile().await).await;
    assert!(ada.thread(post).await.post.quality.is_some(), "under whichever identity");
    assert!(bob.thread(post).await.post.quality.is_none());
    let visitors = server::discussion::thread(&world.visitor(), &Identities::default(), post, None).await.unwrap();
    assert!(visitors.post.quality.is_none());
}

async fn a_copy_of_what_stands_is_recognised(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, bobs) = world.with_persona("bob").await;
    let first = say(&ada, persona, TEXT).await;
    let copy = say(&bob, bobs, TEXT).await;
    let changed = say(&bob, bobs, &format!("Hello all. {}", TEXT.replace("last winter", "the past winter"))).await;
    let again = say(&ada, persona, TEXT).await;
    let other = say(&ada, ada.profile().await, TEXT).await;
    let own = say(&bob, bobs, "The telephone is new, and nobody knows yet which room it rings in at night.").await;
    assert_eq!(originality(world, first).await, Original);
    assert_eq!(originality(world, copy).await, Copied);
    assert_eq!(originality(world, changed).await, Copied);
    assert_eq!(originality(world, own).await, Original);
    assert!(of_item(world, copy, "quality").await < of_item(world, first, "quality").await);
    // An exception for one's own other identities would reveal that they are one person.
    assert_eq!(originality(world, other).await, Copied);
    // Bob's copy is published too, so the text is no longer only Ada's.
    assert_eq!(originality(world, again).await, Copied);
}

async fn what_is_deleted_or_waits_is_not_copied(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, bobs) = world.with_persona("bob").await;
    ada.say(&Draft { publication: Publication::Mixed, ..said(persona, TEXT) }).await.unwrap();
    let early = say(&bob, bobs, TEXT).await;
    assert_eq!(originality(world, early).await, Original, "a text that waits tells nobody that it is there");
    let (scheduled, ..) = scheduled(&ada.ctx().await).await.unwrap().remove(0);
    delete(&ada.ctx().await, scheduled).await.unwrap();
    delete(&bob.ctx().await, early).await.unwrap();
    assert_eq!(world.number("forum", &format!("SELECT COUNT(*) FROM {SKETCHES}")).await, 0);
    let late = say(&ada, persona, TEXT).await;
    assert_eq!(originality(world, late).await, Original);
    assert!(world.number("forum", &format!("SELECT COUNT(*) FROM {SKETCHES}")).await > 0);
}

async fn ones_own_and_waiting_texts_do_not_hide_what_is_copied(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, bobs) = world.with_persona("bob").await;
    let (eve, eves) = world.with_persona("eve").await;
    // It has less in common with the copies than they have with each other.
    say(&bob, bobs, &TEXT.replace("last winter", "the past winter")).await;
    for _ in 0..8 {
        eve.say(&Draft { publication: Publication::Mixed, ..said(eves, TEXT) }).await.unwrap();
    }
    for number in 0..8 {
        let copy = say(&ada, persona, TEXT).await;
        assert_eq!(originality(world, copy).await, Copied, "after {number} of one's own");
    }
}

async fn a_correction_is_judged_anew(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, bobs) = world.with_persona("bob").await;
    say(&ada, persona, TEXT).await;
    let copy = say(&bob, bobs, TEXT).await;
    let target = Target::Correction { item: copy, note: "My own words".to_owned(), forget_earlier: true };
    let own = "The telephone is new, and nobody knows yet which room it rings in at night.";
    bob.say(&Draft { target, ..said(bobs, own) }).await.unwrap();
    assert_eq!(originality(world, copy).await, Original);
    let id = world.sql_uuid(copy.0);
    let left = domain::quality::sketch(own).len();
    let sql = format!("SELECT COUNT(*) FROM {SKETCHES} WHERE item = {id}");
    assert_eq!(world.number("forum", &sql).await, i64::try_from(left).unwrap(), "of the new words alone");
}

async fn a_copy_of_an_earlier_day_is_recognised(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, bobs) = world.with_persona("bob").await;
    let post = say(&ada, persona, TEXT).await;
    let count = async |table: &str| world.number("forum", &format!("SELECT COUNT(*) FROM {table}")).await;
    let sketch = i64::try_from(domain::quality::sketch(TEXT).len()).unwrap();
    assert_eq!((count("recent_fingerprints").await, count("fingerprints").await), (sketch, 0));
    nightly(&world.visitor()).await.unwrap();
    assert_eq!((count("recent_fingerprints").await, count("fingerprints").await), (0, sketch));

    let copy = say(&bob, bobs, TEXT).await;
    assert_eq!(originality(world, copy).await, Copied);
    nightly(&world.visitor()).await.unwrap();
    assert_eq!(count("fingerprints").await, 2 * sketch);
    delete(&ada.ctx().await, post).await.unwrap();
    delete(&bob.ctx().await, copy).await.unwrap();
    assert_eq!(count(SKETCHES).await, 0);
}
