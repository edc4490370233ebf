//! Deleting one's own post or comment: the consequences, and one button.

use crate::ui::{ErrorSummary, Form, Icon, Nav, PageLayout};
use crate::web::{PageContext, PageResult};
use axum::extract::Path;
use domain::ids::ItemId;
use leptos::prelude::*;
use server::discussion::{OwnItem, own_item};

pub async fn page(context: PageContext, Path(item): Path<String>) -> PageResult {
    let id: ItemId = super::read(&item)?;
    let OwnItem { thread, title, body, .. } = own_item(&context.ctx, id).await?;
    context
        .show(PageLayout::new("Delete what you wrote").nav(Nav::Feed), || {
            let thread = format!("/posts/{thread}");
            view! {
                <a class="back-link" href=thread.clone()><Icon name="back"/>"Back to the thread"</a>
                <ErrorSummary/>
                <h1 class="page-title">"Delete what you wrote"</h1>
                <div class="review-text"><p class="as-typed" dir="auto">{if title.is_empty() { body } else { title }}</p></div>
                <Form action="/items/delete" class="confirm">
                    <h2>"This cannot be undone"</h2>
                    <ul class="consequences" role="list">
                        <li><Icon name="cross"/><span>"The text and its earlier wordings are removed from our stores."</span></li>
                        <li class="stays"><Icon name="info"/><span>"Comments by others stay, below an empty place with the name you wrote under."</span></li>
                        <li class="stays"><Icon name="info"/><span>"Somebody may have read or copied it already."</span></li>
                    </ul>
                    <input type="hidden" name="item" value=item/>
                    <p class="actions">
                        <button class="button button-danger">"Delete it"</button>
                        <a class="button-link" href=thread>"Keep it"</a>
                    </p>
                </Form>
            }
            .into_any()
        })
        .await
}
