//! The table of routes, attacked row by row: by a visitor, by a stranger with an account of their own, in the wrong role,
//! from another site, with bytes that are not text, and with broken, oversized and missing fields.

use crate::Site;
use crate::belongings::Ada;
use crate::browser::PASSWORD;
use app::web::route::{Route, RouteKind, Who};
use app::web::routes;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use futures_util::stream::{self, StreamExt as _};
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::time::Duration;
use tower_http::timeout::DeadlineBody;

fn forms() -> impl Iterator<Item = &'static Route> {
    routes().filter(|route| route.is_form())
}

fn pages() -> impl Iterator<Item = &'static Route> {
    routes().filter(|route| !route.is_form())
}

#[test]
fn every_server_function_has_a_route_and_every_form_a_server_function() {
    let functions: BTreeSet<&str> = leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path).collect();
    assert_eq!(functions, forms().map(|form| form.path).collect());
    for route in routes() {
        if let RouteKind::Form { records, limit } = route.kind {
            assert!(!records.is_empty() && !limit.is_empty(), "{}", route.path);
        }
    }
}

#[tokio::test]
async fn a_visitor_gets_through_no_closed_route() {
    let site = Site::open().await;
    let mut ada = Ada::at(&site).await;
    let before = ada.belongings().await;
    for route in routes() {
        let mut visitor = site.browser();
        let page = if route.is_form() {
            visitor.post(route.path, &ada.fields()).await
        } else {
            visitor.get(&ada.path(route)).await.must_not_show(&["mine alone", "ada@clinic.example", "Ada Brook"])
        };
        if route.who == Who::Everybody {
            assert_ne!(page.status, StatusCode::UNAUTHORIZED, "{}", route.path);
        } else {
            assert_eq!(page.status, StatusCode::UNAUTHORIZED, "{}: {}", route.path, page.html);
            assert!(visitor.cookie.is_none(), "{}", route.path);
        }
        assert!(!page.status.is_server_error(), "{}", route.path);
    }
    assert_eq!(ada.belongings().await, before);
}

#[tokio::test]
async fn a_stranger_reaches_nothing_of_anothers_by_any_route() {
    let site = Site::open().await;
    let mut ada = Ada::at(&site).await;
    let (mallory, _) = site.clinician("Mallory Stone").await;
    let before = ada.belongings().await;
    let mut mallory = mallory;
    for route in routes() {
        // An earlier form may have ended the stranger's session or changed their password.
        if mallory.get("/dashboard").await.status != StatusCode::OK {
            for password in [PASSWORD, "another fine password here"] {
                let form = [("email", "mallory@clinic.example"), ("password", password), ("from", "/")];
                mallory.post("/sign-in", &form).await;
            }
            mallory.get("/dashboard").await.must_show(&["Anonymity dashboard"]);
        }
        let page = if route.is_form() {
            mallory.post(route.path, &ada.fields()).await
        } else {
            mallory.get(&ada.path(route)).await
        };
        assert!(!page.status.is_server_error(), "{}", route.path);
        if route.who == Who::Moderators {
            assert_eq!(page.status, StatusCode::FORBIDDEN, "{}", route.path);
        }
        page.must_not_show(&["mine alone", "ada@clinic.example", "Ada Brook"]);
        assert_eq!(ada.belongings().await, before, "{}", route.path);
    }
}

#[tokio::test]
async fn what_is_another_members_is_answered_as_if_it_were_not_there() {
    let site = Site::open().await;
    let ada = Ada::at(&site).await;
    let (mut mallory, _) = site.clinician("Mallory Stone").await;
    let Ada { thread, item, author, draft, session, .. } = &ada;
    let (title, body) = (("title", "A title long enough"), ("body", "As somebody else."));
    let attacks: [(&str, Vec<(&str, &str)>); 10] = [
        ("/account/sessions/end", vec![("session", session)]),
        ("/account/sessions/name", vec![("session", session), ("label", "Mine")]),
        ("/speak-as", vec![("author", author), ("from", "/")]),
        ("/compose", vec![("author", author), ("space", "general"), title, body]),
        ("/drafts/mark", vec![("draft", draft), ("kind", "name"), ("words", "mine"), ("act", "keep")]),
        ("/drafts/publish", vec![("draft", draft)]),
        ("/drafts/discard", vec![("draft", draft)]),
        ("/items/delete", vec![("item", item)]),
        ("/accept", vec![("item", item), ("act", "give"), ("from", thread)]),
        ("/compose", vec![("author", author), ("item", item), title, body, ("note", "mine now")]),
    ];
    for (path, fields) in attacks {
        assert_eq!(mallory.post(path, &fields).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let feature = mallory.post("/feature", &[("item", item), ("act", "give"), ("from", thread)]).await;
    assert_eq!(feature.status, StatusCode::FORBIDDEN);
    feature.must_show(&["Only moderators can feature"]);
    for path in [
        format!("/drafts/{draft}"),
        format!("/compose?draft={draft}"),
        format!("/items/{item}/correct"),
        format!("/items/{item}/delete"),
    ] {
        assert_eq!(mallory.get(&path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn broken_addresses_are_answered_as_such() {
    let site = Site::open().await;
    let (mut ada, _) = site.clinician("Ada Brook").await;
    let long = "x".repeat(3_000);
    for route in pages().filter(|route| route.path.contains('{')) {
        let whole = route.path.split('{').next().unwrap();
        let rest = route.path.rsplit('}').next().unwrap();
        for broken in ["zzz", "%FF%FE", "0", "..%2F..%2Fetc", "-1", "11111111-1111-4111-8111-111111111111", &long] {
            for browser in [&mut site.browser(), &mut ada] {
                let page = browser.get(&format!("{whole}{broken}{rest}?after=%FF&before=zzz")).await;
                assert!(page.status.is_client_error(), "{} {broken}: {}", route.path, page.status);
            }
        }
    }
}

#[tokio::test]
async fn forms_that_are_too_large_are_refused() {
    let site = Site::open().await;
    let (mut ada, _) = site.clinician("Ada Brook").await;
    let large = format!("body={}", "a".repeat(1_200_000)).into_bytes();
    for form in forms() {
        let page = ada.post_bytes(form.path, large.clone()).await;
        assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE, "{}", form.path);
    }
    ada.get("/dashboard").await.must_show(&["Anonymity dashboard"]);
}

#[tokio::test]
async fn no_form_is_taken_from_another_site() {
    let site = Site::open().await;
    let (mut ada, _) = site.clinician("Ada Brook").await;
    for row in forms() {
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
async fn broken_forms_are_refused_and_change_nothing() {
    let site = Site::open().await;
    let (mut ada, _) = site.clinician("Ada Brook").await;
    // A form without fields cannot miss one, and an empty course is answered with its questions.
    let whole = ["/sign-out", "/exit", "/sign-out-everywhere", "/guidelines/course"];
    for row in forms().filter(|row| !whole.contains(&row.path)) {
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
