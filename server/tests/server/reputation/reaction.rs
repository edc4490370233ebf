//! Endorsing and sharing: who may do it, and once per account.

use super::{expert, give, kept, lines, of_item, replay, somebody, take_back};
use crate::on_both_engines;
use crate::world::{World, post_draft, refusal, stands};
use domain::discussion::{Draft, PostKind, SpaceSlug, Target};
use domain::ids::ItemId;
use domain::persona::Slot;
use domain::policy::Refusal;
use server::Refused;
use server::discussion::list_saved;
use server::reputation::{Choice, Reaction, reaction, vote};

on_both_engines!(
    endorsing_takes_eight_hundred_points,
    an_account_endorses_once_across_personas,
    taking_a_signal_back_takes_its_points_back,
    taking_a_signal_back_needs_no_right,
    one_account_at_a_time_gives_each_signal_once,
    a_member_shares_once,
    ten_signals_a_day_on_one_author,
    a_share_that_does_not_count_goes_through,
    strangers_and_authors_give_no_signal,
);

async fn reactions(world: &World) -> i64 {
    world.number("forum", "SELECT COUNT(*) FROM reactions").await
}

async fn endorsing_takes_eight_hundred_points(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let bob = somebody(world, "bob", 2_999).await;
    assert_eq!(refusal(give(&bob, post, Reaction::Endorse).await), Refused::Forbidden(Refusal::Score), "at 799.9");
    let bobs = bob.persona(Slot::new(1).unwrap()).await;
    world.set_content(bobs, 3_000).await;
    assert_eq!(give(&bob, post, Reaction::Endorse).await.unwrap(), post);
    assert_eq!(lines(world, persona).await, ["endorsement 150 150"]);
    assert_eq!((of_item(world, post, "endorsements").await, kept(world, persona, "endorsers").await), (1, 1));
    let view = bob.thread(post).await.post;
    assert!(view.own.endorsed && view.endorsements == 1);
    assert!(!ada.thread(post).await.post.own.endorsed, "nobody sees whose it is");
    give(&bob, post, Reaction::Endorse).await.unwrap();
    assert_eq!((reactions(world).await, lines(world, persona).await.len()), (1, 1), "twice is once");
    let day = i64::from(world.today().0);
    assert_eq!(world.number("forum", "SELECT day FROM reactions").await, day);
    replay(world).await;
}

async fn an_account_endorses_once_across_personas(world: &World) {
    let (bob, first) = world.with_persona("bob").await;
    world.pass_days(30);
    let bob = world.sign_in(&bob).await;
    let second = bob.make_persona().await;
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    for author in [first, second] {
        world.set_content(author, 3_000).await;
        bob.speak_as(author).await;
        give(&bob, post, Reaction::Endorse).await.unwrap();
        give(&bob, post, Reaction::Share).await.unwrap();
        assert_eq!(lines(world, persona).await, ["endorsement 150 150", "shared 30 30"]);
        assert!(bob.thread(post).await.post.own.endorsed, "each identity sees the one reaction");
    }
    bob.speak_as(first).await;
    take_back(&bob, post, Reaction::Endorse).await.unwrap();
    assert_eq!((reactions(world).await, kept(world, persona, "peer_tenths").await), (1, 0));
}

async fn taking_a_signal_back_takes_its_points_back(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let bob = expert(world, "bob").await;
    for _ in 0..2 {
        for what in [Reaction::Endorse, Reaction::Share] {
            give(&bob, post, what).await.unwrap();
        }
        for what in [Reaction::Endorse, Reaction::Share, Reaction::Endorse, Reaction::Share] {
            take_back(&bob, post, what).await.unwrap();
        }
    }
    let two = |line| [line, line];
    let expected = ["endorsement 150 150", "endorsement back -150 -150", "shared 30 30", "shared back -30 -30"];
    assert_eq!(lines(world, persona).await, expected.into_iter().flat_map(two).collect::<Vec<_>>());
    assert_eq!((reactions(world).await, of_item(world, post, "endorsements").await), (0, 0));
    for column in ["peer_tenths", "engagement_tenths", "earned_tenths", "endorsers"] {
        assert_eq!(kept(world, persona, column).await, 0, "{column}");
    }
    replay(world).await;
}

