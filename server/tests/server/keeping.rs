//! Exemptions from the scrubber, hints, and submitting a text that cannot be published yet.

use crate::on_both_engines;
use crate::world::{Person, World, post_draft, refusal, stands};
use domain::discussion::{Draft, Publication, Target};
use domain::hint::HintKind;
use domain::ids::{AuthorId, ItemId};
use domain::scrub::{Exemption, Exemptions, Kind, findings};
use server::discussion::{delete, list_drafts, mark_draft, open_draft, own_item, publish, review, save_draft, submit};
use server::jobs::Lane;
use server::worker::run_due;
use server::{Error, Refused};

const SENTENCE: &str = "I spoke with Dr. Bellandi at Mercy Hospital in Peoria.";
const TITLE: &str = "A missed finding at handover";

on_both_engines!(
    what_is_kept_stands_and_is_recorded,
    a_direct_identifier_goes_whatever_is_marked,
    nobody_else_marks_a_draft,
    a_correction_replaces_the_record,
    deletion_empties_the_record,
    a_waiting_text_keeps_its_record,
    marks_of_words_that_are_gone_are_not_kept,
    the_longest_marks_fit_the_seal,
    what_does_not_fit_the_seal_is_too_long,
    what_is_handed_in_is_kept_before_it_is_judged,
    hints_know_their_author_and_are_stored_nowhere,
    who_speaks_by_name_gets_no_hint_about_themselves,
);

/// The exemption for the finding of this kind in the sentence.
fn found(kind: Kind) -> Exemption {
    let finding = findings(SENTENCE).into_iter().find(|finding| finding.kind == kind).unwrap();
    Exemption::new(kind, finding.span.of(SENTENCE))
}

fn exemptions(kinds: &[Kind]) -> Exemptions {
    kinds.iter().map(|kind| found(*kind)).collect()
}

fn draft(author: AuthorId, kinds: &[Kind]) -> Draft {
    Draft { exemptions: exemptions(kinds), ..post_draft(author, TITLE, SENTENCE) }
}

fn correction(author: AuthorId, item: ItemId, body: &str, marks: Exemptions) -> Draft {
    let target = Target::Correction { item, note: "Said it better".to_owned(), forget_earlier: false };
    Draft { target, exemptions: marks, ..post_draft(author, TITLE, body) }
}

/// The stored exemptions of the only item.
async fn record(world: &World) -> Exemptions {
    let rows = world.texts("forum", "SELECT exemptions AS cell FROM items").await;
    assert_eq!(rows.len(), 1);
    serde_json::from_str(&rows[0]).unwrap()
}

async fn what_is_kept_stands_and_is_recorded(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let ctx = ada.ctx().await;
    let id = ada.draft(persona, TITLE, SENTENCE).await;
    let before = review(&ctx, id).await.unwrap();
    for gone in ["Bellandi", "Mercy", "Peoria"] {
        assert!(!before.html.contains(gone), "{}", before.html);
    }
    mark_draft(&ctx, id, &found(Kind::Name), true).await.unwrap();
    mark_draft(&ctx, id, &found(Kind::Place), true).await.unwrap();
    mark_draft(&ctx, id, &found(Kind::Institution), true).await.unwrap();
    mark_draft(&ctx, id, &found(Kind::Institution), false).await.unwrap();
    assert_eq!(open_draft(&ctx, id).await.unwrap().exemptions, exemptions(&[Kind::Name, Kind::Place]));
    let after = review(&ctx, id).await.unwrap();
    assert!(after.html.contains("Bellandi") && after.html.contains("Peoria") && !after.html.contains("Mercy"));

    let item = stands(publish(&ctx, id).await.unwrap());
    assert_eq!(ada.thread(item).await.post.html, Some(after.html));
    assert_eq!(record(world).await, exemptions(&[Kind::Name, Kind::Place]));
    let stored = world.texts("forum", "SELECT exemptions AS cell FROM items").await.concat();
    let expected = serde_json::to_string(&exemptions(&[Kind::Name, Kind::Place])).unwrap();
    assert_eq!(stored, expected, "kind and words, and nothing else");
}

