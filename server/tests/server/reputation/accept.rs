//! Accepting an answer, and featuring.

use super::{kept, lines, replay};
use crate::on_both_engines;
use crate::world::{Person, World, refusal};
use domain::ids::ItemId;
use domain::policy::Refusal;
use server::discussion::delete;
use server::persona::Identities;
use server::reputation::{accept, feature};
use server::{Error, Refused};

on_both_engines!(
    whoever_asked_accepts_one_answer,
    only_whoever_asked_accepts,
    an_answer_that_is_deleted_is_not_accepted_and_keeps_what_it_earned,
    one_answer_is_accepted_whoever_comes_first,
    two_questions_that_change_their_answers_crosswise_both_end,
    a_moderator_features,
    only_moderators_feature_and_not_their_own,
);

async fn accepts(who: &Person, comment: ItemId, give: bool) -> Result<ItemId, Error> {
    accept(&who.ctx().await, comment, give).await
}

async fn accepted(world: &World) -> i64 {
    world.number("forum", "SELECT COUNT(*) FROM items WHERE accepted IS NOT NULL").await
}

async fn whoever_asked_accepts_one_answer(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, bobs) = world.with_persona("bob").await;
    let (eve, eves) = world.with_persona("eve").await;
    let post = ada.post(persona).await;
    let (one, other) = (bob.comment(bobs, post, None).await, eve.comment(eves, post, None).await);
    // Works with any of the asker's identities.
    ada.speak_as(ada.profile().await).await;
    for _ in 0..2 {
        assert_eq!(accepts(&ada, one, true).await.unwrap(), post);
    }
    assert_eq!(lines(world, bobs).await, ["accepted_answer 150 150"]);
    let view = shown(world, post, one).await;
    assert!(view && !shown(world, post, other).await);

    accepts(&ada, other, true).await.unwrap();
    assert_eq!(lines(world, bobs).await, ["accepted_answer 150 150", "accepted_answer back -150 -150"]);
    assert_eq!(lines(world, eves).await, ["accepted_answer 150 150"]);
    assert!(shown(world, post, other).await && !shown(world, post, one).await);
    accepts(&ada, one, false).await.unwrap();
    assert!(shown(world, post, other).await, "what is not accepted cannot be taken back");

    for _ in 0..2 {
        accepts(&ada, other, false).await.unwrap();
    }
    assert_eq!(accepted(world).await, 0);
    for author in [bobs, eves] {
        assert_eq!(kept(world, author, "content_tenths + earned_tenths").await, 0);
    }
    replay(world).await;
}

/// Whether visitors see a comment as the accepted answer.
async fn shown(world: &World, post: ItemId, comment: ItemId) -> bool {
    let view = server::discussion::thread(&world.visitor(), &Identities::default(), post, None).await.unwrap();
    let found = view.comments.iter().find(|one| one.item.id == comment.to_string()).unwrap();
    found.item.accepted
}

async fn only_whoever_asked_accepts(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, bobs) = world.with_persona("bob").await;
    let post = ada.post(persona).await;
    let other = bob.post(bobs).await;
    let answer = bob.comment(bobs, post, None).await;
    let mut own = Vec::new();
    for author in [persona, ada.profile().await] {
        own.push(ada.comment(author, post, None).await);
    }
    for give in [true, false] {
        assert_eq!(refusal(accepts(&bob, answer, give).await), Refused::NotFound, "not whoever answered");
        assert_eq!(
            refusal(accepts(&world.cardiologist(&format!("eve{give}")).await, answer, give).await),
            Refused::NotFound
        );
        assert_eq!(refusal(accept(&world.visitor(), answer, give).await), Refused::SignIn);
        for own in &own {
            assert_eq!(refusal(accepts(&ada, *own, give).await), Refused::Forbidden(Refusal::OwnContent));
        }
        assert_eq!(refusal(accepts(&ada, post, give).await), Refused::NotFound, "a question is no answer");
        assert_eq!(refusal(accepts(&ada, other, give).await), Refused::NotFound);
    }
    assert_eq!(accepted(world).await, 0);
    assert!(lines(world, bobs).await.is_empty());
}

async fn an_answer_that_is_deleted_is_not_accepted_and_keeps_what_it_earned(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, bobs) = world.with_persona("bob").await;
    let (eve, eves) = world.with_persona("eve").await;
    let post = ada.post(persona).await;
    let gone = bob.comment(bobs, post, None).await;
    delete(&bob.ctx().await, gone).await.unwrap();
    assert_eq!(refusal(accepts(&ada, gone, true).await), Refused::NotFound);

    let first = bob.comment(bobs, post, None).await;
    accepts(&ada, first, true).await.unwrap();
    delete(&bob.ctx().await, first).await.unwrap();
    accepts(&ada, eve.comment(eves, post, None).await, true).await.unwrap();
    assert_eq!(lines(world, bobs).await, ["accepted_answer 150 150"]);
    assert_eq!(lines(world, eves).await, ["accepted_answer 150 150"]);
    delete(&ada.ctx().await, post).await.unwrap();
    assert_eq!(kept(world, eves, "content_tenths").await, 150);
    replay(world).await;
}

