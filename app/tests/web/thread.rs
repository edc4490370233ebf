//! Threads: their pages stay short, and every reply can be reached.

use crate::Site;
use axum::http::StatusCode;

#[tokio::test]
async fn a_thread_page_stays_short_whatever_members_write() {
    let site = Site::open().await;
    let (mut ada, _) = site.clinician("Ada Brook").await;
    let (mut ben, _) = site.clinician("Ben Carter").await;
    let thread = ada.publish("cardiology", "A near miss at handover", &"R&D said so, twice. ".repeat(500)).await;
    let post = thread.rsplit('/').next().unwrap().to_owned();
    let author = ada.hidden("/compose", "author").await;
    let mut parent = String::new();
    for n in 0..48 {
        let body = ["> ".repeat(5_000), "&<>\u{1f44d} ".repeat(2_000), "We read it back aloud.".to_owned()];
        let form = [("author", author.as_str()), ("post", &post), ("parent", &parent), ("body", &body[n % 3])];
        let review = ada.post("/compose", &form).await.location().unwrap().to_owned();
        let place = ada.post("/drafts/publish", &[("draft", review.rsplit('/').next().unwrap())]).await;
        // With this many of each, neither the thread nor the replies fit on one page, whatever their order.
        if n == 23 {
            place.location().unwrap().rsplit("#item-").next().unwrap().clone_into(&mut parent);
        }
    }
    let replies = format!("/posts/{post}/replies/{parent}");
    ada.get(&replies).await.must_show(&["A comment and the replies to it", "Reply"]);
    for first in [&thread, &replies] {
        let (mut pages, mut next) = (0, Some(first.clone()));
        while let Some(path) = next.take() {
            for browser in [&mut ben, &mut site.browser(), &mut ada] {
                let page = browser.get(&path).await;
                assert_eq!(page.status, StatusCode::OK);
                assert!(page.html.len() < 100_000, "{path}: {}", page.html.len());
                let before = page.html.split_once("rel=\"next\"").map(|(before, _)| before);
                let link = before.and_then(|before| before.rsplit("href=\"").next());
                next = link.map(|link| link.split('"').next().unwrap_or_default().replace("&amp;", "&"));
            }
            pages += 1;
        }
        assert!(pages > 1, "{first} is one page");
    }
    let place = ada.get(&format!("/items/{parent}")).await.location().unwrap().to_owned();
    assert!(place.starts_with(&thread) && place.ends_with(&format!("#item-{parent}")), "{place}");
    ada.get(&place).await.must_show(&[&format!("id=\"item-{parent}\"")]);
}
