//! Accounts: signing up, in and out, slowed guesses, recovery, the password, sessions.

use crate::on_both_engines;
use crate::world::{PASSWORD, Person, World, refusal, rows};
use domain::account::{Claim, Email, EmailFault, NameFault, PasswordFault, Tier};
use domain::calendar::Minute;
use server::account::{
    NewAccount, RecoveryCode, change_password, load_member, purge_guesses, recover, renew_recovery_code,
    rotate_server_key, sign_in, sign_out, sign_out_everywhere, sign_up,
};
use server::{Ctx, Error, Refused};
use std::sync::Arc;

const OTHER: &str = "granite teapot lantern forty";

on_both_engines!(
    signing_up_makes_an_account_and_signs_it_in,
    an_address_has_one_account,
    faults_of_the_form_come_together,
    unknown_and_known_addresses_are_alike,
    guesses_are_slowed_after_five,
    parallel_guesses_are_slowed_too,
    guesses_are_forgotten_after_success_and_after_a_day,
    a_recovery_code_works_once,
    recovery_tells_nothing_about_the_address,
    a_new_recovery_code_replaces_the_old,
    changing_the_password_ends_other_sessions,
    signing_in_and_recovering_take_a_fresh_cookie,
    signing_out_ends_one_session,
    signing_out_everywhere_ends_all,
    sessions_end_on_the_grid,
    a_session_survives_a_restart_but_not_another_cookie,
    signing_in_writes_nothing_to_the_account,
    visitors_change_no_account,
    a_rotated_server_key_finds_everybody,
);

async fn try_sign_in(world: &World, email: &str, password: &str) -> Result<Person, Error> {
    let person = Person::at(world, email);
    let session = person.browser.open();
    sign_in(&world.visitor(), &session, email, password).await?;
    person.browser.keep(&session).await;
    Ok(person)
}

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
    let kept = rows(world.store("identity"), "SELECT email_index, failures, open_minute FROM wrong_guesses").await;
    let of = |row: &sea_orm::QueryResult| {
        let index: String = row.try_get("", "email_index").unwrap();
        let numbers: (i32, i32) = (row.try_get("", "failures").unwrap(), row.try_get("", "open_minute").unwrap());
        (index.len(), numbers)
    };
    assert_eq!(kept.len(), 2);
    assert_eq!(of(&kept[0]), of(&kept[1]));
    assert_eq!(of(&kept[0]).0, 64);
}

async fn guesses_are_slowed_after_five(world: &World) {
    world.sign_up("ada").await;
    for email in ["ada@example.org", "nobody@example.org"] {
        let now = world.deployment.clock.now().minute().0;
        for _ in 0..6 {
            assert_eq!(refusal(try_sign_in(world, email, OTHER).await), Refused::WrongCredentials);
        }
        for password in [OTHER, PASSWORD] {
            let slowed = refusal(try_sign_in(world, email, password).await);
            assert_eq!(slowed, Refused::SlowDown(Minute(now + 1)), "even the right password waits");
        }
        world.pass_minutes(1);
        assert_eq!(refusal(try_sign_in(world, email, OTHER).await), Refused::WrongCredentials);
        let now = world.deployment.clock.now().minute().0;
        assert_eq!(refusal(try_sign_in(world, email, OTHER).await), Refused::SlowDown(Minute(now + 2)));
    }
    let recovered = recover(&world.visitor(), &world.browser().open(), "ada@example.org", "x", OTHER, OTHER).await;
    assert!(matches!(refusal(recovered), Refused::SlowDown(_)), "codes and passwords are counted together");
    world.pass_minutes(2);
    assert!(try_sign_in(world, "ada@example.org", PASSWORD).await.is_ok(), "slowed, never locked");
}

