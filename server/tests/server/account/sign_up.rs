//! Signing up, and what neither signing in nor a visit changes.

use super::{OTHER, try_sign_in};
use crate::on_both_engines;
use crate::world::{PASSWORD, World, refusal, rows};
use domain::account::{Claim, EmailFault, NameFault, PasswordFault, Tier};
use server::account::{NewAccount, change_password, renew_recovery_code, sign_out, sign_out_everywhere, sign_up};
use server::{Error, Refused};

on_both_engines!(
    signing_up_makes_an_account_and_signs_it_in,
    an_address_has_one_account,
    faults_of_the_form_come_together,
    unknown_and_known_addresses_are_alike,
    signing_in_writes_nothing_to_the_account,
    visitors_change_no_account,
);

async fn signing_up_makes_an_account_and_signs_it_in(world: &World) {
    let ada = world.sign_up("ada").await;
    let ctx = ada.ctx().await;
    let member = ctx.signed_in().unwrap();
    assert_eq!(member.name, "Member ada");
    assert_eq!(member.claim, Claim::tier_only(Tier::Unverified));
    assert!(member.role.is_none() && member.keyring().entries().is_empty());
    assert_eq!(world.number("identity", "SELECT COUNT(*) FROM accounts").await, 1);
    assert_eq!(world.number("forum", "SELECT COUNT(*) FROM authors").await, 1, "only the deleted user stands there");
    assert!(try_sign_in(world, " ADA@example.org ", PASSWORD).await.unwrap().is_signed_in().await);
}

async fn an_address_has_one_account(world: &World) {
    world.sign_up("ada").await;
    let session = world.browser().open();
    let again = NewAccount { email: "Ada@Example.org", name: "Ada Lovelace", password: OTHER, again: OTHER };
    assert_eq!(refusal(sign_up(&world.visitor(), &session, again).await), Refused::EmailTaken);
    assert!(session.is_empty().await);
    assert_eq!(world.number("identity", "SELECT COUNT(*) FROM accounts").await, 1);

    let (ctx, browser) = (world.visitor(), world.browser());
    let sessions = [browser.open(), browser.open()];
    let new = || NewAccount { email: "bob@example.org", name: "Bob Byte", password: OTHER, again: OTHER };
    let (one, two) = tokio::join!(sign_up(&ctx, &sessions[0], new()), sign_up(&ctx, &sessions[1], new()));
    assert!(one.is_ok() != two.is_ok(), "one of two at a time gets the address");
    assert_eq!(world.number("identity", "SELECT COUNT(*) FROM accounts").await, 2);
}

async fn faults_of_the_form_come_together(world: &World) {
    let session = world.browser().open();
    let new = NewAccount { email: "ada", name: "A", password: "short", again: "short" };
    let Err(Error::Several(faults)) = sign_up(&world.visitor(), &session, new).await else { panic!("taken") };
    let expected = [
        Refused::Name(NameFault::TooShort),
        Refused::Email(EmailFault::Shape),
        Refused::Password(PasswordFault::TooShort),
    ];
    assert_eq!(faults, expected);
    let own_name = "Wilhelmina Featherstone";
    let new = NewAccount { email: "w@example.org", name: own_name, password: own_name, again: own_name };
    let Err(Error::Several(faults)) = sign_up(&world.visitor(), &session, new).await else { panic!("taken") };
    assert_eq!(faults, [Refused::Password(PasswordFault::Guessable)]);
    assert_eq!(world.number("identity", "SELECT COUNT(*) FROM accounts").await, 0);
}

async fn unknown_and_known_addresses_are_alike(world: &World) {
    world.sign_up("ada").await;
    for email in ["ada@example.org", "nobody@example.org"] {
        assert_eq!(refusal(try_sign_in(world, email, OTHER).await), Refused::WrongCredentials, "{email}");
    }
    let kept = rows(world.store("identity"), "SELECT counter, clear_minute FROM wrong_guesses").await;
    let of = |row: &sea_orm::QueryResult| {
        let counter: String = row.try_get("", "counter").unwrap();
        (counter.len(), row.try_get::<i32>("", "clear_minute").unwrap())
    };
    assert_eq!(kept.len(), 2);
    assert_eq!(of(&kept[0]), of(&kept[1]));
    assert_eq!(of(&kept[0]).0, 64);
    let joined =
        "SELECT COUNT(*) FROM wrong_guesses, (SELECT email_index AS cell FROM accounts) AS a WHERE counter = a.cell";
    assert_eq!(world.number("identity", joined).await, 0, "without the server key no row tells whose it is");
}

async fn signing_in_writes_nothing_to_the_account(world: &World) {
    let ada = world.sign_up("ada").await;
    let account = async || crate::dump::Dump::of(world).await.table("identity", "accounts").clone();
    let before = account().await;
    world.pass_days(3);
    let _ = try_sign_in(world, &ada.email, OTHER).await;
    let again = world.sign_in(&ada).await;
    again.ctx().await;
    let session = again.browser.open();
    sign_out(&session).await.unwrap();
    assert_eq!(before, account().await);
}

async fn visitors_change_no_account(world: &World) {
    let visitor = world.visitor();
    let session = world.browser().open();
    assert_eq!(refusal(change_password(&visitor, &session, PASSWORD, OTHER, OTHER).await), Refused::SignIn);
    assert_eq!(refusal(renew_recovery_code(&visitor, &session, PASSWORD).await), Refused::SignIn);
    assert_eq!(refusal(sign_out_everywhere(&visitor, &session).await), Refused::SignIn);
    let author = "anon_00000000".parse().unwrap();
    assert_eq!(refusal(server::account::speak_as(&visitor, &session, author).await), Refused::SignIn);

    let (ada, eve) = (world.sign_up("ada").await, world.sign_up("eve").await);
    let persona = ada.make_unverified_persona().await;
    let session = eve.browser.open();
    for foreign in [persona, ada.profile().await] {
        let spoken = server::account::speak_as(&eve.ctx().await, &session, foreign).await;
        assert_eq!(refusal(spoken), Refused::NotFound, "nobody speaks as another's identity");
    }
    ada.speak_as(ada.profile().await).await;
    let ctx = ada.ctx().await;
    let member = ctx.signed_in().unwrap();
    assert_eq!(member.author(member.speaking), ada.profile().await);
    ada.speak_as(persona).await;
    let ctx = ada.ctx().await;
    assert_eq!(ctx.signed_in().unwrap().author(ctx.signed_in().unwrap().speaking), persona);
}
