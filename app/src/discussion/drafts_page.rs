//! The member's drafts, and what is scheduled.

use crate::ui::{ErrorSummary, Form, Icon, Nav, PageLayout};
use crate::web::{PageContext, PageResult};
use axum::extract::Query;
use domain::discussion::{Draft, Target};
use domain::ids::DraftId;
use leptos::prelude::*;
use serde::Deserialize;
use server::discussion::{list_drafts, scheduled};

#[derive(Deserialize)]
pub struct Done {
    scheduled: Option<u8>,
}

pub async fn page(context: PageContext, Query(done): Query<Done>) -> PageResult {
    let drafts = list_drafts(&context.ctx).await?;
    let scheduled = scheduled(&context.ctx).await?;
    let identities = context.identities().await?;
    context
        .show(PageLayout::new("Drafts").nav(Nav::Write), || {
            let name = |draft: &Draft| {
                let author = draft.author.to_string();
                identities.views().find(|identity| identity.id == author).map_or("a deleted persona", |i| i.name.as_str()).to_owned()
            };
            let none = drafts.is_empty() && scheduled.is_empty();
            let drafts = drafts.into_iter().map(|(id, draft)| {
                let name = name(&draft);
                line(id, &draft, name)
            });
            let scheduled = scheduled.into_iter().map(|(id, author, words)| {
                view! {
                    <li>
                        <h2>{words}</h2>
                        <p class="post-facts">
                            <span>{format!("As {author}")}</span>
                            <span>"Appears within three hours of publishing"</span>
                            <a href=format!("/items/{id}/delete")>"Take it back"</a>
                        </p>
                    </li>
                }
            });
            let done = done.scheduled.map(|_| view! {
                <div class="done-panel" role="status">
                    <h2>"It is on its way"</h2>
                    <p>"It appears at a random minute within the next three hours. Until then only you see it, and you can take it back here."</p>
                </div>
            });
            view! {
                <ErrorSummary/>
                {done}
                <h1 class="page-title">"Drafts"</h1>
                <p class="page-lead">"Only you can read them: they are sealed with a key that only your password or recovery code opens. A draft is kept until the end of the month after the one you last saved it in. Only the fifty drafts you saved last are kept."</p>
                <ul class="space-list" role="list">{scheduled.collect_view()}{drafts.collect_view()}</ul>
                {none.then(|| view! {
                    <div class="empty-state">
                        <h2>"No drafts"</h2>
                        <p>"What you write is kept here until you publish it."</p>
                        <p class="actions"><a class="button" href="/compose">"Write a post"</a></p>
                    </div>
                })}
            }
            .into_any()
        })
        .await
}

fn line(id: DraftId, draft: &Draft, name: String) -> impl IntoView + use<> {
    let kind = match draft.target {
        Target::Post { .. } => "Post",
        Target::Comment { .. } => "Comment",
        Target::Correction { .. } => "Correction",
    };
    let words: String =
        if draft.title.is_empty() { draft.body.chars().take(80).collect() } else { draft.title.clone() };
    let words = if words.trim().is_empty() { "No text yet".to_owned() } else { words };
    view! {
        <li>
            <h2><a href=format!("/compose?draft={id}")>{words}</a></h2>
            <div class="post-facts">
                <span>{kind}</span>
                <span>{format!("As {name}")}</span>
                <Form action="/drafts/discard">
                    <input type="hidden" name="draft" value=id.to_string()/>
                    <button class="button-link"><Icon name="cross"/>"Throw away"</button>
                </Form>
            </div>
        </li>
    }
}
