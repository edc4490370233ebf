//! Signing up, in and out, through the forms.

use crate::Site;
use crate::browser::PASSWORD;
use axum::http::StatusCode;
use domain::account::{Claim, Tier};
use server::Ctx;
use server::account::{CheckWord, Proof, verify};

#[tokio::test]
async fn signing_up_shows_the_recovery_code_once_and_signs_in() {
    let site = Site::open().await;
    let mut ada = site.browser();
    let form = [("email", "ada@clinic.example"), ("name", "Ada Brook"), ("password", PASSWORD), ("again", PASSWORD)];
    let page = ada.post("/sign-up", &form).await.must_show(&["Your recovery code", "class=\"code-once\""]);
    let word = page.html.split("Its check word is <strong>").nth(1).and_then(|rest| rest.get(..7)).unwrap();
    let ctx = Ctx::visitor(site.deployment.clone());
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
async fn changing_the_password_ends_other_sessions_and_wrong_ones_are_slowed() {
    let site = Site::open().await;
    let mut ada = site.member("Ada Brook").await;
    let mut phone = site.browser();
    phone.post("/sign-in", &[("email", "ada@clinic.example"), ("password", PASSWORD)]).await.must_go("/");
    let new = "seven lamps over the bridge";
    let form = [("present", PASSWORD), ("password", new), ("again", new)];
    ada.post("/account/password", &form).await.must_go("/account?done=password");
    ada.get("/account?done=password").await.must_show(&["Your password is changed"]);
    assert_eq!(phone.get("/account").await.status, StatusCode::UNAUTHORIZED);

    let mut thief = site.browser();
    let guess = [("email", "ada@clinic.example"), ("password", PASSWORD), ("from", "/sign-in")];
    for _ in 0..6 {
        assert_eq!(thief.post("/sign-in", &guess).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let slowed = thief.post("/sign-in", &guess).await;
    assert_eq!(slowed.status, StatusCode::TOO_MANY_REQUESTS);
    slowed.must_show(&["Try again after 15:05 UTC", "value=\"ada@clinic.example\""]);
}
