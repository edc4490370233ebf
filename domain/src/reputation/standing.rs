//! An author's standing: the sums, and what the time-dependent rules need (REP-92 to REP-100; DESIGN 9). Every event
//! goes through [`Standing::apply`], which decides how much of it counts and records that in an [`Entry`]. The entries
//! are the ledger, and their sum is the score.

use super::reputation_event::strike_points;
use super::{Entry, EventKind, Limit, ReputationEvent, Sums, Tenths};
use crate::account::Tier;
use crate::calendar::Day;

/// The most points a day (UTC) can earn; anything more is recorded but does not count.
pub const EARNED_A_DAY: Tenths = Tenths::points(50);
/// Days from the first one in which losses of quality do not count.
pub const GRACE_DAYS: i32 = 30;
/// Days of inactivity without decay (half a year).
pub const QUIET_DAYS: i32 = 182;
/// Decay never takes a score below this.
pub const DECAY_STOPS_AT: Tenths = Tenths::points(400);
/// Days after a suspension in which the next strike counts one step higher.
pub const PROBATION_DAYS: i32 = 30;
/// Below this score, contributions of high quality earn double.
pub const DOUBLED_BELOW: Tenths = Tenths::points(400);
/// A contribution is of high quality from this quality on (out of 100).
pub const HIGH_QUALITY: u8 = 75;
/// Maximum number of an author's contributions that earn double.
pub const DOUBLED_CONTRIBUTIONS: u8 = 10;

const WEEK: i32 = 7;

/// What is known of an author's standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The author's tier: how far the score can rise.
    pub tier: Tier,
    /// The sums.
    pub sums: Sums,
    /// The first day.
    pub opened_on: Day,
    /// The day of the latest contribution; the first day if there is none.
    pub contributed_on: Day,
    /// Inactivity decay is applied up to and including this day.
    pub settled_on: Day,
    /// The first day after the latest suspension.
    pub suspended_until: Day,
    /// Before this day, the next strike counts one step higher.
    pub probation_until: Day,
    /// The day that `earned` belongs to.
    pub earned_on: Day,
    /// The points that day has earned.
    pub earned: Tenths,
    /// Number of contributions that have been granted double points.
    pub doubled: u8,
    /// The day of the latest violation, if there ever was one.
    pub violated_on: Option<Day>,
}

/// The lines that one event writes to the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    /// The decay up to the event, if any.
    pub decay: Option<Entry>,
    /// The event itself.
    pub entry: Entry,
}

impl Posting {
    /// The lines to write.
    pub fn entries(self) -> impl Iterator<Item = Entry> {
        self.decay.into_iter().chain([self.entry])
    }
}

impl Standing {
    /// The standing of a new author.
    pub fn new(tier: Tier, opened_on: Day) -> Self {
        Self {
            tier,
            sums: Sums::default(),
            opened_on,
            contributed_on: opened_on,
            settled_on: opened_on,
            suspended_until: Day(0),
            probation_until: Day(0),
            earned_on: Day(0),
            earned: Tenths::ZERO,
            doubled: 0,
            violated_on: None,
        }
    }

    /// The score.
    pub fn score(&self) -> Tenths {
        self.sums.score(self.tier)
    }

    /// Whether the score is frozen on this day.
    pub fn is_suspended(&self, on: Day) -> bool {
        on < self.suspended_until
    }

    /// Whether the next strike counts one step higher.
    pub fn is_on_probation(&self, on: Day) -> bool {
        !self.is_suspended(on) && on < self.probation_until
    }

    /// Whether losses of quality do not count yet.
    pub fn is_in_grace(&self, on: Day) -> bool {
        on.0.saturating_sub(self.opened_on.0) < GRACE_DAYS
    }

    /// Applies an event. `doubled`: it is about a contribution that was granted double points.
    pub fn apply(&mut self, on: Day, reputation_event: ReputationEvent, doubled: bool) -> Posting {
        let decay = self.settle(on);
        let kind = reputation_event.kind;
        let nominal = self.weigh(on, reputation_event, doubled);
        let earns = nominal > Tenths::ZERO;
        let (counted, limit) = if self.is_suspended(on) && !kind.is_decided_for_cause() {
            (Tenths::ZERO, Some(Limit::Suspended))
        } else if kind.is_quality_loss() && self.is_in_grace(on) {
            (Tenths::ZERO, Some(Limit::Grace))
        } else if earns {
            let counted = nominal.min(self.room_on(on));
            self.earn(on, counted);
            (counted, (counted < nominal).then_some(Limit::DailyCap))
        } else {
            (nominal, None)
        };
        if kind.is_decided_for_cause() && kind != EventKind::Adjustment {
            self.violated_on = self.violated_on.max(Some(on));
        }
        if reputation_event.suspends_days > 0 {
            self.suspended_until = self.suspended_until.max(on.plus(reputation_event.suspends_days));
            self.probation_until = self.probation_until.max(self.suspended_until.plus(PROBATION_DAYS));
        }
        Posting { decay, entry: self.enter(Entry { kind, reversal: false, nominal, counted, limit }) }
    }

