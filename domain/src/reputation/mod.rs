//! Reputation: a ledger of events, and the score computed by replaying it.
//!
//! [`ReputationEvent`] is what an event is worth by itself. [`Standing`] decides how much of it counts, and keeps what
//! the time-dependent rules need. [`Entry`] is one line of the ledger. [`Sums`] add the lines up. [`Rating`] shows the
//! score. [`Scenario`] is a file of events to play through these rules.

mod badge;
#[cfg(test)]
mod cases;
mod course;
mod dimension;
mod earning;
mod event_kind;
mod lenient;
mod line;
mod points;
mod privilege;
#[cfg(test)]
mod properties;
mod rating;
mod reputation_event;
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
pub use line::EventFault;
pub use points::Tenths;
pub use privilege::{MODERATOR_ABOVE, PrivilegeView, Privileges};
pub use rating::{Rating, RatingLabel, public_points};
pub use reputation_event::{
    HIGH_REPUTATION, LARGEST_ADJUSTMENT, OLD_AFTER_DAYS, ReputationEvent, ReputationEventFault, STRIKES,
};
pub use scenario::{ComponentPoints, Outcome, Scenario, ScenarioFault, play};
pub use standing::{
    DECAY_STOPS_AT, DOUBLED_BELOW, DOUBLED_CONTRIBUTIONS, EARNED_A_DAY, GRACE_DAYS, HIGH_QUALITY, PROBATION_DAYS,
    Posting, QUIET_DAYS, Standing,
};
pub use sums::{Entry, Limit, Sums, cap};
pub use views::{ComponentView, DayView, ItemLink, LedgerView, LineView};
