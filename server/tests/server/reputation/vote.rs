//! Votes: one ballot per account, what it is worth, and what is left after it is withdrawn.

use super::{GRACE, cast, content, kept, lines, of_item};
use crate::on_both_engines;
use crate::world::{World, refusal};
use domain::account::{Claim, Tier};
use domain::ids::ItemId;
use domain::policy::Refusal;
use server::Refused;
use server::discussion::delete;
use server::persona::profile;
use server::reputation::{Choice, vote};

on_both_engines!(
    a_vote_moves_score_and_count_and_can_be_taken_back,
    a_trusted_voter_counts_double_up_and_once_down,
    ones_own_words_cannot_be_voted_on,
    an_account_has_one_ballot_across_personas,
    visitors_the_unverified_and_those_on_probation_do_not_vote,
    a_member_verified_after_speaking_votes,
    nothing_but_what_stands_is_voted_on,
    forty_votes_at_a_time_add_up,
    one_account_at_a_time_has_one_ballot,
    a_hundred_accounts_at_a_time_end_in_the_right_score,
    voting_and_withdrawing_at_a_time_leave_no_trace_of_their_order,
);

async fn ballots(world: &World) -> i64 {
    world.number("forum", "SELECT COUNT(*) FROM ballots").await
}

async fn a_vote_moves_score_and_count_and_can_be_taken_back(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    world.pass_days(GRACE);
    let ada = world.sign_in(&ada).await;
    let bob = world.cardiologist("bob").await;
    let post = ada.post(persona).await;
    let comment = ada.comment(persona, post, None).await;
    assert_eq!(cast(&bob, comment, Choice::Up).await.unwrap(), post, "it leads back to the thread");
    for (choice, votes, mine, tenths) in [
        (Choice::Up, 1, 1, 20),
        (Choice::Up, 1, 1, 20),
        (Choice::Down, -1, -1, 0),
        (Choice::Down, -1, -1, 0),
        (Choice::Withdrawn, 0, 0, 10),
        (Choice::Withdrawn, 0, 0, 10),
        (Choice::Down, -1, -1, 0),
        (Choice::Up, 1, 1, 20),
    ] {
        cast(&bob, post, choice).await.unwrap();
        let view = bob.thread(post).await.post;
        assert_eq!((view.votes, view.my_vote), (votes, mine), "{choice:?}");
        assert_eq!(content(world, persona).await, tenths, "{choice:?}");
        assert_eq!(ada.thread(post).await.post.my_vote, 0, "nobody sees another's ballot");
    }
    assert_eq!(ballots(world).await, 2);
    let day = i64::from(world.today().0);
    assert_eq!(world.number("forum", "SELECT MIN(day) FROM ballots").await, day);
    assert_eq!(world.number("forum", "SELECT MAX(day) FROM reputation_events").await, day);
    let up = ["upvote 10 10"; 3];
    let expected = ["downvote -10 -10", "downvote -10 -10", "downvote back 10 10", "downvote back 10 10"];
    let expected = [&expected[..], &up, &["upvote back -10 -10"]].concat();
    assert_eq!(lines(world, persona).await, expected, "the ledger is never rewritten");
}

async fn a_trusted_voter_counts_double_up_and_once_down(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    world.pass_days(GRACE);
    let ada = world.sign_in(&ada).await;
    let (bob, bobs) = world.with_persona("bob").await;
    let post = ada.post(persona).await;
    for (voter, up) in [(2_990, 10), (3_000, 20)] {
        world.set_content(bobs, voter).await;
        cast(&bob, post, Choice::Up).await.unwrap();
        assert_eq!(content(world, persona).await, up, "a voter of {}", 500 + voter / 10);
        cast(&bob, post, Choice::Down).await.unwrap();
        assert_eq!(content(world, persona).await, -10);
        cast(&bob, post, Choice::Withdrawn).await.unwrap();
        assert_eq!(content(world, persona).await, 0);
    }
    cast(&bob, post, Choice::Up).await.unwrap();
    world.set_content(bobs, 0).await;
    cast(&bob, post, Choice::Withdrawn).await.unwrap();
    assert_eq!(content(world, persona).await, 0, "what was given is taken back, not what it would weigh now");
}

