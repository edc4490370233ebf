//! Sessions: cookies, expiry, and the list of one's own.

use super::{OTHER, try_sign_in};
use crate::on_both_engines;
use crate::world::{PASSWORD, Person, World, refusal, rows};
use domain::account::{SessionNameFault, SessionView};
use domain::ids::SessionId;
use server::Refused;
use server::account::{
    Ended, change_password, end_session, list_sessions, load_member, name_session, recover, renew, sign_in, sign_out,
    sign_out_everywhere,
};
use std::sync::Arc;
use tower_sessions::Session;
use tower_sessions::session::Id;

on_both_engines!(
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
);

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
pub(super) async fn bytes(world: &World, table: &str, column: &str) -> Vec<Vec<u8>> {
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
