//! Making, showing and deleting personas, and what no page may say.

use crate::Site;
use axum::http::StatusCode;

#[tokio::test]
async fn a_page_for_one_never_says_anothers_secrets() {
    let site = Site::open().await;
    let (mut ada, handle) = site.clinician("Ada Brook").await;
    let (mut ben, _) = site.clinician("Ben Carter").await;
    let thread =
        ada.publish("cardiology", "A near miss at handover", "We nearly gave the dose twice. What do you do?").await;
    let profile = {
        let page = ben.get(&thread).await.must_show(&[handle.as_str()]).must_not_show(&["Ada", "ada@clinic.example"]);
        let at = page.html.find("/authors/anon_").unwrap();
        page.html[at..].split('"').next().unwrap().to_owned()
    };
    ben.get(&profile).await.must_show(&[handle.as_str(), "March 2026"]).must_not_show(&["Ada"]);
    ben.get("/dashboard").await.must_not_show(&[handle.as_str(), "Ada"]);
    site.browser().get(&profile).await.must_show(&[handle.as_str()]).must_not_show(&["Ada", "Brook"]);
}

#[tokio::test]
async fn titles_and_own_addresses_do_not_name_a_persona() {
    let site = Site::open().await;
    let (mut ada, handle) = site.clinician("Ada Brook").await;
    let digits = handle.trim_start_matches("Anon#").to_owned();
    for path in [
        "/",
        "/compose",
        "/dashboard",
        "/dashboard/personas/1",
        "/dashboard/personas/1/delete",
        "/dashboard/personas/1/reputation",
        "/drafts",
        "/saved",
        "/account",
    ] {
        let page = ada.get(path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        let title = page.html.split("<title>").nth(1).unwrap().split("</title>").next().unwrap();
        assert!(!title.contains(&digits) && !path.contains(&digits), "{title}");
    }
    ada.get("/dashboard").await.must_not_show(&["href=\"/authors/"]);
}

#[tokio::test]
async fn a_persona_is_deleted_only_by_typing_its_handle() {
    let site = Site::open().await;
    let (mut ada, handle) = site.clinician("Ada Brook").await;
    let thread = ada.publish("cardiology", "A near miss at handover", "We nearly gave the dose twice.").await;
    let form = |typed: &'static str| [("slot", "1"), ("handle", typed), ("from", "/dashboard/personas/1/delete")];
    let page = ada.post("/personas/delete", &form("Anon#zzzz")).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_show(&["This cannot be undone", "value=\"Anon#zzzz\"", "href=\"#handle\""]);
    ada.post("/personas/delete", &[("slot", "1"), ("handle", &handle)]).await.must_go("/dashboard?deleted=1");
    site.browser().get(&thread).await.must_show(&["deleted user"]).must_not_show(&[handle.as_str()]);
    ada.get("/dashboard").await.must_show(&["2026"]).must_not_show(&[handle.as_str()]);
    let again = ada.post("/personas/delete", &[("slot", "1"), ("handle", &handle)]).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_second_persona_waits_thirty_days_also_when_the_button_is_pressed_twice() {
    let site = Site::open().await;
    let (ada, _) = site.clinician("Ada Brook").await;
    site.later(31 * 86_400);
    let mut ada = ada;
    ada.post("/sign-in", &[("email", "ada@clinic.example"), ("password", crate::browser::PASSWORD)]).await.must_go("/");
    let (mut first, mut second) = (ada.clone(), ada.clone());
    let form = [("degree", "peer"), ("from", "/dashboard/personas/new")];
    let (one, two) = tokio::join!(first.post("/personas", &form), second.post("/personas", &form));
    let made = [&one, &two].iter().filter(|page| page.location() == Some("/dashboard?made=2")).count();
    assert_eq!(made, 1, "{} {}", one.status, two.status);
    let page = ada.get("/dashboard").await;
    assert_eq!(page.html.matches("Delete persona").count(), 2);
}
