//! The effects of time: activity, silence, suspension, and double points after a fall.

use super::{GRACE, cast, expert, give, kept, lines, of_item, reckon, replay, set_item};
use crate::on_both_engines;
use crate::world::{Person, World, comment_draft, post_draft};
use domain::discussion::{Draft, Publication};
use domain::ids::{AuthorId, ItemId};
use domain::persona::Slot;
use server::discussion::{delete, scheduled};
use server::jobs::Lane;
use server::persona::own_profile;
use server::reputation::{Choice, Reaction, Whose, ledger, settle_silence};
use server::worker::run_due;

on_both_engines!(
    what_appears_is_a_sign_of_life,
    half_a_year_of_silence_costs_a_point_a_week,
    silence_takes_nothing_below_four_hundred,
    a_contribution_ends_the_silence,
    silence_is_reckoned_once_by_two_jobs_at_a_time,
    a_suspension_freezes_the_score,
    what_helps_after_a_fall_counts_double,
    ten_contributions_count_double_and_no_more,
);

/// Days from the start of a world until silence costs the first point: the rest of March and 27 weeks.
const FIRST_POINT: i64 = 17 + 189;

async fn exact(ada: &Person) -> i32 {
    own_profile(&ada.ctx().await, Slot::new(1).unwrap()).await.unwrap().score.0
}

async fn contributions(world: &World, author: AuthorId) -> i64 {
    let sql = format!("SELECT COUNT(*) FROM reputation_events WHERE author = '{author}' AND kind = 'contribution'");
    world.number("forum", &sql).await
}

/// Schedules a text; returns its item.
async fn wait_with(ada: &Person, draft: Draft) -> ItemId {
    ada.say(&Draft { publication: Publication::Mixed, ..draft }).await.unwrap();
    scheduled(&ada.ctx().await).await.unwrap().remove(0).0
}

async fn what_appears_is_a_sign_of_life(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    world.pass_days(30);
    let ada = world.sign_in(&ada).await;
    let post = ada.post(persona).await;
    assert_eq!(contributions(world, persona).await, 1);
    assert_eq!(kept(world, persona, "contributed_day").await, i64::from(world.today().0));
    let comment = ada.comment(persona, post, None).await;
    assert_eq!(contributions(world, persona).await, 2);
    let worth = "SELECT SUM(ABS(nominal_tenths) + ABS(tenths)) FROM reputation_events";
    assert_eq!(world.number("forum", worth).await, 0, "a sign of life, no points");
    delete(&ada.ctx().await, comment).await.unwrap();

    let before = kept(world, persona, "contributed_day").await;
    wait_with(&ada, comment_draft(persona, post, None)).await;
    assert_eq!(contributions(world, persona).await, 2, "not before it appears");
    world.pass_days(1);
    assert_eq!(kept(world, persona, "contributed_day").await, before);
    for _ in 0..2 {
        run_due(&world.visitor(), Lane::Once).await.unwrap();
    }
    assert_eq!(contributions(world, persona).await, 3);
    assert_eq!(kept(world, persona, "contributed_day").await, before + 1);
}

async fn half_a_year_of_silence_costs_a_point_a_week(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let mut at = 0;
    for (day, tenths) in
        [(FIRST_POINT - 1, 0), (FIRST_POINT, 10), (FIRST_POINT + 6, 10), (FIRST_POINT + 7, 20), (FIRST_POINT + 35, 60)]
    {
        world.pass_days(day - at);
        at = day;
        for _ in 0..2 {
            reckon(world).await;
            assert_eq!(kept(world, persona, "decay_tenths").await, tenths, "on day {day}");
        }
    }
    assert_eq!(lines(world, persona).await, ["decay -10 -10", "decay -10 -10", "decay -40 -40"]);
    let ada = world.sign_in(&ada).await;
    assert_eq!(exact(&ada).await, 4_940);
    let shown = server::persona::profile(&world.visitor(), persona).await.unwrap().points;
    assert_eq!(shown.0, 4_900, "the public sees it too");
    replay(world).await;
}

async fn silence_takes_nothing_below_four_hundred(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (_, low) = world.with_persona("low").await;
    let (_, just) = world.with_persona("just").await;
    world.set_content(low, -1_500).await;
    world.set_content(just, -995).await;
    world.pass_days(FIRST_POINT + 7 * 300);
    for _ in 0..2 {
        reckon(world).await;
    }
    for (author, tenths) in [(persona, 1_000), (low, 0), (just, 5)] {
        assert_eq!(kept(world, author, "decay_tenths").await, tenths);
    }
    let ada = world.sign_in(&ada).await;
    assert_eq!(exact(&ada).await, 4_000);
    replay(world).await;
}

async fn a_contribution_ends_the_silence(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    world.pass_days(FIRST_POINT + 14);
    let ada = world.sign_in(&ada).await;
    ada.post(persona).await;
    assert_eq!(kept(world, persona, "decay_tenths").await, 30, "what silence took is reckoned before it ends");
    for (days, tenths) in [(188, 30), (1, 40)] {
        world.pass_days(days);
        reckon(world).await;
        assert_eq!(kept(world, persona, "decay_tenths").await, tenths);
    }
    let ada = world.sign_in(&ada).await;
    let own = ledger(&ada.ctx().await, Whose::Slot(Slot::new(1).unwrap()), None).await.unwrap();
    assert_eq!(own.decays_from, Some(world.today()));
    replay(world).await;
}

