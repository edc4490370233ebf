//! What limits a vote: the age of the item, the first thirty days, and the daily cap of fifty points; and the
//! dimensions it changes.

use super::{GRACE, cast, content, expert, give, kept, lines, reckon, replay, take_back};
use crate::on_both_engines;
use crate::world::{World, post_draft, stands};
use domain::discussion::{Draft, PostKind, SpaceSlug, Target};
use domain::ids::AuthorId;
use domain::persona::Slot;
use server::persona::profile;
use server::reputation::{Choice, Reaction, Whose, ledger};

on_both_engines!(
    a_vote_on_what_is_older_than_two_years_counts_half,
    losses_of_quality_do_not_count_for_thirty_days,
    a_day_earns_fifty_points_and_the_rest_is_recorded,
    what_is_taken_back_makes_room_for_the_day,
    the_parts_of_a_standing_follow_its_votes,
);

async fn a_vote_on_what_is_older_than_two_years_counts_half(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    for (days, up, double, down) in [(730, 10, 20, -10), (1, 5, 10, -5)] {
        world.pass_days(days);
        let bob = world.cardiologist(&format!("bob{days}")).await;
        let trusted = expert(world, &format!("trusted{days}")).await;
        for (voter, choice, tenths) in
            [(&bob, Choice::Up, up), (&trusted, Choice::Up, double), (&bob, Choice::Down, down)]
        {
            cast(voter, post, choice).await.unwrap();
            assert_eq!(content(world, persona).await, tenths, "{choice:?} by {}", voter.email);
            cast(voter, post, Choice::Withdrawn).await.unwrap();
            assert_eq!(content(world, persona).await, 0);
        }
    }
}

async fn losses_of_quality_do_not_count_for_thirty_days(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let bob = world.cardiologist("bob").await;
    cast(&bob, post, Choice::Down).await.unwrap();
    assert_eq!(lines(world, persona).await, ["downvote -10 0 grace"], "recorded, with the reason");
    world.pass_days(GRACE - 1);
    cast(&world.cardiologist("eve").await, post, Choice::Down).await.unwrap();
    assert_eq!(content(world, persona).await, 0, "the thirtieth day");
    world.pass_days(1);
    cast(&world.cardiologist("dan").await, post, Choice::Down).await.unwrap();
    assert_eq!(content(world, persona).await, -10, "the day after");
    let bob = world.sign_in(&bob).await;
    cast(&bob, post, Choice::Withdrawn).await.unwrap();
    assert_eq!(content(world, persona).await, -10, "what did not count is not given back");
}

async fn a_day_earns_fifty_points_and_the_rest_is_recorded(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    for number in 0..4 {
        give(&expert(world, &format!("expert{number}")).await, post, Reaction::Endorse).await.unwrap();
    }
    cast(&world.cardiologist("bob").await, post, Choice::Up).await.unwrap();
    let full = "endorsement 150 150";
    let expected = [full, full, full, "endorsement 150 50 daily_cap", "upvote 10 0 daily_cap"];
    assert_eq!(lines(world, persona).await, expected);
    let own = ledger(&ada.ctx().await, Whose::Slot(Slot::new(1).unwrap()), None).await.unwrap();
    assert_eq!((own.score.0, own.earned_today.0, own.capped.0), (5_500, 500, 110));
    let reasons: Vec<_> = own.days[0].lines.iter().filter_map(|line| line.reason).collect();
    assert_eq!(reasons, ["the day had earned 50 points"; 2]);

    world.pass_hours(9);
    cast(&world.cardiologist("eve").await, post, Choice::Up).await.unwrap();
    assert_eq!(content(world, persona).await, 10, "the next day earns again");
    let ada = world.sign_in(&ada).await;
    let own = ledger(&ada.ctx().await, Whose::Slot(Slot::new(1).unwrap()), None).await.unwrap();
    assert_eq!((own.score.0, own.earned_today.0, own.capped.0), (5_510, 10, 110));
}

