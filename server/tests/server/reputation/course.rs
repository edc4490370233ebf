//! The course on the guidelines: points once per account.

use super::{kept, lines, replay, right_answers};
use crate::on_both_engines;
use crate::world::{World, refusal};
use server::reputation::{complete_course, has_completed_course};
use server::{Error, Refused};

on_both_engines!(
    a_course_gives_its_points_once_across_personas,
    a_wrong_answer_completes_nothing,
    one_account_at_a_time_completes_it_once,
    a_profile_that_never_spoke_is_refused_and_does_not_begin,
    a_persona_that_never_spoke_completes_it,
);

async fn a_course_gives_its_points_once_across_personas(world: &World) {
    let (ada, first) = world.with_persona("ada").await;
    world.pass_days(30);
    let ada = world.sign_in(&ada).await;
    let second = ada.make_persona().await;
    let eve = world.cardiologist("eve").await;
    for author in [first, first, second] {
        ada.speak_as(author).await;
        complete_course(&ada.ctx().await, &right_answers()).await.unwrap();
        assert!(has_completed_course(&ada.ctx().await).await.unwrap());
        assert_eq!(lines(world, first).await, ["course 100 100"]);
    }
    assert!(lines(world, second).await.is_empty());
    assert_eq!(kept(world, first, "behaviour_tenths").await, 100);
    assert!(!has_completed_course(&eve.ctx().await).await.unwrap());
    replay(world).await;
}

async fn a_wrong_answer_completes_nothing(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let ctx = ada.ctx().await;
    let mut answers = right_answers();
    answers[2] = answers[2].map(|choice| (choice + 1) % 3);
    answers[4] = None;
    let Err(Error::Several(mistakes)) = complete_course(&ctx, &answers).await else { panic!("completed") };
    assert_eq!(mistakes, [Refused::Course(2), Refused::Course(4)], "all of them together");
    assert!(complete_course(&ctx, &[]).await.is_err());
    assert_eq!(refusal(complete_course(&world.visitor(), &right_answers()).await), Refused::SignIn);
    assert!(!has_completed_course(&ctx).await.unwrap());
    assert!(lines(world, persona).await.is_empty());
}

async fn one_account_at_a_time_completes_it_once(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let mut contexts = Vec::new();
    for _ in 0..6 {
        contexts.push(world.sign_in(&ada).await.ctx().await);
    }
    world.warm_up("forum").await;
    let acts =
        contexts.into_iter().map(|ctx| tokio::spawn(async move { complete_course(&ctx, &right_answers()).await }));
    for act in acts.collect::<Vec<_>>() {
        act.await.unwrap().unwrap();
    }
    assert_eq!(lines(world, persona).await, ["course 100 100"]);
    replay(world).await;
}

async fn a_profile_that_never_spoke_is_refused_and_does_not_begin(world: &World) {
    let ada = world.cardiologist("ada").await;
    let profile = ada.profile().await;
    for _ in 0..2 {
        let refused = refusal(complete_course(&ada.ctx().await, &right_answers()).await);
        assert_eq!(refused, Refused::NotSpoken);
    }
    assert!(!has_completed_course(&ada.ctx().await).await.unwrap());
    for table in ["authors WHERE id", "reputation_scores WHERE author"] {
        let rows = format!("SELECT COUNT(*) FROM {table} = '{profile}'");
        assert_eq!(world.number("forum", &rows).await, 0, "{table}");
    }
    assert_eq!(world.number("forum", "SELECT COUNT(*) FROM reactions").await, 0);
    ada.post(profile).await;
    complete_course(&ada.ctx().await, &right_answers()).await.unwrap();
    assert_eq!(kept(world, profile, "behaviour_tenths").await, 100);
    assert!(has_completed_course(&ada.ctx().await).await.unwrap());
}

async fn a_persona_that_never_spoke_completes_it(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    ada.speak_as(persona).await;
    complete_course(&ada.ctx().await, &right_answers()).await.unwrap();
    assert_eq!(lines(world, persona).await, ["course 100 100"]);
}
