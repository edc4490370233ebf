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
pub(crate) fn routes() -> axum::Router {
    use axum::routing::get;
    axum::Router::new()
        .route("/sign-up", get(sign_up_page::page))
        .route("/sign-in", get(sign_in_page::page))
        .route("/reset", get(recovery_page::page))
        .route("/account", get(account_page::page))
}
