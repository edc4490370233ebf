//! Corrections: how many are allowed, how they count, and the trail they leave.

use crate::discussion::correction;
use crate::on_both_engines;
use crate::world::{World, comment_draft, refusal, stands};
use domain::discussion::{Changed, Draft, MOST_CORRECTIONS, Target, Wording};
use domain::ids::ItemId;
use server::Refused;
use server::discussion::{Deleted, delete, list_drafts, own_item, trail};

on_both_engines!(
    a_correction_counts_like_a_comment,
    an_item_is_corrected_twenty_times,
    the_trail_compares_each_wording_with_the_next,
    corrections_of_before_keep_their_wording,
    what_is_forgotten_is_in_no_trail,
    a_trail_is_that_of_something_published,
    a_comment_is_corrected_like_a_post,
);

fn noted(draft: Draft, words: &str) -> Draft {
    let target = match draft.target {
        Target::Correction { item, forget_earlier, .. } => {
            Target::Correction { item, note: words.to_owned(), forget_earlier }
        }
        other => other,
    };
    Draft { target, ..draft }
}

fn words(n: usize) -> String {
    format!("We changed who calls back, for the {} time.", ["first", "second", "third", "fourth", "fifth"][n % 5])
}

/// The wording before a correction, and the one after it.
fn both(wording: Wording) -> (String, String) {
    let Wording::Compared { body, .. } = wording else { panic!("not compared: {wording:?}") };
    let without = |gone: Changed| body.iter().filter(|one| one.changed != gone).map(|one| one.words.as_str()).collect();
    (without(Changed::Inserted), without(Changed::Removed))
}

async fn a_correction_counts_like_a_comment(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let item = ada.post(persona).await;
    // Below 200 points an identity comments five times a day.
    world.set_penalties(persona, 4_000).await;
    ada.comment(persona, item, None).await;
    for n in 0..4 {
        ada.say(&correction(persona, item, &words(n), false)).await.unwrap();
    }
    let refused = |refused| matches!(refused, Refused::DailyLimit { limit: 5, .. });
    assert!(refused(refusal(ada.say(&correction(persona, item, "A fifth correction of it.", false)).await)));
    assert!(refused(refusal(ada.say(&comment_draft(persona, item, None)).await)));
    let view = ada.thread(item).await.post;
    assert_eq!(view.corrected.map(|one| one.times), Some(4));
    assert_eq!(list_drafts(&ada.ctx().await).await.unwrap().len(), 2, "what was refused is kept");
}

async fn an_item_is_corrected_twenty_times(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let item = ada.post(persona).await;
    for n in 0..MOST_CORRECTIONS {
        assert!(own_item(&ada.ctx().await, item).await.unwrap().correctable);
        ada.say(&correction(persona, item, &words(usize::try_from(n).unwrap()), false)).await.unwrap();
    }
    let late = correction(persona, item, "One correction too many.", false);
    assert_eq!(refusal(ada.say(&late).await), Refused::Corrections);
    assert!(!own_item(&ada.ctx().await, item).await.unwrap().correctable);
    let view = ada.thread(item).await.post;
    assert!(!view.html.unwrap().contains("too many") && view.corrected.unwrap().times == MOST_CORRECTIONS);
    let other = ada.post(persona).await;
    ada.say(&correction(persona, other, "Another post is another matter.", false)).await.unwrap();
    assert_eq!(delete(&ada.ctx().await, item).await.unwrap(), Deleted::From(item));
    assert_eq!(world.number("forum", "SELECT COUNT(*) FROM corrections").await, 1);
}

async fn the_trail_compares_each_wording_with_the_next(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let item = ada.post(persona).await;
    for n in 0..5 {
        let draft = noted(correction(persona, item, &words(n), false), &format!("Note {n}"));
        let title = if n == 3 { "A finding missed at handover" } else { "A missed finding at handover" };
        ada.say(&Draft { title: title.to_owned(), ..draft }).await.unwrap();
    }
    let visitor = world.visitor();
    let last = trail(&visitor, item, None).await.unwrap();
    assert_eq!((last.total, last.chosen.number, last.chosen.note.as_str()), (5, 5, "Note 4"));
    let notes: Vec<&str> = last.lines.iter().map(|line| line.note.as_str()).collect();
    assert_eq!(notes, ["Note 4", "Note 3", "Note 2", "Note 1", "Note 0"], "in order, though of one hour");
    assert_eq!(last, trail(&visitor, item, Some(99)).await.unwrap());
    assert_eq!(ada.thread(item).await.post.corrected.unwrap().note, "Note 4");
    let mut before = "We changed who calls back.".to_owned();
    for n in 0..5 {
        let one = trail(&visitor, item, Some(n + 1)).await.unwrap();
        let retitled = matches!(&one.wording, Wording::Compared { title, .. } if !title.is_empty());
        assert_eq!(retitled, n == 3 || n == 4, "{n}");
        assert_eq!(both(one.wording), (before, words(n)));
        before = words(n);
    }
    assert_eq!(refusal(trail(&visitor, item, Some(0)).await), Refused::NotFound);
}

