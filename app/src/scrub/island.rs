//! The island that marks findings while one types. It shows what the review page will show; the server checks again.

use leptos::prelude::*;

/// Watches a text area and lists what the check finds in it. Without WASM it stays empty, and the review page does the
/// same. Pressing Shift three times presses "Exit this page".
#[island]
pub fn ScrubMarks(
    /// Id of the text area.
    field: String,
) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let awake = RwSignal::new(false);
    // After hydration, which takes over what the server drew and changes nothing.
    Effect::new(move |_| wake(&field, text, awake));
    let count = move || text.with(|text| text.chars().count());
    let found = move || {
        text.with(|text| {
            super::segments(text).iter().filter(|piece| matches!(piece, super::Segment::Marked(..))).count()
        })
    };
    view! {
        <section hidden=move || !awake.get() aria-live="polite">
            <p class="composer-count">{move || format!("{} of 10,000 characters", count())}</p>
            <h2>{move || match found() {
                0 => "The check finds nothing to remove".to_owned(),
                1 => "One thing will be removed".to_owned(),
                n => format!("{n} things will be removed"),
            }}</h2>
            <div class="review-text" hidden=move || found() == 0>
                <p class="as-typed">{move || super::marked(&text.get(), 1)}</p>
            </div>
            <ol class="findings" role="list">{move || super::finding_list(&[&text.get()])}</ol>
        </section>
    }
}

#[cfg(feature = "hydrate")]
fn wake(field: &str, text: RwSignal<String>, awake: RwSignal<bool>) {
    use leptos::wasm_bindgen::JsCast;
    use leptos::web_sys::{HtmlTextAreaElement, KeyboardEvent};
    let element =
        document().get_element_by_id(field).and_then(|element| element.dyn_into::<HtmlTextAreaElement>().ok());
    let Some(area) = element else { return };
    text.set(area.value());
    awake.set(true);
    let typed = area.clone();
    let _ = window_event_listener(leptos::ev::input, move |_| text.set(typed.value()));
    let pressed = StoredValue::new(0_u8);
    let _ = window_event_listener(leptos::ev::keydown, move |event: KeyboardEvent| {
        // A key held down repeats; only separate presses count.
        pressed.update_value(|pressed| match (event.key().as_str(), event.repeat()) {
            ("Shift", false) => *pressed += 1,
            ("Shift", true) => {}
            _ => *pressed = 0,
        });
        if pressed.get_value() >= 3 {
            exit();
        }
    });
}

/// There is nothing to wake on the server.
#[cfg(not(feature = "hydrate"))]
fn wake(_: &str, _: RwSignal<String>, _: RwSignal<bool>) {}

/// Submits the form of "Exit this page".
#[cfg(feature = "hydrate")]
fn exit() {
    use leptos::wasm_bindgen::JsCast;
    use leptos::web_sys::HtmlFormElement;
    let form = document().query_selector("form.exit-page").ok().flatten();
    if let Some(form) = form.and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) {
        let _ = form.submit();
    }
}
