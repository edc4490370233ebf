//! Badges: awarded and withdrawn once a day, with a record of each.

use super::{cast, expert, give, reckon, set_item};
use crate::on_both_engines;
use crate::world::{World, post_draft};
use domain::account::{Claim, Tier};
use domain::discussion::{Draft, PostKind, SpaceSlug, Target};
use domain::ids::AuthorId;
use server::persona::profile;
use server::reputation::{Choice, Reaction, award_badges};

on_both_engines!(
    a_specialty_expert_is_awarded_withdrawn_and_awarded_again,
    an_expert_of_a_specialty_has_eight_hundred_there,
    an_expert_is_endorsed_by_five,
    a_scholar_has_cited_a_hundred_sources,
    an_educator_has_helped_with_fifty_posts_and_so_has_a_researcher,
    the_top_contributor_of_a_month_stays,
    the_rising_star_is_whoever_gained_most,
    badges_are_awarded_once_by_two_jobs_at_a_time,
    a_month_has_one_top_contributor_whoever_awards,
    whoever_has_no_ledger_is_awarded_nothing,
);

/// Badges of an author: kind, detail, day awarded, day withdrawn; days are relative to today.
async fn badges(world: &World, author: AuthorId) -> Vec<String> {
    let today = world.today().0;
    let sql = format!(
        "SELECT kind || ' ' || detail || ' ' || (awarded_day - {today}) || COALESCE(' ' || (withdrawn_day - {today}), '') \
         AS cell FROM badges WHERE author = '{author}'"
    );
    let mut badges = world.texts("forum", &sql).await;
    badges.sort_unstable();
    badges
}

async fn labels(world: &World, author: AuthorId) -> Vec<String> {
    profile(&world.visitor(), author).await.unwrap().badges.into_iter().map(|badge| badge.label).collect()
}

async fn earn(world: &World, author: AuthorId, space: &str, tenths: i32) {
    let sql = format!(
        "UPDATE dimensions SET earned_tenths = {tenths} WHERE author = '{author}' AND axis = 'space' AND value = '{space}'"
    );
    assert_eq!(world.run("forum", &sql).await, 1);
}

fn in_space(author: AuthorId, space: &str, kind: PostKind) -> Draft {
    let target = Target::Post { space: SpaceSlug::parse(space), kind };
    Draft { target, ..post_draft(author, "What we have learned", "We wrote down who calls back.") }
}

async fn a_specialty_expert_is_awarded_withdrawn_and_awarded_again(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    ada.say(&in_space(persona, "cardiology", PostKind::Discussion)).await.unwrap();
    let held = "specialty-expert cardiology";
    for (tenths, expected) in [
        (2_999, vec![]),
        (3_000, vec![format!("{held} 0")]),
        (9_000, vec![format!("{held} -1")]),
        (2_999, vec![format!("{held} -2 0")]),
        (2_999, vec![format!("{held} -3 -1")]),
        (3_000, vec![format!("{held} -4 -2"), format!("{held} 0")]),
    ] {
        earn(world, persona, "cardiology", tenths).await;
        for _ in 0..2 {
            reckon(world).await;
            assert_eq!(badges(world, persona).await, expected);
        }
        let is_held = expected.iter().any(|badge| badge.matches(' ').count() == 2);
        let label = is_held.then(|| "Space cardiology Expert".to_owned());
        assert_eq!(labels(world, persona).await, label.into_iter().collect::<Vec<_>>());
        world.pass_days(1);
    }
}

async fn an_expert_of_a_specialty_has_eight_hundred_there(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    ada.post(persona).await;
    earn(world, persona, "general", 9_000).await;
    let patient = world.verified("patient", Claim::tier_only(Tier::Patient)).await;
    let profile = patient.profile().await;
    patient.say(&in_space(profile, "patients", PostKind::Discussion)).await.unwrap();
    world.run("forum", "UPDATE dimensions SET value = 'cardiology' WHERE value = 'patients'").await;
    earn(world, profile, "cardiology", 9_000).await;
    reckon(world).await;
    for (author, why) in [(persona, "the general space is no specialty"), (profile, "the tier ends at 600")] {
        assert!(badges(world, author).await.is_empty(), "{why}");
    }
}

