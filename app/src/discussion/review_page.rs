//! "Check your answers": the text as others will see it, each removal marked and explained, where it goes and the hour
//! it shows; hints above it; and, in a sentence above the button, the identity it will be published as.

use super::Hours;
use crate::scrub::{
    Found, KEEP, KEPT_EXPLAINED, KEPT_HEADING, Part, REMOVE, Reading, finding_line, hint_list, marked, removal_heading,
};
use crate::ui::{Emblem, ErrorSummary, Form, Icon, Nav, PageLayout, tone_class};
use crate::web::{PageContext, PageResult};
use axum::extract::Path;
use domain::discussion::{Publication, Target};
use domain::ids::DraftId;
use domain::persona::IdentityView;
use domain::refused::Refused;
use leptos::prelude::*;
use server::Error;
use server::discussion::{Review, findings as findings_drawn, review};

pub async fn page(context: PageContext, Path(draft): Path<String>) -> PageResult {
    let id: DraftId = super::read(&draft)?;
    let review = review(&context.ctx, id).await?;
    let author = review.draft.author.to_string();
    let identities = context.identities().await?;
    let identity =
        identities.views().find(|identity| identity.id == author).cloned().ok_or(Error::Refused(Refused::NotFound))?;
    let layout = PageLayout::new("Check before you publish").nav(Nav::Write).speaking(identity.id.clone());
    context.show(layout, || body(review, id, identity).into_any()).await
}

fn body(review: Review, id: DraftId, identity: IdentityView) -> impl IntoView {
    let Review { draft, space_name, thread_title, title, html, note, hints, hour } = review;
    let edit = format!("/compose?draft={id}");
    let texts = [(Part::Title, &*draft.title), (Part::Body, &*draft.body), (Part::Note, draft.note())];
    let reading = Reading::of(&texts, &draft.exemptions, findings_drawn);
    let findings = findings(&reading, id);
    let hints = (!hints.is_empty()).then(|| hint_list(hints));
    let kind = match &draft.target {
        Target::Post { kind, .. } => Some(kind.label()),
        Target::Comment { .. } | Target::Correction { .. } => None,
    };
    let (what, change_hour) = match &draft.target {
        Target::Post { .. } => ("A new post", true),
        Target::Comment { parent: None, .. } => ("A comment", true),
        Target::Comment { .. } => ("A reply", true),
        Target::Correction { .. } => ("A correction", false),
    };
    let appears = match (draft.publication, change_hour) {
        (_, false) => view! { "Immediately; the correction history shows the hour "<Hours hour/> }.into_any(),
        (Publication::AtOnce, _) => view! { "Immediately, with the hour "<Hours hour/> }.into_any(),
        (Publication::Mixed, _) => {
            view! { "At a random minute within the next three hours, with the hour of that minute" }.into_any()
        }
    };
    let note = match &draft.target {
        Target::Correction { forget_earlier, .. } => Some(format!(
            "\u{201c}{note}\u{201d}{}",
            if *forget_earlier { "; the earlier wording is removed" } else { "; the earlier wording stays readable" }
        )),
        Target::Post { .. } | Target::Comment { .. } => None,
    };
    let whose = if identity.identified {
        view! {
            <p>
                "You are about to publish as "<b>{identity.name.clone()}</b>", "
                <span class="badge badge-identified">"Identified"</span>" with your real name and credential."
            </p>
        }
        .into_any()
    } else {
        let credential = identity.credential.clone();
        view! {
            <p>
                "You are about to publish as "<b>{identity.name.clone()}</b>", a persona. Readers see \u{201c}"{credential}
                "\u{201d}. Your name is not shown."
            </p>
        }
        .into_any()
    };
    let row = |term: &'static str, value: AnyView| view! { <div><dt>{term}</dt><dd>{value}</dd></div> };
    let tone = tone_class(&identity.id);
    let shown_title = (!title.is_empty()).then(|| view! { <h3 class="post-title" dir="auto">{title}</h3> });
    view! {
        <a class="back-link" href=edit.clone()><Icon name="back"/>"Change the text"</a>
        <ErrorSummary/>
        <h1 class="page-title">"Check before you publish"</h1>
        {hints}
        {findings}
        <h2>"As others will see it"</h2>
        <article class="review-text">{shown_title}<div class="words" dir="auto" inner_html=html></div></article>
        <h2>"Where and when"</h2>
        <dl class="summary-list">
            {row("What", what.into_any())}
            {kind.map(|kind| row("Kind", kind.into_any()))}
            {row("Space", space_name.into_any())}
            {thread_title.map(|title| row("Thread", view! { <bdi>{title}</bdi> }.into_any()))}
            {row("Appears", appears)}
            {note.map(|note| row("Correction", note.into_any()))}
            {row("Later", "You can correct or delete it for 24 hours. Readers see that it was corrected.".into_any())}
        </dl>
        <div class=format!("publish-as {tone}")>
            <Emblem id=identity.id.clone() name=identity.name.clone() size="emblem-large"/>
            {whose}
            <Form action="/drafts/publish">
                <input type="hidden" name="draft" value=id.to_string()/>
                <p class="actions">
                    <button class="button button-publish">{format!("Publish as {}", identity.name)}</button>
                    <a class="button-link" href=edit>"Speak as someone else"</a>
                </p>
            </Form>
        </div>
    }
}

/// What will be removed and what the author keeps, in the text as typed and one by one.
fn findings(reading: &Reading, draft: DraftId) -> impl IntoView + use<> {
    let (removed, kept) = (reading.removed().count(), reading.kept().count());
    let heading = match removed {
        0 => "Nothing was found to remove".to_owned(),
        n => removal_heading(n),
    };
    let nothing = (removed + kept == 0).then(|| {
        view! {
            <p>"The check found no contact data, numbers, dates, ages of 90 and over, names, places or institutions. It cannot see everything: please read once more."</p>
        }
    });
    let texts = (removed + kept > 0).then(|| {
        let texts = reading.parts().map(|pieces| view! { <p class="as-typed" dir="auto">{marked(pieces)}</p> });
        view! { <div class="review-text">{texts.collect_view()}</div> }
    });
    let line = |found: &Found| finding_line(found, decide(found, draft).into_any());
    let removed = (removed > 0).then(|| {
        let lines = reading.removed().map(line);
        view! { <ol class="findings" role="list">{lines.collect_view()}</ol> }
    });
    let kept = (kept > 0).then(|| {
        let lines = reading.kept().map(line);
        view! {
            <h2>{KEPT_HEADING}</h2>
            <p>{KEPT_EXPLAINED}</p>
            <ol class="findings" role="list">{lines.collect_view()}</ol>
        }
    });
    view! { <h2>{heading}</h2>{nothing}{texts}{removed}{kept} }
}

/// The button that keeps a finding, or removes it after all; nothing for a direct identifier.
fn decide(found: &Found, draft: DraftId) -> impl IntoView + use<> {
    let kind = found.may_keep()?;
    let (act, label) = if found.kept { ("remove", REMOVE) } else { ("keep", KEEP) };
    let (words, anchor) = (found.words.clone(), found.anchor());
    Some(view! {
        <Form action="/drafts/mark" class="finding-acts">
            <input type="hidden" name="draft" value=draft.to_string()/>
            <input type="hidden" name="kind" value=kind/>
            <input type="hidden" name="words" value=words.clone()/>
            <input type="hidden" name="at" value=anchor/>
            <button class="button-link" name="act" value=act>{label}<span class="spoken">" ("{words}")"</span></button>
        </Form>
    })
}
