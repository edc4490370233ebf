//! An event and its weight, as far as it can be known without the author's history. How much of it counts is decided by
//! [`super::Standing`].

use super::{EventKind, Tenths};
use crate::calendar::Day;

/// From this score on, an up-vote is worth two points, and the identity may endorse.
pub const HIGH_REPUTATION: Tenths = Tenths::points(800);
/// Votes on content older than this many days (two years) count half.
pub const OLD_AFTER_DAYS: i32 = 730;
/// The most a moderator may adjust a score by, in points, either way.
pub const LARGEST_ADJUSTMENT: i32 = 10;
/// Points that the levels of strikes take. The fifth is a permanent ban.
pub const STRIKES: [i32; 4] = [5, 15, 30, 50];

/// One event with its weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReputationEvent {
    pub(super) kind: EventKind,
    pub(super) nominal: Tenths,
    pub(super) level: u8,
    pub(super) suspends_days: i32,
}

/// Why an event is not valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReputationEventFault {
    /// The kind needs more details, or is written only by the ledger itself.
    #[error("this kind cannot be recorded without saying more")]
    NotPlain,
    /// There is no such level.
    #[error("a strike has a level from 1 to 4")]
    Level,
    /// The suspension would last less than a day.
    #[error("a suspension lasts at least one day")]
    Days,
    /// The adjustment is larger than a moderator may make, or zero.
    #[error("an adjustment is not zero and at most 10 points either way")]
    Adjustment,
}

impl ReputationEvent {
    /// A vote today, by a voter with this score, on content of that day.
    pub fn vote(up: bool, voter: Tenths, content_on: Day, today: Day) -> Self {
        let kind = if up { EventKind::Upvote } else { EventKind::Downvote };
        let full = if up && voter >= HIGH_REPUTATION { Tenths::points(2) } else { kind.points() };
        let old = today.0.saturating_sub(content_on.0) > OLD_AFTER_DAYS;
        Self { nominal: if old { Tenths(full.0 / 2) } else { full }, ..Self::of(kind) }
    }

    /// Any event whose points are in the table.
    pub fn plain(kind: EventKind) -> Result<Self, ReputationEventFault> {
        match kind {
            EventKind::Upvote
            | EventKind::Downvote
            | EventKind::Suspension
            | EventKind::Strike
            | EventKind::Adjustment
            | EventKind::Contribution
            | EventKind::Decay => Err(ReputationEventFault::NotPlain),
            _ => Ok(Self::of(kind)),
        }
    }

    /// A suspension for this many days, including the day it is imposed.
    pub fn suspension(days: i32) -> Result<Self, ReputationEventFault> {
        if days < 1 {
            Err(ReputationEventFault::Days)
        } else {
            Ok(Self { suspends_days: days, ..Self::of(EventKind::Suspension) })
        }
    }

    /// A strike of level 1 to 4, with the days it suspends for (none for the first).
    pub fn strike(level: u8, suspends_days: i32) -> Result<Self, ReputationEventFault> {
        let nominal = strike_points(level).ok_or(ReputationEventFault::Level)?;
        Ok(Self { nominal, level, suspends_days: suspends_days.max(0), ..Self::of(EventKind::Strike) })
    }

    /// A moderator's adjustment, up or down.
    pub fn adjustment(points: Tenths) -> Result<Self, ReputationEventFault> {
        let most = Tenths::points(LARGEST_ADJUSTMENT);
        if points == Tenths::ZERO || points > most || points < -most {
            return Err(ReputationEventFault::Adjustment);
        }
        Ok(Self { nominal: points, ..Self::of(EventKind::Adjustment) })
    }

    fn of(kind: EventKind) -> Self {
        Self { kind, nominal: kind.points(), level: 0, suspends_days: 0 }
    }
}

/// The points a strike of this level takes.
pub(super) fn strike_points(level: u8) -> Option<Tenths> {
    let step = usize::from(level).checked_sub(1)?;
    STRIKES.get(step).map(|points| Tenths::points(-points))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn votes_weigh_by_voter_and_age() {
        let today = Day(20_000);
        let vote =
            |up, voter, age: i32| ReputationEvent::vote(up, Tenths::points(voter), today.plus(-age), today).nominal.0;
        assert_eq!(
            [vote(true, 799, 0), vote(true, 800, 0), vote(false, 799, 0), vote(false, 800, 0)],
            [10, 20, -10, -10]
        );
        assert_eq!(
            [vote(true, 799, 730), vote(true, 799, 731), vote(true, 900, 731), vote(false, 1, 731)],
            [10, 5, 10, -5]
        );
    }

    #[test]
    fn what_needs_more_is_not_plain() {
        let refused: Vec<&str> = EventKind::ALL
            .iter()
            .filter(|kind| ReputationEvent::plain(**kind).is_err())
            .map(|kind| kind.word())
            .collect();
        assert_eq!(refused, ["upvote", "downvote", "suspension", "strike", "adjustment", "contribution", "decay"]);
    }

    #[test]
    fn strikes_and_adjustments_have_bounds() {
        let strikes = [1, 2, 3, 4].map(|level| ReputationEvent::strike(level, 0).map(|strike| strike.nominal.whole()));
        assert_eq!(strikes, [Ok(-5), Ok(-15), Ok(-30), Ok(-50)]);
        assert!([0, 5, 255].iter().all(|level| ReputationEvent::strike(*level, 0) == Err(ReputationEventFault::Level)));
        let adjusted = |tenths| ReputationEvent::adjustment(Tenths(tenths)).is_ok();
        assert_eq!([adjusted(100), adjusted(-100), adjusted(5)], [true, true, true]);
        assert_eq!([adjusted(101), adjusted(-101), adjusted(0)], [false, false, false]);
        assert_eq!(ReputationEvent::suspension(0), Err(ReputationEventFault::Days));
    }
}
