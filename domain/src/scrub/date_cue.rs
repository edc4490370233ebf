//! What surrounds a pair of numbers: whether 3/14 is a day, a grade, a fraction or a dose is told only by its neighbours.

use super::token::{Gap, Scan, Shape};
use super::words::Senses;

/// What the words around a pair of numbers say about it.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "eight independent observations that the rules below combine")]
pub(super) struct Cue {
    /// A word that announces dates: since, admitted, DOB, a weekday.
    pub(super) strong: bool,
    /// A preposition that may announce one: on, from, by.
    pub(super) weak: bool,
    /// A preposition before a month of a year: also in and to.
    pub(super) near: bool,
    pub(super) birth: bool,
    /// A unit or something counted follows.
    pub(super) measured: bool,
    /// Pain, strength, murmurs: a grade out of five, six or ten.
    pub(super) graded: bool,
    /// "2/2" is short for "secondary to", "4/4" for all four.
    secondary: bool,
    /// The sentence goes on behind it as it would behind a date.
    continues: bool,
}

impl Cue {
    pub(super) fn read(scan: &Scan<'_>, at: usize, last: usize, range: bool) -> Self {
        let mut step = 1;
        while scan.back(at, step).is_one_of(b":(,.-*#") || scan.says(at.wrapping_sub(step), "the") {
            step += 1;
            if step > 4 {
                break;
            }
        }
        let before = scan.back(at, step);
        let spoken = |word: &str| scan.says(at.wrapping_sub(step), word);
        let follow_up = scan.back(at, 2).is(b'/') && scan.says_any(at.wrapping_sub(3), &["f", "d"]);
        let week = spoken("of") && (scan.says(at.wrapping_sub(2), "week") || scan.says(at.wrapping_sub(2), "as"));
        let (one, two) = (scan.at(at).value, scan.at(last).value);
        let share = one < two
            && (two <= 4 || one == 1 && matches!(two, 5 | 8 | 10))
            && (!spoken("on") || scan.says(last + 1, "of"));
        let change = scan.says(last + 1, "to")
            && matches!(two, 5 | 10)
            && scan.at(last + 3).is(b'/')
            && scan.at(last + 4).value == two;
        let dated = follow_up
            || week
            || before.means(Senses::DATED.or(Senses::WEEKDAY)) && !scan.back(at, 1).is(b',')
            || before.means(Senses::WEEKDAY);
        let next = scan.at(last + 1);
        let after = scan.at(last + 2);
        let journal = scan.at(at).gap == Gap::Line && next.is_one_of(b":-");
        let clock = next.is(b'@')
            || scan.says(last + 1, "at") && (after.is_number() && scan.at(last + 3).is(b':') || after.length() == 4);
        let also = next.is_one_of(b"-&") && scan.at(last + 3).is(b'/') && scan.at(last + 5).is(b'/');
        let closes = matches!(next.shape, Shape::Edge | Shape::Mark(_)) && !next.is(b'%');
        Self {
            strong: range || dated || journal || clock || also,
            weak: before.means(Senses::BEFORE_DATE) && step == 1 && !share,
            near: step == 1 && (before.means(Senses::BEFORE_DATE) || spoken("in") || spoken("to")),
            birth: scan.cue(at, 6, Senses::BIRTH).is_some(),
            measured: next.means(Senses::MEASURE) || next.is(b'%'),
            graded: change
                || next.means(Senses::GRADED)
                || after.means(Senses::GRADED) && next.is_word() && !next.means(Senses::CONTINUES)
                || scan.cue(at, if matches!(two, 5 | 6 | 10) { 6 } else { 3 }, Senses::GRADED).is_some(),
            secondary: one == two && two <= 5,
            continues: closes || next.means(Senses::CONTINUES),
        }
    }

    pub(super) fn tells_slashed(self) -> bool {
        let plain = self.continues || !self.secondary;
        !self.measured && !self.graded && plain && (self.strong || self.weak)
    }

    pub(super) fn tells_dashed(self) -> bool {
        !self.measured && !self.graded && self.continues && (self.strong || self.weak)
    }
}
