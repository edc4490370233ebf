//! A comment and a page of the replies to it.

use super::After;
use super::item::{Around, comment};
use crate::ui::{ErrorSummary, Icon, Nav, PageLayout};
use crate::web::{PageContext, PageResult};
use axum::extract::{Path, Query};
use domain::discussion::RepliesView;
use domain::ids::ItemId;
use leptos::prelude::*;
use server::discussion::replies;

pub async fn page(
    context: PageContext,
    Path((post, comment)): Path<(String, String)>,
    Query(after): Query<After>,
) -> PageResult {
    let (thread, id): (ItemId, ItemId) = (super::read(&post)?, super::read(&comment)?);
    let view = replies(&context.ctx, context.identities().await?, (thread, id), after.cursor()).await?;
    let asker = (!view.asker.deleted).then(|| view.asker.id.clone());
    let around = Around { thread: post, asker, signed_in: context.ctx.signed_in().is_some() };
    let first = after.cursor().is_none();
    context.show(PageLayout::new("Replies").nav(Nav::Feed), || body(view, &around, first).into_any()).await
}

fn body(view: RepliesView, around: &Around, first: bool) -> impl IntoView + use<> {
    let place = format!("/posts/{}/replies/{}", around.thread, view.comment.id);
    let next = view.next.map(|next| format!("{place}?after={next}#replies"));
    let start = (!first).then(|| {
        view! { <a class="button button-quiet button-small" href=format!("{place}#replies")>"First replies"</a> }
    });
    let title = if view.title.is_empty() { "A post that its author has deleted".to_owned() } else { view.title };
    let none = view.replies.is_empty().then(|| view! { <p class="empty-state">"Nobody has replied yet."</p> });
    let replies = view.replies.into_iter().map(|reply| view! { <li>{comment(reply, around)}</li> }).collect_view();
    let next = next.map(|next| {
        view! { <a class="button button-quiet button-small" href=next rel="next">"Later replies"</a> }
    });
    view! {
        <a class="back-link" href=format!("/posts/{}", around.thread)><Icon name="back"/><bdi>{title}</bdi></a>
        <ErrorSummary/>
        <h1 class="page-title">"A comment and the replies to it"</h1>
        <div class="thread">
            {comment(view.comment, around)}
            <section id="replies" aria-labelledby="replies-title">
                <h2 class="spoken" id="replies-title">"Replies"</h2>
                {none}
                <ol class="replies" role="list">{replies}</ol>
                <nav class="pager" aria-label="Pages of replies">{start}{next}</nav>
            </section>
        </div>
    }
}
