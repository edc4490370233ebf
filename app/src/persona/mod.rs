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
use crate::web::route::{Route, Who, form, page};
#[cfg(feature = "ssr")]
use axum::routing::get;

/// The routes of this feature.
#[cfg(feature = "ssr")]
pub(crate) const ROUTES: &[Route] = &[
    page("/dashboard", Who::Members, || get(dashboard_page::page)),
    page("/dashboard/personas/new", Who::Members, || get(new_page::page)),
    page("/dashboard/personas/{slot}", Who::Members, || get(profile_page::own)),
    page("/dashboard/personas/{slot}/delete", Who::Members, || get(delete_page::page)),
    page("/authors/{author}", Who::Everybody, || get(profile_page::public)),
    form("/speak-as", Who::Members, "the identity, in the session", "none"),
    form("/personas", Who::Members, "a slot of the keyring, a link, an author", "three, thirty days apart"),
    form("/personas/delete", Who::Members, "a tombstone; items go to deleted_user", "none; the handle must be typed"),
];

/// The slot an address names.
#[cfg(feature = "ssr")]
pub(crate) fn slot(number: u8) -> Result<domain::persona::Slot, server::Error> {
    domain::persona::Slot::new(number).ok_or(server::Error::Refused(domain::refused::Refused::NotFound))
}
