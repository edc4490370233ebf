//! Signing up, in and out, through the forms.

use crate::Site;
use crate::browser::PASSWORD;
use axum::http::StatusCode;
use domain::account::{Claim, Tier};
use server::Ctx;
use server::account::{CheckWord, PasswordHashing, Proof, verify};

#[tokio::test]
async fn signing_up_shows_the_recovery_code_once_and_signs_in() {
    let site = Site::open().await;
    let mut ada = site.browser();
    let form = [("email", "ada@clinic.example"), ("name", "Ada Brook"), ("password", PASSWORD), ("again", PASSWORD)];
    let page = ada.post("/sign-up", &form).await.must_show(&["Your recovery code", "class=\"code-once\""]);
    let word = page.html.split("Its check word is <strong>").nth(1).and_then(|rest| rest.get(..7)).unwrap();
    let ctx = Ctx::visitor(site.services.clone());
    let proof = Proof::CheckWord(CheckWord::parse(word).unwrap());
    verify(&ctx, "ada@clinic.example", Claim::tier_only(Tier::Patient), &proof).await.unwrap();
    assert_eq!(page.headers["cache-control"], "no-store");
    ada.get("/dashboard").await.must_show(&["You have no persona", "Ada Brook"]).must_not_show(&["ada@clinic.example"]);
    ada.get("/recovery-code").await.must_show(&["There is no page here"]);
}

#[tokio::test]
async fn a_form_that_fails_comes_back_with_what_was_typed_and_every_fault() {
    let site = Site::open().await;
    let form = [
        ("email", "ada.clinic"),
        ("name", "A\"><script>"),
        ("password", "short"),
        ("again", "short"),
        ("from", "/sign-up"),
    ];
    let page = site.browser().post("/sign-up", &form).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.location().is_none());
    page.must_show(&[
        "Error: Create an account",
        "Some answers need another look",
        "href=\"#email\"",
        "href=\"#name\"",
        "href=\"#password\"",
        "value=\"ada.clinic\"",
        "aria-invalid=\"true\"",
        "aria-describedby=\"email-hint email-error\"",
    ])
    .must_not_show(&["<script>", "value=\"short\""]);
}

#[tokio::test]
async fn unknown_and_known_addresses_get_the_same_answer() {
    let site = Site::open().await;
    site.member("Ada Brook").await;
    let answer = async |path: &'static str, email: &'static str, extra: &'static [(&'static str, &'static str)]| {
        let mut form = vec![("email", email)];
        form.extend_from_slice(extra);
        let page = site.browser().post(path, &form).await;
        let mut headers: Vec<String> = page.headers.iter().map(|(name, value)| format!("{name}: {value:?}")).collect();
        headers.sort();
        (page.status, headers, page.html.replace(email, "EMAIL"))
    };
    let wrong: &[_] = &[("password", "not the password at all")];
    assert_eq!(
        answer("/sign-in", "ada@clinic.example", wrong).await,
        answer("/sign-in", "bob@clinic.example", wrong).await
    );
    let wrong: &[_] = &[("code", "AAAA-BBBB"), ("password", PASSWORD), ("again", PASSWORD)];
    assert_eq!(
        answer("/reset", "ada@clinic.example", wrong).await,
        answer("/reset", "bob@clinic.example", wrong).await
    );
}

#[tokio::test]
async fn signing_out_clears_what_the_browser_keeps() {
    let site = Site::open().await;
    let mut ada = site.member("Ada Brook").await;
    let mut other_tab = ada.clone();
    let page = ada.post("/exit", &[]).await.must_go("/units");
    assert_eq!(page.headers["clear-site-data"], "\"cache\", \"cookies\", \"storage\"");
    assert_eq!(other_tab.get("/dashboard").await.status, StatusCode::UNAUTHORIZED);
    ada.get("/units").await.must_show(&["Unit conversions"]).must_not_show(&["Uniting Doctors"]);
}