async fn one_answer_is_accepted_whoever_comes_first(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, bobs) = world.with_persona("bob").await;
    let (eve, eves) = world.with_persona("eve").await;
    let post = ada.post(persona).await;
    let answers = [bob.comment(bobs, post, None).await, eve.comment(eves, post, None).await];
    let mut acts = Vec::new();
    for number in 0..8 {
        acts.push((world.sign_in(&ada).await.ctx().await, answers[number % 2], number % 4 < 3));
    }
    world.warm_up("forum").await;
    let acts =
        acts.into_iter().map(|(ctx, answer, give)| tokio::spawn(async move { accept(&ctx, answer, give).await }));
    for act in acts.collect::<Vec<_>>() {
        act.await.unwrap().unwrap();
    }
    let of_both = kept(world, bobs, "content_tenths").await + kept(world, eves, "content_tenths").await;
    assert_eq!(of_both, 150 * accepted(world).await);
    replay(world).await;
}

async fn two_questions_that_change_their_answers_crosswise_both_end(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, bobs) = world.with_persona("bob").await;
    let (eve, eves) = world.with_persona("eve").await;
    let mut answers = Vec::new();
    for _ in 0..2 {
        let post = ada.post(persona).await;
        answers.push([bob.comment(bobs, post, None).await, eve.comment(eves, post, None).await]);
    }
    accepts(&ada, answers[0][0], true).await.unwrap();
    accepts(&ada, answers[1][1], true).await.unwrap();
    world.warm_up("forum").await;
    for round in 0..8 {
        let (one, other) = (answers[0][(round + 1) % 2], answers[1][round % 2]);
        let (ctx, again) = (ada.ctx().await, ada.ctx().await);
        let (one, other) = tokio::join!(
            tokio::spawn(async move { accept(&ctx, one, true).await }),
            tokio::spawn(async move { accept(&again, other, true).await }),
        );
        one.unwrap().unwrap();
        other.unwrap().unwrap();
    }
    for author in [bobs, eves] {
        assert_eq!(kept(world, author, "content_tenths").await, 150);
    }
    replay(world).await;
}

/// Makes somebody a moderator.
pub async fn moderator(world: &World, person: &Person) -> Person {
    let id = world.sql_uuid(person.account_id(world).await);
    assert_eq!(world.run("identity", &format!("UPDATE accounts SET role = 'moderator' WHERE id = {id}")).await, 1);
    world.sign_in(person).await
}

async fn a_moderator_features(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let max = moderator(world, &world.cardiologist("max").await).await;
    let featured = async || {
        server::discussion::thread(&world.visitor(), &Identities::default(), post, None).await.unwrap().post.featured
    };
    for give in [true, true] {
        assert_eq!(feature(&max.ctx().await, post, give).await.unwrap(), post);
    }
    assert!(featured().await);
    assert_eq!(lines(world, persona).await, ["featured 250 250"]);
    for give in [false, false] {
        feature(&max.ctx().await, post, give).await.unwrap();
    }
    assert!(!featured().await);
    assert_eq!(lines(world, persona).await, ["featured 250 250", "featured back -250 -250"]);
    feature(&max.ctx().await, post, true).await.unwrap();
    assert_eq!(kept(world, persona, "content_tenths").await, 250);
    replay(world).await;
}

async fn only_moderators_feature_and_not_their_own(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let bob = world.cardiologist("bob").await;
    for who in [&ada, &bob] {
        let refused = refusal(feature(&who.ctx().await, post, true).await);
        let expected = if who.email == bob.email { Refusal::Role } else { Refusal::OwnContent };
        assert_eq!(refused, Refused::Forbidden(expected));
    }
    assert_eq!(refusal(feature(&world.visitor(), post, true).await), Refused::SignIn);
    let ada = moderator(world, &ada).await;
    assert_eq!(refusal(feature(&ada.ctx().await, post, true).await), Refused::Forbidden(Refusal::OwnContent));
    let nothing = ItemId(world.services.rng.uuid());
    assert_eq!(refusal(feature(&ada.ctx().await, nothing, true).await), Refused::NotFound);
    assert!(lines(world, persona).await.is_empty());
}
