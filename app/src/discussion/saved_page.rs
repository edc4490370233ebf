//! What a member has saved: a private list.

use crate::ui::{ErrorSummary, Form, Icon, Nav, PageLayout};
use crate::web::{PageContext, PageResult};
use axum::extract::Query;
use domain::discussion::{SavedPage, SavedView};
use leptos::prelude::*;
use serde::Deserialize;
use server::discussion::list_saved;

#[derive(Deserialize)]
pub struct Which {
    page: Option<u32>,
}

pub async fn page(context: PageContext, Query(which): Query<Which>) -> PageResult {
    let SavedPage { items: saved, earlier } = list_saved(&context.ctx, which.page).await?;
    context
        .show(PageLayout::new("Saved").nav(Nav::Feed), || {
            let none = saved.is_empty() && earlier.is_none() && which.page.is_none();
            let on = earlier.map(|page| view! {
                <nav class="pager" aria-label="Pages">
                    <a class="button button-quiet button-small" href=format!("/saved?page={page}") rel="next">"Saved earlier"</a>
                </nav>
            });
            let lines = saved.into_iter().map(line);
            view! {
                <ErrorSummary/>
                <h1 class="page-title">"Saved"</h1>
                <p class="page-lead">
                    "Only you can read this list: it is sealed with a key that only your password or recovery code opens. The \
                     author of something learns that it is saved, never by whom."
                </p>
                <ul class="space-list" role="list">{lines.collect_view()}</ul>
                {on}
                {none.then(|| view! {
                    <div class="empty-state">
                        <h2>"Nothing saved"</h2>
                        <p>"Use \u{201c}Save\u{201d} below a post or comment, and you will find it here."</p>
                        <p class="actions"><a class="button" href="/">"Go to the feed"</a></p>
                    </div>
                })}
            }
            .into_any()
        })
        .await
}

fn line(saved: SavedView) -> impl IntoView {
    let SavedView { item, title, excerpt, path } = saved;
    let (place, spoken) = (format!("item-{item}"), format!(": {title}"));
    view! {
        <li id=place>
            <h2><a href=path>{title}</a></h2>
            <p>{excerpt}</p>
            <div class="post-facts">
                <Form action="/reaction">
                    <input type="hidden" name="item" value=item/>
                    <input type="hidden" name="reaction" value="save"/>
                    <button name="act" value="withdraw"><Icon name="cross"/>"Remove"<span class="spoken">{spoken}</span></button>
                </Form>
            </div>
        </li>
    }
}
