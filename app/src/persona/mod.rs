//! The Anonymity Dashboard, profiles, and making and deleting personas. An owner's own pages name the slot, never the
//! persona.

#[cfg(feature = "ssr")]
mod dashboard_page;
#[cfg(feature = "ssr")]
mod delete_page;
pub mod forms;
#[cfg(feature = "ssr")]
mod new_page;
#[cfg(feature = "ssr")]
mod profile_page;

#[cfg(feature = "ssr")]
pub(crate) fn routes() -> axum::Router {
    use axum::routing::get;
    axum::Router::new()
        .route("/dashboard", get(dashboard_page::page))
        .route("/dashboard/personas/new", get(new_page::page))
        .route("/dashboard/personas/{slot}", get(profile_page::own))
        .route("/dashboard/personas/{slot}/delete", get(delete_page::page))
        .route("/authors/{author}", get(profile_page::public))
}

/// The slot an address names.
#[cfg(feature = "ssr")]
pub(crate) fn slot(number: u8) -> Result<domain::persona::Slot, server::Error> {
    domain::persona::Slot::new(number).ok_or(server::Error::Refused(domain::refused::Refused::NotFound))
}