async fn a_direct_identifier_goes_whatever_is_marked(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let ctx = ada.ctx().await;
    let id = ada.draft(persona, TITLE, "Call 614-555-0133, and write to jane.roe@example.com.").await;
    for (kind, text) in [(Kind::Phone, "614-555-0133"), (Kind::Email, "jane.roe@example.com")] {
        mark_draft(&ctx, id, &Exemption { kind, text: text.to_owned() }, true).await.unwrap();
        mark_draft(&ctx, id, &Exemption { kind: Kind::Name, text: text.to_owned() }, true).await.unwrap();
    }
    let item = stands(publish(&ctx, id).await.unwrap());
    let html = ada.thread(item).await.post.html.unwrap();
    assert!(!html.contains("614-555-0133") && !html.contains("jane.roe"), "{html}");
    assert!(record(world).await.is_empty(), "a mark without effect is not recorded");
}

async fn nobody_else_marks_a_draft(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let eve = world.cardiologist("eve").await;
    let id = ada.draft(persona, TITLE, SENTENCE).await;
    let mark = found(Kind::Name);
    assert_eq!(refusal(mark_draft(&eve.ctx().await, id, &mark, true).await), Refused::NotFound);
    assert_eq!(refusal(mark_draft(&world.visitor(), id, &mark, true).await), Refused::SignIn);
    assert!(open_draft(&ada.ctx().await, id).await.unwrap().exemptions.is_empty());
}

async fn a_correction_replaces_the_record(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let item = stands(ada.say(&draft(persona, &[Kind::Name, Kind::Place])).await.unwrap());
    let own = own_item(&ada.ctx().await, item).await.unwrap();
    assert_eq!(own.exemptions, exemptions(&[Kind::Name, Kind::Place]), "a correction begins with what was kept");
    let corrected = correction(persona, item, "I spoke with Dr. Bellandi, who agrees.", own.exemptions);
    ada.say(&corrected).await.unwrap();
    assert_eq!(record(world).await, exemptions(&[Kind::Name]));
    ada.say(&correction(persona, item, SENTENCE, Exemptions::none())).await.unwrap();
    assert!(record(world).await.is_empty());
    assert!(!ada.thread(item).await.post.html.unwrap().contains("Bellandi"));
}

async fn deletion_empties_the_record(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let item = stands(ada.say(&draft(persona, &[Kind::Name])).await.unwrap());
    delete(&ada.ctx().await, item).await.unwrap();
    assert!(record(world).await.is_empty());
    assert!(!world.files_of("forum").windows(9).any(|bytes| bytes == b"Bellandi"), "gone from the disk too");
}

async fn a_waiting_text_keeps_its_record(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    ada.say(&Draft { publication: Publication::Mixed, ..draft(persona, &[Kind::Name]) }).await.unwrap();
    world.pass_hours(3);
    run_due(&world.visitor(), Lane::Once).await.unwrap();
    assert_eq!(record(world).await, exemptions(&[Kind::Name]));
}

async fn marks_of_words_that_are_gone_are_not_kept(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let ctx = ada.ctx().await;
    let elsewhere = Draft { body: "Nobody is named in here.".to_owned(), ..draft(persona, &[Kind::Name]) };
    let id = save_draft(&ctx, None, &elsewhere).await.unwrap();
    assert!(open_draft(&ctx, id).await.unwrap().exemptions.is_empty());
}

async fn the_longest_marks_fit_the_seal(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let marks: Vec<Exemption> =
        (0..Exemptions::MOST).map(|n| Exemption::new(Kind::Name, &format!("\"\"\"{n:03}\"\"\""))).collect();
    let words: Vec<&str> = marks.iter().map(|mark| mark.text.as_str()).collect();
    let body = format!("{} {}", words.join(" "), "\u{1F600}".repeat(8_900));
    let longest = Draft { exemptions: marks.clone().into(), ..post_draft(persona, &"\u{1F600}".repeat(300), &body) };
    let ctx = ada.ctx().await;
    let id = save_draft(&ctx, None, &longest).await.unwrap();
    assert_eq!(open_draft(&ctx, id).await.unwrap().exemptions.marks().count(), Exemptions::MOST);
}