async fn an_expert_is_endorsed_by_five(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let mut last = None;
    for number in 0..5 {
        reckon(world).await;
        assert!(!badges(world, persona).await.contains(&"expert  0".to_owned()), "after {number}");
        let expert = expert(world, &format!("expert{number}")).await;
        give(&expert, post, Reaction::Endorse).await.unwrap();
        last = Some(expert);
    }
    world.pass_days(1);
    reckon(world).await;
    assert!(badges(world, persona).await.contains(&"expert  0".to_owned()));
    assert!(labels(world, persona).await.contains(&"Endorsed Expert".to_owned()));
    let last = world.sign_in(&last.unwrap()).await;
    super::take_back(&last, post, Reaction::Endorse).await.unwrap();
    reckon(world).await;
    assert!(badges(world, persona).await.contains(&"expert  0 0".to_owned()));
}

async fn a_scholar_has_cited_a_hundred_sources(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (one, other) = (ada.post(persona).await, ada.post(persona).await);
    for (first, second, expected) in [(60, 39, vec![]), (60, 40, vec!["scholar  0"]), (0, 40, vec!["scholar  0 0"])] {
        set_item(world, one, &format!("citations = {first}")).await;
        set_item(world, other, &format!("citations = {second}")).await;
        reckon(world).await;
        assert_eq!(badges(world, persona).await, expected);
    }
}

async fn an_educator_has_helped_with_fifty_posts_and_so_has_a_researcher(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    world.set_content(persona, 2_000).await;
    let (eve, eves) = world.with_persona("eve").await;
    world.set_content(eves, 2_000).await;
    for day in 0..2 {
        let (ada, eve) = (world.sign_in(&ada).await, world.sign_in(&eve).await);
        for number in 0..25 {
            if (day, number) == (1, 24) {
                world.run("forum", "UPDATE items SET up = 1").await;
                reckon(world).await;
                assert!(badges(world, persona).await.is_empty() && badges(world, eves).await.is_empty(), "of 49");
            }
            ada.say(&in_space(persona, "general", PostKind::Educational)).await.unwrap();
            let kind = if number % 2 == 0 { PostKind::LiteratureReview } else { PostKind::Discussion };
            let space = if number % 2 == 0 { "general" } else { "research" };
            eve.say(&in_space(eves, space, kind)).await.unwrap();
        }
        world.pass_days(1);
    }
    for (votes, last) in
        [("up = 1, down = 1", "up = 1, down = 1"), ("up = 0", "up = 1"), ("up = 2, down = 1", "up = 0, down = 1")]
    {
        world.run("forum", &format!("UPDATE items SET {votes}")).await;
        for author in [persona, eves] {
            let one = format!(
                "(SELECT MIN(id) FROM (SELECT CAST(id AS TEXT) AS id FROM items WHERE author = '{author}') AS o)"
            );
            world.run("forum", &format!("UPDATE items SET {last} WHERE CAST(id AS TEXT) = {one}")).await;
        }
        reckon(world).await;
        assert!(badges(world, persona).await.is_empty() && badges(world, eves).await.is_empty(), "{votes} but {last}");
    }
    world.run("forum", "UPDATE items SET up = 2, down = 1").await;
    reckon(world).await;
    assert_eq!(badges(world, persona).await, ["educator  0"]);
    assert_eq!(badges(world, eves).await, ["researcher  0"]);
    assert_eq!(labels(world, eves).await, ["Researcher"]);
}

async fn the_top_contributor_of_a_month_stays(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, bobs) = world.with_persona("bob").await;
    let post = ada.post(persona).await;
    let (first, second) = (ada.comment(persona, post, None).await, bob.comment(bobs, post, None).await);
    for number in 0..6 {
        let reader = world.cardiologist(&format!("reader{number}")).await;
        cast(&reader, post, Choice::Up).await.unwrap();
        cast(&reader, first, Choice::Up).await.unwrap();
        if number < 5 {
            cast(&reader, second, Choice::Up).await.unwrap();
        }
    }
    let month = world.today().month().0;
    reckon(world).await;
    assert!(badges(world, persona).await.iter().all(|badge| !badge.starts_with("top")), "the month is not over");
    world.pass_days(20);
    reckon(world).await;
    let top = format!("top-contributor {month} ");
    assert!(badges(world, persona).await.contains(&format!("{top}0")));
    assert!(labels(world, persona).await.contains(&"Top Contributor (March 2026)".to_owned()));
    assert!(badges(world, bobs).await.iter().all(|badge| !badge.starts_with("top")), "one a month");
    // Somebody else gets more votes after the month is over.
    set_item(world, second, "up = 60").await;
    reckon(world).await;
    assert!(
        badges(world, bobs).await.iter().all(|badge| !badge.starts_with("top")),
        "one a month, whatever comes later"
    );
    assert!(badges(world, persona).await.contains(&format!("{top}0")));
    world.pass_days(60);
    reckon(world).await;
    assert!(badges(world, persona).await.contains(&format!("{top}-60")), "a month that is over does not change");
    assert_eq!(world.number("forum", "SELECT COUNT(*) FROM badges WHERE kind = 'top-contributor'").await, 1);
}

