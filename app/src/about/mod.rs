//! Pages about the product: what we promise and cannot promise, and how we speak here; and a page that has nothing to
//! do with it, for people who had to leave quickly.

mod guidelines_page;
mod privacy_page;
mod units_page;

pub fn routes() -> axum::Router {
    use axum::routing::get;
    axum::Router::new()
        .route("/privacy", get(privacy_page::page))
        .route("/guidelines", get(guidelines_page::page))
        .route("/units", get(units_page::page))
}
