//! Events and the score they add up to (specification, "Reputation Score Mechanics"). Points are kept in tenths. The
//! ledger knows votes so far; a vote that is changed or withdrawn is answered by a compensating event, so that nothing
//! is ever rewritten.

use crate::account::Tier;
use serde::{Deserialize, Serialize};

/// Points in tenths: 10 is one point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Tenths(pub i32);

impl Tenths {
    /// Whole points.
    pub const fn points(points: i32) -> Self {
        Self(points * 10)
    }
    /// Rounded down to whole points.
    pub fn whole(self) -> i32 {
        self.0.div_euclid(10)
    }
}

impl std::ops::Neg for Tenths {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// Somebody found it helpful.
    Upvote,
    /// Somebody found it unhelpful.
    Downvote,
    /// A vote was taken back; its points are the negative of what it had given.
    VoteWithdrawn,
}

impl EventKind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Upvote, Self::Downvote, Self::VoteWithdrawn];

    /// The word stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Upvote => "upvote",
            Self::Downvote => "downvote",
            Self::VoteWithdrawn => "vote_withdrawn",
        }
    }
    /// Reads the word back.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// How much a vote weighs: double from a voter of 800 or more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VoteWeight {
    /// One point.
    Peer,
    /// Two points up; a down-vote is one point whoever gives it.
    HighReputation,
}

impl VoteWeight {
    /// The weight of a voter with this score.
    pub fn of(voter: Tenths) -> Self {
        if voter >= Tenths::points(800) { Self::HighReputation } else { Self::Peer }
    }
    /// The event of a vote in this direction.
    pub fn event(self, up: bool) -> Event {
        match (up, self) {
            (true, Self::Peer) => Event { kind: EventKind::Upvote, points: Tenths::points(1) },
            (true, Self::HighReputation) => Event { kind: EventKind::Upvote, points: Tenths::points(2) },
            (false, _) => Event { kind: EventKind::Downvote, points: Tenths::points(-1) },
        }
    }
}

/// One line of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// What happened.
    pub kind: EventKind,
    /// What it gave or took.
    pub points: Tenths,
}

impl Event {
    /// The event that takes a vote's points back.
    #[must_use]
    pub fn withdrawn(points: Tenths) -> Self {
        Self { kind: EventKind::VoteWithdrawn, points: -points }
    }
}

/// The sums of the components, before they are bounded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Content quality: votes.
    pub content: Tenths,
}

impl Tally {
    /// Where every author starts.
    pub const START: Tenths = Tenths::points(500);

    /// The score: start plus each component within its bounds, then the floor and the tier's cap.
    pub fn score(self, tier: Tier) -> Tenths {
        let content = self.content.0.clamp(-3_000, 3_000);
        Tenths((Self::START.0 + content).clamp(0, Self::cap(tier).0))
    }

    /// The highest score of a tier (DESIGN section 9).
    pub fn cap(tier: Tier) -> Tenths {
        Tenths::points(match tier {
            Tier::MedicalProfessional => 1_000,
            Tier::HealthcareProfessional | Tier::Researcher => 800,
            Tier::Patient => 600,
            Tier::Unverified => 500,
        })
    }
}

/// The tally of a sequence of events.
pub fn replay(events: impl IntoIterator<Item = Event>) -> Tally {
    events.into_iter().fold(Tally::default(), |tally, event| Tally {
        content: Tenths(tally.content.0.saturating_add(event.points.0)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn votes_give_what_the_specification_says() {
        let peer = VoteWeight::of(Tenths::points(799));
        let trusted = VoteWeight::of(Tenths::points(800));
        let points =
            [peer.event(true), trusted.event(true), peer.event(false), trusted.event(false)].map(|e| e.points.0);
        assert_eq!(points, [10, 20, -10, -10]);
    }

    #[test]
    fn a_withdrawn_vote_leaves_no_trace_in_the_score() {
        let vote = VoteWeight::HighReputation.event(true);
        assert_eq!(replay([vote, Event::withdrawn(vote.points)]), Tally::default());
    }

    proptest! {
        #[test]
        fn a_score_stays_within_floor_and_cap(points in proptest::collection::vec(-10_000..10_000_i32, 0..50)) {
            let tally = replay(points.iter().map(|p| Event { kind: EventKind::Upvote, points: Tenths(*p) }));
            for tier in Tier::ALL {
                let score = tally.score(tier);
                prop_assert!(score >= Tenths(0) && score <= Tally::cap(tier));
                prop_assert!((Tenths::points(200)..=Tenths::points(800)).contains(&score));
            }
        }

        #[test]
        fn replay_equals_increments_in_any_order(mut points in proptest::collection::vec(-20..20_i32, 0..50)) {
            let event = |p: &i32| Event { kind: EventKind::Upvote, points: Tenths(*p) };
            let increments: i32 = points.iter().sum();
            prop_assert_eq!(replay(points.iter().map(event)).content.0, increments);
            points.reverse();
            prop_assert_eq!(replay(points.iter().map(event)).content.0, increments);
        }
    }
}
