//! The page that shows a recovery code, once; and the page that takes one.

use crate::ui::{ErrorSummary, Field, Form, Icon, PageLayout};
use crate::web::{PageContext, PageResult};
use leptos::prelude::*;
use server::account::{CheckWord, RecoveryCode};

/// Shows a code. This page has no address.
pub async fn show_recovery_code(context: &PageContext, code: &RecoveryCode) -> PageResult {
    let groups: Vec<String> = code.shown().split('-').map(ToOwned::to_owned).collect();
    let word = CheckWord::of(code).shown();
    context
        .show(PageLayout::narrow("Your recovery code"), || {
            let groups = groups.into_iter().map(|group| view! { <span>{group}</span> });
            view! {
                <h1 class="page-title">"Your recovery code"</h1>
                <p class="page-lead">"We show it only now. We do not keep it and cannot show it again."</p>
                <p class="code-once">{groups.collect_view()}</p>
                <p>
                    "Its check word is " <strong>{word}</strong>
                    ". When you have your account verified, you are asked for it, to make sure that the account is \
                     yours. It opens nothing. Do not tell anybody the code itself: we never ask for it."
                </p>
                <div class="notice notice-caution">
                    <Icon name="alert"/>
                    <div>
                        <h2>"Without it and your password, your personas are lost"</h2>
                        <p>
                            "Print this page or copy the code and the check word by hand. Keep it where you keep your diploma, not on a work \
                             computer. An earlier code no longer works."
                        </p>
                    </div>
                </div>
                <p class="actions"><a class="button" href="/dashboard">"I have kept the code"</a></p>
            }
            .into_any()
        })
        .await
}

pub async fn page(context: PageContext) -> PageResult {
    context
        .show(PageLayout::narrow("Use the recovery code"), || {
            view! {
                <ErrorSummary/>
                <h1 class="page-title">"Use the recovery code"</h1>
                <p class="page-lead">
                    "With the code you can set a new password. A code works only once: you will get a new one. All \
                     sessions end."
                </p>
                <Form action="/reset">
                    <Field name="email" label="E-mail" kind="email" autocomplete="username"/>
                    <Field name="code" label="Recovery code" hint="Eight groups of four. Capitals and dashes do not matter."/>
                    <Field
                        name="password"
                        label="New password"
                        hint="At least 12 characters. Four unrelated words are good."
                        kind="password"
                        autocomplete="new-password"
                    />
                    <Field name="again" label="The new password again" kind="password" autocomplete="new-password"/>
                    <p class="actions">
                        <button class="button">"Set the new password"</button>
                        <a class="button-link" href="/sign-in">"I know my password"</a>
                    </p>
                </Form>
            }
            .into_any()
        })
        .await
}
