//! What the owner of a reputation sees of it: "why 612?". Serves one person's own pages only.

use super::{PrivilegeView, Rating, Tenths};
use crate::calendar::Day;
use serde::Serialize;

/// The ledger of one identity, for its owner.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LedgerView {
    /// The slot of the persona; nothing for the member's public profile.
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
    /// The five components, and decay: 500 plus these is the score, within 0 and the cap.
    pub components: Vec<ComponentView>,
    /// What the days' limits have kept from counting, in all.
    pub capped: Tenths,
    /// What today has earned.
    pub earned_today: Tenths,
    /// Until this day, included, losses of quality do not count.
    pub grace_until: Option<Day>,
    /// Until this day, included, the score is frozen.
    pub suspended_until: Option<Day>,
    /// Until this day, included, the next strike counts one step higher.
    pub probation_until: Option<Day>,
    /// From this day each further week of silence takes a point.
    pub decays_from: Option<Day>,
    /// What the score opens.
    pub privileges: Vec<PrivilegeView>,
    /// The score at the end of each day on which something happened, the first day first; begins with 500.
    pub history: Vec<(Day, Tenths)>,
    /// A page of days on which something happened, the latest first.
    pub days: Vec<DayView>,
    /// Where the next page of days starts: days before this one.
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
    /// How far it can move the score, in points; nothing for decay, which has its own floor of 400.
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

/// Events of one day that are alike.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LineView {
    /// "Found helpful".
    pub label: &'static str,
    /// Whether it reverses what was given before.
    pub taken_back: bool,
    /// How many of them.
    pub times: i32,
    /// What they are worth together.
    pub nominal: Tenths,
    /// What of that counts.
    pub counted: Tenths,
    /// Why not all of it counts.
    pub reason: Option<&'static str>,
    /// What they are about.
    pub item: Option<ItemLink>,
}

/// A post or comment an event is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ItemLink {
    /// Title of the post, or of the post commented on.
    pub title: String,
    /// Whether it is a comment.
    pub is_comment: bool,
    /// Path to it.
    pub path: String,
}
