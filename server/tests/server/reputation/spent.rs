//! A reaction withdrawn on a later day and given again is shown but earns nothing. Otherwise one could use up another
//! author's daily cap, take everything back, and repeat it the next day.

use super::accept::moderator;
use super::{cast, expert, give, kept, lines, of_item, replay, take_back};
use crate::on_both_engines;
use crate::world::World;
use server::reputation::{Choice, Reaction, accept, feature};

on_both_engines!(
    a_signal_taken_back_on_a_later_day_is_spent,
    a_spent_signal_given_and_taken_back_on_one_day_stays_spent,
    a_signal_taken_back_on_its_day_may_earn_the_next,
    endorsing_four_day_by_day_uses_up_nobodys_day,
    a_save_is_never_spent,
    an_answer_accepted_again_earns_nothing,
    what_is_featured_again_earns_nothing,
    what_is_accepted_or_featured_by_mistake_may_earn_the_next_day,
);

const POINTS: [(Reaction, &str, &str); 2] = [
    (Reaction::Endorse, "endorsement 150 150", "endorsement back -150 -150"),
    (Reaction::Share, "shared 30 30", "shared back -30 -30"),
];

/// The numbers of given and of spent reactions.
async fn marks(world: &World) -> (i64, i64) {
    let given = "SELECT COUNT(*) FROM reactions WHERE given";
    let spent = "SELECT COUNT(*) FROM reactions WHERE NOT given AND tenths = 0";
    (world.number("forum", given).await, world.number("forum", spent).await)
}

async fn a_signal_taken_back_on_a_later_day_is_spent(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let bob = expert(world, "bob").await;
    for (what, ..) in POINTS {
        give(&bob, post, what).await.unwrap();
    }
    world.pass_days(1);
    let bob = world.sign_in(&bob).await;
    let all: Vec<&str> = POINTS.into_iter().flat_map(|(_, given, back)| [given, back]).collect();
    let counts = async || (of_item(world, post, "endorsements").await, kept(world, persona, "endorsers").await);
    for round in 0..2 {
        for _ in 0..2 {
            for (what, ..) in POINTS {
                take_back(&bob, post, what).await.unwrap();
            }
        }
        assert_eq!(lines(world, persona).await, all, "taken back once, whichever round: {round}");
        assert_eq!((marks(world).await, counts().await), ((0, 2), (0, 0)));
        assert!(!bob.thread(post).await.post.own.endorsed);
        for _ in 0..2 {
            for (what, ..) in POINTS {
                give(&bob, post, what).await.unwrap();
            }
        }
        assert_eq!(lines(world, persona).await, all, "it earns nothing again");
        assert_eq!((marks(world).await, counts().await), ((2, 0), (1, 1)), "and is a mark and counts");
        assert!(bob.thread(post).await.post.own.endorsed);
    }
    for column in ["peer_tenths", "engagement_tenths"] {
        assert_eq!(kept(world, persona, column).await, 0, "{column}");
    }
    replay(world).await;
}

async fn a_spent_signal_given_and_taken_back_on_one_day_stays_spent(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let mut bob = expert(world, "bob").await;
    for (what, ..) in POINTS {
        give(&bob, post, what).await.unwrap();
    }
    let all: Vec<&str> = POINTS.into_iter().flat_map(|(_, given, back)| [given, back]).collect();
    for _ in 0..2 {
        world.pass_days(1);
        bob = world.sign_in(&bob).await;
        for (what, ..) in POINTS {
            for give in [false, true, false, true] {
                server::reputation::reaction(&bob.ctx().await, post, what, give).await.unwrap();
            }
        }
        assert_eq!(lines(world, persona).await, all);
        assert_eq!(marks(world).await, (2, 0));
    }
    replay(world).await;
}

async fn a_signal_taken_back_on_its_day_may_earn_the_next(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let bob = expert(world, "bob").await;
    for (what, ..) in POINTS {
        give(&bob, post, what).await.unwrap();
        take_back(&bob, post, what).await.unwrap();
    }
    assert_eq!(marks(world).await, (0, 0), "it goes");
    world.pass_days(1);
    let bob = world.sign_in(&bob).await;
    for (what, ..) in POINTS {
        give(&bob, post, what).await.unwrap();
    }
    let sums = (kept(world, persona, "peer_tenths").await, kept(world, persona, "engagement_tenths").await);
    assert_eq!(sums, (150, 30));
    replay(world).await;
}

