//! What readers say about posts and comments, what it adds up to, and why: the ledger for the owner of an identity, and
//! the rules for everybody.

#[cfg(feature = "ssr")]
mod chart;
#[cfg(feature = "ssr")]
mod course_page;
#[cfg(feature = "ssr")]
mod days;
pub mod forms;
#[cfg(feature = "ssr")]
mod ledger_page;
#[cfg(feature = "ssr")]
mod rules_page;
#[cfg(feature = "ssr")]
mod sums;

#[cfg(feature = "ssr")]
pub(crate) fn routes() -> axum::Router {
    use axum::routing::get;
    axum::Router::new()
        .route("/reputation", get(rules_page::page))
        .route("/guidelines/course", get(course_page::page))
        .route("/dashboard/personas/{slot}/reputation", get(ledger_page::persona))
        .route("/dashboard/profile/reputation", get(ledger_page::profile))
}

/// Names of the fields of the course, in the order of its questions.
pub(crate) const COURSE_FIELDS: [&str; domain::reputation::COURSE.len()] = ["q1", "q2", "q3", "q4", "q5", "q6"];

/// Points as written in a sentence: "612", "612.5", and no sign unless it is a minus.
#[cfg(feature = "ssr")]
pub(crate) fn exact(points: domain::reputation::Tenths) -> String {
    points.signed().trim_start_matches('+').to_owned()
}
