//! Entry of the WebAssembly build: wakes the islands of the page it is loaded on. It holds nothing else, so that the
//! islands alone decide its size.
#![cfg(feature = "hydrate")]

// Names the crate with the islands; without it they would not be exported.
use app as _;

/// Wakes the islands.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    console_error_panic_hook::set_once();
    leptos::mount::hydrate_islands();
}

/// How many things the check finds in a text. For measuring it in the browser, as it is shipped.
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn count_findings(text: &str) -> usize {
    domain::scrub::findings(text).len()
}
