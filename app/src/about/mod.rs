//! Pages about the product: what we promise and cannot promise, and how we speak here; and a page that has nothing to
//! do with it, for people who had to leave quickly.

mod guidelines_page;
mod privacy_page;
mod units_page;

use crate::web::route::{Route, Who, page};
use axum::routing::get;

/// The routes of this feature.
pub(crate) const ROUTES: &[Route] = &[
    page("/privacy", Who::Everybody, || get(privacy_page::page)),
    page("/guidelines", Who::Everybody, || get(guidelines_page::page)),
    page("/units", Who::Everybody, || get(units_page::page)),
];
