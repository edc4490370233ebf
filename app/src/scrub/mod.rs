//! Findings of the scrubber, marked in a text: drawn by the server on the review page, and by an island as the author
//! types.

#[cfg(feature = "hydrate")]
mod browser;
mod hint_list;
mod island;
mod reading;

pub use hint_list::hint_list;
pub use island::ScrubMarks;
pub use reading::{Found, Part, Piece, Reading};

use leptos::prelude::*;

/// A text as typed, with its findings marked and numbered.
pub fn marked(pieces: &[Piece]) -> impl IntoView + use<> {
    let pieces = pieces.iter().map(|piece| match piece {
        Piece::Plain(words) => words.clone().into_any(),
        Piece::Found(found) => {
            let label = format!("{} {}", if found.kept { "Kept" } else { "Removal" }, found.number);
            view! {
                <mark class=found.class()>
                    {found.words.clone()}
                    <a class="finding-number" href=format!("#{}", found.anchor()) aria-label=label>{found.number}</a>
                </mark>
            }
            .into_any()
        }
    });
    pieces.collect_view()
}

/// One finding, explained; `acts` is what can be done about it.
pub fn finding_line(found: &Found, acts: AnyView) -> impl IntoView + use<> {
    let words = found.words.clone();
    let what = if found.kept {
        view! { <p><span class="spoken">"Kept: "</span><b class="finding-kept">{words}</b></p> }.into_any()
    } else {
        view! {
            <p>
                <del><span class="spoken">"Removed: "</span>{words}</del>" "
                <span class="spoken">"Replaced by: "</span><b>{found.replacement.clone()}</b>
            </p>
        }
        .into_any()
    };
    view! {
        <li id=found.anchor()>
            <span class="finding-order">{found.number}</span>
            {what}
            <p>{found.kind.reason()}{found.likely.then_some(" It may be something else; removing it is the safe choice.")}</p>
            {acts}
        </li>
    }
}

/// A heading that says how many findings will be removed.
pub fn removal_heading(count: usize) -> String {
    match count {
        1 => "One thing will be removed".to_owned(),
        n => format!("{n} things will be removed"),
    }
}

/// The heading over what the author keeps.
pub const KEPT_HEADING: &str = "Kept at your request";
/// What follows from keeping it.
pub const KEPT_EXPLAINED: &str =
    "You say that these identify nobody. They stay in the text as you wrote them, and we record that you kept them.";
/// The button that keeps a finding.
pub const KEEP: &str = "This does not identify anyone";
/// The button that takes it back.
pub const REMOVE: &str = "Remove it after all";