async fn corrections_of_before_keep_their_wording(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let item = ada.post(persona).await;
    let ids = [world.services.rng.uuid(), world.services.rng.uuid()];
    for (at, id) in ids.into_iter().enumerate() {
        let (id, of, hour) = (world.sql_uuid(id), world.sql_uuid(item.0), world.hour().0);
        let row = format!(
            "INSERT INTO corrections (id, item, hour, order_key, note, earlier_html) \
             VALUES ({id}, {of}, {hour}, {at}, 'Old {at}', '<p>Wording {at}</p>')"
        );
        world.run("forum", &row).await;
    }
    world.run("forum", "UPDATE items SET corrections = 2").await;
    ada.say(&noted(correction(persona, item, "The newest wording of all.", false), "New")).await.unwrap();
    let visitor = world.visitor();
    let notes: Vec<String> =
        trail(&visitor, item, None).await.unwrap().lines.into_iter().map(|line| line.note).collect();
    assert_eq!(notes, ["New", "Old 1", "Old 0"]);
    let old = trail(&visitor, item, Some(2)).await.unwrap();
    assert_eq!(old.wording, Wording::Whole("<p>Wording 1</p>".to_owned()));
    let new = both(trail(&visitor, item, Some(3)).await.unwrap().wording);
    assert_eq!(new, ("We changed who calls back.".to_owned(), "The newest wording of all.".to_owned()));
    let view = ada.thread(item).await.post.corrected.unwrap();
    assert_eq!((view.times, view.note.as_str()), (3, "New"));
    ada.say(&correction(persona, item, "Nothing of before is left.", true)).await.unwrap();
    assert_eq!(trail(&visitor, item, Some(1)).await.unwrap().wording, Wording::Forgotten);
}

async fn what_is_forgotten_is_in_no_trail(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let item = ada.post(persona).await;
    ada.say(&correction(persona, item, "The second wording of it.", false)).await.unwrap();
    ada.say(&correction(persona, item, "The third wording of it.", true)).await.unwrap();
    ada.say(&correction(persona, item, "The fourth wording of it.", false)).await.unwrap();
    let visitor = world.visitor();
    for number in [1, 2] {
        assert_eq!(trail(&visitor, item, Some(number)).await.unwrap().wording, Wording::Forgotten);
    }
    let kept = both(trail(&visitor, item, Some(3)).await.unwrap().wording);
    assert_eq!(kept, ("The third wording of it.".to_owned(), "The fourth wording of it.".to_owned()));
}

async fn a_trail_is_that_of_something_published(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let item = ada.post(persona).await;
    let visitor = world.visitor();
    assert_eq!(refusal(trail(&visitor, item, None).await), Refused::NotFound, "never corrected");
    ada.say(&correction(persona, item, "The second wording of it.", false)).await.unwrap();
    trail(&visitor, item, None).await.unwrap();
    delete(&ada.ctx().await, item).await.unwrap();
    assert_eq!(refusal(trail(&visitor, item, None).await), Refused::NotFound);
    assert_eq!(refusal(trail(&visitor, ItemId(world.services.rng.uuid()), None).await), Refused::NotFound);
}

async fn a_comment_is_corrected_like_a_post(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let comment = ada.comment(persona, post, None).await;
    let draft =
        Draft { title: String::new(), ..correction(persona, comment, "The same happened twice on our ward.", false) };
    assert_eq!(stands(ada.say(&draft).await.unwrap()), comment);
    let view = trail(&world.visitor(), comment, None).await.unwrap();
    assert!(view.is_comment && view.title == "A missed finding at handover");
    assert_eq!(view.path, format!("/posts/{post}#item-{comment}"));
    let (before, after) = both(view.wording);
    assert_eq!(
        (before.as_str(), after.as_str()),
        ("The same happened on our ward.", "The same happened twice on our ward.")
    );
}
