//! The sums behind a score, and the score they make (REP-12).

use super::{Component, EventKind, Tenths};
use crate::account::Tier;

/// One line of the ledger: the event, what it is worth, and how much of that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What happened.
    pub kind: EventKind,
    /// Whether it reverses what an earlier event of this kind gave.
    pub reversal: bool,
    /// What it is worth.
    pub nominal: Tenths,
    /// How much of that counts.
    pub counted: Tenths,
    /// Why not all of it counts.
    pub limit: Option<Limit>,
}

/// Why an event counts less than it is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// The day had already earned fifty points.
    DailyCap,
    /// A loss of quality in the first thirty days.
    Grace,
    /// The author was suspended, and the score was frozen.
    Suspended,
}

impl Limit {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::DailyCap, Self::Grace, Self::Suspended];

    /// The word stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::DailyCap => "daily_cap",
            Self::Grace => "grace",
            Self::Suspended => "suspended",
        }
    }
    /// Reads the word back.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|limit| limit.word() == word)
    }
    /// The explanation its author reads.
    pub fn reason(self) -> &'static str {
        match self {
            Self::DailyCap => "the day had earned 50 points",
            Self::Grace => "losses of quality do not count in the first 30 days",
            Self::Suspended => "the score was frozen",
        }
    }
}

impl Entry {
    /// The component it changes: an upward adjustment is behaviour, a downward one a penalty.
    pub fn component(&self) -> Component {
        let upwards = (self.nominal > Tenths::ZERO) != self.reversal;
        if self.kind == EventKind::Adjustment && upwards { Component::Behaviour } else { self.kind.component() }
    }

    /// The points that did not count because of the daily limit.
    pub fn capped(&self) -> Tenths {
        if self.limit == Some(Limit::DailyCap) { self.nominal - self.counted } else { Tenths::ZERO }
    }
}

/// Sums by component, before the bounds are applied. Penalties and decay are sums of what was taken, so they are
/// positive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Content quality.
    pub content: Tenths,
    /// Community engagement.
    pub engagement: Tenths,
    /// Peer recognition.
    pub peer: Tenths,
    /// Behaviour.
    pub behaviour: Tenths,
    /// Penalties.
    pub penalties: Tenths,
    /// Inactivity decay.
    pub decay: Tenths,
}

impl Sums {
    /// The starting score of every author.
    pub const START: Tenths = Tenths::points(500);

    /// Adds an entry.
    pub fn add(&mut self, entry: &Entry) {
        match entry.component() {
            Component::Content => self.content += entry.counted,
            Component::Engagement => self.engagement += entry.counted,
            Component::Peer => self.peer += entry.counted,
            Component::Behaviour => self.behaviour += entry.counted,
            Component::Penalties => self.penalties -= entry.counted,
            Component::Decay => self.decay -= entry.counted,
        }
    }

    /// The sums of a ledger: every score is such a replay. The order of the entries makes no difference.
    pub fn replay<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Self {
        entries.into_iter().fold(Self::default(), |mut sums, entry| {
            sums.add(entry);
            sums
        })
    }

    /// A component within its bounds.
    pub fn bounded(self, component: Component) -> Tenths {
        let within = |sum: Tenths, points: i32| sum.clamp(Tenths::points(-points), Tenths::points(points));
        match component {
            Component::Content => within(self.content, 300),
            Component::Engagement => within(self.engagement, 100),
            Component::Peer => within(self.peer, 100),
            Component::Behaviour => within(self.behaviour, 100),
            Component::Penalties => self.penalties.clamp(Tenths::ZERO, Tenths::points(500)),
            Component::Decay => self.decay,
        }
    }

    /// Start, components and decay, before floor and cap.
    pub(super) fn total(self) -> Tenths {
        Component::ALL.into_iter().fold(Self::START, |total, component| match component {
            Component::Penalties | Component::Decay => total - self.bounded(component),
            _ => total + self.bounded(component),
        })
    }

    /// The score: the total, then the floor, then the tier's cap.
    pub fn score(self, tier: Tier) -> Tenths {
        self.total().clamp(Tenths::ZERO, cap(tier))
    }
}

/// The highest score of a tier (REP-13).
pub fn cap(tier: Tier) -> Tenths {
    Tenths::points(match tier {
        Tier::MedicalProfessional => 1_000,
        Tier::HealthcareProfessional | Tier::Researcher => 800,
        Tier::Patient => 600,
        Tier::Unverified => 500,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(kind: EventKind, counted: i32) -> Entry {
        Entry { kind, reversal: false, nominal: Tenths(counted), counted: Tenths(counted), limit: None }
    }

    #[test]
    fn each_component_is_bounded_by_itself() {
        let kinds = [
            (EventKind::Featured, 8_000),
            (EventKind::Cited, 1_010),
            (EventKind::Endorsement, 1_500),
            (EventKind::Course, 900),
            (EventKind::Spam, -200),
        ];
        let sums = Sums::replay(&kinds.map(|(kind, counted)| entry(kind, counted)));
        assert_eq!(Component::ALL.map(|c| sums.bounded(c).whole()), [300, 100, 100, 90, 20, 0]);
        assert_eq!(sums.total(), Tenths::points(500 + 300 + 100 + 100 + 90 - 20));
        assert_eq!(Tier::ALL.map(|tier| sums.score(tier).whole()), [1_000, 800, 800, 600, 500]);
        let fallen = Sums::replay(&[entry(EventKind::Downvote, -9_000), entry(EventKind::Plagiarism, -9_000)]);
        assert_eq!((fallen.total(), fallen.score(Tier::Researcher)), (Tenths::points(-300), Tenths::ZERO));
    }

    #[test]
    fn an_adjustment_is_behaviour_upwards_and_a_penalty_downwards() {
        let back = |counted| Entry { reversal: true, ..entry(EventKind::Adjustment, counted) };
        for (entry, component) in [
            (entry(EventKind::Adjustment, 70), Component::Behaviour),
            (entry(EventKind::Adjustment, -70), Component::Penalties),
            (back(-70), Component::Behaviour),
            (back(70), Component::Penalties),
        ] {
            assert_eq!(entry.component(), component, "{entry:?}");
        }
        let undone = [entry(EventKind::Adjustment, -70), back(70), entry(EventKind::Adjustment, 30), back(-30)];
        assert_eq!(Sums::replay(&undone), Sums::default());
    }
}
