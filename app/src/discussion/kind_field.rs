//! The composer's question "What is it?".

use crate::web::PageContext;
use domain::discussion::PostKind;
use leptos::prelude::*;

/// Radio buttons of all kinds of posts, with a line on each.
#[component]
pub fn KindField(
    /// The word of the kind chosen at first.
    chosen: String,
) -> impl IntoView {
    let returned = use_context::<PageContext>().and_then(|context| context.returned);
    let chosen = returned.and_then(|returned| returned.field("kind").map(ToOwned::to_owned)).unwrap_or(chosen);
    let chosen = PostKind::parse(&chosen).unwrap_or_default();
    let lines = PostKind::ALL.into_iter().map(|kind| {
        let id = format!("kind-{}", kind.word());
        view! {
            <p class="check">
                <input type="radio" id=id.clone() name="kind" value=kind.word() checked=kind == chosen/>
                <label for=id>{kind.label()}<span class="hint">{line(kind)}</span></label>
            </p>
        }
    });
    view! {
        <fieldset class="field kinds">
            <legend>"What is it?"</legend>
            <p class="hint">"Readers see it beside the space. All but the first earn points once several readers have found the post helpful."</p>
            {lines.collect_view()}
        </fieldset>
    }
}

fn line(kind: PostKind) -> &'static str {
    match kind {
        PostKind::Discussion => "Anything you want to ask or talk over.",
        PostKind::OriginalCase => "A case you have seen, told so that others can think with you.",
        PostKind::LiteratureReview => "What the studies on a question say, with their sources.",
        PostKind::GuidelineAnalysis => "What a guideline recommends, on what grounds, and where it does not apply.",
        PostKind::Educational => "Something you know well, explained.",
    }
}
