//! Signing in: limits on wrong guesses, by account and by browser, and the queue for password hashing.

use super::{OTHER, try_sign_in};
use crate::on_both_engines;
use crate::world::{PASSWORD, Person, World, refusal};
use domain::account::PasswordFault;
use server::account::{
    Device, NewAccount, change_password, new_device, purge_guesses, recover, renew_recovery_code, sign_in,
    sign_out_everywhere, sign_up,
};
use server::{Ctx, Refused};

on_both_engines!(
    guesses_are_slowed_after_six,
    parallel_guesses_are_slowed_too,
    guesses_are_forgotten_by_time_alone,
    a_right_password_changes_nothing_for_who_guesses,
    a_browser_that_has_signed_in_has_a_count_of_its_own,
    a_copied_device_gets_its_own_count_and_no_more,
    guesses_in_a_session_are_its_own,
    a_full_queue_refuses_at_once_and_counts_nothing,
    a_password_longer_than_any_is_refused_whole,
);

/// Minutes until each guess count expires.
pub(super) async fn counts(world: &World) -> Vec<i64> {
    let now = i64::from(world.services.clock.now().minute().0);
    let minutes = world.texts("identity", "SELECT clear_minute AS cell FROM wrong_guesses ORDER BY clear_minute").await;
    minutes.iter().map(|minute| minute.parse::<i64>().unwrap() - now).collect()
}

async fn guess_wrong(world: &World, email: &str, times: usize) {
    for _ in 0..times {
        assert_eq!(refusal(try_sign_in(world, email, OTHER).await), Refused::WrongCredentials);
    }
}

async fn guesses_are_slowed_after_six(world: &World) {
    let (ada, code) = world.sign_up_with_code("ada").await;
    for email in [ada.email.as_str(), "nobody@example.org"] {
        guess_wrong(world, email, 9).await;
    }
    assert_eq!(counts(world).await, [90, 90], "what had to wait is not counted");
    let even_right = try_sign_in(world, &ada.email, PASSWORD).await;
    assert_eq!(refusal(even_right), Refused::WrongCredentials, "and is told like a wrong one");
    let session = world.browser().open();
    let recovered = recover(&world.visitor(), &session, &ada.email, &code.shown(), OTHER, OTHER).await;
    assert_eq!(refusal(recovered), Refused::WrongCredentials, "codes and passwords are counted together");
    world.pass_minutes(14);
    assert_eq!(refusal(try_sign_in(world, &ada.email, PASSWORD).await), Refused::WrongCredentials);
    world.pass_minutes(1);
    assert!(try_sign_in(world, &ada.email, PASSWORD).await.is_ok(), "slowed, never locked");
}

async fn parallel_guesses_are_slowed_too(world: &World) {
    world.sign_up("ada").await;
    world.warm_up("identity").await;
    for email in ["ada@example.org", "nobody@example.org", "noone@example.org"] {
        let guesses = (0..16).map(|_| {
            let (ctx, session) = (world.visitor(), world.browser().open());
            tokio::spawn(async move { refusal(sign_in(&ctx, &session, email, OTHER).await) })
        });
        for guess in guesses.collect::<Vec<_>>() {
            assert_eq!(guess.await.unwrap(), Refused::WrongCredentials);
        }
    }
    assert_eq!(counts(world).await, [90; 3], "six are counted, as many as one after the other");
    assert_eq!(refusal(try_sign_in(world, "ada@example.org", PASSWORD).await), Refused::WrongCredentials);
}

async fn guesses_are_forgotten_by_time_alone(world: &World) {
    world.sign_up("ada").await;
    guess_wrong(world, "ada@example.org", 4).await;
    let before = counts(world).await;
    try_sign_in(world, "ada@example.org", PASSWORD).await.unwrap();
    assert_eq!(counts(world).await, before, "a right password neither counts nor clears");
    world.pass_minutes(59);
    purge_guesses(&world.visitor()).await.unwrap();
    assert_eq!(counts(world).await, [1]);
    world.pass_minutes(1);
    try_sign_in(world, "ada@example.org", PASSWORD).await.unwrap();
    assert_eq!(counts(world).await, [0; 0], "no row stays that only says when somebody signed in");
    guess_wrong(world, "nobody@example.org", 1).await;
    world.pass_minutes(15);
    purge_guesses(&world.visitor()).await.unwrap();
    assert_eq!(counts(world).await, [0; 0]);
}

/// Somebody who knows an address makes five guesses, waits, and keeps guessing until the answers reveal something.
async fn a_right_password_changes_nothing_for_who_guesses(world: &World) {
    world.sign_up("ada").await;
    world.sign_up("bob").await;
    let mut seen = Vec::new();
    for (email, comes_by) in [("ada@example.org", true), ("bob@example.org", false), ("nobody@example.org", false)] {
        guess_wrong(world, email, 5).await;
        if comes_by {
            try_sign_in(world, email, PASSWORD).await.unwrap();
        }
        let mut answers = Vec::new();
        for _ in 0..4 {
            answers.push(refusal(try_sign_in(world, email, OTHER).await));
        }
        seen.push((answers, counts(world).await.pop()));
    }
    assert_eq!(seen[0], seen[1]);
    assert_eq!(seen[1], seen[2]);
}

/// The context of a browser with this device proof.
fn on(world: &World, device: &Device) -> Ctx {
    world.visitor().on_device(Device::parse(&device.shown()))
}