async fn endorsing_four_day_by_day_uses_up_nobodys_day(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let mut posts = Vec::new();
    for _ in 0..4 {
        posts.push(ada.post(persona).await);
    }
    let mut bob = expert(world, "bob").await;
    for post in &posts {
        give(&bob, *post, Reaction::Endorse).await.unwrap();
    }
    assert_eq!(kept(world, persona, "earned_tenths").await, 500, "the first time a day is used up");
    for day in 0..3 {
        world.pass_days(1);
        bob = world.sign_in(&bob).await;
        for post in &posts {
            take_back(&bob, *post, Reaction::Endorse).await.unwrap();
            give(&bob, *post, Reaction::Endorse).await.unwrap();
        }
        assert_eq!(kept(world, persona, "peer_tenths").await, 0);
        let reader = world.cardiologist(&format!("reader{day}")).await;
        cast(&reader, posts[0], Choice::Up).await.unwrap();
        assert_eq!(kept(world, persona, "earned_tenths").await, 10, "the day is the author's");
        assert_eq!(kept(world, persona, "content_tenths").await, 10 * (day + 1));
    }
    let endorsed = lines(world, persona).await.into_iter().filter(|line| line.starts_with("endorsement")).count();
    assert_eq!(endorsed, 8, "four given, four taken back");
    assert_eq!(kept(world, persona, "endorsers").await, 1);
    replay(world).await;
}

async fn a_save_is_never_spent(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let mut bob = world.cardiologist("bob").await;
    for _ in 0..2 {
        give(&bob, post, Reaction::Save).await.unwrap();
        assert_eq!((marks(world).await, of_item(world, post, "saves").await), ((1, 0), 1));
        world.pass_days(1);
        bob = world.sign_in(&bob).await;
        take_back(&bob, post, Reaction::Save).await.unwrap();
        assert_eq!((marks(world).await, of_item(world, post, "saves").await), ((0, 0), 0), "nothing is left of it");
    }
}

async fn an_answer_accepted_again_earns_nothing(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, bobs) = world.with_persona("bob").await;
    let post = ada.post(persona).await;
    let answer = bob.comment(bobs, post, None).await;
    accept(&ada.ctx().await, answer, true).await.unwrap();
    let shown = async || world.number("forum", "SELECT COUNT(*) FROM items WHERE accepted IS NOT NULL").await;
    for _ in 0..2 {
        world.pass_days(1);
        let ada = world.sign_in(&ada).await;
        for (give, stands) in [(false, 0), (true, 1), (false, 0), (true, 1)] {
            accept(&ada.ctx().await, answer, give).await.unwrap();
            assert_eq!(shown().await, stands);
            assert_eq!(lines(world, bobs).await, ["accepted_answer 150 150", "accepted_answer back -150 -150"]);
        }
    }
    replay(world).await;
}

async fn what_is_featured_again_earns_nothing(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let max = moderator(world, &world.cardiologist("max").await).await;
    feature(&max.ctx().await, post, true).await.unwrap();
    for _ in 0..2 {
        world.pass_days(1);
        let max = world.sign_in(&max).await;
        for (give, stands) in [(false, 0), (true, 1), (false, 0), (true, 1)] {
            feature(&max.ctx().await, post, give).await.unwrap();
            assert_eq!(of_item(world, post, "featured").await, stands);
            assert_eq!(lines(world, persona).await, ["featured 250 250", "featured back -250 -250"]);
        }
    }
    replay(world).await;
}

async fn what_is_accepted_or_featured_by_mistake_may_earn_the_next_day(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, bobs) = world.with_persona("bob").await;
    let answer = bob.comment(bobs, ada.post(persona).await, None).await;
    let max = moderator(world, &world.cardiologist("max").await).await;
    for give in [true, false] {
        accept(&ada.ctx().await, answer, give).await.unwrap();
        feature(&max.ctx().await, answer, give).await.unwrap();
    }
    world.pass_days(1);
    accept(&world.sign_in(&ada).await.ctx().await, answer, true).await.unwrap();
    feature(&world.sign_in(&max).await.ctx().await, answer, true).await.unwrap();
    assert_eq!(kept(world, bobs, "content_tenths").await, 150 + 250);
    replay(world).await;
}
