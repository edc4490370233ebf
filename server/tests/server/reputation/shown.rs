//! What the public sees of a score, and what it unlocks for its owner at once.

use super::{GRACE, cast, expert, give, kept, reckon, somebody};
use crate::on_both_engines;
use crate::world::{World, comment_draft, refusal};
use domain::persona::Slot;
use domain::policy::Refusal;
use server::Refused;
use server::persona::{own_profile, profile};
use server::reputation::{Choice, Reaction, Whose, ledger, refresh_shown};

on_both_engines!(
    the_public_sees_tens_once_a_day,
    a_score_has_a_floor_and_a_cap,
    a_new_persona_tells_its_month_and_no_day,
    one_vote_more_opens_endorsing_and_one_less_closes_it,
    a_score_that_falls_closes_voting_and_limits_the_day,
);

async fn the_public_sees_tens_once_a_day(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    for number in 0..7 {
        cast(&world.cardiologist(&format!("voter{number}")).await, post, Choice::Up).await.unwrap();
    }
    let shown = async || profile(&world.visitor(), persona).await.unwrap().points.0;
    let own = own_profile(&ada.ctx().await, Slot::new(1).unwrap()).await.unwrap();
    assert_eq!((own.score.0, own.public.points.0), (5_070, 5_000), "only the owner sees the exact score");
    refresh_shown(&world.visitor()).await.unwrap();
    assert_eq!(shown().await, 5_000, "not before the next day");
    world.pass_days(1);
    assert_eq!(shown().await, 5_000, "and only by the daily job");
    for _ in 0..2 {
        reckon(world).await;
        assert_eq!(shown().await, 5_100);
    }
    let odd = "SELECT COUNT(*) FROM authors WHERE shown_tenths % 100 <> 0";
    assert_eq!(world.number("forum", odd).await, 0);
}

async fn a_score_has_a_floor_and_a_cap(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let slot = Slot::new(1).unwrap();
    for (content, penalties, points) in
        [(99_000, 0, 800), (99_000, 1_000, 700), (-99_000, 0, 200), (0, 0, 500), (-99_000, 2_100, 0), (0, 99_000, 0)]
    {
        world.set_content(persona, content).await;
        world.set_penalties(persona, penalties).await;
        let own = own_profile(&ada.ctx().await, slot).await.unwrap();
        assert_eq!(own.score.whole(), points);
    }
}

async fn a_new_persona_tells_its_month_and_no_day(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let profile = ada.profile().await;
    ada.draft(profile, "Half a title", "Half a text").await;
    let last_of_march = i64::from(world.today().month().last_day().0);
    assert_eq!(last_of_march, i64::from(world.today().0) + 17);
    for column in ["contributed_day", "settled_day"] {
        assert_eq!(kept(world, persona, column).await, last_of_march, "{column}");
    }
    for column in ["earned_day", "suspended_until_day", "probation_until_day", "COALESCE(violated_day, 0)"] {
        assert_eq!(kept(world, persona, column).await, 0, "{column}");
    }
    let today = world.today().0;
    let dump = crate::dump::Dump::of(world).await;
    for table in ["reputation_scores", "dimensions", "badges", "reputation_events"] {
        let table = dump.table("forum", table);
        let day = crate::dump::Cell::Number(today.into());
        assert!(!table.rows.iter().flatten().any(|cell| *cell == day), "{}", table.name);
    }
    assert_eq!(
        world.number("forum", "SELECT COUNT(*) FROM reputation_scores").await,
        1,
        "a profile begins by speaking"
    );
    ada.post(profile).await;
    assert_eq!(kept(world, profile, "contributed_day").await, last_of_march);
    assert_eq!(kept(world, profile, "earned_day").await, 0);
}

async fn one_vote_more_opens_endorsing_and_one_less_closes_it(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let bob = somebody(world, "bob", 2_990).await;
    let bobs = bob.persona(Slot::new(1).unwrap()).await;
    let comment = bob.comment(bobs, post, None).await;
    let may = async || bob.thread(post).await.post.own.may_endorse;
    assert_eq!(refusal(give(&bob, post, Reaction::Endorse).await), Refused::Forbidden(Refusal::Score));
    assert!(!may().await);
    let carol = world.cardiologist("carol").await;
    cast(&carol, comment, Choice::Up).await.unwrap();
    assert!(may().await, "at once, not with tomorrow's refresh");
    give(&bob, post, Reaction::Endorse).await.unwrap();
    cast(&carol, comment, Choice::Withdrawn).await.unwrap();
    assert!(!may().await);
    let other = ada.post(persona).await;
    assert_eq!(refusal(give(&bob, other, Reaction::Endorse).await), Refused::Forbidden(Refusal::Score));
}

async fn a_score_that_falls_closes_voting_and_limits_the_day(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, bobs) = world.with_persona("bob").await;
    world.pass_days(GRACE);
    let (ada, bob) = (world.sign_in(&ada).await, world.sign_in(&bob).await);
    let post = bob.post(bobs).await;
    let comment = ada.comment(persona, post, None).await;
    world.set_content(persona, -3_000).await;
    let open = async || {
        let own = ledger(&ada.ctx().await, Whose::Slot(Slot::new(1).unwrap()), None).await.unwrap();
        own.privileges.iter().map(|privilege| privilege.open).collect::<Vec<_>>()
    };
    assert_eq!(open().await, [true, true, false, false, false]);
    cast(&ada, post, Choice::Up).await.unwrap();
    world.set_penalties(persona, 5).await;
    assert_eq!(open().await, [true, false, false, false, false]);
    assert_eq!(refusal(cast(&ada, post, Choice::Down).await), Refused::Forbidden(Refusal::Probation));
    assert_eq!(refusal(give(&ada, post, Reaction::Endorse).await), Refused::Forbidden(Refusal::Probation));
    give(&ada, post, Reaction::Share).await.unwrap();
    assert_eq!(kept(world, bobs, "engagement_tenths").await, 0, "a link goes out, and counts nothing");
    for _ in 0..4 {
        ada.comment(persona, post, None).await;
    }
    let refused = refusal(ada.say(&comment_draft(persona, post, None)).await);
    assert!(matches!(refused, Refused::DailyLimit { limit: 5, .. }), "{refused:?}");

    // An endorsement raises the score.
    give(&expert(world, "expert").await, comment, Reaction::Endorse).await.unwrap();
    assert_eq!(open().await, [true, true, false, false, false]);
    cast(&ada, post, Choice::Down).await.unwrap();
}
