//! Composing, reviewing, publishing, voting, and everything hostile that can be typed.

use crate::Site;
use crate::browser::PASSWORD;
use axum::http::StatusCode;

const HOSTILE: &str = "</textarea><script>alert(1)</script><img src=x onerror=alert(1)> [x](javascript:alert(1)) ok ok";

#[tokio::test]
async fn the_review_marks_what_goes_and_publishing_removes_it() {
    let site = Site::open().await;
    let (mut ada, handle) = site.clinician("Ada Brook").await;
    let author = ada.hidden("/compose", "author").await;
    let body = "Call me on 555-867-5309 or write to ada@clinic.example. Seen on 3 March 2025, MRN 8834921.";
    let form =
        [("author", author.as_str()), ("space", "cardiology"), ("title", "A near miss at handover"), ("body", body)];
    let review = ada.post("/compose", &form).await;
    let place = review.location().unwrap().to_owned();
    ada.get(&place).await.must_show(&[
        "things will be removed",
        "555-867-5309",
        "<mark class=\"finding finding-removed\">",
        "An e-mail address belongs to one person.",
        &format!("Publish as {handle}"),
        "Your name is not shown",
        "14 March 2026, 15:00",
    ]);
    let draft = place.rsplit('/').next().unwrap();
    let published = ada.post("/drafts/publish", &[("draft", draft)]).await;
    let thread = published.location().unwrap().split('#').next().unwrap().to_owned();
    let gone = ["867-5309", "ada@clinic", "8834921", "3 March"];
    site.browser().get(&thread).await.must_show(&["[date]", "[phone number]"]).must_not_show(&gone);
    site.browser().get("/").await.must_show(&["A near miss at handover"]).must_not_show(&gone);
    // A second click finds no draft.
    assert_eq!(ada.post("/drafts/publish", &[("draft", draft)]).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn hostile_text_is_text_in_the_form_the_review_and_the_thread() {
    let site = Site::open().await;
    let (mut ada, _) = site.clinician("Ada Brook").await;
    let author = ada.hidden("/compose", "author").await;
    let too_long = HOSTILE.repeat(3);
    let form = [
        ("author", author.as_str()),
        ("space", "cardiology"),
        ("title", &too_long),
        ("body", HOSTILE),
        ("from", "/compose"),
    ];
    let page = ada.post("/compose", &form).await;
    let harmless = |html: &str| {
        let without_ours = html.replace("<script type=\"module\"", "");
        !without_ours.contains("<script>alert") && !without_ours.contains("<img") && !html.contains("href=\"javascript")
    };
    assert!(harmless(&page.html), "{}", page.html);
    page.must_show(&["&lt;/textarea&gt;&lt;script&gt;"]);

    let thread = ada.publish("cardiology", "Is <b>this</b> safe?", HOSTILE).await;
    let page = site.browser().get(&thread).await;
    assert!(harmless(&page.html), "{}", page.html);
}

#[tokio::test]
async fn a_text_too_long_or_too_short_comes_back_whole() {
    let site = Site::open().await;
    let (mut ada, _) = site.clinician("Ada Brook").await;
    let author = ada.hidden("/compose", "author").await;
    for (body, told) in [("ñ".repeat(10_500), "this one has 10500"), ("short".to_owned(), "at least 10 characters")] {
        let form = [
            ("author", author.as_str()),
            ("space", "cardiology"),
            ("title", "T"),
            ("body", &body),
            ("from", "/compose"),
        ];
        let page = ada.post("/compose", &form).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.must_show(&[told, &body, "at least 8 characters", "href=\"#title\"", "href=\"#body\""]);
    }
    let page = ada.post_bytes("/compose", vec![b'a'; 2 << 20]).await;
    assert_eq!(page.status, StatusCode::PAYLOAD_TOO_LARGE);
    page.must_show(&["Your browser still has what you typed"]);
}

#[tokio::test]
async fn a_session_that_ends_while_writing_loses_no_word() {
    let site = Site::open().await;
    let (mut ada, handle) = site.clinician("Ada Brook").await;
    let author = ada.hidden("/compose", "author").await;
    site.later(20 * 3_600);
    let words = "A long & careful text about a doubt.";
    let form = [
        ("author", author.as_str()),
        ("space", "cardiology"),
        ("title", "A doubt I have"),
        ("body", words),
        ("from", "/compose"),
    ];
    let page = ada.post("/compose", &form).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    let page = page.must_show(&["Your session has ended, but your text is still here", "A long &amp; careful text"]);
    assert!(page.html.contains("action=\"/sign-in/resume\""));

    let mut form = form.to_vec();
    form.extend([("email", "ada@clinic.example"), ("password", "wrong wrong wrong wrong")]);
    let wrong = ada.post("/sign-in/resume", &form).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong.must_show(&["A long &amp; careful text"]);
    form.pop();
    form.push(("password", PASSWORD));
    let resumed = ada.post("/sign-in/resume", &form).await;
    let place = resumed.location().unwrap_or_else(|| panic!("{}", resumed.html)).to_owned();
    ada.get(&place).await.must_show(&["A long &amp; careful text", "A doubt I have", &handle]);
}

#[tokio::test]
async fn choosing_another_identity_keeps_the_text_and_changes_the_whole_page() {
    let site = Site::open().await;
    let (mut ada, handle) = site.clinician("Ada Brook").await;
    let page = ada.get("/compose").await.must_show(&[&format!("You write as <b>{handle}</b>")]);
    let member =
        page.html.split("name=\"speak_as\" value=\"member_").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let member = format!("member_{member}");
    let persona = ada.hidden("/compose", "author").await;
    let form =
        [("author", persona.as_str()), ("space", "general"), ("title", ""), ("body", "half a"), ("speak_as", &member)];
    let place = ada.post("/compose", &form).await.location().unwrap().to_owned();
    ada.get(&place).await.must_show(&[
        "You write as <b>Ada Brook</b>",
        "half a",
        "Speaking as <b>Ada Brook</b>",
        "tone-member",
    ]);
}

#[tokio::test]
async fn one_vote_for_each_account_and_none_on_ones_own() {
    let site = Site::open().await;
    let (mut ada, _) = site.clinician("Ada Brook").await;
    let (mut ben, _) = site.clinician("Ben Carter").await;
    let thread = ada.publish("cardiology", "A near miss at handover", "We nearly gave the dose twice.").await;
    let item = thread.rsplit('/').next().unwrap().to_owned();
    let vote = |ballot: &'static str| [("item", item.clone()), ("ballot", ballot.to_owned()), ("from", thread.clone())];
    let form = |fields: [(&'static str, String); 3]| fields;
    for (ballot, shown) in [
        ("up", "data value=\"1\""),
        ("up", "data value=\"1\""),
        ("down", "data value=\"-1\""),
        ("withdraw", "data value=\"0\""),
    ] {
        let fields = form(vote(ballot));
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        ben.post("/vote", &fields).await.must_go(&format!("{thread}#item-{item}"));
        ben.get(&thread).await.must_show(&[shown]);
    }
    let fields = form(vote("up"));
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let own = ada.post("/vote", &fields).await;
    assert_eq!(own.status, StatusCode::FORBIDDEN);
    own.must_show(&["You cannot rate what you wrote"]);
    ada.get(&thread).await.must_not_show(&["name=\"ballot\""]);
}

#[tokio::test]
async fn what_waits_is_nobody_elses() {
    let site = Site::open().await;
    let (mut ada, _) = site.clinician("Ada Brook").await;
    let (mut ben, _) = site.clinician("Ben Carter").await;
    let author = ada.hidden("/compose", "author").await;
    let form = [
        ("author", author.as_str()),
        ("space", "cardiology"),
        ("title", "Something for later"),
        ("body", "It should appear at another hour."),
        ("publication", "mixed"),
    ];
    let place = ada.post("/compose", &form).await.location().unwrap().to_owned();
    let draft = place.rsplit('/').next().unwrap().to_owned();
    ben.get(&place).await.must_not_show(&["another hour"]);
    ada.post("/drafts/publish", &[("draft", &draft)]).await.must_go("/drafts?scheduled=1");
    ada.get("/drafts").await.must_show(&["Something for later", "Take it back"]);
    ben.get("/").await.must_not_show(&["Something for later"]);
}

#[tokio::test]
async fn a_correction_shows_and_a_deletion_empties() {
    let site = Site::open().await;
    let (mut ada, _) = site.clinician("Ada Brook").await;
    let thread = ada.publish("cardiology", "A near miss at handover", "We gave twice 10 mg, I believe.").await;
    let item = thread.rsplit('/').next().unwrap().to_owned();
    let page = format!("/items/{item}/correct");
    ada.get(&page).await.must_show(&["Correct what you wrote", "twice 10 mg"]);
    let author = ada.hidden(&page, "author").await;
    let form = [
        ("author", author.as_str()),
        ("item", item.as_str()),
        ("title", "A near miss at handover"),
        ("body", "We gave twice 5 mg, I am sure."),
        ("note", "The dose was 5 mg"),
    ];
    let place = ada.post("/compose", &form).await.location().unwrap().to_owned();
    ada.get(&place).await.must_show(&["A correction", "The dose was 5 mg"]);
    ada.post("/drafts/publish", &[("draft", place.rsplit('/').next().unwrap())]).await;
    let corrections = format!("/items/{item}/corrections");
    let shown = ["twice 5 mg", "Corrected once by the author", "The dose was 5 mg", &format!("href=\"{corrections}\"")];
    site.browser().get(&thread).await.must_show(&shown).must_not_show(&["10 mg", "I believe"]);
    site.browser().get(&corrections).await.must_show(&[
        "What correction 1 of 1 changed",
        "<del><span class=\"spoken\"> Removed: </span>10",
        "<ins><span class=\"spoken\"> Inserted: </span>5",
        "We gave twice ",
        "The dose was 5 mg",
    ]);

    ada.get(&format!("/items/{item}/delete")).await.must_show(&["This cannot be undone"]);
    ada.post("/items/delete", &[("item", &item)]).await.must_go(&thread);
    assert_eq!(site.browser().get(&corrections).await.status, StatusCode::NOT_FOUND);
    site.browser().get(&thread).await.must_show(&["Deleted by its author"]).must_not_show(&[
        "twice 5 mg",
        "twice 10 mg",
        "near miss",
    ]);
}

#[tokio::test]
async fn a_link_puts_no_words_into_anybodys_mouth() {
    let site = Site::open().await;
    let (mut ada, handle) = site.clinician("Ada Brook").await;
    let page = ada.get("/compose").await;
    let member = page.html.split("value=\"member_").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let persona = ada.hidden("/compose", "author").await;
    let thread = ada.publish("cardiology", "A near miss at handover", "We nearly gave the dose twice.").await;
    let post = thread.rsplit('/').next().unwrap().to_owned();
    for place in [String::new(), format!("&post={post}"), format!("&item={post}")] {
        let address = format!(
            "/compose?space=general{place}&author=member_{member}&title=Planted+title&body=Planted+body&publication=mixed\
             &note=Planted+note&forget_earlier=yes&kind=original_case&kept=%5B%7B%22kind%22%3A%22Name%22%2C%22text%22%3A%22Planted%22%7D%5D"
        );
        let page = ada.get(&address).await;
        assert_eq!(page.status, StatusCode::OK);
        page.must_show(&[&format!("You write as <b>{handle}</b>"), &format!("name=\"author\" value=\"{persona}\"")])
            .must_not_show(&[
                "Planted title",
                "Planted body",
                "Planted note",
                "&quot;Planted",
                "value=\"mixed\" checked",
            ])
            .must_not_show(&[&format!("name=\"author\" value=\"member_{member}\"")]);
    }
    ada.get("/compose?space=general").await.must_show(&["<option value=\"general\" selected"]);
    ada.get(&format!("/compose?post={post}&parent={post}")).await.must_show(&[
        "A near miss at handover",
        &format!("name=\"post\" value=\"{post}\""),
        &format!("name=\"parent\" value=\"{post}\""),
    ]);
}

#[tokio::test]
async fn a_form_that_comes_back_is_still_of_whom_it_was() {
    let site = Site::open().await;
    let (mut ada, handle) = site.clinician("Ada Brook").await;
    let persona = ada.hidden("/compose", "author").await;
    let page = ada.get("/compose").await;
    let member = page.html.split("value=\"member_").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let member = format!("member_{member}");
    // The identity is changed in another tab; this one still says who wrote the text.
    ada.post("/speak-as", &[("author", &member), ("from", "/")]).await;
    let form =
        [("author", persona.as_str()), ("space", "general"), ("title", ""), ("body", "short"), ("from", "/compose")];
    let page = ada.post("/compose", &form).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.must_show(&[&format!("You write as <b>{handle}</b>"), &format!("name=\"author\" value=\"{persona}\"")]);
    let (mut mallory, _) = site.clinician("Mallory Stone").await;
    let page = mallory.post("/compose", &form).await;
    page.must_not_show(&[&format!("name=\"author\" value=\"{persona}\"")]);
}
