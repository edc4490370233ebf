//! Standing by specialty and by kind of content (REP-16, REP-17).

use super::{Sums, Tenths, cap};
use crate::account::Tier;

/// What an author has earned in one specialty or subject.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dimension {
    /// Points from events about contributions in it.
    pub earned: Tenths,
    /// Weight of the readers who found the contributions helpful: two for a reader of 800 or more, one for any other.
    pub helpful: i32,
    /// Weight of the readers who found them not helpful.
    pub unhelpful: i32,
}

impl Dimension {
    /// The score in it: starts at 500 and is limited by the tier's cap, like the whole score.
    pub fn score(self, tier: Tier) -> Tenths {
        (Sums::START + self.earned).clamp(Tenths::ZERO, cap(tier))
    }

    /// The average rating in tenths of a star, 10 to 50; none before the first vote. It starts in the middle (with one
    /// imagined reader on either side), so that a single vote does not decide it.
    pub fn rating(self) -> Option<i32> {
        let (helpful, unhelpful) = (i64::from(self.helpful.max(0)), i64::from(self.unhelpful.max(0)));
        let all = helpful + unhelpful;
        let voters = all + 2;
        (all > 0).then(|| i32::try_from(10 + (80 * (helpful + 1) + voters) / (2 * voters)).unwrap_or(50))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratings_lean_to_the_middle_until_many_have_voted() {
        let rating = |helpful, unhelpful| Dimension { helpful, unhelpful, ..Dimension::default() }.rating();
        assert_eq!(rating(0, 0), None);
        assert_eq!([rating(1, 0), rating(0, 1), rating(10, 0), rating(5, 5)], [Some(37), Some(23), Some(47), Some(30)]);
        assert_eq!([rating(100_000, 0), rating(0, 100_000)], [Some(50), Some(10)]);
    }

    #[test]
    fn a_dimension_has_the_caps_of_the_whole() {
        let earned = |points| Dimension { earned: Tenths::points(points), ..Dimension::default() };
        assert_eq!(earned(300).score(Tier::MedicalProfessional), Tenths::points(800));
        assert_eq!(earned(900).score(Tier::Patient), Tenths::points(600));
        assert_eq!(earned(-900).score(Tier::Patient), Tenths::ZERO);
    }
}
