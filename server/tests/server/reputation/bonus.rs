//! Bonuses for a post's kind and evidence: given once, when three accounts have found it helpful.

use super::{GRACE, cast, lines, of_item, replay};
use crate::on_both_engines;
use crate::world::{Person, World, comment_draft, post_draft, stands};
use domain::discussion::{Draft, PostKind, SpaceSlug, Target};
use domain::ids::{AuthorId, ItemId};
use server::reputation::{Choice, vote};

on_both_engines!(
    a_kind_of_post_earns_its_bonus_at_three_votes_and_once,
    every_kind_has_its_bonus,
    three_votes_at_a_time_give_one_bonus,
    votes_against_it_do_not_count_towards_it,
    sources_and_data_earn_theirs,
    whoever_helps_somebody_new_earns_a_point,
);

async fn post_of(person: &Person, author: AuthorId, kind: PostKind, body: &str) -> ItemId {
    let target = Target::Post { space: SpaceSlug::parse("general"), kind };
    stands(person.say(&Draft { target, ..post_draft(author, "Something we have seen", body) }).await.unwrap())
}

async fn voters(world: &World, count: usize) -> Vec<Person> {
    let mut voters = Vec::new();
    for number in 0..count {
        voters.push(world.cardiologist(&format!("voter{number}")).await);
    }
    voters
}

/// An author's events other than votes.
async fn bonuses(world: &World, author: AuthorId) -> Vec<String> {
    lines(world, author).await.into_iter().filter(|line| !line.contains("vote ")).collect()
}

async fn a_kind_of_post_earns_its_bonus_at_three_votes_and_once(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = post_of(&ada, persona, PostKind::OriginalCase, "What we saw, and what we did.").await;
    let voters = voters(world, 4).await;
    for voter in &voters[..2] {
        cast(voter, post, Choice::Up).await.unwrap();
    }
    assert!(bonuses(world, persona).await.is_empty(), "an author's word alone earns nothing");
    cast(&voters[2], post, Choice::Up).await.unwrap();
    assert_eq!(bonuses(world, persona).await, ["original_case 100 100"]);
    assert_eq!(of_item(world, post, "rewarded").await, 1);
    cast(&voters[2], post, Choice::Withdrawn).await.unwrap();
    cast(&voters[2], post, Choice::Up).await.unwrap();
    cast(&voters[1], post, Choice::Down).await.unwrap();
    cast(&voters[3], post, Choice::Up).await.unwrap();
    assert_eq!(bonuses(world, persona).await, ["original_case 100 100"], "not again");
    replay(world).await;
}

async fn every_kind_has_its_bonus(world: &World) {
    let voters = voters(world, 3).await;
    for (name, kind, expected) in [
        ("ada", PostKind::Discussion, None),
        ("bob", PostKind::LiteratureReview, Some("literature_review 80 80")),
        ("carol", PostKind::GuidelineAnalysis, Some("guideline_analysis 120 120")),
        ("dan", PostKind::Educational, Some("educational 100 100")),
    ] {
        let (ada, persona) = world.with_persona(name).await;
        let post = post_of(&ada, persona, kind, "What we saw, and what we did.").await;
        for voter in &voters {
            cast(voter, post, Choice::Up).await.unwrap();
        }
        assert_eq!(bonuses(world, persona).await, expected.into_iter().collect::<Vec<_>>());
    }
}

async fn three_votes_at_a_time_give_one_bonus(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = post_of(&ada, persona, PostKind::Educational, "What we saw, and what we did.").await;
    let mut contexts = Vec::new();
    for voter in voters(world, 6).await {
        contexts.push(voter.ctx().await);
    }
    world.warm_up("forum").await;
    let acts = contexts.into_iter().map(|ctx| tokio::spawn(async move { vote(&ctx, post, Choice::Up).await }));
    for act in acts.collect::<Vec<_>>() {
        act.await.unwrap().unwrap();
    }
    assert_eq!(bonuses(world, persona).await, ["educational 100 100"]);
    replay(world).await;
}

async fn votes_against_it_do_not_count_towards_it(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = post_of(&ada, persona, PostKind::Educational, "What we saw, and what we did.").await;
    let voters = voters(world, 5).await;
    for voter in &voters[..3] {
        cast(voter, post, Choice::Down).await.unwrap();
    }
    for voter in &voters[3..] {
        cast(voter, post, Choice::Up).await.unwrap();
    }
    assert!(bonuses(world, persona).await.is_empty());
    cast(&voters[0], post, Choice::Up).await.unwrap();
    assert_eq!(bonuses(world, persona).await, ["educational 100 100"], "a changed mind is the third");
}

/// Texts with evidence that `domain::quality` recognises.
const SOURCED: &str = "The trial enrolled 4,744 patients; 16.3% against 21.2% reached the primary endpoint (HR 0.74, 95% \
                       CI 0.65 to 0.85, p < 0.001): https://doi.org/10.1056/NEJMoa1911303 and \
                       https://www.nice.org.uk/guidance/ng106 say what to do.";

async fn sources_and_data_earn_theirs(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = post_of(&ada, persona, PostKind::Discussion, SOURCED).await;
    let evidence = domain::quality::evidence(SOURCED);
    let found = [
        (evidence.peer_reviewed, "cites_peer_reviewed 20 20"),
        (evidence.guideline, "links_guideline 30 30"),
        (evidence.data, "provides_data 20 20"),
    ];
    for voter in voters(world, 3).await {
        cast(&voter, post, Choice::Up).await.unwrap();
    }
    let expected: Vec<&str> = found.into_iter().filter(|(found, _)| *found).map(|(_, line)| line).collect();
    assert_eq!(bonuses(world, persona).await, expected);
    assert_eq!(expected.len(), 3);
}

const CONSTRUCTIVE: &str = "Thank you for asking; what helped us was to write down who calls back.";
const PLAIN: &str = "The list hangs on the wall of the ward.";

async fn whoever_helps_somebody_new_earns_a_point(world: &World) {
    let (old, olds) = world.with_persona("old").await;
    world.pass_days(GRACE);
    let old = world.sign_in(&old).await;
    let (new, news) = world.with_persona("new").await;
    let (ada, persona) = world.with_persona("ada").await;
    let voters = voters(world, 3).await;
    let helped = async |who: &Person, author: AuthorId, post: ItemId, body: &str| {
        let comment = Draft { body: body.to_owned(), ..comment_draft(author, post, None) };
        let comment = stands(who.say(&comment).await.unwrap());
        for voter in &voters {
            cast(voter, comment, Choice::Up).await.unwrap();
        }
    };
    helped(&ada, persona, old.post(olds).await, CONSTRUCTIVE).await;
    helped(&ada, persona, new.post(news).await, PLAIN).await;
    assert!(bonuses(world, persona).await.is_empty(), "to somebody who is not new, or of no help");
    helped(&ada, persona, new.post(news).await, CONSTRUCTIVE).await;
    assert_eq!(bonuses(world, persona).await, ["helped_new_user 10 10"]);
    helped(&new, news, new.post(news).await, CONSTRUCTIVE).await;
    assert!(bonuses(world, news).await.is_empty(), "not in answer to oneself");
}
