//! "Check your answers": the text as others will see it, each removal marked and explained, where it goes and the hour it
//! carries; and whom it will be under, in a sentence above the button.

use super::Hours;
use crate::scrub::{finding_list, marked};
use crate::ui::{Emblem, ErrorSummary, Form, Icon, Nav, Sheet, tone_class};
use crate::web::{Answer, Visit};
use axum::extract::Path;
use domain::discussion::{Publication, Target};
use domain::ids::DraftId;
use domain::persona::IdentityView;
use domain::refused::Refused;
use domain::scrub::{Segment, segments};
use leptos::prelude::*;
use server::Error;
use server::discussion::{Review, review};
use server::persona::identities;

pub async fn page(visit: Visit, Path(draft): Path<String>) -> Answer {
    let id: DraftId = super::read(&draft)?;
    let review = review(&visit.ctx, id).await?;
    let author = review.draft.author.to_string();
    let identities = identities(&visit.ctx).await?;
    let identity =
        identities.into_iter().find(|identity| identity.id == author).ok_or(Error::Refused(Refused::NotFound))?;
    let sheet = Sheet::new("Check before you publish").nav(Nav::Write).speaking(identity.id.clone());
    visit.show(sheet, || body(review, id, identity).into_any()).await
}

fn body(review: Review, id: DraftId, identity: IdentityView) -> impl IntoView {
    let Review { draft, space_name, thread_title, title, html, hour } = review;
    let edit = format!("/compose?draft={id}");
    let found = [draft.title.as_str(), draft.body.as_str()].into_iter().flat_map(segments);
    let number = found.filter(|segment| matches!(segment, Segment::Marked(..))).count();
    let findings = match number {
        0 => view! {
            <h2>"Nothing was found to remove"</h2>
            <p>"The check found no contact data, numbers, dates or ages of 90 and over. It does not find names and places yet: please read once more."</p>
        }
        .into_any(),
        n => view! {
            <h2>{if n == 1 { "One thing will be removed".to_owned() } else { format!("{n} things will be removed") }}</h2>
            <div class="review-text">
                <p class="as-typed">{marked(&draft.title, 1)}</p>
                <p class="as-typed">{marked(&draft.body, 1 + marks(&draft.title))}</p>
            </div>
            <ol class="findings" role="list">{finding_list(&[&draft.title, &draft.body])}</ol>
        }
        .into_any(),
    };
    let (kind, change_hour) = match &draft.target {
        Target::Post { .. } => ("A new post", true),
        Target::Comment { parent: None, .. } => ("A comment", true),
        Target::Comment { .. } => ("A reply", true),
        Target::Correction { .. } => ("A correction", false),
    };
    let appears = match (draft.publication, change_hour) {
        (_, false) => view! { "At once; the trail carries "<Hours hour/> }.into_any(),
        (Publication::AtOnce, _) => view! { "At once, under the hour "<Hours hour/> }.into_any(),
        (Publication::Mixed, _) => {
            view! { "At a random minute within the next three hours, under that minute\u{2019}s hour" }.into_any()
        }
    };
    let note = match &draft.target {
        Target::Correction { note, forget_earlier, .. } => Some(format!(
            "\u{201c}{note}\u{201d}{}",
            if *forget_earlier { "; the wording before is removed" } else { "; the wording before stays readable" }
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
    let shown_title = (!title.is_empty()).then(|| view! { <h3 class="post-title">{title}</h3> });
    view! {
        <a class="back-link" href=edit.clone()><Icon name="back"/>"Change the text"</a>
        <ErrorSummary/>
        <h1 class="page-title">"Check before you publish"</h1>
        {findings}
        <h2>"As others will see it"</h2>
        <article class="review-text">{shown_title}<div class="words" inner_html=html></div></article>
        <h2>"Where and when"</h2>
        <dl class="summary-list">
            {row("What", kind.into_any())}
            {row("Space", space_name.into_any())}
            {thread_title.map(|title| row("Thread", title.into_any()))}
            {row("Appears", appears)}
            {note.map(|note| row("Correction", note.into_any()))}
            {row("Later", "You can correct or delete it for 24 hours. A correction shows.".into_any())}
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

fn marks(text: &str) -> usize {
    segments(text).iter().filter(|segment| matches!(segment, Segment::Marked(..))).count()
}