async fn ones_own_words_cannot_be_voted_on(world: &World) {
    let (ada, first) = world.with_persona("ada").await;
    world.pass_days(30);
    let ada = world.sign_in(&ada).await;
    let second = ada.make_persona().await;
    let identities = [first, second, ada.profile().await];
    let mut posts = Vec::new();
    for author in identities {
        posts.push(ada.post(author).await);
    }
    for speaking in identities {
        ada.speak_as(speaking).await;
        for post in &posts {
            for choice in [Choice::Up, Choice::Down, Choice::Withdrawn] {
                let refused = refusal(cast(&ada, *post, choice).await);
                assert_eq!(refused, Refused::Forbidden(Refusal::OwnContent));
            }
        }
    }
    assert_eq!(ballots(world).await, 0);
}

async fn an_account_has_one_ballot_across_personas(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let (bob, first) = world.with_persona("bob").await;
    world.pass_days(30);
    let bob = world.sign_in(&bob).await;
    let second = bob.make_persona().await;
    for author in [first, second, bob.profile().await] {
        bob.speak_as(author).await;
        cast(&bob, post, Choice::Up).await.unwrap();
        assert_eq!((ballots(world).await, content(world, persona).await), (1, 10));
        assert_eq!(bob.thread(post).await.post.my_vote, 1, "each identity sees the one ballot");
    }
    bob.speak_as(first).await;
    cast(&bob, post, Choice::Withdrawn).await.unwrap();
    assert_eq!((ballots(world).await, content(world, persona).await), (0, 0));
}

async fn visitors_the_unverified_and_those_on_probation_do_not_vote(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    assert_eq!(refusal(vote(&world.visitor(), post, Choice::Up).await), Refused::SignIn);
    let unverified = world.sign_up("unverified").await;
    let patient = world.verified("patient", Claim::tier_only(Tier::Patient)).await;
    let hidden = world.cardiologist("hidden").await;
    hidden.make_unverified_persona().await;
    for voter in [unverified, patient, hidden] {
        let refused = refusal(cast(&voter, post, Choice::Up).await);
        assert_eq!(refused, Refused::Forbidden(Refusal::Tier), "{}", voter.email);
    }
    let (bob, bobs) = world.with_persona("bob").await;
    world.set_content(bobs, -3_000).await;
    cast(&bob, post, Choice::Up).await.unwrap();
    world.set_penalties(bobs, 1).await;
    for choice in [Choice::Down, Choice::Up] {
        assert_eq!(refusal(cast(&bob, post, choice).await), Refused::Forbidden(Refusal::Probation), "at 199.9");
    }
    world.set_penalties(bobs, 0).await;
    cast(&bob, post, Choice::Withdrawn).await.unwrap();
    assert_eq!((ballots(world).await, content(world, persona).await), (0, 0));
}

async fn a_member_verified_after_speaking_votes(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let bob = world.sign_up("bob").await;
    let patients = domain::discussion::SpaceSlug::parse("patients").unwrap();
    let question = domain::discussion::Draft {
        target: domain::discussion::Target::Post {
            space: Some(patients),
            kind: domain::discussion::PostKind::Discussion,
        },
        ..crate::world::post_draft(bob.profile().await, "A question of mine", "What does this mean for me?")
    };
    bob.say(&question).await.unwrap();
    world.verify(&bob, crate::world::cardiology()).await;
    cast(&bob, post, Choice::Up).await.unwrap();
    bob.post(bob.profile().await).await;
    let shown = profile(&world.visitor(), bob.profile().await).await.unwrap();
    assert_eq!(shown.author.credential, "Verified Cardiologist, 12 to 19 years in practice");
}

async fn nothing_but_what_stands_is_voted_on(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let bob = world.cardiologist("bob").await;
    let post = ada.post(persona).await;
    delete(&ada.ctx().await, post).await.unwrap();
    let nothing = ItemId(world.services.rng.uuid());
    for item in [post, nothing] {
        assert_eq!(refusal(cast(&bob, item, Choice::Up).await), Refused::NotFound);
    }
    assert_eq!(Choice::parse("up"), Some(Choice::Up));
    assert_eq!(Choice::parse("withdraw"), Some(Choice::Withdrawn));
    assert_eq!(Choice::parse("sideways"), None);
}

