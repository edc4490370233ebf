//! A score as stars and words (DESIGN section 9), and the rounding for the public.

use super::Tenths;
use serde::{Deserialize, Serialize};

/// Stars, figure and label of a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// Half stars, 2 to 10.
    pub half_stars: u8,
    /// "Established".
    pub label: RatingLabel,
}

/// The six levels of standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RatingLabel {
    /// 900 and more.
    TrustedExpert,
    /// 750 to 899.
    HighlyTrusted,
    /// 600 to 749.
    Trusted,
    /// 400 to 599.
    Established,
    /// 200 to 399.
    NewMember,
    /// Below 200.
    LimitedTrust,
}

impl Rating {
    /// The rating of a score.
    pub fn of(score: Tenths) -> Self {
        let (half_stars, label) = match score.whole() {
            900.. => (10, RatingLabel::TrustedExpert),
            750.. => (9, RatingLabel::HighlyTrusted),
            600.. => (8, RatingLabel::Trusted),
            400.. => (6, RatingLabel::Established),
            200.. => (4, RatingLabel::NewMember),
            _ => (2, RatingLabel::LimitedTrust),
        };
        Self { half_stars, label }
    }

    /// The figure, such as `4.5`, of 5.
    pub fn figure(self) -> String {
        format!("{}.{}", self.half_stars / 2, if self.half_stars.is_multiple_of(2) { 0 } else { 5 })
    }

    /// The label as shown.
    pub fn label(self) -> &'static str {
        match self.label {
            RatingLabel::TrustedExpert => "Trusted Expert",
            RatingLabel::HighlyTrusted => "Highly Trusted",
            RatingLabel::Trusted => "Trusted",
            RatingLabel::Established => "Established",
            RatingLabel::NewMember => "New Member",
            RatingLabel::LimitedTrust => "Limited Trust",
        }
    }
}

/// The points the public sees: rounded to ten, so that a profile does not reveal a single vote.
pub fn public_points(score: Tenths) -> Tenths {
    Tenths((score.0 + 50).div_euclid(100) * 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_level_has_its_stars_and_label() {
        let expected = [
            (1_000, "5.0", "Trusted Expert"),
            (900, "5.0", "Trusted Expert"),
            (899, "4.5", "Highly Trusted"),
            (750, "4.5", "Highly Trusted"),
            (749, "4.0", "Trusted"),
            (600, "4.0", "Trusted"),
            (599, "3.0", "Established"),
            (400, "3.0", "Established"),
            (399, "2.0", "New Member"),
            (200, "2.0", "New Member"),
            (199, "1.0", "Limited Trust"),
            (0, "1.0", "Limited Trust"),
        ];
        for (points, figure, label) in expected {
            let rating = Rating::of(Tenths::points(points));
            assert_eq!((rating.figure().as_str(), rating.label()), (figure, label), "{points}");
        }
    }

    #[test]
    fn the_public_sees_tens() {
        for (tenths, shown) in [(5_000, 5_000), (5_049, 5_000), (5_050, 5_100), (0, 0)] {
            assert_eq!(public_points(Tenths(tenths)).0, shown);
        }
    }
}