async fn one_account_at_a_time_gives_each_signal_once(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let bob = expert(world, "bob").await;
    let mut acts = Vec::new();
    for what in [Reaction::Endorse, Reaction::Share, Reaction::Save] {
        for _ in 0..4 {
            acts.push((world.sign_in(&bob).await.ctx().await, what));
        }
    }
    world.warm_up("forum").await;
    let acts = acts.into_iter().map(|(ctx, what)| tokio::spawn(async move { reaction(&ctx, post, what, true).await }));
    for act in acts.collect::<Vec<_>>() {
        act.await.unwrap().unwrap();
    }
    assert_eq!(reactions(world).await, 3);
    assert_eq!(lines(world, persona).await, ["endorsement 150 150", "shared 30 30"]);
    assert_eq!((of_item(world, post, "saves").await, kept(world, persona, "endorsers").await), (1, 1));
    assert_eq!(list_saved(&bob.ctx().await, None).await.unwrap().items.len(), 1);
    replay(world).await;
}

async fn a_member_shares_once(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let comment = ada.comment(persona, post, None).await;
    let bob = world.cardiologist("bob").await;
    for _ in 0..3 {
        assert_eq!(give(&bob, comment, Reaction::Share).await.unwrap(), post, "it leads back to the thread");
    }
    assert_eq!(lines(world, persona).await, ["shared 30 30"]);
    give(&world.cardiologist("eve").await, comment, Reaction::Share).await.unwrap();
    assert_eq!(kept(world, persona, "engagement_tenths").await, 60);
    replay(world).await;
}

async fn ten_signals_a_day_on_one_author(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let mut comments = Vec::new();
    for _ in 0..11 {
        comments.push(ada.comment(persona, post, None).await);
    }
    let bob = expert(world, "bob").await;
    for comment in &comments[..8] {
        give(&bob, *comment, Reaction::Share).await.unwrap();
    }
    give(&bob, post, Reaction::Endorse).await.unwrap();
    give(&bob, post, Reaction::Save).await.unwrap();
    let again_on = world.today().plus(1);
    let refused = Refused::DailyLimit { limit: 10, again_on };
    assert_eq!(refusal(give(&bob, comments[10], Reaction::Endorse).await), refused);
    assert_eq!(refusal(vote(&bob.ctx().await, post, Choice::Up).await), refused, "votes and reactions together");
    give(&bob, comments[10], Reaction::Save).await.unwrap();
    assert_eq!(of_item(world, comments[10], "saves").await, 0, "the own list has no limit, and does not count");
    assert_eq!(list_saved(&bob.ctx().await, None).await.unwrap().items.len(), 2);
    give(&bob, comments[10], Reaction::Share).await.unwrap();
    let shared = lines(world, persona).await.into_iter().filter(|line| line.starts_with("shared")).count();
    assert_eq!(shared, 8, "nor has giving a link");
    let (eve, eves) = world.with_persona("eve").await;
    give(&bob, eve.post(eves).await, Reaction::Share).await.unwrap();
    assert_eq!(lines(world, eves).await, ["shared 30 30"]);
}

