//! Continuing after a session ended in the middle of writing.

use super::compose_form::Composed;
use crate::account::SignInFields;
use crate::ui::Form;
use crate::web::PageContext;
use leptos::prelude::*;

/// For somebody whose session ended while they wrote: their text, and a way to sign in and continue. Nothing if nothing
/// was being written.
#[component]
pub fn Resume() -> impl IntoView {
    let returned = use_context::<PageContext>().and_then(|context| context.returned)?;
    let text = returned.field("body").filter(|text| !text.is_empty())?.to_owned();
    let carried =
        Composed::default().fields().map(|(name, _)| (name, returned.field(name).unwrap_or_default().to_owned()));
    let carried = carried.into_iter().map(|(name, value)| view! { <input type="hidden" name=name value=value/> });
    Some(view! {
        <h2 class="page-title">"Your session has ended, but your text is still here"</h2>
        <p class="page-lead">"Sign in to continue where you were. Nothing has been published."</p>
        <Form action="/sign-in/resume">
            {carried.collect_view()}
            <SignInFields/>
            <p class="actions"><button class="button">"Sign in and go on writing"</button></p>
        </Form>
        <h3>"What you wrote"</h3>
        <div class="review-text"><p class="as-typed">{text}</p></div>
    })
}