async fn the_rising_star_is_whoever_gained_most(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, bobs) = world.with_persona("bob").await;
    let (one, other) = (ada.post(persona).await, bob.post(bobs).await);
    let experts = [expert(world, "one").await, expert(world, "two").await];
    give(&experts[0], one, Reaction::Endorse).await.unwrap();
    reckon(world).await;
    assert!(badges(world, persona).await.is_empty(), "fifteen points are no rise");
    give(&experts[1], one, Reaction::Endorse).await.unwrap();
    reckon(world).await;
    assert_eq!(badges(world, persona).await, ["rising-star  0"]);
    for expert in &experts {
        give(expert, other, Reaction::Endorse).await.unwrap();
    }
    cast(&experts[0], other, Choice::Up).await.unwrap();
    reckon(world).await;
    assert_eq!(badges(world, persona).await, ["rising-star  0 0"], "somebody has gained more");
    assert_eq!(badges(world, bobs).await, ["rising-star  0"]);
    world.pass_days(29);
    reckon(world).await;
    assert_eq!(badges(world, bobs).await, ["rising-star  -29"]);
    world.pass_days(1);
    reckon(world).await;
    assert_eq!(badges(world, bobs).await, ["rising-star  -30 0"], "thirty days have passed");
    assert!(labels(world, bobs).await.is_empty());
}

async fn badges_are_awarded_once_by_two_jobs_at_a_time(world: &World) {
    for number in 0..6 {
        let (ada, persona) = world.with_persona(&format!("ada{number}")).await;
        set_item(world, ada.post(persona).await, "citations = 100").await;
    }
    world.warm_up("forum").await;
    let ctx = world.visitor();
    for (held, sql) in [(6, "SELECT 1"), (0, "UPDATE items SET citations = 0")] {
        world.run("forum", sql).await;
        let all = tokio::join!(award_badges(&ctx), award_badges(&ctx), award_badges(&ctx), award_badges(&ctx));
        for done in [all.0, all.1, all.2, all.3] {
            done.unwrap();
        }
        let sql = "SELECT COUNT(*) FROM badges WHERE withdrawn_day IS NULL";
        assert_eq!(world.number("forum", sql).await, held);
        assert_eq!(world.number("forum", "SELECT COUNT(*) FROM badges").await, 6);
    }
}

async fn a_month_has_one_top_contributor_whoever_awards(world: &World) {
    let (_, persona) = world.with_persona("ada").await;
    let row = |detail: &str, kind: &str, withdrawn: &str| {
        let id = world.sql_uuid(world.services.rng.uuid());
        format!(
            "INSERT INTO badges (id, author, kind, detail, awarded_day, withdrawn_day) \
             VALUES ({id}, '{persona}', '{kind}', '{detail}', 1, {withdrawn})"
        )
    };
    let top = "top-contributor";
    for (detail, kind, taken) in [
        ("674", top, true),
        ("674", top, false),
        ("675", top, true),
        ("674", "scholar", true),
        ("674", "scholar", true),
    ] {
        let done = crate::world::takes(world.store("forum"), &row(detail, kind, "2")).await;
        assert_eq!(done, taken, "{kind} {detail}: also where the other has been withdrawn");
    }
}

async fn whoever_has_no_ledger_is_awarded_nothing(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    set_item(world, ada.post(persona).await, "citations = 100").await;
    let ledger = format!("DELETE FROM reputation_scores WHERE author = '{persona}'");
    assert_eq!(world.run("forum", &ledger).await, 1);
    award_badges(&world.visitor()).await.unwrap();
    assert_eq!(world.number("forum", "SELECT COUNT(*) FROM badges").await, 0);
}
