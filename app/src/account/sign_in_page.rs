//! The page to sign in.

use crate::ui::{ErrorSummary, Field, Form, PageLayout};
use crate::web::{PageContext, PageResult};
use leptos::prelude::*;

/// E-mail and password.
#[component]
pub fn SignInFields() -> impl IntoView {
    view! {
        <Field name="email" label="E-mail" kind="email" autocomplete="username"/>
        <Field name="password" label="Password" kind="password" autocomplete="current-password"/>
    }
}

pub async fn page(context: PageContext) -> PageResult {
    context
        .show(PageLayout::narrow("Sign in"), || {
            view! {
                <ErrorSummary/>
                <h1 class="page-title">"Sign in"</h1>
                <Form action="/sign-in">
                    <SignInFields/>
                    <p class="actions">
                        <button class="button">"Sign in"</button>
                        <a class="button-link" href="/reset">"Use the recovery code"</a>
                    </p>
                </Form>
                <h2>"New here"</h2>
                <p><a href="/sign-up">"Create an account"</a></p>
            }
            .into_any()
        })
        .await
}
