//! Keeping what identifies nobody, hints, and a form that comes back with its draft: all without JavaScript.

use crate::Site;
use crate::browser::{Browser, PASSWORD, Page};
use axum::http::StatusCode;

const SENTENCE: &str = "I spoke with Dr. Bellandi at Mercy Hospital in Peoria.";
const TITLE: &str = "A near miss at handover";

/// A mark as a form carries it.
const KEPT: &str = r#"[{"kind":"name","text":"Bellandi"}]"#;

fn field(page: &Page, name: &str) -> String {
    let marker = format!("name=\"{name}\" value=\"");
    page.html.split(&marker).nth(1).unwrap().split('"').next().unwrap().replace("&quot;", "\"")
}

/// Composes a post and returns the address of its review.
async fn compose(browser: &mut Browser, body: &str, kept: &str) -> String {
    let author = browser.hidden("/compose", "author").await;
    let form =
        [("author", author.as_str()), ("space", "cardiology"), ("title", TITLE), ("body", body), ("exemptions", kept)];
    let page = browser.post("/compose", &form).await;
    page.location().unwrap_or_else(|| panic!("{}", page.html)).to_owned()
}

async fn mark(browser: &mut Browser, review: &str, kind: &str, words: &str, act: &str) -> Page {
    let draft = review.rsplit('/').next().unwrap();
    let form =
        [("draft", draft), ("kind", kind), ("words", words), ("act", act), ("at", "finding-1"), ("from", review)];
    browser.post("/drafts/mark", &form).await
}

#[tokio::test]
async fn a_name_is_kept_at_its_authors_word_and_removed_after_all() {
    let site = Site::open().await;
    let (mut ada, _) = site.clinician("Ada Brook").await;
    let review = compose(&mut ada, SENTENCE, "").await;
    let page = ada.get(&review).await.must_show(&[
        "3 things will be removed",
        "This does not identify anyone<span class=\"spoken\"> (Bellandi)</span>",
        "This does not identify anyone<span class=\"spoken\"> (Peoria)</span>",
    ]);
    assert!(!page.html.contains("Kept at your request"));

    let back = format!("{review}#finding-1");
    mark(&mut ada, &review, "name", "Bellandi", "keep").await.must_go(&back);
    ada.get(&review).await.must_show(&[
        "2 things will be removed",
        "Kept at your request",
        "<mark class=\"finding finding-kept\">Bellandi",
        "Remove it after all<span class=\"spoken\"> (Bellandi)</span>",
        "with Dr. Bellandi at [",
    ]);
    mark(&mut ada, &review, "name", "Bellandi", "remove").await.must_go(&back);
    ada.get(&review).await.must_show(&["3 things will be removed"]).must_not_show(&["Kept at your request"]);

    mark(&mut ada, &review, "place", "Peoria", "keep").await.must_go(&back);
    // What was kept stays with the draft when it is changed.
    let draft = review.rsplit('/').next().unwrap().to_owned();
    assert!(ada.hidden(&format!("/compose?draft={draft}"), "exemptions").await.contains("Peoria"));
    let published = ada.post("/drafts/publish", &[("draft", &draft)]).await;
    let thread = published.location().unwrap().split('#').next().unwrap().to_owned();
    site.browser().get(&thread).await.must_show(&["in Peoria."]).must_not_show(&["Bellandi", "Mercy"]);
    // And with its correction.
    let item = thread.rsplit('/').next().unwrap();
    assert!(ada.hidden(&format!("/items/{item}/correct"), "exemptions").await.contains("Peoria"));
}

#[tokio::test]
async fn direct_identifiers_have_no_button_and_no_word_keeps_them() {
    let site = Site::open().await;
    let (mut ada, _) = site.clinician("Ada Brook").await;
    let forged = r#"[{"kind":"phone","text":"555-867-5309"},{"kind":"name","text":"555-867-5309"}]"#;
    let review = compose(&mut ada, "Call me on 555-867-5309, please.", forged).await;
    let told = ["One thing will be removed", "[phone number]"];
    ada.get(&review).await.must_show(&told).must_not_show(&["This does not identify anyone", "Kept at your request"]);
    let forged = mark(&mut ada, &review, "phone", "555-867-5309", "keep").await;
    assert_eq!(forged.status, StatusCode::NOT_FOUND);
    mark(&mut ada, &review, "name", "555-867-5309", "keep").await;
    ada.get(&review).await.must_show(&told).must_not_show(&["Kept at your request"]);
}

