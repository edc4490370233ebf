//! The ledger, the rules, and what readers say of an item: who sees it, who may do it, and where it leads.

use crate::Site;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::reputation::{BadgeKind, Component, EventKind};

const LEDGER: &str = "/dashboard/personas/1/reputation";

#[tokio::test]
async fn a_ledger_is_its_owners_alone() {
    let site = Site::open().await;
    let (mut ada, handle) = site.clinician("Ada Brook").await;
    let mut ben = site.member("Ben Carter").await;
    ada.get(LEDGER).await.must_show(&["Why 500?", handle.as_str(), "Nothing has changed it yet", "Content quality"]);
    ada.get("/dashboard").await.must_show(&["Why 500?", LEDGER, "/dashboard/profile/reputation"]);
    ada.get("/dashboard/personas/1").await.must_show(&["Why 500?", LEDGER]);
    ada.get("/dashboard/profile/reputation").await.must_show(&["Why 500?", "Ada Brook"]);
    for path in [LEDGER, "/dashboard/personas/9/reputation"] {
        let page = ben.get(path).await.must_not_show(&[handle.as_str(), "Why 500?"]);
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert_eq!(ada.get("/dashboard/personas/2/reputation").await.status, StatusCode::NOT_FOUND);
    for path in [LEDGER, "/dashboard/profile/reputation", "/saved"] {
        assert_eq!(site.browser().get(path).await.status, StatusCode::UNAUTHORIZED, "{path}");
    }
}

#[tokio::test]
async fn a_ledger_starts_wherever_its_address_says_and_never_breaks() {
    let site = Site::open().await;
    let (mut ada, _) = site.clinician("Ada Brook").await;
    for before in ["20000", "0", "-1", "2147483647", "-2147483648", "x", "", "99999999999999999999"] {
        let page = ada.get(&format!("{LEDGER}?before={before}")).await;
        assert_eq!(page.status, StatusCode::OK, "{before}");
    }
}

#[tokio::test]
async fn the_rules_are_public_and_name_everything() {
    let site = Site::open().await;
    let page = site.browser().get("/reputation").await;
    assert_eq!(page.status, StatusCode::OK);
    let kinds = EventKind::ALL.iter().filter(|kind| ![EventKind::Contribution, EventKind::Decay].contains(kind));
    let labels: Vec<&str> = kinds.map(|kind| kind.label()).collect();
    let components: Vec<&str> =
        Component::ALL.iter().filter(|part| **part != Component::Decay).map(|part| part.label()).collect();
    let page = page.must_show(&labels).must_show(&components).must_show(&["\u{2212}300 to +300", "takes 0 to 500"]);
    assert_eq!(page.html.matches("badge-picture").count(), BadgeKind::ALL.len());
    for path in ["/", "/guidelines"] {
        site.browser().get(path).await.must_show(&["href=\"/reputation\""]);
    }
}

#[tokio::test]
async fn a_visitor_finds_the_link_and_no_button() {
    let site = Site::open().await;
    let (mut ada, _) = site.clinician("Ada Brook").await;
    let (mut ben, _) = site.clinician("Ben Carter").await;
    let thread = ada.publish("cardiology", "A near miss at handover", "We nearly gave the dose twice.").await;
    let item = thread.rsplit('/').next().unwrap();
    let share = format!("/items/{item}/share");
    let buttons = ["action=\"/reaction\"", "action=\"/accept\"", "action=\"/feature\""];
    site.browser().get(&thread).await.must_show(&[&share]).must_not_show(&buttons);
    // Nor does its author, who is told about its quality instead.
    ada.get(&thread).await.must_show(&[&share, "only you see this"]).must_not_show(&buttons);
    ben.get(&thread).await.must_show(&["action=\"/reaction\"", "Helpful: the post"]).must_not_show(&[
        "only you see this",
        "action=\"/accept\"",
        "action=\"/feature\"",
    ]);

    let short = format!("&gt;&gt;{}", &item[..8]);
    let link = format!("\"http://uniting.example{thread}\"");
    site.browser().get(&share).await.must_show(&["A near miss at handover", &short, &link]);
    let elsewhere = Request::get(&share).header(header::HOST, "evil.example").body(Body::empty()).unwrap();
    site.browser().send(elsewhere).await.must_show(&[&link]).must_not_show(&["evil.example"]);
    let cited = site.browser().get(&format!("/cite/{}", &item[..8])).await;
    assert_eq!((cited.status, cited.location()), (StatusCode::SEE_OTHER, Some(&*format!("{thread}#item-{item}"))));
    for path in ["/cite/00000000", "/cite/none", "/cite/%3E%3E1a2b3c4d", "/items/none/share"] {
        assert_eq!(site.browser().get(path).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn something_is_saved_found_again_and_removed() {
    let site = Site::open().await;
    let (mut ada, _) = site.clinician("Ada Brook").await;
    let (mut ben, _) = site.clinician("Ben Carter").await;
    let thread = ada.publish("cardiology", "A near miss at handover", "We nearly gave the dose twice.").await;
    let item = thread.rsplit('/').next().unwrap().to_owned();
    ben.get("/saved").await.must_show(&["Nothing saved"]);
    let save = [("item", item.as_str()), ("reaction", "save"), ("act", "give"), ("from", thread.as_str())];
    ben.post("/reaction", &save).await.must_go(&format!("{thread}#item-{item}"));
    ben.get(&thread).await.must_show(&["Saved<span class=\"spoken\">: the post. Take it back"]);
    ben.get("/saved").await.must_show(&["A near miss at handover"]);
    ada.get("/saved").await.must_show(&["Nothing saved"]);
    let remove = [("item", item.as_str()), ("reaction", "save"), ("act", "withdraw"), ("from", "/saved")];
    ben.post("/reaction", &remove).await.must_go(&format!("/saved#item-{item}"));
    ben.get("/saved").await.must_show(&["Nothing saved"]);

    let share = [("item", item.as_str()), ("reaction", "share"), ("act", "give"), ("from", thread.as_str())];
    ben.post("/reaction", &share).await.must_go(&format!("/items/{item}/share"));
    let other = [("item", item.as_str()), ("reaction", "applaud"), ("act", "give"), ("from", thread.as_str())];
    assert_eq!(ben.post("/reaction", &other).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_asker_accepts_an_answer_and_takes_it_back() {
    let site = Site::open().await;
    let (mut ada, _) = site.clinician("Ada Brook").await;
    let (mut ben, _) = site.clinician("Ben Carter").await;
    let thread = ada.publish("cardiology", "Who restarts, and when?", "After a bleed in the elderly.").await;
    let post = thread.rsplit('/').next().unwrap().to_owned();
    let author = ben.hidden("/compose", "author").await;
    let form = [("author", author.as_str()), ("post", &post), ("body", "The one who stopped it, after a week.")];
    let review = ben.post("/compose", &form).await.location().unwrap().to_owned();
    let draft = review.rsplit('/').next().unwrap().to_owned();
    let place = ben.post("/drafts/publish", &[("draft", &draft)]).await.location().unwrap().to_owned();
    let answer = place.split("#item-").nth(1).unwrap().to_owned();
    ben.get(&thread).await.must_not_show(&["action=\"/accept\""]);
    ada.get(&thread).await.must_show(&["Accept as the answer"]).must_not_show(&["Accepted answer"]);

    let fields = |act: &'static str| [("item", answer.as_str()), ("act", act), ("from", thread.as_str())];
    assert_eq!(ben.post("/accept", &fields("give")).await.status, StatusCode::NOT_FOUND);
    ada.post("/accept", &fields("give")).await.must_go(&format!("{thread}#item-{answer}"));
    let jump = format!("href=\"#item-{answer}\"");
    site.browser().get(&thread).await.must_show(&["Accepted answer", "Jump to the accepted answer", &jump]);
    ada.get(&thread).await.must_show(&["Take back the acceptance"]);
    ada.post("/accept", &fields("withdraw")).await.must_go(&format!("{thread}#item-{answer}"));
    ada.get(&thread).await.must_show(&["Accept as the answer"]).must_not_show(&["Accepted answer"]);
}

#[tokio::test]
async fn what_a_post_is_goes_along_from_the_composer_to_the_thread() {
    let site = Site::open().await;
    let (mut ada, _) = site.clinician("Ada Brook").await;
    let author = ada.hidden("/compose", "author").await;
    let chosen = "value=\"original_case\" checked";
    let form = |title: &'static str| {
        [
            ("author", author.as_str()),
            ("space", "cardiology"),
            ("kind", "original_case"),
            ("title", title),
            ("body", "A long and careful text about a case."),
            ("from", "/compose"),
        ]
    };
    ada.get("/compose").await.must_show(&["What is it?", "value=\"discussion\" checked"]);
    let faulty = ada.post("/compose", &form("T")).await;
    assert_eq!(faulty.status, StatusCode::UNPROCESSABLE_ENTITY);
    faulty.must_show(&[chosen]);
    let review = ada.post("/compose", &form("What the second film showed")).await.location().unwrap().to_owned();
    ada.get(&review).await.must_show(&["<dt>Kind</dt><dd>Original case</dd>"]);
    let draft = review.rsplit('/').next().unwrap().to_owned();
    ada.get(&format!("/compose?draft={draft}")).await.must_show(&[chosen]);
    let place = ada.post("/drafts/publish", &[("draft", &draft)]).await.location().unwrap().to_owned();
    for path in [place.split('#').next().unwrap(), "/"] {
        site.browser().get(path).await.must_show(&["<span class=\"tag\">Original case</span>"]);
    }
}
