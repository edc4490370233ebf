//! What the owner of a reputation sees of it: "why 612?". Used only for that person's own pages.

use super::{PrivilegeView, Rating, Tenths};
use crate::calendar::Day;
use serde::Serialize;

/// The ledger of one identity, for its owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LedgerView {
    /// The slot of the persona; none for the member's public profile.
    pub slot: Option<u8>,
    /// The author id; the emblem is drawn from it.
    pub author: String,
    /// "Anon#7392", or the full name.
    pub name: String,
    /// Exact score.
    pub score: Tenths,
    /// Rating of the exact score.
    pub rating: Rating,
    /// The highest score of its tier.
    pub cap: Tenths,
    /// The five components, and decay. 500 plus these is the score, limited to 0 and the cap.
    pub components: Vec<ComponentView>,
    /// The total of points that did not count because of daily limits.
    pub capped: Tenths,
    /// The points earned today.
    pub earned_today: Tenths,
    /// Losses of quality do not count up to and including this day.
    pub grace_until: Option<Day>,
    /// The score is frozen up to and including this day.
    pub suspended_until: Option<Day>,
    /// The next strike counts one step higher up to and including this day.
    pub probation_until: Option<Day>,
    /// From this day on, each further week of inactivity costs a point.
    pub decays_from: Option<Day>,
    /// What the score unlocks.
    pub privileges: Vec<PrivilegeView>,
    /// The score at the end of each day with an event, the first day first; begins with 500.
    pub history: Vec<(Day, Tenths)>,
    /// A page of days with events, the latest first.
    pub days: Vec<DayView>,
    /// Where the next page of days starts: it shows days before this one.
    pub earlier: Option<Day>,
}

/// A component as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ComponentView {
    /// "Content quality".
    pub label: &'static str,
    /// What it adds to the score, with its sign: penalties and decay are negative.
    pub points: Tenths,
    /// Its sum before it was bounded, with its sign.
    pub sum: Tenths,
    /// How far it can change the score, in points; none for decay, which has its own floor of 400.
    pub bound: Option<i32>,
}

/// One day of the ledger. Events carry no finer time, so their order within the day is not known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DayView {
    /// The day.
    pub day: Day,
    /// The score at its end.
    pub score: Tenths,
    /// What happened.
    pub lines: Vec<LineView>,
}

/// Events of one day that are of the same kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LineView {
    /// "Found helpful".
    pub label: &'static str,
    /// Whether it reverses what was given before.
    pub taken_back: bool,
    /// Their number.
    pub times: i32,
    /// What they are worth together.
    pub nominal: Tenths,
    /// How much of that counts.
    pub counted: Tenths,
    /// Why not all of it counts.
    pub reason: Option<&'static str>,
    /// The post or comment they are about.
    pub item: Option<ItemLink>,
}

/// A post or comment that an event is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ItemLink {
    /// Title of the post, or of the post commented on.
    pub title: String,
    /// Whether it is a comment.
    pub is_comment: bool,
    /// Path to it.
    pub path: String,
}
