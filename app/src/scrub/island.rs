//! The island of the composer: underlines findings in the text as the author types, explains each, and replaces it or
//! keeps it if the author says that it identifies nobody. The server checks again.

#[cfg(feature = "hydrate")]
use super::browser;
use super::{Found, KEEP, KEPT_EXPLAINED, KEPT_HEADING, Part, Piece, REMOVE, Reading, finding_line, hint_list};
use domain::hint::About;
use domain::scrub::{Exemptions, findings};
use leptos::prelude::*;

/// What is in the fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Typed {
    pub title: String,
    pub body: String,
    pub note: String,
}

/// Whether the lists of names, places and institutions have been loaded.
#[derive(Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(feature = "hydrate"), expect(dead_code, reason = "only a browser fetches them"))]
pub(super) enum Lists {
    Loading,
    Ready,
    Failed,
}

/// What the island holds.
#[derive(Clone, Copy)]
pub(super) struct State {
    pub typed: RwSignal<Typed>,
    pub exemptions: RwSignal<Exemptions>,
    pub lists: RwSignal<Lists>,
    pub awake: RwSignal<bool>,
}

/// Watches the fields of a composer. Without WebAssembly it stays empty, and the review page does its work. Pressing
/// Shift three times presses "Exit this page".
#[island]
pub fn ScrubMarks(
    /// What could give the author away.
    about: About,
) -> impl IntoView {
    let state = State {
        typed: RwSignal::default(),
        exemptions: RwSignal::default(),
        lists: RwSignal::new(Lists::Loading),
        awake: RwSignal::new(false),
    };
    // Everything below is drawn from this one reading of each change.
    let reading = Memo::new(move |_| {
        state.lists.track();
        let texts = |typed: &Typed| {
            let texts = [(Part::Title, &*typed.title), (Part::Body, &*typed.body), (Part::Note, &*typed.note)];
            state.exemptions.with(|exemptions| Reading::of(&texts, exemptions, findings))
        };
        state.typed.with(texts)
    });
    let hints = Memo::new(move |_| reading.with(|reading| reading.hints(&about)));
    let count = Memo::new(move |_| state.typed.with(|typed| typed.body.chars().count()));
    // After hydration, which takes over what the server drew and changes nothing.
    Effect::new(move |_| browser::wake(state));
    Effect::new(move |_| {
        reading.track();
        browser::follow();
    });
    let asleep = move || !state.awake.get();
    let removed = move || reading.with(|reading| reading.removed().count());
    let none_exempt = move || reading.with(|reading| reading.kept().next().is_none());
    view! {
        <div class="text-marks" id="body-marks" aria-hidden="true" hidden=asleep>
            {move || reading.with(|reading| underlined(reading.part(Part::Body)))}
        </div>
        <section class="check-section" hidden=asleep>
            <p class="composer-count">{move || format!("{} of 10,000 characters", count.get())}</p>
            {move || hint_list(hints.get())}
            <div role="status">
                <h2 id="findings-title" tabindex="-1">{move || match removed() {
                    0 => "The check finds nothing to remove".to_owned(),
                    n => super::removal_heading(n),
                }}</h2>
            </div>
            <p class="hint" hidden=move || state.lists.get() == Lists::Ready>{move || match state.lists.get() {
                Lists::Loading | Lists::Ready => "Names, places and institutions are being loaded\u{2026}",
                Lists::Failed => "Names, places and institutions will be checked after you continue.",
            }}</p>
            <ol class="findings" role="list">
                {move || reading.with(|reading| lines(reading.removed().cloned().collect(), state))}
            </ol>
            <div hidden=none_exempt>
                <h2>{KEPT_HEADING}</h2>
                <p class="hint">{KEPT_EXPLAINED}</p>
                <ol class="findings" role="list">
                    {move || reading.with(|reading| lines(reading.kept().cloned().collect(), state))}
                </ol>
            </div>
        </section>
    }
}

/// The text again, to lie behind the field: only its underlines show. The invisible character at the end gives a final
/// line break a line of its own.
fn underlined(pieces: &[Piece]) -> impl IntoView + use<> {
    let pieces = pieces.iter().map(|piece| match piece {
        Piece::Plain(words) => words.clone().into_any(),
        Piece::Found(found) => view! { <mark class=found.class()>{found.words.clone()}</mark> }.into_any(),
    });
    (pieces.collect_view(), "\u{200b}")
}

fn lines(found: Vec<Found>, state: State) -> impl IntoView + use<> {
    let lines = found.into_iter().map(|found| {
        let (this, that) = (found.clone(), found.clone());
        let replace = (!found.kept).then(|| {
            view! {
                <button type="button" class="button-link" on:click=move |_| browser::replace(&this)>
                    "Replace"<span class="spoken">" ("{found.words.clone()}")"</span>
                </button>
            }
        });
        let decide = found.may_keep().map(|_| {
            view! {
                <button type="button" class="button-link" on:click=move |_| decide(state, &that)>
                    {if found.kept { REMOVE } else { KEEP }}<span class="spoken">" ("{found.words.clone()}")"</span>
                </button>
            }
        });
        finding_line(&found, view! { <p class="finding-acts">{replace}{decide}</p> }.into_any())
    });
    lines.collect_view()
}

/// Keeps a finding because its author says so, or undoes that.
fn decide(state: State, found: &Found) {
    state.exemptions.update(|exemptions| {
        if found.kept {
            exemptions.unmark(found.kind, &found.words);
        } else {
            exemptions.mark(found.kind, &found.words);
        }
    });
    browser::keep_focus();
}

/// Stands in for the browser on the server, where there is none.
#[cfg(not(feature = "hydrate"))]
mod browser {
    use super::{Found, State};

    pub fn wake(_: State) {}
    pub fn follow() {}
    pub fn replace(_: &Found) {}
    pub fn keep_focus() {}
}
