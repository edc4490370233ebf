//! Verifying an account and giving it a role: only with a proof from the person, because e-mail addresses are not
//! confirmed.

use crate::on_both_engines;
use crate::world::{PASSWORD, Person, World, cardiology, refusal};
use domain::account::{Claim, Role};
use server::account::{
    Age, CheckWord, Proof, RecoveryCode, account_age, give_role, recover, renew_recovery_code, rotate_server_key,
    take_role, verify, withdraw_verification,
};
use server::worker::purge;
use server::{Ctx, Refused};
use std::sync::Arc;

on_both_engines!(
    the_check_word_verifies_and_a_wrong_one_changes_nothing,
    a_new_code_has_a_new_check_word,
    an_account_without_a_check_word_is_verified_in_person,
    taking_away_needs_no_proof,
    an_address_without_an_account_is_not_found,
    the_day_of_sign_up_is_kept_for_a_month_or_until_verified,
    a_rotated_server_key_keeps_the_check_words,
);

fn word(code: &RecoveryCode) -> Proof {
    // As the administrator would type what was read out.
    let heard = CheckWord::of(code).shown().to_lowercase().replace('-', " ");
    Proof::CheckWord(CheckWord::parse(&heard).unwrap())
}

async fn standing(person: &Person) -> (Claim, Option<Role>) {
    let ctx = person.ctx().await;
    let member = ctx.signed_in().unwrap();
    (member.claim, member.role)
}

async fn accounts(world: &World) -> crate::dump::Table {
    crate::dump::Dump::of(world).await.table("identity", "accounts").clone()
}

async fn the_check_word_verifies_and_a_wrong_one_changes_nothing(world: &World) {
    let (ada, code) = world.sign_up_with_code("ada").await;
    let (_, others) = world.sign_up_with_code("bob").await;
    let ctx = world.visitor();
    let before = accounts(world).await;
    for wrong in [&others, &RecoveryCode::random(&world.services.rng)] {
        let refused = verify(&ctx, &ada.email, cardiology(), &word(wrong)).await;
        assert_eq!(refusal(refused), Refused::WrongCredentials);
        let refused = give_role(&ctx, &ada.email, Role::Administrator, &word(wrong)).await;
        assert_eq!(refusal(refused), Refused::WrongCredentials);
    }
    assert_eq!(accounts(world).await, before);
    for _ in 0..2 {
        verify(&ctx, &ada.email, cardiology(), &word(&code)).await.unwrap();
        give_role(&ctx, &ada.email, Role::Moderator, &word(&code)).await.unwrap();
    }
    assert_eq!(standing(&ada).await, (cardiology(), Some(Role::Moderator)));
}

async fn a_new_code_has_a_new_check_word(world: &World) {
    let (ada, first) = world.sign_up_with_code("ada").await;
    let ctx = world.visitor();
    let judge = async |code: &RecoveryCode| verify(&ctx, &ada.email, cardiology(), &word(code)).await;
    let session = ada.browser.open();
    let second = renew_recovery_code(&ada.ctx().await, &session, PASSWORD).await.unwrap();
    ada.browser.keep(&session).await;
    assert_eq!(refusal(judge(&first).await), Refused::WrongCredentials);
    judge(&second).await.unwrap();
    let third = recover(&ctx, &session, &ada.email, &second.shown(), PASSWORD, PASSWORD).await.unwrap();
    assert_eq!(refusal(judge(&second).await), Refused::WrongCredentials);
    judge(&third).await.unwrap();
}

async fn an_account_without_a_check_word_is_verified_in_person(world: &World) {
    let (ada, code) = world.sign_up_with_code("ada").await;
    world.run("identity", "UPDATE accounts SET check_word_sealed = NULL, signed_up_day = NULL").await;
    let ctx = world.visitor();
    assert_eq!(account_age(&ctx, &ada.email).await.unwrap(), Age::NotKept);
    assert_eq!(refusal(verify(&ctx, &ada.email, cardiology(), &word(&code)).await), Refused::WrongCredentials);
    verify(&ctx, &ada.email, cardiology(), &Proof::InPerson).await.unwrap();
    give_role(&ctx, &ada.email, Role::Administrator, &Proof::InPerson).await.unwrap();
    assert_eq!(standing(&ada).await, (cardiology(), Some(Role::Administrator)));
}

