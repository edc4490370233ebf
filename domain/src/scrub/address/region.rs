//! What follows the town in an address: its region, its postal code and its country.

use super::super::lists::Known;
use super::super::phrase::longest;
use super::super::token::{Case, Gap};
use super::super::words::Senses;
use super::block::Block;
use super::joint::Joint;
use super::postal::code;
use super::words::{COUNTRIES, is_in, is_one_of};

impl Block<'_, '_> {
    /// The last token of the name of a country, or of a state if a town came before.
    pub(super) fn country(&self, at: usize) -> Option<usize> {
        let scan = self.scan;
        let first = scan.at(at);
        let next = scan.at(at + 1);
        let double = next.is_capital() == first.is_capital()
            && next.gap == Gap::Blank
            && (scan.says(at, "united") && scan.says_any(at + 1, &["kingdom", "states"])
                || scan.says(at, "new") && scan.says(at + 1, "zealand")
                || scan.says(at, "south") && scan.says_any(at + 1, &["africa", "korea"])
                || scan.says(at, "czech") && scan.says(at + 1, "republic")
                || scan.says(at, "hong") && scan.says(at + 1, "kong"));
        let last = if double { at + 1 } else { at };
        let state = self.towns > 0 && first.means(Senses::STATE) && first.length() > 3 && first.is_capital();
        let known = double || is_in(COUNTRIES, scan.word(at)) || state;
        (known && (first.is_capital() && self.follows(last) || self.closes(last))).then_some(last)
    }

    /// The last token of a listed country or region: one of several words that ends a line, or any with a postal code
    /// after it.
    pub(super) fn land(&self, at: usize) -> Option<usize> {
        let scan = self.scan;
        if !scan.at(at).is_capital() || self.is_never(at) {
            return None;
        }
        let (last, _) = longest(scan, at, Known::REGION)?;
        let coded = scan.at(last + 1).gap == Gap::Blank && self.is_land_code(last + 1);
        (coded || last > at && self.closes(last)).then_some(last)
    }

    /// Three to seven digits at the end of a line, after a country.
    pub(super) fn is_land_code(&self, at: usize) -> bool {
        let token = self.scan.at(at);
        let year = token.length() == 4 && token.is_year();
        let ends = if year { self.scan.at(at + 1).gap == Gap::Line } else { self.closes(at) };
        token.is_number() && matches!(token.length(), 3..=7) && (ends || self.scan.at(at + 1).is(b',') && !year)
    }

    /// A postal code; four digits alone are accepted only before or after a town.
    pub(super) fn postal(&self, at: usize, joint: Joint) -> Option<usize> {
        let scan = self.scan;
        let strict = self.trust.numbered || self.trust.cued || self.towns > 0;
        if let Some(last) = code(scan, at).filter(|_| strict) {
            let next = scan.at(last + 1);
            let short = last == at + 2 && joint == Joint::Line && scan.at(at).length() == 3 && self.closes(last);
            // 555 012 3456, or 555-0123 on a line of its own: a telephone number.
            if next.is_number() && next.gap == Gap::Blank || short {
                return None;
            }
            let named = scan.at(last + 1).is_capital() || self.closes(last) || joint != Joint::Line;
            return named.then_some(last);
        }
        let four = scan.at(at);
        if !four.is_number() || four.length() != 4 || !scan.ends_clean(at) {
            return None;
        }
        let year = four.is_year();
        let before_town = joint != Joint::Blank
            && scan.at(at + 1).is_capital()
            && scan.at(at + 1).gap == Gap::Blank
            && !self.is_never(at + 1);
        let after_town = self.towns > 0 && joint == Joint::Blank && self.closes(at) && !year;
        (strict && (before_town || after_town)).then_some(at)
    }

    /// "OH", "OH 43017", "NSW 2000"; in lower case only if an address is expected.
    pub(super) fn region(&self, at: usize, joint: Joint) -> Option<usize> {
        let scan = self.scan;
        let token = scan.at(at);
        let australian = token.length() == 3 && scan.says_any(at, &["nsw", "vic", "qld", "tas", "act"]);
        if !token.is_word() || !(token.length() == 2 || australian) || scan.at(at + 1).is(b':') {
            return None;
        }
        let number = scan.at(at + 1);
        let coded = number.is_number() && number.gap != Gap::None && !self.is_measured(at + 1);
        let last = if coded {
            code(scan, at + 1).or_else(|| (number.length() == 4 && australian).then_some(at + 1))
        } else if scan.at(at + 1).is_word() && scan.at(at + 1).gap == Gap::Blank {
            code(scan, at + 1)
        } else {
            None
        };
        let upper = token.case == Case::Upper;
        if last.is_some() && (upper || self.trust.cued) {
            return last;
        }
        let state = token.means(Senses::STATE) && upper;
        let placed = joint != Joint::Line && (self.towns > 0 || joint == Joint::Comma && self.trust.numbered);
        (state && placed && self.follows(at) || self.is_lone_region(at, joint)).then_some(at)
    }

    /// ", SP" at the end of a line after a town; on a line of its own only before a country or a code.
    fn is_lone_region(&self, at: usize, joint: Joint) -> bool {
        let scan = self.scan;
        let token = scan.at(at);
        let other = token.means(Senses::VITAL.or(Senses::MEASURE)) || self.is_never(at);
        if self.towns == 0 || !self.trust.numbered || token.case != Case::Upper || token.length() != 2 || other {
            return false;
        }
        let comma = scan.at(at + 1).is(b',');
        let next = if comma { at + 2 } else { at + 1 };
        if scan.at(next).gap != Gap::Line {
            return false;
        }
        joint == Joint::Comma
            || joint == Joint::Line
                && (code(scan, next).is_some() || self.country(next).or_else(|| self.land(next)).is_some())
    }

    /// Whether a region or a postal code starts here.
    pub(super) fn is_regional(&self, at: usize) -> bool {
        let scan = self.scan;
        let token = scan.at(at);
        if token.is_word() && token.length() == 2 && scan.ends_clean(at) {
            let upper = token.case == Case::Upper && token.means(Senses::STATE) && self.follows(at);
            return upper || code(scan, at + 1).is_some() && (token.case == Case::Upper || self.trust.cued);
        }
        let australian = token.length() == 3 && is_one_of(&["nsw", "vic", "qld", "tas", "act"], scan.word(at));
        australian && scan.at(at + 1).is_number() || code(scan, at).is_some()
    }
}
