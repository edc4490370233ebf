//! What a score unlocks, at once and without asking anybody (ANON-42, REP-66, REP-79).

use super::{HIGH_REPUTATION, Tenths};
use crate::account::Tier;
use crate::integrity::{Counted, PROBATION_BELOW, UNLIMITED, daily_limit};
use serde::Serialize;

/// A moderator's score must be higher than this.
pub const MODERATOR_ABOVE: Tenths = Tenths::points(850);
/// Days a moderator must have been here (half a year).
pub const MODERATOR_AFTER_DAYS: i32 = 182;
/// Days a moderator must have been without a violation.
pub const MODERATOR_CLEAN_DAYS: i32 = 182;

/// The facts about an identity that decide its privileges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Privileges {
    /// Whether it is a persona.
    pub anonymous: bool,
    /// Its tier.
    pub tier: Tier,
    /// Its exact score.
    pub score: Tenths,
    /// Days since it began.
    pub days_here: i32,
    /// Days since its latest violation, if there ever was one.
    pub days_clean: Option<i32>,
    /// Whether it holds the expert badge of a specialty.
    pub expert: bool,
}

/// One privilege, unlocked or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PrivilegeView {
    /// "Endorse contributions".
    pub what: String,
    /// Whether it is unlocked.
    pub open: bool,
    /// The requirement.
    pub takes: String,
}

impl Privileges {
    /// Whether it may vote and report.
    pub fn may_vote(&self) -> bool {
        self.score >= PROBATION_BELOW && self.tier.speaks_as_professional()
    }
    /// Whether it may endorse.
    pub fn may_endorse(&self) -> bool {
        self.may_vote() && self.score >= HIGH_REPUTATION
    }
    /// Whether it may become a moderator: score over 850, half a year here, half a year without a violation, and expert
    /// in a specialty.
    pub fn may_moderate(&self) -> bool {
        self.may_vote()
            && self.score > MODERATOR_ABOVE
            && self.days_here >= MODERATOR_AFTER_DAYS
            && self.days_clean.is_none_or(|days| days >= MODERATOR_CLEAN_DAYS)
            && self.expert
    }

    /// All privileges, for the owner's page.
    pub fn list(&self) -> Vec<PrivilegeView> {
        let limit = |counted| daily_limit(self.anonymous, self.score, counted);
        let comments = match limit(Counted::Comment) {
            UNLIMITED => "as many comments as you like".to_owned(),
            number => format!("{number} comments"),
        };
        let view =
            |what: &str, open, takes: &str| PrivilegeView { what: what.to_owned(), open, takes: takes.to_owned() };
        vec![
            view(
                &format!("Publish {} posts and {comments} a day", limit(Counted::Post)),
                true,
                if self.anonymous { "more from 200, 400 and 700 points" } else { "more from 200, 400 and 600 points" },
            ),
            view(
                "Vote, and have what you save and share count",
                self.may_vote(),
                "200 points, as a verified professional",
            ),
            view("Your vote up counts twice", self.may_endorse(), "800 points"),
            view("Endorse contributions", self.may_endorse(), "800 points"),
            view(
                "Stand as a moderator",
                self.may_moderate(),
                "more than 850 points, half a year here and without a violation, and a specialty badge",
            ),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn somebody(points: i32) -> Privileges {
        Privileges {
            anonymous: true,
            tier: Tier::MedicalProfessional,
            score: Tenths::points(points),
            days_here: 400,
            days_clean: None,
            expert: true,
        }
    }

    #[test]
    fn privileges_follow_the_score() {
        for (points, expected) in [
            (199, [false, false, false]),
            (200, [true, false, false]),
            (799, [true, false, false]),
            (800, [true, true, false]),
            (850, [true, true, false]),
            (851, [true, true, true]),
        ] {
            let who = somebody(points);
            assert_eq!([who.may_vote(), who.may_endorse(), who.may_moderate()], expected, "{points}");
            assert_eq!(
                who.list().iter().filter(|privilege| privilege.open).count(),
                1 + [0, 1, 3, 4][expected.iter().filter(|e| **e).count()]
            );
        }
    }

    #[test]
    fn a_moderator_has_been_here_is_clean_and_knows_a_specialty() {
        let fit = somebody(900);
        assert!(!Privileges { days_here: 181, ..fit }.may_moderate());
        assert!(!Privileges { days_clean: Some(181), ..fit }.may_moderate());
        assert!(Privileges { days_clean: Some(182), ..fit }.may_moderate());
        assert!(!Privileges { expert: false, ..fit }.may_moderate());
        assert!(!Privileges { tier: Tier::Patient, ..fit }.may_vote());
    }
}