async fn parallel_guesses_are_slowed_too(world: &World) {
    world.sign_up("ada").await;
    world.warm_up("identity").await;
    for email in ["ada@example.org", "nobody@example.org", "noone@example.org"] {
        let guesses = (0..16).map(|_| {
            let (ctx, session) = (world.visitor(), world.browser().open());
            tokio::spawn(async move { refusal(sign_in(&ctx, &session, email, OTHER).await) })
        });
        let mut checked = 0;
        for guess in guesses.collect::<Vec<_>>() {
            match guess.await.unwrap() {
                Refused::WrongCredentials => checked += 1,
                Refused::SlowDown(_) => {}
                other => panic!("{other}"),
            }
        }
        assert_eq!(checked, 6, "as many as one after the other");
    }
}

async fn guesses_are_forgotten_after_success_and_after_a_day(world: &World) {
    world.sign_up("ada").await;
    for _ in 0..5 {
        assert_eq!(refusal(try_sign_in(world, "ada@example.org", OTHER).await), Refused::WrongCredentials);
    }
    try_sign_in(world, "ada@example.org", PASSWORD).await.unwrap();
    assert_eq!(world.number("identity", "SELECT COUNT(*) FROM wrong_guesses").await, 0);

    for _ in 0..6 {
        assert_eq!(refusal(try_sign_in(world, "ada@example.org", OTHER).await), Refused::WrongCredentials);
    }
    world.pass_hours(23);
    purge_guesses(&world.visitor()).await.unwrap();
    assert_eq!(world.number("identity", "SELECT failures FROM wrong_guesses").await, 6);
    world.pass_hours(2);
    assert_eq!(refusal(try_sign_in(world, "ada@example.org", OTHER).await), Refused::WrongCredentials);
    assert_eq!(world.number("identity", "SELECT failures FROM wrong_guesses").await, 1, "counted from one again");
    world.pass_hours(25);
    purge_guesses(&world.visitor()).await.unwrap();
    assert_eq!(world.number("identity", "SELECT COUNT(*) FROM wrong_guesses").await, 0);
}

