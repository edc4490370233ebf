//! Recovery codes, changing the password, and rotating the server key.

use super::guesses::counts;
use super::session::bytes;
use super::{OTHER, try_sign_in};
use crate::on_both_engines;
use crate::world::{PASSWORD, World, refusal};
use domain::account::{Email, PasswordFault};
use server::account::{
    PasswordHashing, RecoveryCode, change_password, load_member, recover, renew_recovery_code, rotate_server_key,
    sign_in,
};
use server::{Ctx, Refused};
use std::sync::Arc;

on_both_engines!(
    a_raised_cost_is_taken_over_at_the_next_sign_in,
    a_recovery_code_works_once,
    recovery_tells_nothing_about_the_address,
    a_new_recovery_code_replaces_the_old,
    changing_the_password_ends_other_sessions,
    a_rotated_server_key_finds_everybody,
);

async fn a_raised_cost_is_taken_over_at_the_next_sign_in(world: &World) {
    let ada = world.sign_up("ada").await;
    let wrap = async || bytes(world, "accounts", "secret_by_password").await.remove(0);
    let old = wrap().await;
    let mut raised = world.services.clone();
    raised.passwords = PasswordHashing::with_cost(128, 2).raised_from(64, 1);
    let try_with = async |password: &str| {
        sign_in(&Ctx::visitor(raised.clone()), &world.browser().open(), &ada.email, password).await
    };
    assert_eq!(refusal(try_with(OTHER).await), Refused::WrongCredentials);
    assert_eq!(wrap().await, old, "a wrong password changes nothing");
    try_with(PASSWORD).await.unwrap();
    let new = wrap().await;
    assert_eq!((&old[3..8], &new[3..8]), (&[0, 0, 0, 64, 1][..], &[0, 0, 0, 128, 2][..]));
    assert!(ada.is_signed_in().await, "no session ends for it");
    try_with(PASSWORD).await.unwrap();
    assert_eq!(wrap().await, new, "and it is written once");
}

async fn a_recovery_code_works_once(world: &World) {
    let (ada, code) = world.sign_up_with_code("ada").await;
    let browser = world.browser();
    let session = browser.open();
    let typed = code.shown().to_lowercase();
    let new = recover(&world.visitor(), &session, &ada.email, &typed, OTHER, OTHER).await.unwrap();
    browser.keep(&session).await;
    assert!(load_member(&world.services, &browser.open()).await.unwrap().is_some(), "it signs in");
    assert!(!ada.is_signed_in().await, "and ends the sessions there were");
    assert_eq!(refusal(try_sign_in(world, &ada.email, PASSWORD).await), Refused::WrongCredentials);
    try_sign_in(world, &ada.email, OTHER).await.unwrap();

    let session = world.browser().open();
    let again = recover(&world.visitor(), &session, &ada.email, &typed, PASSWORD, PASSWORD).await;
    assert_eq!(refusal(again), Refused::WrongCredentials, "a used code is no code");
    recover(&world.visitor(), &session, &ada.email, &new.shown(), PASSWORD, PASSWORD).await.unwrap();
    try_sign_in(world, &ada.email, PASSWORD).await.unwrap();
}

async fn recovery_tells_nothing_about_the_address(world: &World) {
    let (ada, _) = world.sign_up_with_code("ada").await;
    let foreign = RecoveryCode::random(&world.services.rng).shown();
    for email in [ada.email.as_str(), "nobody@example.org"] {
        for code in [foreign.as_str(), "no code at all"] {
            let tried = recover(&world.visitor(), &world.browser().open(), email, code, OTHER, OTHER).await;
            assert_eq!(refusal(tried), Refused::WrongCredentials, "{email}");
        }
    }
    assert_eq!(counts(world).await, [30, 30]);
}

async fn a_new_recovery_code_replaces_the_old(world: &World) {
    let (ada, old) = world.sign_up_with_code("ada").await;
    let session = ada.browser.open();
    let wrong = renew_recovery_code(&ada.ctx().await, &session, OTHER).await;
    assert_eq!(refusal(wrong), Refused::WrongCredentials);
    let new = renew_recovery_code(&ada.ctx().await, &session, PASSWORD).await.unwrap();
    ada.browser.keep(&session).await;
    assert!(ada.is_signed_in().await);
    let with = async |code: &RecoveryCode| {
        let session = world.browser().open();
        recover(&world.visitor(), &session, &ada.email, &code.shown(), OTHER, OTHER).await
    };
    assert_eq!(refusal(with(&old).await), Refused::WrongCredentials);
    with(&new).await.unwrap();
}

async fn changing_the_password_ends_other_sessions(world: &World) {
    let ada = world.sign_up("ada").await;
    let elsewhere = world.sign_in(&ada).await;
    let persona = ada.make_unverified_persona().await;
    let session = ada.browser.open();
    let change =
        async |present: &str, again: &str| change_password(&ada.ctx().await, &session, present, OTHER, again).await;
    assert_eq!(refusal(change(OTHER, OTHER).await), Refused::WrongCredentials);
    assert_eq!(refusal(change(PASSWORD, PASSWORD).await), Refused::Password(PasswordFault::Differs));
    let before = ada.browser.cookie();
    change(PASSWORD, OTHER).await.unwrap();
    ada.browser.keep(&session).await;
    assert_ne!(ada.browser.cookie(), before, "the cookie is a new one");
    assert!(ada.is_signed_in().await && !elsewhere.is_signed_in().await);
    assert_eq!(refusal(try_sign_in(world, &ada.email, PASSWORD).await), Refused::WrongCredentials);
    let back = try_sign_in(world, &ada.email, OTHER).await.unwrap();
    assert!(back.ctx().await.signed_in().unwrap().is_behind(persona), "the keyring still opens");
}

async fn a_rotated_server_key_finds_everybody(world: &World) {
    let ada = world.sign_up("ada").await;
    let persona = ada.make_unverified_persona().await;
    let new = Arc::new(world.services.keys.rotated(&world.services.rng));
    assert_eq!(rotate_server_key(&world.visitor(), &new).await.unwrap(), 1);
    let mut services = world.services.clone();
    services.keys = new.clone();
    let session = world.browser().open();
    sign_in(&Ctx::visitor(services.clone()), &session, &ada.email, PASSWORD).await.unwrap();
    let member = load_member(&services, &session).await.unwrap().unwrap();
    assert_eq!(member.name, "Member ada");
    assert!(member.is_behind(persona));
    let index = new.email_index(&Email::parse(&ada.email).unwrap()).unwrap();
    assert_eq!(world.texts("identity", "SELECT email_index AS cell FROM accounts").await, [index]);
    let first = world.services.keys.clone();
    assert_eq!(first.current() + 1, new.current());
}
