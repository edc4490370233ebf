//! Hints, at the top of the author's own page.

use domain::hint::Hint;
use leptos::prelude::*;

/// What the check cannot remove, and what its author can do about it. Hidden if there are no hints.
pub fn hint_list(hints: Vec<Hint>) -> impl IntoView + use<> {
    let none = hints.is_empty();
    let lines = hints.into_iter().map(|hint| {
        let last = hint.words.len().saturating_sub(1);
        let words = hint.words.into_iter().enumerate().map(|(at, words)| {
            let more = if at < last { ", " } else { "" };
            view! { <q>{words}</q>{more} }
        });
        view! { <li><p class="hint-words">{words.collect_view()}</p><p>{hint.advice}</p></li> }
    });
    view! {
        <div class="hints" hidden=none>
            <h2>"Could someone be recognised?"</h2>
            <p>"Only you see this. It is not stored, and you decide."</p>
            <ul role="list">{lines.collect_view()}</ul>
        </div>
    }
}