async fn what_is_taken_back_makes_room_for_the_day(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let mut experts = Vec::new();
    for number in 0..4 {
        let expert = expert(world, &format!("expert{number}")).await;
        give(&expert, post, Reaction::Endorse).await.unwrap();
        experts.push(expert);
    }
    let bob = world.cardiologist("bob").await;
    cast(&bob, post, Choice::Up).await.unwrap();
    take_back(&experts[0], post, Reaction::Endorse).await.unwrap();
    assert_eq!((content(world, persona).await, kept(world, persona, "earned_tenths").await), (0, 350));
    cast(&bob, post, Choice::Withdrawn).await.unwrap();
    assert_eq!(kept(world, persona, "earned_tenths").await, 350, "what gave nothing frees nothing");
    cast(&bob, post, Choice::Up).await.unwrap();
    assert_eq!(content(world, persona).await, 10, "now it counts");

    world.pass_hours(9);
    let first = world.sign_in(&experts[1]).await;
    cast(&world.cardiologist("eve").await, post, Choice::Up).await.unwrap();
    take_back(&first, post, Reaction::Endorse).await.unwrap();
    assert_eq!(kept(world, persona, "earned_tenths").await, 10, "yesterday's makes no room today");
    replay(world).await;
}

/// An author's figures in a space or subject: earned, helpful, unhelpful.
async fn part(world: &World, author: AuthorId, value: &str) -> [i64; 3] {
    let mut part = [0; 3];
    for (at, column) in ["earned_tenths", "helpful", "unhelpful"].into_iter().enumerate() {
        let row = format!("SELECT {column} FROM dimensions WHERE author = '{author}' AND value = '{value}'");
        part[at] = world.number("forum", &row).await;
    }
    part
}

async fn the_parts_of_a_standing_follow_its_votes(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    world.pass_days(GRACE);
    let ada = world.sign_in(&ada).await;
    let bob = world.cardiologist("bob").await;
    let trusted = expert(world, "trusted").await;
    let case = Draft {
        target: Target::Post { space: SpaceSlug::parse("cardiology"), kind: PostKind::OriginalCase },
        ..post_draft(persona, "A case of my own", "What we saw, and what we did about it.")
    };
    let case = stands(ada.say(&case).await.unwrap());
    let general = ada.post(persona).await;
    cast(&bob, case, Choice::Up).await.unwrap();
    cast(&trusted, case, Choice::Up).await.unwrap();
    give(&trusted, case, Reaction::Endorse).await.unwrap();
    cast(&bob, general, Choice::Down).await.unwrap();
    for value in ["cardiology", "case"] {
        assert_eq!(part(world, persona, value).await, [180, 3, 0], "a reader of 800 weighs two");
    }
    for value in ["general", "clinical"] {
        assert_eq!(part(world, persona, value).await, [-10, 0, 1]);
    }
    assert_eq!(kept(world, persona, "helpful").await, 2);
    cast(&trusted, case, Choice::Down).await.unwrap();
    cast(&bob, case, Choice::Withdrawn).await.unwrap();
    assert_eq!(part(world, persona, "case").await, [140, 0, 2]);
    replay(world).await;

    let shown = async || profile(&world.visitor(), persona).await.unwrap();
    let before = shown().await;
    assert!(before.subjects.iter().all(|subject| subject.rating.is_none()), "refreshed once a day");
    world.pass_days(1);
    reckon(world).await;
    let after = shown().await;
    let cardiology = after.topics.iter().find(|topic| topic.name == "Space cardiology").unwrap();
    assert_eq!((cardiology.posts, cardiology.points.0, cardiology.rating), (1, 5_100, Some(20)));
    assert_eq!(
        after.subjects.iter().map(|subject| subject.name.as_str()).collect::<Vec<_>>(),
        ["Clinical discussion", "Case presentations"]
    );
}
