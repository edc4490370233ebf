//! Endorsements by five experts: the badge, and its points on a day with room for them.

use super::{cast, expert, give, kept, lines, reckon, replay, take_back};
use crate::on_both_engines;
use crate::world::{Person, World};
use domain::ids::AuthorId;
use server::reputation::{Choice, Reaction, award_badges, reaction};

on_both_engines!(
    five_accounts_make_an_expert_and_four_do_not,
    the_badge_waits_for_a_day_with_room_for_its_points,
    two_endorsements_of_one_account_count_once_towards_the_badge,
    five_endorsements_at_a_time_make_one_badge,
);

/// Five members with 800 points.
async fn five(world: &World) -> Vec<Person> {
    let mut experts = Vec::new();
    for number in 0..5 {
        experts.push(expert(world, &format!("expert{number}")).await);
    }
    experts
}

async fn badge(world: &World, author: AuthorId) -> Vec<String> {
    lines(world, author).await.into_iter().filter(|line| line.starts_with("expert_badge")).collect()
}

async fn five_accounts_make_an_expert_and_four_do_not(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let mut experts = five(world).await;
    for expert in &experts[..3] {
        give(expert, post, Reaction::Endorse).await.unwrap();
    }
    world.pass_days(1);
    for expert in &mut experts {
        *expert = world.sign_in(expert).await;
    }
    give(&experts[3], post, Reaction::Endorse).await.unwrap();
    reckon(world).await;
    assert!(badge(world, persona).await.is_empty());
    give(&experts[4], post, Reaction::Endorse).await.unwrap();
    assert!(badge(world, persona).await.is_empty(), "reckoned once a day");
    world.pass_days(1);
    for _ in 0..2 {
        reckon(world).await;
        assert_eq!(badge(world, persona).await, ["expert_badge 500 500"]);
    }
    assert_eq!(kept(world, persona, "peer_tenths").await, 5 * 150 + 500);

    let last = world.sign_in(&experts[0]).await;
    for _ in 0..2 {
        take_back(&last, post, Reaction::Endorse).await.unwrap();
        reckon(world).await;
        assert_eq!(badge(world, persona).await, ["expert_badge 500 500", "expert_badge back -500 -500"]);
    }
    assert_eq!(kept(world, persona, "peer_tenths").await, 4 * 150);
    give(&last, post, Reaction::Endorse).await.unwrap();
    reckon(world).await;
    let again = ["expert_badge 500 500", "expert_badge 500 500", "expert_badge back -500 -500"];
    assert_eq!(badge(world, persona).await, again, "what was taken back on its day makes room again");
    assert_eq!(
        kept(world, persona, "peer_tenths").await,
        4 * 150 + 500,
        "the spent endorsement counts, and earns nothing"
    );
    replay(world).await;
}

async fn the_badge_waits_for_a_day_with_room_for_its_points(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    for expert in five(world).await {
        give(&expert, post, Reaction::Endorse).await.unwrap();
    }
    let held = async || world.number("forum", "SELECT COUNT(*) FROM badges WHERE kind = 'expert'").await;
    assert_eq!(kept(world, persona, "earned_tenths").await, 500);
    reckon(world).await;
    assert_eq!((held().await, badge(world, persona).await), (0, vec![]), "a day that is used up");
    world.pass_days(1);
    cast(&world.cardiologist("reader").await, post, Choice::Up).await.unwrap();
    reckon(world).await;
    assert_eq!((held().await, badge(world, persona).await), (0, vec![]), "a day with room for 49");
    assert_eq!(kept(world, persona, "endorsers").await, 5);
    world.pass_days(1);
    for _ in 0..2 {
        reckon(world).await;
        assert_eq!((held().await, badge(world, persona).await), (1, vec!["expert_badge 500 500".to_owned()]));
    }
    let day = "SELECT awarded_day FROM badges WHERE kind = 'expert'";
    assert_eq!(world.number("forum", day).await, i64::from(world.today().0));
    replay(world).await;
}

async fn two_endorsements_of_one_account_count_once_towards_the_badge(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let items = [ada.post(persona).await, ada.post(persona).await];
    let experts = five(world).await;
    for expert in &experts[..4] {
        for item in items {
            give(expert, item, Reaction::Endorse).await.unwrap();
        }
    }
    // The next day has room for the points.
    let badges = async || {
        world.pass_days(1);
        reckon(world).await;
        (kept(world, persona, "endorsers").await, badge(world, persona).await.len())
    };
    assert_eq!(badges().await, (4, 0), "eight endorsements of four accounts");
    give(&world.sign_in(&experts[4]).await, items[1], Reaction::Endorse).await.unwrap();
    assert_eq!(badges().await, (5, 1));
    take_back(&world.sign_in(&experts[0]).await, items[0], Reaction::Endorse).await.unwrap();
    assert_eq!(badges().await, (5, 1), "the account still endorses the other");
    take_back(&world.sign_in(&experts[0]).await, items[1], Reaction::Endorse).await.unwrap();
    assert_eq!(badges().await, (4, 2), "taken back");
    for number in [0, 1] {
        give(&world.sign_in(&experts[0]).await, items[number], Reaction::Endorse).await.unwrap();
        assert_eq!(kept(world, persona, "endorsers").await, 5, "a spent mark is an endorser, once");
    }
    replay(world).await;
}

async fn five_endorsements_at_a_time_make_one_badge(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let items = [ada.post(persona).await, ada.post(persona).await];
    let mut acts = Vec::new();
    for expert in five(world).await {
        for item in items {
            acts.push((expert.ctx().await, item));
        }
    }
    world.warm_up("forum").await;
    let acts = acts
        .into_iter()
        .map(|(ctx, item)| tokio::spawn(async move { reaction(&ctx, item, Reaction::Endorse, true).await }));
    for act in acts.collect::<Vec<_>>() {
        act.await.unwrap().unwrap();
    }
    let reactions = "SELECT COUNT(*) FROM reactions";
    assert_eq!((world.number("forum", reactions).await, kept(world, persona, "endorsers").await), (10, 5));
    assert_eq!(kept(world, persona, "earned_tenths").await, 500);
    let ctx = world.visitor();
    let (one, two, three) = tokio::join!(award_badges(&ctx), award_badges(&ctx), award_badges(&ctx));
    for done in [one, two, three] {
        done.unwrap();
    }
    assert!(badge(world, persona).await.is_empty(), "the day is used up");
    world.pass_days(1);
    let (one, two, three) = tokio::join!(award_badges(&ctx), award_badges(&ctx), award_badges(&ctx));
    for done in [one, two, three] {
        done.unwrap();
    }
    assert_eq!(badge(world, persona).await, ["expert_badge 500 500"]);
    replay(world).await;
}
