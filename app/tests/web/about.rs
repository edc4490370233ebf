//! What the pages about the site say, and that they say it to everybody.

use crate::Site;
use axum::body::Body;
use axum::http::Request;

#[tokio::test]
async fn the_privacy_page_says_what_is_promised_and_what_cannot_be() {
    let site = Site::open().await;
    let page = site.browser().get("/privacy").await;
    page.must_show(&[
        "We do not disclose voluntarily: not to employers, institutions, other members or advertisers.",
        "We cannot protect you from your own details. Colleagues may recognise a case.",
        "comparing styles of writing",
        "A court may order what the law allows it to order",
        "Your employer may watch its own computers and networks",
    ]);
}

#[tokio::test]
async fn the_guidelines_say_what_to_do_and_what_not_to() {
    let site = Site::open().await;
    let page = site.browser().get("/guidelines").await;
    let page = page.must_show(&[
        "Use a persona for what is sensitive",
        "Use different personas for different contexts",
        "Vary how you write",
        "Describe in general terms",
        "Share details that fit one patient or one colleague only",
        "Write about a case so specific",
        "Use a name or a phrase that you use elsewhere",
        "Write from a computer at work",
        "Use a persona to attack",
    ]);
    page.must_show(&["A middle-aged man at a large academic medical centre", "A very rare presentation that we met"]);
    let (mut ada, _) = site.clinician("Ada Brook").await;
    ada.get("/compose").await.must_show(&["middle-aged"]);
}

#[tokio::test]
async fn the_dashboard_says_whether_a_link_was_opened() {
    let site = Site::open().await;
    let (mut ada, _) = site.clinician("Ada Brook").await;
    ada.get("/dashboard").await.must_show(&["no procedure for opening a sealed link"]);
}

#[tokio::test]
async fn it_is_all_the_same_where_a_visitor_comes_from() {
    let site = Site::open().await;
    let mut visitor = site.browser();
    let home = visitor.get("/").await;
    // A Tor exit, a private network, an invalid address.
    for address in ["185.220.101.34", "10.8.0.2", "unknown"] {
        let request =
            Request::get("/").header("x-forwarded-for", address).header("forwarded", format!("for={address}"));
        let page = visitor.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!((page.status, &page.html), (home.status, &home.html), "{address}");
    }
}
