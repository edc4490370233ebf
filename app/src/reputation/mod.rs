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
use crate::web::route::{Route, Who, form, page};
#[cfg(feature = "ssr")]
use axum::routing::get;

/// The routes of this feature.
#[cfg(feature = "ssr")]
pub(crate) const ROUTES: &[Route] = &[
    page("/reputation", Who::Everybody, || get(rules_page::page)),
    page("/guidelines/course", Who::Members, || get(course_page::page)),
    page("/dashboard/personas/{slot}/reputation", Who::Members, || get(ledger_page::persona)),
    page("/dashboard/profile/reputation", Who::Members, || get(ledger_page::profile)),
    form(
        "/guidelines/course",
        Who::Members,
        "that the account has completed it, a reputation event",
        "once for an account",
    ),
    form("/vote", Who::Members, "a ballot, reputation events", "votes a day, votes a day on one author"),
    form(
        "/reaction",
        Who::Members,
        "a reaction or a saved item, reputation events",
        "one of each for an account and item; votes a day",
    ),
    form("/accept", Who::Members, "the accepted answer, reputation events", "answers to one’s own questions"),
    form("/feature", Who::Moderators, "a featured item, reputation events", "not one\u{2019}s own texts"),
];

/// Names of the fields of the course, in the order of its questions.
pub(crate) const COURSE_FIELDS: [&str; domain::reputation::COURSE.len()] = ["q1", "q2", "q3", "q4", "q5", "q6"];

/// Points as written in a sentence: "612", "612.5", and no sign unless it is a minus.
#[cfg(feature = "ssr")]
pub(crate) fn exact(points: domain::reputation::Tenths) -> String {
    points.signed().trim_start_matches('+').to_owned()
}
