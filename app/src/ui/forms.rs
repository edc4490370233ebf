//! Forms: fields that keep what was typed, faults beside them, and a summary on top that links to each.

use super::Icon;
use crate::web::{PageContext, Returned};
use leptos::prelude::*;
use std::sync::Arc;

fn returned() -> Option<Arc<Returned>> {
    use_context::<PageContext>().and_then(|context| context.returned)
}

/// What a field holds: what was typed, if the form came back, else `default`.
fn kept(name: &str, default: String) -> String {
    returned().and_then(|returned| returned.field(name).map(ToOwned::to_owned)).unwrap_or(default)
}

/// The fault of a field, if the form came back with one.
fn fault(name: &str) -> Option<String> {
    let sentences = returned()?.error.sentences();
    sentences.into_iter().find(|(field, _)| *field == Some(name)).map(|(_, sentence)| sentence)
}

/// A form that posts to a form handler and says which page it is on.
#[component]
pub fn Form(
    /// The form handler.
    action: &'static str,
    /// Class of the form.
    #[prop(optional)]
    class: &'static str,
    /// Fields and buttons.
    children: Children,
) -> impl IntoView {
    let from = use_context::<PageContext>().map(|context| context.place).unwrap_or_default();
    view! {
        <form method="post" action=action class=class novalidate>
            <input type="hidden" name="from" value=from/>
            {children()}
        </form>
    }
}

/// What went wrong, at the top of the page, with a link to each field. Nothing if nothing went wrong.
#[component]
pub fn ErrorSummary() -> impl IntoView {
    let sentences = returned().map(|returned| returned.error.sentences())?;
    let title = match sentences.len() {
        1 => "One thing needs another look",
        _ => "Some answers need another look",
    };
    let lines = sentences.into_iter().map(|(field, sentence)| match field {
        Some(field) => view! { <li><a href=format!("#{field}")>{sentence}</a></li> }.into_any(),
        None => view! { <li>{sentence}</li> }.into_any(),
    });
    Some(view! {
        <div class="error-summary" role="alert" aria-labelledby="error-title" tabindex="-1" autofocus>
            <h2 id="error-title">{title}</h2>
            <ul role="list">{lines.collect_view()}</ul>
        </div>
    })
}

/// The fault of a field, for fields drawn by hand.
#[component]
pub fn FieldError(
    /// Name of the field.
    name: &'static str,
) -> impl IntoView {
    fault(name).map(|sentence| {
        view! {
            <p class="field-error" id=format!("{name}-error")>
                <Icon name="alert"/>
                <span><span class="spoken">"Error: "</span>{sentence}</span>
            </p>
        }
    })
}

/// The ids that describe a field, and whether it has a fault.
pub struct Problem {
    /// `aria-describedby`.
    pub described_by: Option<String>,
    /// `aria-invalid`.
    pub invalid: Option<&'static str>,
}

impl Problem {
    /// The problem of a field with or without a hint.
    pub fn of(name: &str, hint: bool) -> Self {
        let faulty = fault(name).is_some();
        let ids: Vec<String> = [(hint, "hint"), (faulty, "error")]
            .into_iter()
            .filter(|(there, _)| *there)
            .map(|(_, what)| format!("{name}-{what}"))
            .collect();
        Self { described_by: (!ids.is_empty()).then(|| ids.join(" ")), invalid: faulty.then_some("true") }
    }
}

/// A field of one line.
#[component]
pub fn Field(
    /// Its name.
    name: &'static str,
    /// Its label.
    #[prop(into)]
    label: String,
    /// A hint below the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// The type of input.
    #[prop(default = "text")]
    kind: &'static str,
    /// What browsers may fill in.
    #[prop(default = "off")]
    autocomplete: &'static str,
    /// What it holds at first. A password is never filled in.
    #[prop(optional, into)]
    value: String,
    /// Whether it is short.
    #[prop(optional)]
    short: bool,
    /// The most characters it takes.
    #[prop(optional)]
    most: Option<u32>,
) -> impl IntoView {
    let value = (kind != "password").then(|| kept(name, value));
    let problem = Problem::of(name, hint.is_some());
    let hint = hint.map(|hint| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> });
    view! {
        <div class=if short { "field field-short" } else { "field" }>
            <label for=name>{label}</label>
            {hint}
            <FieldError name/>
            <input
                id=name
                name=name
                type=kind
                autocomplete=autocomplete
                maxlength=most.map(|most| most.to_string())
                value=value
                aria-invalid=problem.invalid
                aria-describedby=problem.described_by
            />
        </div>
    }
}

/// A hidden field that keeps its value if the form comes back.
#[component]
pub fn Hidden(
    /// Its name and id.
    name: &'static str,
    /// What it holds at first.
    #[prop(optional, into)]
    value: String,
) -> impl IntoView {
    view! { <input type="hidden" id=name name=name value=kept(name, value)/> }
}

/// The one way to draw a `<textarea>`: on the server Leptos does not escape its children, so this does. A test forbids
/// any other.
#[component]
pub fn TextArea(
    /// Its name.
    name: &'static str,
    /// Its label.
    #[prop(into)]
    label: String,
    /// A hint below the label.
    #[prop(optional, into)]
    hint: Option<String>,
    /// Lines it shows.
    #[prop(default = 8)]
    rows: u32,
    /// What it holds at first.
    #[prop(optional, into)]
    value: String,
) -> impl IntoView {
    let problem = Problem::of(name, hint.is_some());
    let hint = hint.map(|hint| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> });
    // A browser drops one line end after the opening tag. It gets this one, so that a text may begin with its own.
    let value = format!("\n{}", escape(&kept(name, value)));
    view! {
        <div class="field">
            <label for=name>{label}</label>
            {hint}
            <FieldError name/>
            <div class="text-sheet">
                <textarea
                    id=name
                    name=name
                    rows=rows.to_string()
                    aria-invalid=problem.invalid
                    aria-describedby=problem.described_by
                    inner_html=value
                ></textarea>
            </div>
        </div>
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_area_cannot_be_left_from_within() {
        assert_eq!(escape("</textarea><b>&amp;"), "&lt;/textarea&gt;&lt;b&gt;&amp;amp;");
    }
}
