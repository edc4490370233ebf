//! The pages of Uniting Doctors, drawn by the server; the server functions behind their forms; and the islands that
//! make writing more comfortable where WebAssembly runs.
//!
//! A page is an axum handler that asks one verb for a view and draws it with Leptos. A form posts to a server function
//! (a form handler), which runs one verb and redirects. If that fails, the same page comes back with what was typed and
//! what to do about it (see `web::form`). Nothing here decides who may do what.

// The type of a page holds the types of all its elements.
#![recursion_limit = "512"]
#![cfg_attr(
    feature = "ssr",
    expect(clippy::needless_pass_by_value, reason = "components and views take what they draw")
)]

pub mod account;
pub mod discussion;
pub mod error;
pub mod persona;
pub mod reputation;
pub mod scrub;

#[cfg(feature = "ssr")]
mod about;
#[cfg(feature = "ssr")]
mod ui;
#[cfg(feature = "ssr")]
pub mod web;
