//! What visitors see is kept for a second; what members see never is.

use crate::Site;
use crate::browser::{Browser, Page};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use futures_util::future::join_all;
use server::Ctx;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

async fn with_header(browser: &mut Browser, path: &str, name: &str, value: &str) -> Page {
    browser.send(Request::get(path).header(name, value).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_flood_of_visitors_draws_a_page_once() {
    let mut site = Site::open().await;
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    site.services.stores.forum.observe(move |_| {
        counted.fetch_add(1, Ordering::SeqCst);
    });
    let site = site.reopened();
    site.browser().get("/spaces/cardiology").await;
    let once = asked.swap(0, Ordering::SeqCst);
    assert!(once > 0);
    // The second is an error, which is not kept, but shared by those who wait.
    for (path, status) in
        [("/", StatusCode::OK), ("/posts/11111111-1111-4111-8111-111111111111", StatusCode::NOT_FOUND)]
    {
        let pages = join_all((0..50).map(|_| async { site.browser().get(path).await })).await;
        assert!(pages.iter().all(|page| page.status == status && page.html == pages[0].html), "{path}");
        let asked = asked.swap(0, Ordering::SeqCst);
        assert!((1..=2 * once).contains(&asked), "{path}: {asked} queries for 50 visitors");
    }
}

#[tokio::test]
async fn what_somebody_publishes_is_seen_at_once_and_what_the_server_does_after_a_second() {
    let site = Site::open().await;
    let (mut ada, _) = site.clinician("Ada Brook").await;
    let mut visitor = site.browser();
    visitor.get("/").await.must_not_show(&["A near miss"]);
    ada.publish("cardiology", "A near miss at handover", "We nearly gave the dose twice.").await;
    visitor.get("/").await.must_show(&["A near miss"]);

    let before = visitor.get("/").await.html;
    server::discussion::seed(&Ctx::visitor(site.services.clone()), 3, 0).await.unwrap();
    let drawn_again = async {
        while visitor.get("/").await.html == before {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), drawn_again).await.unwrap();
}

#[tokio::test]
async fn a_members_page_is_never_kept_nor_answered_from_what_visitors_saw() {
    let site = Site::open().await;
    let (mut ada, handle) = site.clinician("Ada Brook").await;
    for path in ["/", "/spaces", "/privacy", "/spaces/cardiology"] {
        let own = ada.get(path).await.must_show(&[&handle]);
        assert!(!own.headers.contains_key("etag"), "{path}");
        let seen = site.browser().get(path).await.must_not_show(&[&handle, "Ada"]);
        assert!(seen.headers.contains_key("etag"), "{path}");
        ada.get(path).await.must_show(&[&handle]);
        let tag = seen.headers["etag"].to_str().unwrap();
        assert_eq!(with_header(&mut ada, path, "if-none-match", tag).await.status, StatusCode::OK, "{path}");
    }
    // A cookie that opens nothing is not a visitor without one.
    let mut stale = site.browser();
    stale.cookie = Some("session=AAAAAAAAAAAAAAAAAAAAAA".to_owned());
    assert!(!stale.get("/").await.headers.contains_key("etag"));
}

#[tokio::test]
async fn a_browser_that_has_the_page_gets_304() {
    let site = Site::open().await;
    let mut visitor = site.browser();
    let page = visitor.get("/guidelines").await;
    let tag = page.headers["etag"].to_str().unwrap().to_owned();
    for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}")] {
        let again = with_header(&mut visitor, "/guidelines", "if-none-match", &known).await;
        assert_eq!((again.status, again.html.as_str()), (StatusCode::NOT_MODIFIED, ""), "{known}");
        assert_eq!(again.headers["etag"].to_str().unwrap(), tag);
        assert_eq!(again.headers["content-security-policy"], page.headers["content-security-policy"]);
    }
    let other = with_header(&mut visitor, "/guidelines", "if-none-match", "\"other\"").await;
    assert_eq!((other.status, other.html), (StatusCode::OK, page.html));
}

#[tokio::test]
async fn errors_redirections_and_long_addresses_are_not_kept() {
    let site = Site::open().await;
    let mut visitor = site.browser();
    let long = format!("/?{}", "x".repeat(300));
    for (path, status) in [("/no-such-page", StatusCode::NOT_FOUND), (&long, StatusCode::OK)] {
        for _ in 0..2 {
            let page = visitor.get(path).await;
            assert_eq!(page.status, status, "{path}");
            assert!(!page.headers.contains_key("etag"), "{path}");
        }
    }
    let many = join_all((0..10).map(|_| async { site.browser().get("/no-such-page").await })).await;
    assert!(many.iter().all(|page| page.status == StatusCode::NOT_FOUND && page.html.contains("no page here")));
}
