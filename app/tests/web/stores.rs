//! What visitors are told when a store does not answer.

use crate::Site;
use axum::http::StatusCode;

#[tokio::test]
async fn an_unreachable_store_is_answered_503() {
    let site = Site::open().await;
    let mut visitor = site.browser();
    let health = visitor.get("/health").await;
    assert_eq!((health.status, health.html.as_str()), (StatusCode::OK, "ok"));
    let (mut ada, _) = site.clinician("Ada Brook").await;
    site.services.stores.forum.clone().close().await.unwrap();
    for browser in [&mut visitor, &mut ada] {
        let page = browser.get("/").await;
        assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE, "{}", page.html);
        assert_eq!(page.headers["retry-after"], "5");
        page.must_show(&["Our database is not answering"]).must_not_show(&["Reference"]);
    }
    let health = visitor.get("/health").await;
    let told = (StatusCode::SERVICE_UNAVAILABLE, "the forum store does not answer");
    assert_eq!((health.status, health.html.as_str()), told);
    // Pages that need no store are still there.
    assert_eq!(visitor.get("/privacy").await.status, StatusCode::OK);
}
