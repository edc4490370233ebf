//! The inventory of form handlers: who may use each, what it records, what limits it. Every server function has a row,
//! and every row is attacked: by a visitor, by a stranger with an account of their own, from another site, with bytes
//! that are not text, and with fields missing.

use crate::Site;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use futures_util::stream::{self, StreamExt as _};
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::time::Duration;
use tower_http::timeout::DeadlineBody;

struct Row {
    path: &'static str,
    /// Whether somebody who has not signed in may use it.
    open: bool,
    /// What it writes.
    records: &'static str,
    /// What limits it.
    limit: &'static str,
}

const fn row(path: &'static str, open: bool, records: &'static str, limit: &'static str) -> Row {
    Row { path, open, records, limit }
}

const INVENTORY: [Row; 24] = [
    row("/sign-up", true, "an account, a session", "one account for each e-mail"),
    row("/sign-in", true, "a session; a wrong guess", "guesses are slowed for each e-mail"),
    row("/sign-in/resume", true, "a session, a draft; a wrong guess", "guesses are slowed for each e-mail"),
    row("/sign-out", true, "the end of the session", "none"),
    row("/exit", true, "the end of the session", "none"),
    row("/sign-out-everywhere", false, "the end of all sessions", "none"),
    row("/reset", true, "new wraps, a session; a wrong guess", "guesses are slowed for each e-mail"),
    row("/account/password", false, "a new wrap, the end of other sessions", "guesses are slowed for each session"),
    row(
        "/account/recovery-code",
        false,
        "a new wrap, the end of other sessions",
        "guesses are slowed for each session",
    ),
    row("/account/sessions/end", false, "the end of a session", "none"),
    row("/account/sessions/name", false, "a sealed label", "forty characters"),
    row("/speak-as", false, "the identity, in the session", "none"),
    row("/personas", false, "a slot of the keyring, a link, an author", "three, thirty days apart"),
    row("/personas/delete", false, "a tombstone; items go to deleted_user", "the handle is typed"),
    row("/compose", false, "a sealed draft", "fifty drafts for each account"),
    row("/drafts/mark", false, "a mark, in the sealed draft", "two hundred marks, none on direct identifiers"),
    row("/drafts/publish", false, "an item or a correction", "posts and comments a day"),
    row("/drafts/discard", false, "the end of a draft", "none"),
    row("/items/delete", false, "an empty place", "24 hours"),
    row("/guidelines/course", false, "that the account has completed it, a reputation event", "once for an account"),
    row("/vote", false, "a ballot, reputation events", "votes a day, votes a day on one author"),
    row("/reaction", false, "a reaction or a saved item, reputation events", "one of each for an account and item"),
    row("/accept", false, "the accepted answer, reputation events", "answers to one\u{2019}s own questions"),
    row("/feature", false, "a featured item, reputation events", "moderators"),
];

/// Fields with which every form handler could be called.
const FIELDS: [(&str, &str); 22] = [
    ("email", "ada@clinic.example"),
    ("name", "Mallory Stone"),
    ("password", "another fine password here"),
    ("again", "another fine password here"),
    ("present", "another fine password here"),
    ("code", "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF-GGGG-HHHH"),
    ("degree", "credential"),
    ("slot", "1"),
    ("handle", "Anon#0000"),
    ("space", "cardiology"),
    ("title", "A title long enough"),
    ("body", "A body that is long enough."),
    ("ballot", "up"),
    ("reaction", "save"),
    ("from", "/"),
    ("act", "check"),
    ("publication", "at-once"),
    ("note", "a note"),
    ("kind", "name"),
    ("words", "Bellandi"),
    ("session", "11111111-1111-4111-8111-111111111111"),
    ("label", "Ward 7"),
];

#[test]
fn every_server_function_has_a_row_and_every_row_a_server_function() {
    let functions: BTreeSet<String> =
        leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path.to_owned()).collect();
    let rows: BTreeSet<String> = INVENTORY.iter().map(|row| row.path.to_owned()).collect();
    assert_eq!(functions, rows);
    assert!(INVENTORY.iter().all(|row| !row.records.is_empty() && !row.limit.is_empty()));
}

#[tokio::test]
async fn a_visitor_gets_through_no_closed_door() {
    let site = Site::open().await;
    let (mut ada, _) = site.clinician("Ada Brook").await;
    let thread = ada.publish("cardiology", "A near miss at handover", "We nearly gave the dose twice.").await;
    let item = thread.rsplit('/').next().unwrap().to_owned();
    let author = ada.hidden("/compose", "author").await;
    for row in INVENTORY.iter().filter(|row| !row.open) {
        let mut fields = FIELDS.to_vec();
        fields.extend([("item", item.as_str()), ("author", author.as_str()), ("draft", item.as_str())]);
        let mut visitor = site.browser();
        let page = visitor.post(row.path, &fields).await;
        assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{}: {}", row.path, page.html);
        assert!(visitor.cookie.is_none(), "{}", row.path);
    }
}

