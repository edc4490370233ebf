//! Accounts: signing up, in and out, rate-limited guesses, recovery, the password, sessions.

use crate::on_both_engines;
use crate::world::{PASSWORD, Person, World, refusal, rows};
use domain::account::{Claim, Email, EmailFault, NameFault, PasswordFault, SessionNameFault, SessionView, Tier};
use domain::ids::SessionId;
use server::account::{
    Device, Ended, NewAccount, PasswordHashing, RecoveryCode, change_password, end_session, list_sessions, load_member,
    name_session, new_device, purge_guesses, recover, renew, renew_recovery_code, rotate_server_key, sign_in, sign_out,
    sign_out_everywhere, sign_up,
};
use server::{Ctx, Error, Refused};
use std::sync::Arc;
use tower_sessions::Session;
use tower_sessions::session::Id;

const OTHER: &str = "granite teapot lantern forty";

on_both_engines!(
    signing_up_makes_an_account_and_signs_it_in,
    an_address_has_one_account,
    faults_of_the_form_come_together,
    unknown_and_known_addresses_are_alike,
    guesses_are_slowed_after_six,
    parallel_guesses_are_slowed_too,
    guesses_are_forgotten_by_time_alone,
    a_right_password_changes_nothing_for_who_guesses,
    a_browser_that_has_signed_in_has_a_count_of_its_own,
    a_copied_device_gets_its_own_count_and_no_more,
    guesses_in_a_session_are_its_own,
    a_full_queue_refuses_at_once_and_counts_nothing,
    a_password_longer_than_any_is_refused_whole,
    a_raised_cost_is_taken_over_at_the_next_sign_in,
    a_recovery_code_works_once,
    recovery_tells_nothing_about_the_address,
    a_new_recovery_code_replaces_the_old,
    changing_the_password_ends_other_sessions,
    signing_in_and_recovering_take_a_fresh_cookie,
    signing_out_ends_one_session,
    signing_out_everywhere_ends_all,
    sessions_end_on_the_grid,
    a_session_in_use_gets_a_new_cookie_with_each_line_of_the_grid,
    a_new_cookie_that_never_arrives_signs_nobody_out,
    no_session_lasts_longer_than_seven_days,
    own_sessions_are_listed_and_any_of_them_ends,
    sessions_are_named_by_their_owner,
    an_ended_session_is_not_brought_back,
    an_account_has_at_most_a_hundred_sessions,
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

/// Minutes until each guess count expires.
async fn counts(world: &World) -> Vec<i64> {
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

async fn signing_in_and_recovering_take_a_fresh_cookie(world: &World) {
    let (ada, code) = world.sign_up_with_code("ada").await;
    let known = ada.browser.cookie();
    let session = ada.browser.open();
    load_member(&world.services, &session).await.unwrap();
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

/// A request through this browser, answered with a new cookie if one is due; returns the cookies before and after.
async fn used(world: &World, person: &Person) -> (Option<Id>, Option<Id>) {
    let before = person.browser.cookie();
    let session = person.browser.open();
    assert!(load_member(&world.services, &session).await.unwrap().is_some());
    if let Some(renewed) = renew(&world.services, &session).await.unwrap() {
        person.browser.keep(&under(world, renewed)).await;
    }
    (before, person.browser.cookie())
}

fn under(world: &World, cookie: Id) -> Session {
    Session::new(Some(cookie), Arc::new(world.sessions()), None)
}

async fn opens(world: &World, cookie: Id) -> bool {
    load_member(&world.services, &under(world, cookie)).await.unwrap().is_some()
}

/// All values of a binary column.
async fn bytes(world: &World, table: &str, column: &str) -> Vec<Vec<u8>> {
    let sql = format!("SELECT {column} AS cell FROM {table} ORDER BY id");
    rows(world.store("identity"), &sql).await.iter().map(|row| row.try_get("", "cell").unwrap()).collect()
}

async fn a_session_in_use_gets_a_new_cookie_with_each_line_of_the_grid(world: &World) {
    let ada = world.sign_up("ada").await;
    ada.speak_as(ada.profile().await).await;
    let first = bytes(world, "sessions", "payload").await;
    world.pass_hours(2);
    for _ in 0..3 {
        let (before, after) = used(world, &ada).await;
        assert_eq!(before, after, "not before the next line");
    }
    assert_eq!(bytes(world, "sessions", "payload").await, first, "no page writes");
    world.pass_hours(1);
    let ends = world.number("identity", "SELECT expires_hour FROM sessions").await;
    let (old, new) = used(world, &ada).await;
    assert_ne!(old, new);
    assert_eq!(world.number("identity", "SELECT COUNT(*) FROM sessions").await, 1, "the new one has been used");
    assert_eq!(world.number("identity", "SELECT expires_hour FROM sessions").await, ends + 6);
    assert!(!opens(world, old.unwrap()).await, "whoever knew the cookie before holds nothing");
    let (before, after) = used(world, &ada).await;
    assert_eq!(before, after, "one a line");
    assert_eq!(
        ada.ctx().await.signed_in().unwrap().speaking,
        server::account::Identity::Member,
        "it is the same session"
    );
}

async fn a_new_cookie_that_never_arrives_signs_nobody_out(world: &World) {
    let ada = world.sign_up("ada").await;
    world.pass_hours(3);
    let old = ada.browser.cookie().unwrap();
    let tab = async || {
        let session = under(world, old);
        load_member(&world.services, &session).await.unwrap();
        renew(&world.services, &session).await.unwrap().unwrap()
    };
    let (lost, kept) = (tab().await, tab().await);
    assert!(opens(world, old).await, "the answer was lost: the old one goes on");
    assert!(opens(world, kept).await);
    assert!(!opens(world, old).await, "until a new one arrived");

    ada.browser.keep(&under(world, kept)).await;
    assert_eq!(list(&ada).await.len(), 1, "it is one session under however many cookies");
    sign_out(&ada.browser.open()).await.unwrap();
    assert!(!opens(world, kept).await && !opens(world, lost).await, "and ends under all of them");
}

async fn no_session_lasts_longer_than_seven_days(world: &World) {
    let ada = world.sign_up("ada").await;
    let mut hours = 0;
    while ada.is_signed_in().await {
        used(world, &ada).await;
        world.pass_hours(5);
        hours += 5;
        assert!(hours < 8 * 24, "it never ends");
    }
    assert!((6 * 24..=7 * 24 + 5).contains(&hours), "{hours}");
    let forever = format!("UPDATE sessions SET expires_hour = {}", (world.hour().0 + 600) / 6 * 6);
    world.run("identity", &forever).await;
    assert!(!ada.is_signed_in().await, "what is sealed decides");
}

async fn list(person: &Person) -> Vec<SessionView> {
    list_sessions(&person.ctx().await, &person.browser.open()).await.unwrap()
}

async fn own_sessions_are_listed_and_any_of_them_ends(world: &World) {
    let (ada, eve) = (world.sign_up("ada").await, world.sign_up("eve").await);
    world.pass_hours(10);
    let (phone, desk) = (world.sign_in(&ada).await, world.sign_in(&ada).await);
    let today = world.today();
    let listed = list(&phone).await;
    let seen: Vec<_> = listed.iter().map(|view| (view.began_on, view.current, view.name.as_str())).collect();
    assert_eq!(seen, [(today, true, ""), (today, false, ""), (today.plus(-1), false, "")]);
    assert_eq!(list(&eve).await.len(), 1, "nobody else's");

    let end = async |who: &Person, id: SessionId| end_session(&who.ctx().await, &who.browser.open(), id).await;
    let (this, other, first) = (listed[0].id, listed[1].id, listed[2].id);
    assert_eq!(refusal(end(&eve, other).await), Refused::NotFound, "another's cannot be ended");
    assert!(desk.is_signed_in().await);
    assert_eq!(end(&phone, other).await.unwrap(), Ended::Other);
    assert!(!desk.is_signed_in().await && phone.is_signed_in().await && ada.is_signed_in().await);
    assert_eq!(refusal(end(&phone, other).await), Refused::NotFound);
    assert_eq!(end(&phone, first).await.unwrap(), Ended::Other);
    assert!(!ada.is_signed_in().await);
    assert_eq!(end(&phone, this).await.unwrap(), Ended::This);
    assert!(!phone.is_signed_in().await && eve.is_signed_in().await);

    let visitor = world.visitor();
    let session = world.browser().open();
    assert_eq!(refusal(list_sessions(&visitor, &session).await), Refused::SignIn);
    assert_eq!(refusal(end_session(&visitor, &session, this).await), Refused::SignIn);
    let again = world.sign_in(&ada).await;
    sign_out_everywhere(&again.ctx().await, &again.browser.open()).await.unwrap();
    let back = world.sign_in(&ada).await;
    assert_eq!(list(&back).await.len(), 1, "what was ended all at once is not listed");
}

async fn sessions_are_named_by_their_owner(world: &World) {
    let (ada, eve) = (world.sign_up("ada").await, world.sign_up("eve").await);
    let phone = world.sign_in(&ada).await;
    let name = async |who: &Person, id: SessionId, name: &str| {
        name_session(&who.ctx().await, &who.browser.open(), id, name).await
    };
    let [own, other] = list(&phone).await.try_into().unwrap();
    let sealed = async || {
        let texts = rows(world.store("identity"), "SELECT owner_tag, label FROM sessions").await;
        let read =
            |row: &sea_orm::QueryResult| (row.try_get("", "owner_tag").unwrap(), row.try_get("", "label").unwrap());
        texts.iter().map(read).collect::<Vec<(String, Vec<u8>)>>()
    };
    let before = sealed().await;
    name(&phone, other.id, " Ward 7,  night desk ").await.unwrap();
    name(&phone, own.id, "Phone").await.unwrap();
    assert_eq!(refusal(name(&eve, own.id, "Mine").await), Refused::NotFound);
    assert_eq!(refusal(name(&phone, own.id, &"x".repeat(41)).await), Refused::SessionName(SessionNameFault::TooLong));
    let after = sealed().await;
    let lengths: Vec<usize> = before.iter().chain(&after).map(|(_, label)| label.len()).collect();
    assert!(lengths.iter().all(|length| *length == lengths[0]));
    let names = async |who: &Person| list(who).await.into_iter().map(|view| view.name).collect::<Vec<_>>();
    assert_eq!(names(&phone).await, ["Phone", "Ward 7, night desk"]);

    world.pass_hours(6);
    used(world, &ada).await;
    used(world, &phone).await;
    assert_eq!(names(&ada).await, ["Ward 7, night desk", "Phone"], "a name outlives the cookie");
    let session = phone.browser.open();
    change_password(&phone.ctx().await, &session, PASSWORD, OTHER, OTHER).await.unwrap();
    phone.browser.keep(&session).await;
    assert_eq!(names(&phone).await, ["Phone"], "and the change of the password");
    let tags: Vec<String> = sealed().await.into_iter().map(|(tag, _)| tag).collect();
    world.pass_days(1);
    let tomorrow = try_sign_in(world, &ada.email, OTHER).await.unwrap();
    assert_eq!(list(&tomorrow).await.len(), 1);
    assert!(sealed().await.iter().filter(|(tag, _)| !tags.contains(tag)).count() == 1, "another day, another tag");
}

async fn an_ended_session_is_not_brought_back(world: &World) {
    let ada = world.sign_up("ada").await;
    let phone = world.sign_in(&ada).await;
    let under_way = phone.browser.open();
    server::account::speak_as(&phone.ctx().await, &under_way, phone.profile().await).await.unwrap();
    let other = list(&ada).await.into_iter().find(|view| !view.current).unwrap();
    end_session(&ada.ctx().await, &ada.browser.open(), other.id).await.unwrap();
    under_way.save().await.unwrap();
    assert!(!phone.is_signed_in().await, "what a request writes that was under way does not bring it back");
    assert_eq!(world.number("identity", "SELECT COUNT(*) FROM sessions").await, 1);
}

async fn an_account_has_at_most_a_hundred_sessions(world: &World) {
    let ada = world.sign_up("ada").await;
    world.pass_hours(10);
    for _ in 0..99 {
        world.sign_in(&ada).await;
    }
    assert!(ada.is_signed_in().await);
    let last = world.sign_in(&ada).await;
    assert!(!ada.is_signed_in().await, "the oldest makes room");
    assert_eq!(list(&last).await.len(), 100);
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
        let opened = load_member(&world.services, &person.browser.open()).await;
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
