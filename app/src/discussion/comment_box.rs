//! The box to comment on a thread, below it.

use super::compose_page::composer_head;
use crate::ui::{Form, Hidden, TextArea};
use domain::persona::IdentityView;
use leptos::prelude::*;

/// A box to comment on a thread, below it.
#[component]
pub fn CommentBox(speaking: IdentityView, post: String) -> impl IntoView {
    let head = composer_head("You comment as", &speaking);
    let publish = format!("Check, then publish as {}", speaking.name);
    view! {
        <section id="reply" aria-labelledby="reply-title">
            <h2 class="spoken" id="reply-title">"Write a comment"</h2>
            <Form action="/compose" class="composer">
                {head}
                <div class="composer-body">
                    <input type="hidden" name="author" value=speaking.id/>
                    <input type="hidden" name="post" value=post/>
                    <Hidden name="draft"/>
                    <Hidden name="exemptions"/>
                    <TextArea
                        name="body"
                        label="Your comment"
                        hint="Leave out names, exact dates and places. You see every removal before it is published."
                        rows=5
                    />
                    <p class="actions">
                        <button class="button button-publish">{publish}</button>
                        <button class="button-link" name="act" value="draft">"Keep as a draft"</button>
                    </p>
                </div>
            </Form>
        </section>
    }
}
