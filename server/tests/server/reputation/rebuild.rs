//! Replaying every ledger finds no difference after a busy week, and finds and corrects stored totals that were
//! changed.

use super::{GRACE, cast, expert, give, kept, reckon, replay, take_back};
use crate::on_both_engines;
use crate::world::{World, comment_draft, stands};
use domain::discussion::{Draft, Reference};
use domain::ids::AuthorId;
use server::discussion::delete;
use server::reputation::{Choice, Difference, Reaction, Rebuilt, accept, rebuild};

on_both_engines!(
    a_busy_world_is_its_replay,
    what_was_changed_beside_the_ledger_is_reported_and_put_right,
    a_part_that_is_missing_is_reported_and_put_back,
    an_event_that_is_missing_is_found,
    a_replay_while_people_vote_finds_nothing,
);

async fn a_busy_world_is_its_replay(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, bobs) = world.with_persona("bob").await;
    let mut people = [expert(world, "carol").await, expert(world, "dan").await, world.cardiologist("eve").await];
    for day in [1, 2, GRACE, 1, 250] {
        let (ada, bob) = (world.sign_in(&ada).await, world.sign_in(&bob).await);
        let post = ada.post(persona).await;
        let answer = Draft { body: format!("As {} says.", Reference::to(post)), ..comment_draft(bobs, post, None) };
        let answer = stands(bob.say(&answer).await.unwrap());
        let other = bob.post(bobs).await;
        for (number, person) in people.iter_mut().enumerate() {
            *person = world.sign_in(person).await;
            for item in [post, answer, other] {
                cast(person, item, if number == 2 { Choice::Down } else { Choice::Up }).await.unwrap();
                let _ = give(person, item, Reaction::Endorse).await;
                give(person, item, Reaction::Share).await.unwrap();
            }
            let _ = take_back(person, post, Reaction::Endorse).await;
            cast(person, other, Choice::Withdrawn).await.unwrap();
        }
        accept(&ada.ctx().await, answer, true).await.unwrap();
        delete(&bob.ctx().await, other).await.unwrap();
        if day == 2 {
            accept(&ada.ctx().await, answer, false).await.unwrap();
        }
        world.pass_days(day);
        reckon(world).await;
    }
    let done = replay(world).await;
    assert_eq!(done.authors, 4);
    assert_eq!(
        done.events,
        usize::try_from(world.number("forum", "SELECT COUNT(*) FROM reputation_events").await).unwrap()
    );
    assert!(done.events > 80);
    assert!(kept(world, persona, "decay_tenths").await > 0);
}

async fn differences(world: &World) -> Vec<(String, i32, i32)> {
    let Rebuilt { differences, .. } = rebuild(&world.visitor()).await.unwrap();
    let mut found: Vec<_> =
        differences.into_iter().map(|Difference { what, kept, replayed, .. }| (what, kept.0, replayed.0)).collect();
    found.sort_unstable();
    found
}

async fn voted(world: &World) -> AuthorId {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let bob = expert(world, "bob").await;
    cast(&bob, post, Choice::Up).await.unwrap();
    give(&bob, post, Reaction::Endorse).await.unwrap();
    give(&bob, post, Reaction::Share).await.unwrap();
    persona
}

async fn what_was_changed_beside_the_ledger_is_reported_and_put_right(world: &World) {
    let persona = voted(world).await;
    replay(world).await;
    let sums = ["content", "engagement", "peer", "behaviour", "penalty", "decay"];
    let set = sums.map(|sum| format!("{sum}_tenths = {sum}_tenths + 7")).join(", ");
    world.run("forum", &format!("UPDATE reputation_scores SET {set} WHERE author = '{persona}'")).await;
    world.run("forum", &format!("UPDATE dimensions SET earned_tenths = 1 WHERE author = '{persona}'")).await;
    let expected = [
        ("behaviour", 7, 0),
        ("content", 27, 20),
        ("decay", 7, 0),
        ("engagement", 37, 30),
        ("peer", 157, 150),
        ("penalties", 7, 0),
        ("space general", 1, 200),
        ("subject clinical", 1, 200),
    ];
    assert_eq!(differences(world).await, expected.map(|(what, kept, replayed)| (what.to_owned(), kept, replayed)));
    assert_eq!(differences(world).await, [], "put right");
    assert_eq!(kept(world, persona, "content_tenths").await, 20);
}

async fn a_part_that_is_missing_is_reported_and_put_back(world: &World) {
    let persona = voted(world).await;
    let gone = format!("DELETE FROM dimensions WHERE author = '{persona}' AND axis = 'space'");
    assert_eq!(world.run("forum", &gone).await, 1);
    assert_eq!(differences(world).await, [("space general".to_owned(), 0, 200)]);
    assert_eq!(differences(world).await, []);
    let row = format!("SELECT earned_tenths FROM dimensions WHERE author = '{persona}' AND axis = 'space'");
    assert_eq!(world.number("forum", &row).await, 200);
}

async fn an_event_that_is_missing_is_found(world: &World) {
    let persona = voted(world).await;
    let gone = format!("DELETE FROM reputation_events WHERE author = '{persona}' AND kind = 'shared'");
    assert_eq!(world.run("forum", &gone).await, 1);
    let found = differences(world).await;
    assert_eq!(found[0], ("engagement".to_owned(), 30, 0), "the ledger decides");
    assert_eq!(found.len(), 3);
}

async fn a_replay_while_people_vote_finds_nothing(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let posts = [ada.post(persona).await, ada.post(persona).await];
    let mut contexts = Vec::new();
    for number in 0..16 {
        contexts.push(world.cardiologist(&format!("voter{number}")).await.ctx().await);
    }
    world.warm_up("forum").await;
    let votes = contexts.into_iter().enumerate().map(|(number, ctx)| {
        tokio::spawn(async move {
            for choice in [Choice::Up, Choice::Down, Choice::Up, Choice::Withdrawn] {
                server::reputation::vote(&ctx, posts[number % 2], choice).await.unwrap();
            }
        })
    });
    let votes: Vec<_> = votes.collect();
    for _ in 0..10 {
        replay(world).await;
    }
    for vote in votes {
        vote.await.unwrap();
    }
    replay(world).await;
    assert_eq!(kept(world, persona, "content_tenths").await, 0);
}
