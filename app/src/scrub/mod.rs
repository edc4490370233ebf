//! Findings of the scrubber, marked in a text: drawn by the server on the review page, and by an island while one types.

mod island;

pub use island::ScrubMarks;

use domain::scrub::{Segment, segments};
use leptos::prelude::*;

/// A text as typed, with its findings marked and numbered from `first`.
pub fn marked(text: &str, first: usize) -> impl IntoView + use<> {
    let mut number = first;
    let pieces = segments(text).into_iter().map(|segment| match segment {
        Segment::Plain(words) => words.to_owned().into_any(),
        Segment::Marked(words, _) => {
            let this = number;
            number += 1;
            view! {
                <mark class="finding finding-removed">
                    {words.to_owned()}
                    <a class="finding-number" href=format!("#finding-{this}") aria-label=format!("Removal {this}")>{this}</a>
                </mark>
            }
            .into_any()
        }
    });
    pieces.collect_view()
}

/// The findings of several texts, numbered on, each explained.
pub fn finding_list(texts: &[&str]) -> impl IntoView + use<> {
    let found = texts.iter().flat_map(|text| segments(text)).filter_map(|segment| match segment {
        Segment::Plain(_) => None,
        Segment::Marked(words, finding) => Some((words.to_owned(), finding)),
    });
    let lines = found.enumerate().map(|(at, (words, finding))| {
        let number = at + 1;
        view! {
            <li id=format!("finding-{number}")>
                <span class="finding-order">{number}</span>
                <p>
                    <del><span class="spoken">"Removed: "</span>{words}</del>" "
                    <span class="spoken">"Replaced by: "</span><b>{finding.replacement.into_owned()}</b>
                </p>
                <p>{finding.kind.reason()}</p>
            </li>
        }
    });
    lines.collect_view()
}
