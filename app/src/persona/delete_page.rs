//! Deleting a persona: a page of its own that lists the consequences and asks for the handle.

use crate::ui::{Credential, Emblem, ErrorSummary, Field, Form, Icon, Nav, PageLayout, Stars, count, tone_class};
use crate::web::{PageContext, PageResult};
use axum::extract::Path;
use leptos::prelude::*;
use server::persona::own_profile;

pub async fn page(context: PageContext, Path(slot): Path<u8>) -> PageResult {
    let own = own_profile(&context.ctx, super::slot(slot)?).await?;
    let (author, posts, comments, points) =
        (own.public.author, own.public.posts, own.public.comments, own.score.whole());
    let name = author.name.clone();
    context
        .show(PageLayout::new("Delete a persona").nav(Nav::Dashboard), || {
            let cross = |words: String| view! { <li><Icon name="cross"/><span>{words}</span></li> };
            let stays = |words: &'static str| view! { <li class="stays"><Icon name="info"/><span>{words}</span></li> };
            view! {
                <a class="back-link" href="/dashboard"><Icon name="back"/>"Dashboard"</a>
                <ErrorSummary/>
                <h1 class="page-title">"Delete a persona"</h1>
                <div class="persona-list">
                    <div class=format!("persona-card {}", tone_class(&author.id))>
                        <Emblem id=author.id.clone() name=name.clone()/>
                        <h2 class="persona-name">{name.clone()}</h2>
                        <p class="standing">
                            <Credential tier=author.tier words=author.credential.clone()/><Stars rating=author.rating/>
                        </p>
                    </div>
                </div>
                <Form action="/personas/delete" class="confirm">
                    <h2>"This cannot be undone"</h2>
                    <ul class="consequences" role="list">
                        {cross(format!("Its reputation of {points} points is lost."))}
                        {cross(format!(
                            "You can no longer correct or delete its {} and {}.",
                            count(posts, "post"),
                            count(comments, "comment"),
                        ))}
                        {cross(format!("Nobody, yourself included, can speak as {name} again."))}
                        {stays("Anything still waiting to be published under it is thrown away.")}
                        {stays("Its posts stay, shown as \u{201c}deleted user\u{201d}, with nothing that ties them together.")}
                        {stays("Its place becomes free, but you still have to wait the 30 days before a new persona.")}
                    </ul>
                    <input type="hidden" name="slot" value=slot.to_string()/>
                    <Field name="handle" label="Type the handle to confirm" hint=name.clone() short=true/>
                    <p class="actions">
                        <button class="button button-danger">{format!("Delete {name}")}</button>
                        <a class="button-link" href="/dashboard">"Keep it"</a>
                    </p>
                </Form>
            }
            .into_any()
        })
        .await
}