#[tokio::test]
async fn a_stranger_reaches_nothing_of_anothers() {
    let site = Site::open().await;
    let (mut ada, _) = site.clinician("Ada Brook").await;
    let (mut mallory, _) = site.clinician("Mallory Stone").await;
    let thread = ada.publish("cardiology", "A near miss at handover", "We nearly gave the dose twice.").await;
    let item = thread.rsplit('/').next().unwrap().to_owned();
    let author = ada.hidden("/compose", "author").await;
    let keep = [
        ("author", author.as_str()),
        ("space", "general"),
        ("title", "For later, mine alone"),
        ("body", "mine"),
        ("act", "draft"),
    ];
    ada.post("/compose", &keep).await.must_go("/drafts");
    let drafts = ada.get("/drafts").await;
    let draft = drafts.html.split("/compose?draft=").nth(1).unwrap().split('"').next().unwrap().to_owned();

    let session = ada.hidden("/account", "session").await;

    let attacks: [(&str, Vec<(&str, &str)>); 10] = [
        ("/account/sessions/end", vec![("session", &session)]),
        ("/account/sessions/name", vec![("session", &session), ("label", "Mine")]),
        ("/speak-as", vec![("author", &author), ("from", "/")]),
        (
            "/compose",
            vec![
                ("author", &author),
                ("space", "general"),
                ("title", "A title long enough"),
                ("body", "As somebody else."),
            ],
        ),
        ("/drafts/mark", vec![("draft", &draft), ("kind", "name"), ("words", "mine"), ("act", "keep")]),
        ("/drafts/publish", vec![("draft", &draft)]),
        ("/drafts/discard", vec![("draft", &draft)]),
        ("/items/delete", vec![("item", &item)]),
        ("/accept", vec![("item", &item), ("act", "give"), ("from", &thread)]),
        (
            "/compose",
            vec![
                ("author", &author),
                ("item", &item),
                ("title", "A title long enough"),
                ("body", "Changed by another."),
                ("note", "mine now"),
            ],
        ),
    ];
    for (path, fields) in attacks {
        assert_eq!(mallory.post(path, &fields).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let feature = mallory.post("/feature", &[("item", &item), ("act", "give"), ("from", &thread)]).await;
    assert_eq!(feature.status, StatusCode::FORBIDDEN);
    feature.must_show(&["Only moderators can feature"]);
    for path in [
        format!("/drafts/{draft}"),
        format!("/compose?draft={draft}"),
        format!("/items/{item}/correct"),
        format!("/items/{item}/delete"),
    ] {
        let page = mallory.get(&path).await.must_not_show(&["mine alone"]);
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
    }
    ada.get(&format!("/compose?draft={draft}")).await.must_show(&["For later, mine alone"]);
    ada.get(&thread).await.must_show(&["We nearly gave the dose twice."]);
}

#[tokio::test]
async fn no_door_opens_to_another_site() {
    let site = Site::open().await;
    let (mut ada, _) = site.clinician("Ada Brook").await;
    for row in &INVENTORY {
        for (name, value) in
            [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example"), ("sec-fetch-site", "same-site")]
        {
            let request = Request::post(row.path)
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
                .header(name, value)
                .body(Body::from("author=x"))
                .unwrap();
            let page = ada.send(request).await;
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{} {name}: {value}", row.path);
        }
    }
    ada.get("/dashboard").await.must_show(&["Anonymity dashboard"]);
}

#[tokio::test]
async fn a_form_of_this_site_passes_whatever_host_a_proxy_names() {
    let site = Site::open().await;
    let request = Request::post("/sign-in")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::HOST, "backend:3000")
        .header(header::ORIGIN, "http://uniting.example");
    let page = site.browser().send(request.body(Body::from("email=&password=")).unwrap()).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", page.html);
}

#[tokio::test]
async fn a_form_that_never_ends_is_answered() {
    let site = Site::open().await;
    let begun = stream::iter([Ok::<_, Infallible>("email=ada")]).chain(stream::pending());
    let body = DeadlineBody::new(Duration::from_millis(20), Body::from_stream(begun));
    let request = Request::post("/sign-in").header("sec-fetch-site", "same-origin").body(Body::new(body)).unwrap();
    let page = site.browser().send(request).await.must_show(&["did not arrive", "still has what you typed"]);
    assert_eq!(page.status, StatusCode::REQUEST_TIMEOUT);
}

#[tokio::test]
async fn broken_forms_are_told_so_and_do_nothing() {
    let site = Site::open().await;
    let (mut ada, _) = site.clinician("Ada Brook").await;
    // A form without fields cannot miss one, and an empty course is answered with its questions.
    let whole = ["/sign-out", "/exit", "/sign-out-everywhere", "/guidelines/course"];
    for row in INVENTORY.iter().filter(|row| !whole.contains(&row.path)) {
        for body in [
            b"from=%2F".to_vec(),
            b"body=%FF%FE&author=%C0".to_vec(),
            vec![0xff, 0xfe, b'=', 0x80],
            b"&&&==&%".to_vec(),
        ] {
            let page = ada.post_bytes(row.path, body).await;
            assert_eq!(page.status, StatusCode::BAD_REQUEST, "{}: {}", row.path, page.html);
            assert!(page.html.contains("arrived incomplete"), "{}: {}", row.path, page.html);
        }
        assert!(!ada.get(row.path).await.status.is_server_error(), "{}", row.path);
    }
    ada.get("/dashboard").await.must_show(&["Anonymity dashboard"]);
}

#[tokio::test]
async fn a_form_cannot_send_the_browser_elsewhere() {
    let site = Site::open().await;
    let (mut ada, _) = site.clinician("Ada Brook").await;
    let author = ada.hidden("/compose", "author").await;
    for from in ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"] {
        ada.post("/speak-as", &[("author", &author), ("from", from)]).await.must_go("/");
    }
}