#[tokio::test]
async fn changing_the_password_ends_other_sessions() {
    let site = Site::open().await;
    let mut ada = site.member("Ada Brook").await;
    let mut phone = site.browser();
    phone.post("/sign-in", &[("email", "ada@clinic.example"), ("password", PASSWORD)]).await.must_go("/");
    let new = "seven lamps over the bridge";
    let form = [("present", PASSWORD), ("password", new), ("again", new)];
    ada.post("/account/password", &form).await.must_go("/account?done=password");
    ada.get("/account?done=password").await.must_show(&["Your password is changed"]);
    assert_eq!(phone.get("/account").await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_wait_is_answered_like_a_wrong_password_and_the_owner_comes_in_all_the_same() {
    let site = Site::open().await;
    let mut ada = site.member("Ada Brook").await;
    ada.post("/sign-out", &[]).await.must_go("/");
    let mut answers = Vec::new();
    let mut thief = site.browser();
    for _ in 0..9 {
        let guess = [("email", "ada@clinic.example"), ("password", "not the password at all"), ("from", "/sign-in")];
        let page = thief.post("/sign-in", &guess).await;
        let mut headers: Vec<String> = page.headers.iter().map(|(name, value)| format!("{name}: {value:?}")).collect();
        headers.sort();
        answers.push((page.status, headers, page.html));
    }
    assert!(answers.iter().all(|answer| *answer == answers[0]), "a wait can be told from a wrong guess");
    let right = [("email", "ada@clinic.example"), ("password", PASSWORD), ("from", "/sign-in")];
    let waits = site.browser().post("/sign-in", &right).await;
    assert_eq!((waits.status, &waits.html), (answers[0].0, &answers[0].2), "even the right one, in a new browser");
    waits.must_show(&["too many tries", "within a quarter of an hour", "value=\"ada@clinic.example\""]);
    ada.post("/sign-in", &right).await.must_go("/");
    ada.get("/dashboard").await.must_show(&["Ada Brook"]);
    ada.post("/exit", &[]).await.must_go("/units");
    assert_eq!((ada.cookie, ada.device), (None, None), "nothing of it stays in the browser");
}

#[tokio::test]
async fn a_full_queue_is_told_at_once_and_nothing_typed_is_lost_but_the_password() {
    let site = Site::open().await;
    let mut ada = site.member("Ada Brook").await;
    let hashing: PasswordHashing = site.services.passwords.clone();
    let turns: Vec<_> = std::iter::from_fn(|| hashing.take_turn().ok()).collect();
    let form = [("email", "ada@clinic.example"), ("password", PASSWORD), ("from", "/sign-in")];
    let page = site.browser().post("/sign-in", &form).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(page.headers["retry-after"], "5");
    page.must_show(&["Many people are signing in", "value=\"ada@clinic.example\""]).must_not_show(&[PASSWORD]);
    ada.get("/dashboard").await.must_show(&["Ada Brook"]);
    drop(turns);
    site.browser().post("/sign-in", &form).await.must_go("/");
}

#[tokio::test]
async fn own_sessions_are_named_and_ended_on_the_account_page() {
    let site = Site::open().await;
    let mut ada = site.member("Ada Brook").await;
    let mut phone = site.browser();
    phone.post("/sign-in", &[("email", "ada@clinic.example"), ("password", PASSWORD)]).await.must_go("/");
    let page = ada.get("/account").await.must_show(&[
        "Where you are signed in",
        "A session without a name",
        "This one",
        "<time datetime=\"2026-03-14\">14 March 2026</time>",
    ]);
    let ids: Vec<String> =
        page.html.split("name=\"session\" value=\"").skip(1).step_by(2).map(|rest| rest[..36].to_owned()).collect();
    assert_eq!(ids.len(), 2);
    let (own, other) = (ids[0].as_str(), ids[1].as_str());

    let long = "w".repeat(41);
    let form = [("session", other), ("label", long.as_str()), ("from", "/account")];
    let page = ada.post("/account/sessions/name", &form).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_show(&["href=\"#label\"", "id=\"label\"", "id=\"label-error\"", &long]);
    let form = [("session", other), ("label", "Ward phone"), ("from", "/account")];
    ada.post("/account/sessions/name", &form).await.must_go("/account?done=name#sessions");
    phone.get("/account").await.must_show(&["<h3>Ward phone <span class=\"badge\">This one</span></h3>"]);

    ada.post("/account/sessions/end", &[("session", other)]).await.must_go("/account?done=session#sessions");
    assert_eq!(phone.get("/account").await.status, StatusCode::UNAUTHORIZED);
    ada.get("/account?done=session").await.must_show(&["The session has ended."]).must_not_show(&["Ward phone"]);
    let page = ada.post("/account/sessions/end", &[("session", own)]).await.must_go("/");
    assert_eq!(page.headers["clear-site-data"], "\"cache\", \"storage\"");
    assert!(ada.cookie.is_none() && ada.device.is_some());
}
