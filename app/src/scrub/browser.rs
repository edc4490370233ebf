//! What the island asks of the browser.

use super::island::{Lists, State, Typed};
use super::{Found, Part};
use domain::scrub::{install_lists, lists_ready};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::{JsCast, JsValue};
use leptos::web_sys::{
    Element, Event, FocusOptions, HtmlDocument, HtmlElement, HtmlFormElement, HtmlInputElement, HtmlTextAreaElement,
    KeyboardEvent, Response,
};

fn by_id<T: JsCast>(id: &str) -> Option<T> {
    document().get_element_by_id(id)?.dyn_into().ok()
}

fn text_area() -> Option<HtmlTextAreaElement> {
    by_id("body")
}

fn typed() -> Typed {
    let value = |id| by_id::<HtmlInputElement>(id).map(|input| input.value()).unwrap_or_default();
    Typed { title: value("title"), body: text_area().map(|area| area.value()).unwrap_or_default(), note: value("note") }
}

/// Begins to watch the fields.
pub fn wake(state: State) {
    let Some(area) = text_area() else { return };
    lie_behind(&area);
    let exemptions = by_id::<HtmlInputElement>("exemptions");
    state.exemptions.set(
        exemptions.as_ref().and_then(|exemptions| serde_json::from_str(&exemptions.value()).ok()).unwrap_or_default(),
    );
    state.typed.set(typed());
    state.awake.set(true);
    let _ = window_event_listener(leptos::ev::input, move |_| state.typed.set(typed()));
    // Marks travel in a field of the form.
    Effect::new(move |_| {
        let marks = state.exemptions.with(|marks| serde_json::to_string(marks).unwrap_or_default());
        if let Some(exemptions) = by_id::<HtmlInputElement>("exemptions") {
            exemptions.set_value(&marks);
        }
    });
    spawn_local(async move {
        let ready = lists_ready() || fetch_lists().await == Some(true);
        state.lists.set(if ready { Lists::Ready } else { Lists::Failed });
    });
    listen_for_shift();
}

async fn fetch_lists() -> Option<bool> {
    let response = wasm_bindgen_futures::JsFuture::from(window().fetch_with_str("/lists.bin")).await.ok()?;
    let response: Response = response.dyn_into().ok()?;
    let bytes = wasm_bindgen_futures::JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    Some(response.ok() && install_lists(&js_sys::Uint8Array::new(&bytes).to_vec()))
}

/// Puts the underlines behind the text area, which is transparent.
fn lie_behind(area: &HtmlTextAreaElement) {
    let (Some(layout), Some(marks)) = (area.parent_element(), by_id::<Element>("body-marks")) else { return };
    let _ = layout.insert_before(&marks, Some(area));
    let _ = layout.class_list().add_1("text-sheet-marked");
    let scrolled = leptos::wasm_bindgen::closure::Closure::<dyn Fn()>::new(scroll);
    let _ = area.add_event_listener_with_callback("scroll", scrolled.as_ref().unchecked_ref());
    scrolled.forget();
}

/// Scrolls the underlines to where the text is.
fn scroll() {
    if let (Some(area), Some(marks)) = (text_area(), by_id::<Element>("body-marks")) {
        marks.set_scroll_top(area.scroll_top());
    }
}

/// Scrolls the underlines after a change, once it is drawn.
pub fn follow() {
    request_animation_frame(scroll);
}

/// Puts the replacement in the place of a finding, so that the field can undo it. The focus stays where it was.
pub fn replace(found: &Found) {
    let id = match found.part {
        Part::Title => "title",
        Part::Body => "body",
        Part::Note => "note",
    };
    let typed = typed();
    let text = match found.part {
        Part::Title => typed.title,
        Part::Body => typed.body,
        Part::Note => typed.note,
    };
    let end = found.start + found.words.len();
    let (Some(before), Some(after)) = (text.get(..found.start), text.get(end..)) else { return };
    if text.get(found.start..end) != Some(found.words.as_str()) {
        return;
    }
    let units = |text: &str| u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX);
    let (from, to) = (units(before), units(before) + units(&found.words));
    let focused = document().active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let Some(field) = by_id::<HtmlElement>(id) else { return };
    let calmly = FocusOptions::new();
    calmly.set_prevent_scroll(true);
    let _ = field.focus_with_options(&calmly);
    let wanted = format!("{before}{}{after}", found.replacement);
    if let Some(area) = field.dyn_ref::<HtmlTextAreaElement>() {
        let _ = area.set_selection_range(from, to);
        insert(&found.replacement);
        if area.value() != wanted {
            area.set_value(&wanted);
        }
    } else if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
        let _ = input.set_selection_range(from, to);
        insert(&found.replacement);
        // A field with a maximum length takes less.
        if input.value() != wanted {
            input.set_value(&wanted);
        }
    }
    if let Some(focused) = focused {
        let _ = focused.focus_with_options(&calmly);
    }
    if let Ok(changed) = Event::new("input") {
        let _ = window().dispatch_event(&changed);
    }
    keep_focus();
}

/// Types over the selection. This is the only way that the browser's own undo can take back.
fn insert(text: &str) {
    if let Ok(document) = JsValue::from(document()).dyn_into::<HtmlDocument>() {
        let _ = document.exec_command_with_show_ui_and_value("insertText", false, text);
    }
}

/// When what had the focus is gone, the heading of the findings gets it.
pub fn keep_focus() {
    request_animation_frame(|| {
        let lost = document().active_element().is_none_or(|element| element.tag_name() == "BODY");
        if lost && let Some(heading) = by_id::<HtmlElement>("findings-title") {
            let _ = heading.focus();
        }
    });
}

fn listen_for_shift() {
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

/// Submits the form of "Exit this page".
fn exit() {
    let form = document().query_selector("form.exit-page").ok().flatten();
    if let Some(form) = form.and_then(|form| form.dyn_into::<HtmlFormElement>().ok()) {
        let _ = form.submit();
    }
}