async fn forty_votes_at_a_time_add_up(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    world.pass_days(GRACE);
    let ada = world.sign_in(&ada).await;
    let posts = [ada.post(persona).await, ada.post(persona).await];
    let mut contexts = Vec::new();
    for number in 0..20 {
        contexts.push(world.cardiologist(&format!("voter{number}")).await.ctx().await);
    }
    world.warm_up("forum").await;
    let mut votes = Vec::new();
    for (number, ctx) in contexts.into_iter().enumerate() {
        for post in posts {
            let ctx = ctx.clone();
            let choice = if number % 4 == 3 { Choice::Down } else { Choice::Up };
            votes.push(tokio::spawn(async move { vote(&ctx, post, choice).await }));
        }
    }
    for vote in votes {
        vote.await.unwrap().unwrap();
    }
    assert_eq!(ballots(world).await, 40);
    assert_eq!(content(world, persona).await, 200, "thirty up, ten down");
    for post in posts {
        assert_eq!(ada.thread(post).await.post.votes, 10);
    }
}

async fn one_account_at_a_time_has_one_ballot(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let bob = world.cardiologist("bob").await;
    let post = ada.post(persona).await;
    world.warm_up("forum").await;
    let mut votes = Vec::new();
    for _ in 0..8 {
        let ctx = world.sign_in(&bob).await.ctx().await;
        votes.push(tokio::spawn(async move { vote(&ctx, post, Choice::Up).await }));
    }
    for vote in votes {
        vote.await.unwrap().unwrap();
    }
    assert_eq!((ballots(world).await, content(world, persona).await), (1, 10));
}

async fn a_hundred_accounts_at_a_time_end_in_the_right_score(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    world.pass_days(GRACE);
    let ada = world.sign_in(&ada).await;
    let mut items = vec![ada.post(persona).await, ada.post(persona).await];
    for number in 0..3 {
        items.push(ada.comment(persona, items[number % 2], None).await);
    }
    let mut votes = Vec::new();
    for number in 0..100 {
        let ctx = world.cardiologist(&format!("voter{number}")).await.ctx().await;
        votes.push((ctx, items[number % 5], if number % 5 == 4 { Choice::Down } else { Choice::Up }));
    }
    world.warm_up("forum").await;
    let votes =
        votes.into_iter().map(|(ctx, item, choice)| tokio::spawn(async move { vote(&ctx, item, choice).await }));
    for vote in votes.collect::<Vec<_>>() {
        vote.await.unwrap().unwrap();
    }
    assert_eq!(ballots(world).await, 100);
    let capped = "SELECT COUNT(*) FROM reputation_events WHERE limited_by = 'daily_cap' AND tenths = 0";
    assert_eq!(world.number("forum", capped).await, 30, "eighty up, of which fifty count");
    assert_eq!(content(world, persona).await, 500 - 200);
    let given = "SELECT SUM(tenths) FROM ballots";
    assert_eq!(world.number("forum", given).await, 300, "every ballot knows what it gave");
    for (number, item) in items.iter().enumerate() {
        let (up, down) = (of_item(world, *item, "up").await, of_item(world, *item, "down").await);
        assert_eq!((up, down), if number == 4 { (0, 20) } else { (20, 0) });
    }
    assert_eq!(kept(world, persona, "helpful").await, 80);
}

async fn voting_and_withdrawing_at_a_time_leave_no_trace_of_their_order(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let bob = world.cardiologist("bob").await;
    let mut contexts = Vec::new();
    for _ in 0..12 {
        contexts.push(world.sign_in(&bob).await.ctx().await);
    }
    world.warm_up("forum").await;
    let choices = [Choice::Up, Choice::Withdrawn, Choice::Down];
    let votes = contexts.into_iter().zip(choices.into_iter().cycle());
    let votes = votes.map(|(ctx, choice)| tokio::spawn(async move { vote(&ctx, post, choice).await }));
    for vote in votes.collect::<Vec<_>>() {
        vote.await.unwrap().unwrap();
    }
    let (up, down) = (of_item(world, post, "up").await, of_item(world, post, "down").await);
    assert_eq!(up + down, ballots(world).await);
    assert_eq!(content(world, persona).await, 10 * up, "in the first thirty days nothing is lost");
    assert_eq!(kept(world, persona, "earned_tenths").await, 10 * up);
    cast(&bob, post, Choice::Withdrawn).await.unwrap();
    assert_eq!((ballots(world).await, content(world, persona).await), (0, 0));
    assert_eq!(kept(world, persona, "helpful").await, 0);
    for axis in ["space", "subject"] {
        let left = format!("SELECT SUM(earned_tenths + helpful + unhelpful) FROM dimensions WHERE axis = '{axis}'");
        assert_eq!(world.number("forum", &left).await, 0);
    }
}
