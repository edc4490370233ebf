//! The account page: what the account is verified as, password, recovery code, sessions.

use super::session_list::SessionList;
use crate::ui::{ErrorSummary, Field, Form, Icon, Nav, PageLayout};
use crate::web::{PageContext, PageResult};
use axum::extract::Query;
use domain::refused::Refused;
use leptos::prelude::*;
use serde::Deserialize;
use server::Error;
use server::account::list_sessions;

#[derive(Deserialize)]
pub struct Done {
    #[serde(default)]
    done: String,
}

pub async fn page(context: PageContext, Query(done): Query<Done>) -> PageResult {
    let member = context.ctx.signed_in().ok_or(Error::Refused(Refused::SignIn))?;
    let (name, claim) = (member.name.clone(), member.claim.to_string());
    let sessions = list_sessions(&context.ctx, &context.session).await?;
    let changed = match done.done.as_str() {
        "password" => Some(("Your password is changed.", " All other sessions have ended.")),
        "session" => Some(("The session has ended.", " That browser has to sign in again.")),
        "name" => Some(("The session has its new name.", "")),
        _ => None,
    };
    context
        .show(PageLayout::new("Account").nav(Nav::Account), || {
            let changed = changed.map(|(what, more)| {
                view! {
                    <div class="notice notice-done" role="status">
                        <Icon name="check"/>
                        <div><p><b>{what}</b>{more}</p></div>
                    </div>
                }
            });
            view! {
                <ErrorSummary/>
                {changed}
                <h1 class="page-title">"Account"</h1>
                <p class="page-lead">
                    "This page is about you as a person. Your personas are on the "<a href="/dashboard">"dashboard"</a>"."
                </p>
                <dl class="summary-list">
                    <div><dt>"Name"</dt><dd>{name}</dd></div>
                    <div><dt>"Verification"</dt><dd>{claim}</dd></div>
                    <div><dt>"E-mail"</dt><dd>"Sealed, and not shown here, so that nobody can read it over your shoulder."</dd></div>
                </dl>
                <h2>"Change the password"</h2>
                <Form action="/account/password">
                    <Field name="present" label="Current password" kind="password" autocomplete="current-password" short=true/>
                    <Field
                        name="password"
                        label="New password"
                        hint="At least 12 characters. All other sessions end."
                        kind="password"
                        autocomplete="new-password"
                        short=true
                    />
                    <Field name="again" label="The new password again" kind="password" autocomplete="new-password" short=true/>
                    <p class="actions"><button class="button">"Change the password"</button></p>
                </Form>
                <h2>"A new recovery code"</h2>
                <p>"Get one if you have lost the printed code or think somebody has seen it. The old code stops working."</p>
                <form method="post" action="/account/recovery-code">
                    <input type="hidden" name="from" value="/account"/>
                    <div class="field field-short">
                        <label for="confirm">"Password"</label>
                        <input id="confirm" name="present" type="password" autocomplete="current-password"/>
                    </div>
                    <p class="actions"><button class="button button-quiet">"Show a new code"</button></p>
                </form>
                <SessionList sessions/>
                <h2>"Sign out everywhere"</h2>
                <p>"Ends every session on every device, including this one."</p>
                <Form action="/sign-out-everywhere">
                    <p class="actions"><button class="button button-quiet">"Sign out everywhere"</button></p>
                </Form>
            }
            .into_any()
        })
        .await
}
