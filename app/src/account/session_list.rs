//! The account's own sessions on the account page: what each is called, the day it began, and a way to end it.

use crate::ui::{FieldError, Form, Problem};
use crate::web::PageContext;
use domain::account::SessionView;
use leptos::prelude::*;

/// The list.
#[component]
pub fn SessionList(
    /// The sessions, this one first.
    sessions: Vec<SessionView>,
) -> impl IntoView {
    view! {
        <h2 id="sessions">"Where you are signed in"</h2>
        <p>
            "A session ends half a day after you last used it, and in any case within a week. Give each a name to tell them \
             apart: we do not record which device or place somebody signs in from."
        </p>
        <ul class="space-list" role="list">
            {sessions.into_iter().enumerate().map(|(number, session)| entry(number, session)).collect_view()}
        </ul>
    }
}

fn entry(number: usize, session: SessionView) -> impl IntoView {
    let SessionView { id, name, began_on, current } = session;
    let returned = use_context::<PageContext>().and_then(|context| context.returned);
    // The fault of a name belongs to the one session whose form came back.
    let typed = returned
        .filter(|returned| returned.field("session") == Some(&id.to_string()))
        .and_then(|returned| returned.field("label").map(ToOwned::to_owned));
    let problem = typed.as_ref().map(|_| Problem::of("label", false));
    let (described_by, invalid) = problem.map_or((None, None), |problem| (problem.described_by, problem.invalid));
    let field = if typed.is_some() { "label".to_owned() } else { format!("label-{number}") };
    let error = typed.is_some().then(|| view! { <FieldError name="label"/> });
    let title = if name.is_empty() { "A session without a name".to_owned() } else { name.clone() };
    let whose = format!(" of the session: {title}");
    let which = format!(": {title}, began on {began_on}");
    let here = current.then(|| view! { <span class="badge">"This one"</span> });
    let end = if current { "End this session" } else { "End it" };
    view! {
        <li>
            <h3>{title}" "{here}</h3>
            <p>"Began on "<time datetime=began_on.iso()>{began_on.to_string()}</time></p>
            <Form action="/account/sessions/name">
                <input type="hidden" name="session" value=id.to_string()/>
                <div class="field field-short">
                    <label for=field.clone()>"Name"<span class="spoken">{whose}</span></label>
                    {error}
                    <input
                        id=field
                        name="label"
                        type="text"
                        autocomplete="off"
                        maxlength="40"
                        value=typed.unwrap_or(name)
                        aria-invalid=invalid
                        aria-describedby=described_by
                    />
                </div>
                <p class="actions"><button class="button button-quiet button-small">"Keep this name"</button></p>
            </Form>
            <Form action="/account/sessions/end">
                <input type="hidden" name="session" value=id.to_string()/>
                <p class="actions">
                    <button class="button button-danger-quiet button-small">
                        {end}<span class="spoken">{which}</span>
                    </button>
                </p>
            </Form>
        </li>
    }
}
