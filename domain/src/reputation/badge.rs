//! Badges (REP-101 to REP-105): what each means, and from when it is held. Awarded and withdrawn once a day.

use super::Tenths;
use crate::calendar::Month;
use serde::Serialize;

/// Score in a specialty from which its expert badge is held.
pub const EXPERT_FROM: Tenths = Tenths::points(800);
/// Endorsements by different accounts of 800 or more needed for the expert badge.
pub const EXPERT_ENDORSERS: i32 = 5;
/// Cited sources needed for the scholar badge.
pub const SCHOLAR_SOURCES: i64 = 100;
/// Educational posts needed for the educator badge.
pub const EDUCATOR_POSTS: i64 = 50;
/// Contributions about research needed for the researcher badge.
pub const RESEARCHER_CONTRIBUTIONS: i64 = 50;
/// Minimum votes on comments for the top contributor of a month.
pub const TOP_CONTRIBUTOR_VOTES: i64 = 5;
/// Minimum growth within thirty days for a rising star.
pub const RISING_FROM: Tenths = Tenths::points(30);

/// A kind of badge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BadgeKind {
    /// 800 or more in a specialty; the detail is the space's slug.
    SpecialtyExpert,
    /// Endorsed by five experts.
    Expert,
    /// The most helpful answers of a month; the detail is the month's number.
    TopContributor,
    /// A hundred cited sources.
    Scholar,
    /// Fifty educational posts.
    Educator,
    /// Fifty contributions about research.
    Researcher,
    /// The fastest growth of the past thirty days.
    RisingStar,
}

impl BadgeKind {
    /// All kinds, in the order shown.
    pub const ALL: [Self; 7] = [
        Self::SpecialtyExpert,
        Self::Expert,
        Self::TopContributor,
        Self::Scholar,
        Self::Educator,
        Self::Researcher,
        Self::RisingStar,
    ];

    /// The word stored; also the name of its picture.
    pub fn word(self) -> &'static str {
        match self {
            Self::SpecialtyExpert => "specialty-expert",
            Self::Expert => "expert",
            Self::TopContributor => "top-contributor",
            Self::Scholar => "scholar",
            Self::Educator => "educator",
            Self::Researcher => "researcher",
            Self::RisingStar => "rising-star",
        }
    }
    /// Reads the word back.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
    /// Whether it is permanent once awarded: the result of a past month does not change.
    pub fn is_for_good(self) -> bool {
        self == Self::TopContributor
    }

    /// The badge as shown. `name` is the name of the specialty, `month` the month of the award.
    pub fn view(self, name: &str, month: Month) -> BadgeView {
        let (label, explained) = match self {
            Self::SpecialtyExpert => (format!("{name} Expert"), "800 points or more in this specialty"),
            Self::Expert => ("Endorsed Expert".to_owned(), "endorsed by five members of 800 points or more"),
            Self::TopContributor => (format!("Top Contributor ({month})"), "the most helpful answers of the month"),
            Self::Scholar => ("Scholar".to_owned(), "100 cited sources or more"),
            Self::Educator => ("Educator".to_owned(), "50 educational posts or more"),
            Self::Researcher => ("Researcher".to_owned(), "50 contributions about research or more"),
            Self::RisingStar => ("Rising Star".to_owned(), "the fastest growth of the past 30 days"),
        };
        BadgeView { picture: self.word(), label, explained }
    }
}

/// A badge as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BadgeView {
    /// Name of its picture.
    pub picture: &'static str,
    /// "Cardiology Expert".
    pub label: String,
    /// What it means.
    pub explained: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn badges_read_back_and_say_what_they_stand_for() {
        for kind in BadgeKind::ALL {
            assert_eq!(BadgeKind::parse(kind.word()), Some(kind));
        }
        let month = Month(55 * 12 + 2);
        assert_eq!(BadgeKind::SpecialtyExpert.view("Cardiology", month).label, "Cardiology Expert");
        assert_eq!(BadgeKind::TopContributor.view("", month).label, "Top Contributor (March 2025)");
    }
}