async fn silence_is_reckoned_once_by_two_jobs_at_a_time(world: &World) {
    for number in 0..5 {
        world.with_persona(&format!("person{number}")).await;
    }
    world.pass_days(FIRST_POINT + 7);
    world.warm_up("forum").await;
    let ctx = world.visitor();
    let (one, two, three) = tokio::join!(settle_silence(&ctx), settle_silence(&ctx), settle_silence(&ctx));
    for done in [one, two, three] {
        done.unwrap();
    }
    assert_eq!(world.number("forum", "SELECT COUNT(*) FROM reputation_events").await, 5);
    assert_eq!(world.number("forum", "SELECT SUM(decay_tenths) FROM reputation_scores").await, 100);
    replay(world).await;
}

async fn suspend(world: &World, author: AuthorId, days: i32) {
    let until = world.today().plus(days).0;
    let sql = format!("UPDATE reputation_scores SET suspended_until_day = {until} WHERE author = '{author}'");
    assert_eq!(world.run("forum", &sql).await, 1);
}

async fn a_suspension_freezes_the_score(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    world.pass_days(GRACE);
    suspend(world, persona, 7).await;
    let bob = world.cardiologist("bob").await;
    cast(&bob, post, Choice::Up).await.unwrap();
    cast(&world.cardiologist("eve").await, post, Choice::Down).await.unwrap();
    give(&expert(world, "expert").await, post, Reaction::Endorse).await.unwrap();
    let frozen = ["downvote -10 0 suspended", "endorsement 150 0 suspended", "upvote 10 0 suspended"];
    assert_eq!(lines(world, persona).await, frozen);
    let ada = world.sign_in(&ada).await;
    let own = ledger(&ada.ctx().await, Whose::Slot(Slot::new(1).unwrap()), None).await.unwrap();
    assert_eq!((own.score.0, own.suspended_until), (5_000, Some(world.today().plus(6))));
    assert!(own.days[0].lines.iter().all(|line| line.reason == Some("the score was frozen")));
    world.pass_days(7);
    let bob = world.sign_in(&bob).await;
    cast(&bob, post, Choice::Withdrawn).await.unwrap();
    cast(&bob, post, Choice::Up).await.unwrap();
    assert_eq!(kept(world, persona, "content_tenths").await, 10, "from the first day after it counts again");

    // A suspension also stops the decay for silence.
    let (_, other) = world.with_persona("other").await;
    let joined = i64::from(world.today().month().last_day().0 - world.today().0);
    suspend(world, other, 1_000).await;
    world.pass_days(joined + 189 + 70);
    reckon(world).await;
    assert_eq!(kept(world, other, "decay_tenths").await, 0);
    assert!(kept(world, persona, "decay_tenths").await > 0);
    replay(world).await;
}

async fn what_helps_after_a_fall_counts_double(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    world.set_content(persona, -1_020).await;
    let mut items = Vec::new();
    for quality in [75, 74] {
        let title = format!("Of quality {quality}");
        let item = wait_with(&ada, post_draft(persona, &title, "We changed who calls back.")).await;
        set_item(world, item, &format!("quality = {quality}")).await;
        world.pass_hours(3);
        run_due(&world.visitor(), Lane::Once).await.unwrap();
        items.push(item);
    }
    assert_eq!((of_item(world, items[0], "doubled").await, of_item(world, items[1], "doubled").await), (1, 0));
    assert_eq!(kept(world, persona, "doubled").await, 1);
    let voters = [world.cardiologist("bob").await, world.cardiologist("eve").await];
    cast(&voters[0], items[1], Choice::Up).await.unwrap();
    assert_eq!(lines(world, persona).await, ["upvote 10 10"], "of no high quality: 399");
    cast(&voters[0], items[0], Choice::Up).await.unwrap();
    assert_eq!(lines(world, persona).await, ["upvote 10 10", "upvote 20 20"], "401");
    cast(&voters[1], items[0], Choice::Up).await.unwrap();
    assert_eq!(lines(world, persona).await, ["upvote 10 10", "upvote 10 10", "upvote 20 20"], "no longer below 400");
    replay(world).await;
}

async fn ten_contributions_count_double_and_no_more(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    world.set_content(persona, -1_500).await;
    let sql = format!("UPDATE reputation_scores SET doubled = 9 WHERE author = '{persona}'");
    assert_eq!(world.run("forum", &sql).await, 1);
    for doubled in [1, 0] {
        let item = wait_with(&ada, post_draft(persona, "Of high quality", "We changed who calls back.")).await;
        set_item(world, item, "quality = 100").await;
        world.pass_hours(3);
        run_due(&world.visitor(), Lane::Once).await.unwrap();
        assert_eq!(of_item(world, item, "doubled").await, doubled);
    }
    assert_eq!(kept(world, persona, "doubled").await, 10);
}
