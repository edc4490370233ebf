//! The page to sign up.

use crate::ui::{ErrorSummary, Field, Form, Icon, PageLayout};
use crate::web::{PageContext, PageResult};
use leptos::prelude::*;

pub async fn page(context: PageContext) -> PageResult {
    let layout = PageLayout::narrow("Create an account");
    context.show(layout, || {
        view! {
            <ErrorSummary/>
            <h1 class="page-title">"Create an account"</h1>
            <p class="page-lead">
                "The account is known to us. Your personas are not tied to it in any way we can read."
            </p>
            <Form action="/sign-up">
                <Field
                    name="name"
                    label="Full name"
                    hint="As on your licence. It is shown only when you choose to post under your name."
                    autocomplete="name"
                    most=80
                />
                <Field
                    name="email"
                    label="E-mail"
                    hint="A private address, not one your employer can read. We keep it sealed."
                    kind="email"
                    autocomplete="username"
                />
                <Field
                    name="password"
                    label="Password"
                    hint="At least 12 characters. Four unrelated words are good."
                    kind="password"
                    autocomplete="new-password"
                />
                <Field name="again" label="The password again" kind="password" autocomplete="new-password"/>
                <div class="notice notice-caution">
                    <Icon name="alert"/>
                    <div>
                        <p>
                            <b>"We cannot reset your password."</b>
                            " It is the key to your personas. The next page shows a recovery code to print. If you lose both, \
                             your personas are lost: nobody, ourselves included, can bring them back."
                        </p>
                    </div>
                </div>
                <p class="actions">
                    <button class="button">"Create the account"</button>
                    <a class="button-link" href="/sign-in">"I have an account"</a>
                </p>
            </Form>
        }
        .into_any()
    })
    .await
}