async fn device_of(world: &World, person: &Person) -> Device {
    new_device(&world.services, &person.browser.open()).await.unwrap().unwrap()
}

async fn a_browser_that_has_signed_in_has_a_count_of_its_own(world: &World) {
    let (ada, code) = world.sign_up_with_code("ada").await;
    let device = device_of(world, &ada).await;
    guess_wrong(world, &ada.email, 12).await;
    let session = world.browser().open();
    assert_eq!(refusal(sign_in(&world.visitor(), &session, &ada.email, PASSWORD).await), Refused::WrongCredentials);
    sign_in(&on(world, &device), &session, &ada.email, PASSWORD).await.unwrap();
    assert_eq!(counts(world).await, [90], "nothing changed for the stranger");
    let session = world.browser().open();
    recover(&on(world, &device), &session, &ada.email, &code.shown(), OTHER, OTHER).await.unwrap();
    assert!(new_device(&world.services, &world.browser().open()).await.unwrap().is_none(), "not without a session");
}

async fn a_copied_device_gets_its_own_count_and_no_more(world: &World) {
    let (ada, bob) = (world.sign_up("ada").await, world.sign_up("bob").await);
    let device = device_of(world, &ada).await;
    let thief = async |email: &str, password: &str| {
        sign_in(&on(world, &device), &world.browser().open(), email, password).await
    };
    for _ in 0..9 {
        assert_eq!(refusal(thief(&ada.email, OTHER).await), Refused::WrongCredentials);
    }
    assert_eq!(refusal(thief(&ada.email, PASSWORD).await), Refused::WrongCredentials, "it waits like any other");
    assert_eq!(counts(world).await, [90]);
    try_sign_in(world, &ada.email, PASSWORD).await.unwrap();
    guess_wrong(world, &bob.email, 6).await;
    assert_eq!(refusal(thief(&bob.email, PASSWORD).await), Refused::WrongCredentials, "at others it is worth nothing");

    sign_out_everywhere(&ada.ctx().await, &ada.browser.open()).await.unwrap();
    guess_wrong(world, &ada.email, 6).await;
    let fresh = sign_in(&on(world, &device), &world.browser().open(), &ada.email, PASSWORD).await;
    assert_eq!(refusal(fresh), Refused::WrongCredentials, "nor at its own after all sessions were ended");
    let texts = world.texts("identity", "SELECT counter AS cell FROM wrong_guesses").await;
    assert!(texts.iter().all(|counter| counter.len() == 64 && !device.shown().contains(counter.as_str())));
}

async fn guesses_in_a_session_are_its_own(world: &World) {
    let ada = world.sign_up("ada").await;
    let elsewhere = world.sign_in(&ada).await;
    guess_wrong(world, &ada.email, 9).await;
    let change = async |who: &Person, present: &str| {
        let session = who.browser.open();
        change_password(&who.ctx().await, &session, present, OTHER, OTHER).await
    };
    for _ in 0..9 {
        assert_eq!(refusal(change(&elsewhere, OTHER).await), Refused::WrongCredentials);
    }
    assert_eq!(refusal(change(&elsewhere, PASSWORD).await), Refused::WrongCredentials, "that session waits");
    change(&ada, PASSWORD).await.unwrap();
}

async fn a_full_queue_refuses_at_once_and_counts_nothing(world: &World) {
    let (ada, code) = world.sign_up_with_code("ada").await;
    let mut turns = Vec::new();
    while let Ok(turn) = world.services.passwords.take_turn() {
        turns.push(turn);
    }
    assert_eq!(turns.len(), 18, "two at work and sixteen behind them");
    let ctx = world.visitor();
    let session = world.browser().open();
    let new = NewAccount { email: "bob@example.org", name: "Bob Byte", password: OTHER, again: OTHER };
    let own = ada.browser.open();
    for refused in [
        refusal(sign_in(&ctx, &session, &ada.email, PASSWORD).await),
        refusal(sign_up(&ctx, &session, new).await),
        refusal(recover(&ctx, &session, &ada.email, &code.shown(), OTHER, OTHER).await),
        refusal(change_password(&ada.ctx().await, &own, PASSWORD, OTHER, OTHER).await),
        refusal(renew_recovery_code(&ada.ctx().await, &own, PASSWORD).await),
    ] {
        assert_eq!(refused, Refused::Overloaded);
    }
    assert_eq!(counts(world).await, [0; 0]);
    turns.pop();
    try_sign_in(world, &ada.email, PASSWORD).await.unwrap();
}

async fn a_password_longer_than_any_is_refused_whole(world: &World) {
    let session = world.browser().open();
    let long = "copper violin harbour nine ".repeat(10)[..256].to_owned();
    let new = NewAccount { email: "ada@example.org", name: "Ada Lovelace", password: &long, again: &long };
    sign_up(&world.visitor(), &session, new).await.unwrap();
    let longer = format!("{long}x");
    let refused = refusal(try_sign_in(world, "ada@example.org", &longer).await);
    assert_eq!(refused, Refused::Password(PasswordFault::NeverSoLong), "it is not cut to one that fits");
    assert_eq!(refusal(try_sign_in(world, "nobody@example.org", &longer).await), refused);
    let ada = try_sign_in(world, "ada@example.org", &long).await.unwrap();
    let session = ada.browser.open();
    assert_eq!(refusal(renew_recovery_code(&ada.ctx().await, &session, &longer).await), refused);
    assert_eq!(counts(world).await, [0; 0]);
}
