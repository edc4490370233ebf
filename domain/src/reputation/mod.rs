//! What an author's word is worth: a ledger of events, and the score that is their replay.
//!
//! [`Happening`] says what something is worth by itself; [`Standing`] decides how much of it counts, and remembers what
//! the rules over time need; [`Entry`] is the line written; [`Sums`] add the lines up; [`Rating`] shows the score.
//! [`Scenario`] is a file of events, to be played through these rules.

mod badge;
#[cfg(test)]
mod cases;
mod course;
mod dimension;
mod earning;
mod event_kind;
mod happening;
mod line;
mod loose;
mod points;
mod privilege;
#[cfg(test)]
mod properties;
mod rating;
mod scenario;
mod standing;
mod sums;
mod views;

pub use badge::{
    BadgeKind, BadgeView, EDUCATOR_POSTS, EXPERT_ENDORSERS, EXPERT_FROM, RESEARCHER_CONTRIBUTIONS, RISING_FROM,
    SCHOLAR_SOURCES, TOP_CONTRIBUTOR_VOTES,
};
pub use course::{COURSE, Question, mistakes};
pub use dimension::Dimension;
pub use earning::{GOOD_COMMENTS, GOOD_WEEK, REWARDED_FROM, SAVES_OF_ONE_EVENT, monday};
pub use event_kind::{Component, EventKind};
pub use happening::{HIGH_REPUTATION, Happening, HappeningFault, LARGEST_ADJUSTMENT, OLD_AFTER_DAYS, STRIKES};
pub use line::EventFault;
pub use points::Tenths;
pub use privilege::{MODERATOR_ABOVE, PrivilegeView, Privileges};
pub use rating::{Rating, RatingLabel, public_points};
pub use scenario::{ComponentPoints, Outcome, Scenario, ScenarioFault, play};
pub use standing::{
    DECAY_STOPS_AT, DOUBLED_BELOW, DOUBLED_CONTRIBUTIONS, EARNED_A_DAY, GRACE_DAYS, HIGH_QUALITY, PROBATION_DAYS,
    QUIET_DAYS, Standing, Taken,
};
pub use sums::{Entry, Limit, Sums, cap};
pub use views::{ComponentView, DayView, ItemLink, LedgerView, LineView};