async fn taking_a_signal_back_needs_no_right(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let post = ada.post(persona).await;
    let bob = expert(world, "bob").await;
    let bobs = bob.persona(Slot::new(1).unwrap()).await;
    for (content, penalties, refused) in [(2_999, 0, Refusal::Score), (-3_000, 1, Refusal::Probation)] {
        world.set_content(bobs, 3_000).await;
        world.set_penalties(bobs, 0).await;
        for what in [Reaction::Endorse, Reaction::Share, Reaction::Save] {
            give(&bob, post, what).await.unwrap();
        }
        world.set_content(bobs, content).await;
        world.set_penalties(bobs, penalties).await;
        assert!(give(&bob, post, Reaction::Endorse).await.is_ok(), "it stands already");
        for what in [Reaction::Endorse, Reaction::Share, Reaction::Save] {
            take_back(&bob, post, what).await.unwrap();
        }
        assert_eq!((reactions(world).await, of_item(world, post, "endorsements").await), (0, 0));
        assert_eq!(kept(world, persona, "peer_tenths + engagement_tenths + endorsers").await, 0);
        assert_eq!(refusal(give(&bob, post, Reaction::Endorse).await), Refused::Forbidden(refused));
    }
    replay(world).await;
}

async fn a_share_that_does_not_count_goes_through(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let mut items = vec![ada.post(persona).await];
    for _ in 0..13 {
        items.push(ada.comment(persona, items[0], None).await);
    }
    let uncounted = async || world.number("forum", "SELECT COUNT(*) FROM reactions WHERE given AND NOT counted").await;
    let unverified = world.sign_up("unverified").await;
    let (low, lows) = world.with_persona("low").await;
    world.set_content(lows, -3_000).await;
    world.set_penalties(lows, 1).await;
    for (who, number) in [(&unverified, 1), (&low, 2)] {
        for _ in 0..2 {
            assert_eq!(give(who, items[0], Reaction::Share).await.unwrap(), items[0]);
        }
        assert_eq!((uncounted().await, lines(world, persona).await), (number, vec![]), "{}", who.email);
    }
    for who in [&unverified, &low] {
        take_back(who, items[0], Reaction::Share).await.unwrap();
    }
    assert_eq!((reactions(world).await, lines(world, persona).await), (0, vec![]), "what gave nothing takes nothing");

    let bob = world.cardiologist("bob").await;
    world.run("forum", "DELETE FROM daily_marks").await;
    for item in &items {
        give(&bob, *item, Reaction::Share).await.unwrap();
    }
    assert_eq!((uncounted().await, lines(world, persona).await.len()), (4, 10));
    let marks = world.number("forum", "SELECT COUNT(*) FROM daily_marks").await;
    assert_eq!(marks, 2 * 14, "what does not count leaves as many rows as what does");
    replay(world).await;
}

async fn strangers_and_authors_give_no_signal(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    world.set_content(persona, 3_000).await;
    let posts = [ada.post(persona).await, ada.post(ada.profile().await).await];
    let patient = world.verified("patient", domain::account::Claim::tier_only(domain::account::Tier::Patient)).await;
    for what in [Reaction::Endorse, Reaction::Share] {
        for post in posts {
            assert_eq!(refusal(give(&ada, post, what).await), Refused::Forbidden(Refusal::OwnContent));
        }
    }
    assert_eq!(refusal(give(&patient, posts[0], Reaction::Endorse).await), Refused::Forbidden(Refusal::Tier));
    let own = patient.profile().await;
    let question = Draft {
        target: Target::Post { space: SpaceSlug::parse("patients"), kind: PostKind::Discussion },
        ..post_draft(own, "A question of mine", "What does this mean for me?")
    };
    let question = stands(patient.say(&question).await.unwrap());
    let refused = refusal(give(&patient, question, Reaction::Share).await);
    assert_eq!(refused, Refused::Forbidden(Refusal::OwnContent), "whoever could not vote on anybody else's");
    for what in [Reaction::Endorse, Reaction::Share, Reaction::Save] {
        assert_eq!(refusal(reaction(&world.visitor(), posts[0], what, true).await), Refused::SignIn);
        let nothing = ItemId(world.services.rng.uuid());
        assert_eq!(refusal(give(&ada, nothing, what).await), Refused::NotFound);
        assert_eq!(Reaction::parse(what.word()), Some(what));
    }
    assert_eq!((reactions(world).await, Reaction::parse("applaud")), (0, None));
}
