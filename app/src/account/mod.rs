//! Signing up, in and out; the password and the recovery code.

#[cfg(feature = "ssr")]
mod account_page;
pub mod forms;
#[cfg(feature = "ssr")]
mod recovery_page;
#[cfg(feature = "ssr")]
mod session_list;
#[cfg(feature = "ssr")]
mod sign_in_page;
#[cfg(feature = "ssr")]
mod sign_up_page;

#[cfg(feature = "ssr")]
pub(crate) use recovery_page::show_recovery_code;
#[cfg(feature = "ssr")]
pub(crate) use sign_in_page::SignInFields;

#[cfg(feature = "ssr")]
use crate::web::route::{Route, Who, form, page};
#[cfg(feature = "ssr")]
use axum::routing::get;

/// The routes of this feature.
#[cfg(feature = "ssr")]
pub(crate) const ROUTES: &[Route] = &[
    page("/sign-up", Who::Everybody, || get(sign_up_page::page)),
    page("/sign-in", Who::Everybody, || get(sign_in_page::page)),
    page("/reset", Who::Everybody, || get(recovery_page::page)),
    page("/account", Who::Members, || get(account_page::page)),
    form("/sign-up", Who::Everybody, "an account, a session", "one account for each e-mail"),
    form("/sign-in", Who::Everybody, "a session; a wrong guess", "guesses are slowed for each e-mail"),
    form("/sign-in/resume", Who::Everybody, "a session, a draft; a wrong guess", "guesses are slowed for each e-mail"),
    form("/sign-out", Who::Everybody, "the end of the session", "none"),
    form("/exit", Who::Everybody, "the end of the session", "none"),
    form("/sign-out-everywhere", Who::Members, "the end of all sessions", "none"),
    form("/reset", Who::Everybody, "new wraps, a session; a wrong guess", "guesses are slowed for each e-mail"),
    form(
        "/account/password",
        Who::Members,
        "a new wrap, the end of other sessions",
        "guesses are slowed for each session",
    ),
    form(
        "/account/recovery-code",
        Who::Members,
        "a new wrap, the end of other sessions",
        "guesses are slowed for each session",
    ),
    form("/account/sessions/end", Who::Members, "the end of a session", "none"),
    form("/account/sessions/name", Who::Members, "a sealed label", "forty characters"),
];
