//! The corrections of a post or comment: each with its author's note, and one at a time compared with the wording that
//! replaced it.

use super::Hours;
use crate::ui::{Icon, Nav, PageLayout};
use crate::web::{PageContext, PageResult};
use axum::extract::{Path, Query};
use domain::discussion::{Change, Changed, TrailLine, TrailView, Wording};
use domain::ids::ItemId;
use leptos::prelude::*;
use serde::Deserialize;
use server::discussion::trail;

/// Which correction is shown in full.
#[derive(Deserialize)]
pub struct Chosen {
    number: Option<String>,
}

pub async fn page(context: PageContext, Path(item): Path<String>, Query(chosen): Query<Chosen>) -> PageResult {
    let id: ItemId = super::read(&item)?;
    let number = chosen.number.and_then(|number| number.parse().ok());
    let view = trail(&context.ctx, id, number).await?;
    context.show(PageLayout::new("Corrections").nav(Nav::Feed), || body(view, &item).into_any()).await
}

fn body(view: TrailView, item: &str) -> impl IntoView + use<> {
    let TrailView { title, path, is_comment, total, lines, chosen, wording } = view;
    let what = if is_comment { "A comment on" } else { "The post" };
    let place = |number: usize| format!("/items/{item}/corrections?number={number}");
    let list = lines.into_iter().map(|line| {
        let current = (line.number == chosen.number).then_some("true");
        let TrailLine { number, hour, note } = line;
        view! {
            <li>
                <a href=place(number) aria-current=current>{format!("Correction {number}")}</a>
                ": \u{201c}"<bdi>{note}</bdi>"\u{201d} "<Hours hour/>
            </li>
        }
    });
    let list = list.collect_view();
    let step = |number: usize, words: &'static str, rel: &'static str| {
        view! { <a class="button button-quiet button-small" href=place(number) rel=rel>{words}</a> }
    };
    let earlier = (chosen.number > 1).then(|| step(chosen.number - 1, "Earlier correction", "prev"));
    let later = (chosen.number < total).then(|| step(chosen.number + 1, "Later correction", "next"));
    view! {
        <a class="back-link" href=path><Icon name="back"/>"Back to the thread"</a>
        <h1 class="page-title">"Corrections"</h1>
        <p class="page-lead">{what}" \u{201c}"<bdi>{title}</bdi>"\u{201d}"</p>
        <h2>{format!("What correction {} of {total} changed", chosen.number)}</h2>
        {wording_before(wording)}
        <nav class="pager" aria-label="Corrections one by one">{earlier}{later}</nav>
        <h2>"What the author says about each"</h2>
        <ol class="trail" role="list">{list}</ol>
    }
}

fn wording_before(wording: Wording) -> AnyView {
    match wording {
        Wording::Forgotten => {
            view! { <p class="hint">"The earlier wording was removed, because it could identify someone."</p> }
                .into_any()
        }
        Wording::Whole(html) => view! {
            <p class="hint">"The whole earlier wording:"</p>
            <div class="words review-text" dir="auto" inner_html=html></div>
        }
        .into_any(),
        Wording::Compared { title, body } => {
            let title =
                (!title.is_empty()).then(|| view! { <p class="compared post-title" dir="auto">{changes(title)}</p> });
            view! {
                <p class="hint">"The text as it was typed, with what was removed and what was inserted."</p>
                <div class="review-text">{title}<p class="compared as-typed" dir="auto">{changes(body)}</p></div>
            }
            .into_any()
        }
    }
}

fn changes(changes: Vec<Change>) -> impl IntoView {
    let pieces = changes.into_iter().map(|Change { changed, words }| match changed {
        Changed::Not => words.into_any(),
        Changed::Removed => {
            view! { <del><span class="spoken">" Removed: "</span>{words}<span class="spoken">" End of removed text. "</span></del> }.into_any()
        }
        Changed::Inserted => {
            view! { <ins><span class="spoken">" Inserted: "</span>{words}<span class="spoken">" End of inserted text. "</span></ins> }.into_any()
        }
    });
    pieces.collect_view()
}