#[tokio::test]
async fn marks_that_are_no_marks_keep_nothing_and_break_nothing() {
    let site = Site::open().await;
    let (mut ada, _) = site.clinician("Ada Brook").await;
    for nonsense in ["", "[", "{}", "[1]", r#"[{"kind":"nobody","text":"x"}]"#, "null", "<script>"] {
        let review = compose(&mut ada, SENTENCE, nonsense).await;
        ada.get(&review).await.must_show(&["3 things will be removed"]);
    }
    let review = compose(&mut ada, SENTENCE, KEPT).await;
    ada.get(&review).await.must_show(&["2 things will be removed", "Kept at your request"]);
}

#[tokio::test]
async fn a_form_that_comes_back_brings_its_draft_and_its_marks() {
    let site = Site::open().await;
    let (mut ada, _) = site.clinician("Ada Brook").await;
    let author = ada.hidden("/compose", "author").await;
    let mut form = vec![
        ("author", author.as_str()),
        ("space", "cardiology"),
        ("title", "Short"),
        ("body", SENTENCE),
        ("exemptions", KEPT),
        ("from", "/compose"),
    ];
    let page = ada.post("/compose", &form).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let draft = field(&page, "draft");
    assert_eq!(field(&page, "exemptions"), KEPT);
    ada.get(&format!("/compose?draft={draft}")).await.must_show(&[SENTENCE, "Short"]);

    form[2] = ("title", TITLE);
    form.push(("draft", &draft));
    ada.post("/compose", &form).await.must_go(&format!("/drafts/{draft}"));
    let drafts = ada.get("/drafts").await;
    assert_eq!(drafts.html.matches("/compose?draft=").count(), 1, "{}", drafts.html);
}

#[tokio::test]
async fn a_comment_that_comes_back_to_its_thread_brings_its_draft() {
    let site = Site::open().await;
    let (mut ada, _) = site.clinician("Ada Brook").await;
    let thread = ada.publish("cardiology", TITLE, "We nearly gave the dose twice.").await;
    let post = thread.rsplit('/').next().unwrap();
    let author = ada.hidden("/compose", "author").await;
    let mut form = vec![("author", author.as_str()), ("post", post), ("body", "short"), ("from", &thread)];
    let page = ada.post("/compose", &form).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    let draft = field(&page, "draft");
    form[2] = ("body", "Long enough by now.");
    form.push(("draft", &draft));
    ada.post("/compose", &form).await.must_go(&format!("/drafts/{draft}"));
}

#[tokio::test]
async fn marks_survive_another_identity_and_the_end_of_the_session() {
    let site = Site::open().await;
    let (mut ada, _) = site.clinician("Ada Brook").await;
    let page = ada.get("/compose").await;
    let member = page.html.split("value=\"member_").nth(1).unwrap().split('"').next().unwrap();
    let member = format!("member_{member}");
    let persona = field(&page, "author");
    let mut form =
        vec![("space", "general"), ("title", TITLE), ("body", SENTENCE), ("exemptions", KEPT), ("from", "/compose")];
    let mut changing = form.clone();
    changing.extend([("author", persona.as_str()), ("speak_as", &member)]);
    let place = ada.post("/compose", &changing).await.location().unwrap().to_owned();
    assert_eq!(field(&ada.get(&place).await, "exemptions"), KEPT);

    form.push(("author", &persona));
    site.later(20 * 3_600);
    let ended = ada.post("/compose", &form).await;
    assert_eq!((ended.status, field(&ended, "exemptions")), (StatusCode::UNAUTHORIZED, KEPT.to_owned()));
    form.extend([("email", "ada@clinic.example"), ("password", PASSWORD)]);
    let place = ada.post("/sign-in/resume", &form).await.location().unwrap().to_owned();
    assert_eq!(field(&ada.get(&place).await, "exemptions"), KEPT);
}

#[tokio::test]
async fn hints_stand_on_top_of_the_authors_page_alone() {
    let site = Site::open().await;
    let (mut ada, _) = site.clinician("Ada Brook").await;
    let body = "As Ada Brook I saw Fabry disease in Ohio, in a 47-year-old judge.";
    let review = compose(&mut ada, body, "").await;
    let page = ada.get(&review).await.must_show(&[
        "Could someone be recognised?",
        "This is your own name, or part of it.",
        "Leave out where and when",
        "middle-aged",
    ]);
    assert!(page.html.find("Could someone").unwrap() < page.html.find("As others will see it").unwrap());
    assert_eq!(page.headers["cache-control"], "private, no-store");
    let draft = review.rsplit('/').next().unwrap();
    let thread = ada.post("/drafts/publish", &[("draft", draft)]).await.location().unwrap().to_owned();
    let thread = thread.split('#').next().unwrap();
    ada.get(thread).await.must_not_show(&["Could someone be recognised?"]);
    let review = compose(&mut ada, "Nothing is rare in here.", "").await;
    ada.get(&review).await.must_not_show(&["Could someone be recognised?"]);
}