async fn taking_away_needs_no_proof(world: &World) {
    let ada = world.cardiologist("ada").await;
    let ctx = world.visitor();
    give_role(&ctx, &ada.email, Role::Moderator, &Proof::InPerson).await.unwrap();
    for _ in 0..2 {
        take_role(&ctx, &ada.email).await.unwrap();
        assert_eq!(standing(&ada).await, (cardiology(), None));
    }
    for _ in 0..2 {
        withdraw_verification(&ctx, &ada.email).await.unwrap();
        assert_eq!(standing(&ada).await, (Claim::nothing(), None));
    }
}

async fn an_address_without_an_account_is_not_found(world: &World) {
    world.sign_up("ada").await;
    let (ctx, email) = (world.visitor(), "nobody@example.org");
    assert_eq!(refusal(verify(&ctx, email, cardiology(), &Proof::InPerson).await), Refused::NotFound);
    assert_eq!(refusal(give_role(&ctx, email, Role::Moderator, &Proof::InPerson).await), Refused::NotFound);
    assert_eq!(refusal(withdraw_verification(&ctx, email).await), Refused::NotFound);
    assert_eq!(refusal(take_role(&ctx, email).await), Refused::NotFound);
    assert_eq!(refusal(account_age(&ctx, email).await), Refused::NotFound);
}

async fn the_day_of_sign_up_is_kept_for_a_month_or_until_verified(world: &World) {
    let ctx = world.visitor();
    let ada = world.sign_up("ada").await;
    let age = async |person: &Person| account_age(&ctx, &person.email).await.unwrap();
    assert_eq!((age(&ada).await, age(&ada).await.to_string()), (Age::Days(0), "signed up today".to_owned()));
    world.pass_days(29);
    let bob = world.sign_up("bob").await;
    purge(&ctx).await.unwrap();
    assert_eq!((age(&ada).await, age(&bob).await), (Age::Days(29), Age::Days(0)));
    world.verify(&bob, cardiology()).await;
    assert_eq!(age(&bob).await, Age::NotKept);
    world.pass_days(1);
    for _ in 0..2 {
        purge(&ctx).await.unwrap();
        assert_eq!(age(&ada).await, Age::NotKept);
    }
    let kept = "SELECT COUNT(*) FROM accounts WHERE signed_up_day IS NOT NULL";
    assert_eq!(world.number("identity", kept).await, 0);
}

async fn a_rotated_server_key_keeps_the_check_words(world: &World) {
    let (ada, code) = world.sign_up_with_code("ada").await;
    let bob = world.sign_up("bob").await;
    let index = world.services.keys.email_index(&domain::account::Email::parse(&bob.email).unwrap()).unwrap();
    let from_before = format!("UPDATE accounts SET check_word_sealed = NULL WHERE email_index = '{index}'");
    world.run("identity", &from_before).await;
    let sealed = async || {
        let dump = accounts(world).await;
        let (id, sealed) = (dump.at("id"), dump.at("check_word_sealed"));
        let mut words: Vec<String> = dump.rows.iter().map(|row| format!("{:?}", [&row[id], &row[sealed]])).collect();
        words.sort_unstable();
        words
    };
    let before = sealed().await;
    let new = Arc::new(world.services.keys.rotated(&world.services.rng));
    assert_eq!(rotate_server_key(&world.visitor(), &new).await.unwrap(), 2);
    let after = sealed().await;
    assert_eq!(before.iter().zip(&after).filter(|(before, after)| before != after).count(), 1);
    let mut services = world.services.clone();
    services.keys = new;
    let ctx = Ctx::visitor(services);
    verify(&ctx, &ada.email, cardiology(), &word(&code)).await.unwrap();
}
