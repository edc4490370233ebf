//! Headers: what a page may load, what browsers keep.

use crate::Site;

#[tokio::test]
async fn only_the_page_with_an_island_may_run_scripts() {
    let site = Site::open().await;
    let (mut ada, _) = site.clinician("Ada Brook").await;
    let thread = ada.publish("cardiology", "A near miss at handover", "We nearly gave the dose twice.").await;
    for path in
        ["/", "/spaces", "/privacy", "/guidelines", "/dashboard", "/account", "/drafts", &thread, "/no-such-page"]
    {
        let page = ada.get(path).await.must_not_show(&["<script", ".wasm"]);
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("script-src 'none'") && policy.contains("default-src 'none'"), "{path}: {policy}");
        assert_eq!(page.headers["referrer-policy"], "same-origin");
        assert_eq!(page.headers["cache-control"], "private, no-store", "{path}");
        for elsewhere in ["src=\"http", "href=\"//", "url(", "@import"] {
            assert!(!page.html.contains(elsewhere), "{path}: {elsewhere}");
        }
    }
    let page = ada.get("/compose").await.must_show(&["<script", ".wasm"]);
    let policy = page.headers["content-security-policy"].to_str().unwrap().to_owned();
    let nonce = policy.split("'nonce-").nth(1).unwrap().split('\'').next().unwrap();
    assert!(page.html.contains(&format!("nonce=\"{nonce}\"")), "{policy}");
    let again = ada.get("/compose").await;
    assert!(!again.headers["content-security-policy"].to_str().unwrap().contains(nonce), "a nonce is used once");
}

#[tokio::test]
async fn a_visitor_gets_no_cookie() {
    let site = Site::open().await;
    let mut visitor = site.browser();
    for path in ["/", "/spaces", "/sign-in", "/sign-up", "/privacy"] {
        assert!(!visitor.get(path).await.headers.contains_key("set-cookie"), "{path}");
    }
}

#[tokio::test]
async fn the_session_cookie_is_for_this_site_and_no_script() {
    let site = Site::open().await;
    let mut ada = site.browser();
    let password = crate::browser::PASSWORD;
    let form = [("email", "ada@clinic.example"), ("name", "Ada Brook"), ("password", password), ("again", password)];
    let page = ada.post("/sign-up", &form).await;
    let cookie = page.sets("session").unwrap();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"), "{cookie}");
    assert!(!cookie.contains("Max-Age") && !cookie.contains("Expires"), "it ends with the browser: {cookie}");
    let device = page.sets("device").unwrap();
    assert!(device.contains("HttpOnly") && device.contains("SameSite=Strict") && device.contains("Path=/"), "{device}");
    assert!(device.contains("Max-Age=15552000"), "it outlives the browser: {device}");

    site.later(6 * 3_600);
    let page = ada.get("/").await;
    let renewed = page.sets("session").unwrap();
    assert_eq!(marks(renewed), marks(cookie), "a new cookie is as closed as the first");
    assert_ne!(renewed, cookie);
    assert!(ada.get("/").await.sets("session").is_none(), "one with each line of the grid");
    ada.get("/dashboard").await.must_show(&["Anonymity dashboard"]);
}

/// What a cookie says besides its value.
fn marks(cookie: &str) -> std::collections::BTreeSet<&str> {
    cookie.split("; ").skip(1).collect()
}