async fn what_does_not_fit_the_seal_is_too_long(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let ctx = ada.ctx().await;
    // Each of these characters takes six bytes in the sealed content.
    let draft = post_draft(persona, TITLE, &"\u{1}".repeat(11_000));
    let refused = save_draft(&ctx, None, &draft).await;
    assert!(matches!(refused, Err(Error::Refused(Refused::Body(_)))), "{refused:?}");
}

async fn what_is_handed_in_is_kept_before_it_is_judged(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let ctx = ada.ctx().await;
    let drafts = async || list_drafts(&ctx).await.unwrap();
    let handed = submit(&ctx, None, &post_draft(persona, "short", "short")).await;
    assert!(matches!(handed.verdict, Err(Error::Several(faults)) if faults.len() == 2));
    let id = handed.draft.unwrap();
    assert_eq!(open_draft(&ctx, id).await.unwrap().body, "short");

    let mended = post_draft(persona, TITLE, "Long enough by now.");
    let again = submit(&ctx, Some(id), &mended).await;
    assert_eq!((again.draft, again.verdict.unwrap()), (Some(id), id));
    assert_eq!(drafts().await, [(id, mended.clone())], "no second draft");

    publish(&ctx, id).await.unwrap();
    let after = submit(&ctx, Some(id), &mended).await.verdict.unwrap();
    assert_ne!(after, id, "where the draft is gone the text becomes a new one");
    assert_eq!(drafts().await.len(), 1);

    let endless = submit(&ctx, None, &post_draft(persona, "short", &"x".repeat(11_001))).await;
    assert!(endless.draft.is_none());
    assert!(matches!(endless.verdict, Err(Error::Several(faults)) if faults.len() == 2), "all faults together");
    let visitors = submit(&world.visitor(), None, &mended).await;
    assert_eq!((visitors.draft, refusal(visitors.verdict)), (None, Refused::SignIn));
}

fn kinds(hints: &[domain::hint::Hint]) -> Vec<HintKind> {
    hints.iter().map(|hint| hint.kind).collect()
}

/// Full names in the test world are `Member` and a word made from the person's name.
async fn revealing(ada: &Person, author: AuthorId) -> Draft {
    let name = ada.ctx().await.signed_in().unwrap().name.clone();
    let said = "We wrote down who calls back, who reads it aloud, and who asks again tomorrow morning.";
    let body = format!("I am {name}, {}. Fabry disease, in Ohio, a 47-year-old judge. {said}", ada.email);
    post_draft(author, TITLE, &body)
}

async fn hints_know_their_author_and_are_stored_nowhere(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let ctx = ada.ctx().await;
    let said = "As we said: we wrote down who calls back, who reads it aloud, and who asks again tomorrow morning!";
    ada.say(&post_draft(ada.profile().await, "What we changed at handover", said)).await.unwrap();
    let id = save_draft(&ctx, None, &revealing(&ada, persona).await).await.unwrap();
    let before = format!("{:?}", crate::dump::Dump::of(world).await.tables);
    let hints = review(&ctx, id).await.unwrap().hints;
    assert_eq!(
        kinds(&hints),
        [HintKind::OwnName, HintKind::OwnEmail, HintKind::OwnWords, HintKind::RareDisease, HintKind::ExactAge]
    );
    assert_eq!(format!("{:?}", crate::dump::Dump::of(world).await.tables), before);
}

async fn who_speaks_by_name_gets_no_hint_about_themselves(world: &World) {
    let ada = world.cardiologist("ada").await;
    let draft = revealing(&ada, ada.profile().await).await;
    let id = save_draft(&ada.ctx().await, None, &draft).await.unwrap();
    let hints = review(&ada.ctx().await, id).await.unwrap().hints;
    assert_eq!(kinds(&hints), [HintKind::RareDisease, HintKind::ExactAge]);
}