    /// The points an event is worth to this author.
    fn weigh(&mut self, on: Day, reputation_event: ReputationEvent, doubled: bool) -> Tenths {
        if reputation_event.kind == EventKind::Strike && self.is_on_probation(on) {
            self.probation_until = on;
            return strike_points(reputation_event.level.saturating_add(1)).unwrap_or(reputation_event.nominal);
        }
        let double = doubled
            && reputation_event.kind.is_about_content()
            && reputation_event.nominal > Tenths::ZERO
            && self.score() < DOUBLED_BELOW;
        if double { reputation_event.nominal + reputation_event.nominal } else { reputation_event.nominal }
    }

    /// What this day can still earn. A late event for an earlier day shares the limit of the latest day.
    pub fn room_on(&self, on: Day) -> Tenths {
        if self.earned_on < on { EARNED_A_DAY } else { EARNED_A_DAY - self.earned }
    }

    /// Uses up part of the daily limit.
    fn earn(&mut self, on: Day, counted: Tenths) {
        if self.earned_on < on {
            self.earned_on = on;
            self.earned = Tenths::ZERO;
        }
        self.earned += counted;
    }

    /// Takes back the points counted for an event of today or an earlier day. No limit applies: the sums become as if
    /// the event had never happened.
    pub fn reverse(&mut self, on: Day, kind: EventKind, counted: Tenths, given_on: Day) -> Posting {
        let decay = self.settle(on);
        if given_on == self.earned_on {
            self.earned = (self.earned - counted.max(Tenths::ZERO)).max(Tenths::ZERO);
        }
        let entry = Entry { kind, reversal: true, nominal: -counted, counted: -counted, limit: None };
        Posting { decay, entry: self.enter(entry) }
    }

    /// Records a contribution, with its quality if known. Returns whether it is granted double points.
    pub fn contribute(&mut self, on: Day, quality: Option<u8>) -> (Posting, bool) {
        let decay = self.settle(on);
        let high = quality.is_some_and(|quality| quality >= HIGH_QUALITY);
        let doubles = high && self.doubled < DOUBLED_CONTRIBUTIONS && self.score() < DOUBLED_BELOW;
        self.doubled = self.doubled.saturating_add(u8::from(doubles));
        self.contributed_on = self.contributed_on.max(on);
        let zero = Tenths::ZERO;
        let entry = Entry { kind: EventKind::Contribution, reversal: false, nominal: zero, counted: zero, limit: None };
        (Posting { decay, entry: self.enter(entry) }, doubles)
    }

    /// Applies inactivity decay up to a day: one point for each full week after half a year without a contribution. It
    /// stops at 400 and pauses during a suspension. Any excess over the tier's cap goes with the first point.
    pub fn settle(&mut self, today: Day) -> Option<Entry> {
        let quiet_until = self.contributed_on.0.saturating_add(QUIET_DAYS);
        let weeks_settled = self.settled_on.0.saturating_sub(quiet_until).div_euclid(WEEK).max(0);
        let weeks_now = today.0.saturating_sub(quiet_until).div_euclid(WEEK);
        self.settled_on = self.settled_on.max(today);
        let before = self.sums.decay;
        let mut weeks = 0;
        for week in weeks_settled + 1..=weeks_now {
            let (score, on) = (self.score(), Day(quiet_until + week * WEEK));
            if score <= DECAY_STOPS_AT {
                break;
            }
            if !self.is_suspended(on) {
                let left = (score + EventKind::Decay.points()).max(DECAY_STOPS_AT);
                self.sums.decay += self.sums.total() - left;
                weeks += 1;
            }
        }
        let counted = before - self.sums.decay;
        let nominal = Tenths(EventKind::Decay.points().0.saturating_mul(weeks));
        (weeks > 0).then_some(Entry { kind: EventKind::Decay, reversal: false, nominal, counted, limit: None })
    }

    fn enter(&mut self, entry: Entry) -> Entry {
        self.sums.add(&entry);
        entry
    }
}
