//! Daily rewards for past activity: a week of consistent quality, and the discussions that grew from a post.

use super::{cast, lines, reckon, replay, set_item};
use crate::on_both_engines;
use crate::world::{Person, World};
use domain::ids::{AuthorId, ItemId};
use server::discussion::delete;
use server::reputation::{Choice, reward_discussions, reward_weeks};

on_both_engines!(
    two_good_contributions_make_a_week,
    a_week_takes_two_contributions_of_quality_that_helped,
    three_good_comments_by_others_make_a_discussion,
    a_discussion_takes_three_comments_of_quality_that_helped,
    weeks_and_discussions_are_rewarded_once_by_two_jobs_at_a_time,
);

const WEEK: &str = "weekly_consistency 20 20";
const GREW: &str = "spawned_discussion 50 50";

async fn given(world: &World, author: AuthorId, kind: &str) -> Vec<String> {
    lines(world, author).await.into_iter().filter(|line| line.starts_with(kind)).collect()
}

/// Gives an item this quality and helpful votes from these readers.
async fn good(world: &World, item: ItemId, quality: i32, readers: &[&Person]) {
    set_item(world, item, &format!("quality = {quality}")).await;
    for reader in readers {
        cast(reader, item, Choice::Up).await.unwrap();
    }
}

async fn two_good_contributions_make_a_week(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let bob = world.cardiologist("bob").await;
    let post = ada.post(persona).await;
    let comment = ada.comment(persona, post, None).await;
    for item in [post, comment] {
        good(world, item, 75, &[&bob]).await;
    }
    // On a Saturday the week is not over yet.
    world.pass_days(1);
    reckon(world).await;
    assert!(given(world, persona, "weekly").await.is_empty());
    for _ in 0..7 {
        world.pass_days(1);
        for _ in 0..2 {
            reckon(world).await;
        }
        assert_eq!(given(world, persona, "weekly").await, [WEEK], "from Monday on, once");
    }
    world.pass_days(1);
    reckon(world).await;
    assert_eq!(given(world, persona, "weekly").await, [WEEK], "an empty week gives nothing");
    replay(world).await;
}

async fn a_week_takes_two_contributions_of_quality_that_helped(world: &World) {
    let (bob, eve) = (world.cardiologist("bob").await, world.cardiologist("eve").await);
    let readers: [&[&Person]; 3] = [&[&bob], &[&bob], &[]];
    for (name, first, second) in
        [("one", (75, readers[0]), (74, readers[1])), ("two", (75, readers[0]), (100, readers[2]))]
    {
        let (ada, persona) = world.with_persona(name).await;
        for (quality, readers) in [first, second] {
            good(world, ada.post(persona).await, quality, readers).await;
        }
    }
    let (ada, even) = world.with_persona("even").await;
    for _ in 0..2 {
        let post = ada.post(even).await;
        good(world, post, 100, &[&bob]).await;
        cast(&eve, post, Choice::Down).await.unwrap();
    }
    let (ada, gone) = world.with_persona("gone").await;
    for _ in 0..2 {
        let post = ada.post(gone).await;
        good(world, post, 100, &[&bob]).await;
        delete(&ada.ctx().await, post).await.unwrap();
    }
    world.pass_days(2);
    reckon(world).await;
    let weeks = "SELECT COUNT(*) FROM reputation_events WHERE kind = 'weekly_consistency'";
    assert_eq!(world.number("forum", weeks).await, 0);
}

async fn three_good_comments_by_others_make_a_discussion(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, bobs) = world.with_persona("bob").await;
    let eve = world.cardiologist("eve").await;
    let post = ada.post(persona).await;
    for number in 0..3 {
        reckon(world).await;
        assert!(given(world, persona, "spawned").await.is_empty(), "after {number}");
        good(world, bob.comment(bobs, post, None).await, 75, &[&eve]).await;
    }
    for _ in 0..3 {
        reckon(world).await;
        world.pass_days(1);
    }
    assert_eq!(given(world, persona, "spawned").await, [GREW]);
    replay(world).await;
}

async fn a_discussion_takes_three_comments_of_quality_that_helped(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, bobs) = world.with_persona("bob").await;
    let (eve, dan) = (world.cardiologist("eve").await, world.cardiologist("dan").await);
    for case in ["of no quality", "of its author", "unread", "contested", "deleted"] {
        let post = ada.post(persona).await;
        for number in 0..3 {
            let last = number == 2;
            let own = last && case == "of its author";
            let comment =
                if own { ada.comment(persona, post, None).await } else { bob.comment(bobs, post, None).await };
            let quality = if last && case == "of no quality" { 74 } else { 75 };
            let readers: &[&Person] = if last && case == "unread" { &[] } else { &[&eve] };
            // Clear the daily limit of ten votes on one author, because this takes fifteen.
            world.run("forum", "DELETE FROM daily_marks").await;
            good(world, comment, quality, readers).await;
            if last && case == "contested" {
                cast(&dan, comment, Choice::Down).await.unwrap();
            }
            if last && case == "deleted" {
                delete(&bob.ctx().await, comment).await.unwrap();
            }
        }
        reckon(world).await;
        assert!(given(world, persona, "spawned").await.is_empty(), "{case}");
    }
}

async fn weeks_and_discussions_are_rewarded_once_by_two_jobs_at_a_time(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, bobs) = world.with_persona("bob").await;
    let eve = world.cardiologist("eve").await;
    let post = ada.post(persona).await;
    for _ in 0..3 {
        good(world, bob.comment(bobs, post, None).await, 90, &[&eve]).await;
    }
    world.pass_days(2);
    world.warm_up("forum").await;
    let ctx = world.visitor();
    let (one, two, three, four) =
        tokio::join!(reward_weeks(&ctx), reward_weeks(&ctx), reward_discussions(&ctx), reward_discussions(&ctx));
    for done in [one, two, three, four] {
        done.unwrap();
    }
    assert_eq!(given(world, bobs, "weekly").await, [WEEK]);
    assert_eq!(given(world, persona, "spawned").await, [GREW]);
    replay(world).await;
}