async fn a_recovery_code_works_once(world: &World) {
    let (ada, code) = world.sign_up_with_code("ada").await;
    let browser = world.browser();
    let session = browser.open();
    let typed = code.shown().to_lowercase();
    let new = recover(&world.visitor(), &session, &ada.email, &typed, OTHER, OTHER).await.unwrap();
    browser.keep(&session).await;
    assert!(load_member(&world.deployment, &browser.open()).await.unwrap().is_some(), "it signs in");
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
    let foreign = RecoveryCode::random(&world.deployment.chance).shown();
    for email in [ada.email.as_str(), "nobody@example.org"] {
        for code in [foreign.as_str(), "no code at all"] {
            let tried = recover(&world.visitor(), &world.browser().open(), email, code, OTHER, OTHER).await;
            assert_eq!(refusal(tried), Refused::WrongCredentials, "{email}");
        }
    }
    let failures = world.texts("identity", "SELECT failures AS cell FROM wrong_guesses").await;
    assert_eq!(failures, ["2", "2"]);
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

async fn signing_in_and_recovering_take_a_fresh_cookie(world: &World) {
    let (ada, code) = world.sign_up_with_code("ada").await;
    let known = ada.browser.cookie();
    let session = ada.browser.open();
    load_member(&world.deployment, &session).await.unwrap();
    sign_in(&world.visitor(), &session, &ada.email, PASSWORD).await.unwrap();
    ada.browser.keep(&session).await;
    let second = ada.browser.cookie();
    assert_ne!(second, known, "a planted cookie would otherwise become a signed-in one");
    let session = ada.browser.open();
    recover(&world.visitor(), &session, &ada.email, &code.shown(), OTHER, OTHER).await.unwrap();
    ada.browser.keep(&session).await;
    assert_ne!(ada.browser.cookie(), second);
    assert_eq!(world.number("identity", "SELECT COUNT(*) FROM sessions").await, 1, "the rows before are gone");
}

async fn signing_out_ends_one_session(world: &World) {
    let ada = world.sign_up("ada").await;
    let elsewhere = world.sign_in(&ada).await;
    let stolen = Arc::new(ada.browser.cookie());
    let session = ada.browser.open();
    sign_out(&session).await.unwrap();
    sign_out(&session).await.unwrap();
    assert!(!ada.is_signed_in().await && elsewhere.is_signed_in().await);
    assert!(stolen.is_some());
    assert_eq!(world.number("identity", "SELECT COUNT(*) FROM sessions").await, 1);
}

async fn signing_out_everywhere_ends_all(world: &World) {
    let ada = world.sign_up("ada").await;
    let (bob, elsewhere) = (world.sign_up("bob").await, world.sign_in(&ada).await);
    let session = ada.browser.open();
    sign_out_everywhere(&ada.ctx().await, &session).await.unwrap();
    assert!(!ada.is_signed_in().await && !elsewhere.is_signed_in().await);
    assert!(bob.is_signed_in().await, "others stay");
    try_sign_in(world, &ada.email, PASSWORD).await.unwrap();
}

async fn sessions_end_on_the_grid(world: &World) {
    let ada = world.sign_up("ada").await;
    let expires = world.number("identity", "SELECT expires_hour FROM sessions").await;
    assert_eq!(expires % 6, 0);
    let left = expires - i64::from(world.hour().0);
    assert!((12..=18).contains(&left), "{left}");
    world.pass_hours(left - 1);
    assert!(ada.is_signed_in().await);
    world.pass_hours(1);
    assert!(!ada.is_signed_in().await, "an expired session is nobody");
    world.sessions().purge().await.unwrap();
    assert_eq!(world.number("identity", "SELECT COUNT(*) FROM sessions").await, 0);
    let sql = "UPDATE sessions SET expires_hour = 492641";
    assert!(crate::world::takes(world.store("identity"), sql).await, "nothing to change");
    world.sign_in(&ada).await;
    assert!(!crate::world::takes(world.store("identity"), sql).await, "no hour off the grid is stored");
}

async fn a_session_survives_a_restart_but_not_another_cookie(world: &World) {
    let ada = world.sign_up("ada").await;
    let eve = world.sign_up("eve").await;
    assert!(ada.is_signed_in().await);
    let ids = world.texts("identity", "SELECT id AS cell FROM sessions ORDER BY id").await;
    let sql = format!("UPDATE sessions SET payload = (SELECT payload FROM sessions WHERE id = '{}')", ids[0]);
    world.run("identity", &sql).await;
    let mut ends = Vec::new();
    for person in [&ada, &eve] {
        let opened = load_member(&world.deployment, &person.browser.open()).await;
        ends.push(matches!(&opened, Ok(Some(member)) if format!("{}@example.org", &member.name[7..]) == person.email));
    }
    ends.sort_unstable();
    assert_eq!(ends, [false, true], "a payload moved under another row does not open");
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

async fn a_rotated_server_key_finds_everybody(world: &World) {
    let ada = world.sign_up("ada").await;
    let persona = ada.make_unverified_persona().await;
    let new = Arc::new(world.deployment.keys.rotated(&world.deployment.chance));
    assert_eq!(rotate_server_key(&world.visitor(), &new).await.unwrap(), 1);
    let mut deployment = world.deployment.clone();
    deployment.keys = new.clone();
    let session = world.browser().open();
    sign_in(&Ctx::visitor(deployment.clone()), &session, &ada.email, PASSWORD).await.unwrap();
    let member = load_member(&deployment, &session).await.unwrap().unwrap();
    assert_eq!(member.name, "Member ada");
    assert!(member.is_behind(persona));
    let index = new.email_index(&Email::parse(&ada.email).unwrap()).unwrap();
    assert_eq!(world.texts("identity", "SELECT email_index AS cell FROM accounts").await, [index]);
    let first = world.deployment.keys.clone();
    assert_eq!(first.current() + 1, new.current());
}
