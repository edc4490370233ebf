//! The town of an address: words that need not be listed. Their position and what follows them decide.

use super::super::token::{Case, Gap, Shape};
use super::super::words::Senses;
use super::block::Block;
use super::joint::Joint;
use super::name::is_joined;
use super::unit::unit;
use super::words::is_small;

/// Maximum number of words in the name of a town.
const NAMES: usize = 5;
/// Maximum number of towns, districts and countries in a row.
const TOWNS: usize = 4;

impl Block<'_, '_> {
    /// Words that may be a town, district or country.
    pub(super) fn town(&mut self, at: usize, joint: Joint, after_code: bool) -> Option<(usize, bool)> {
        let scan = self.scan;
        if self.towns >= TOWNS {
            return None;
        }
        let last = self.name(at, joint)?;
        let next = scan.at(last + 1);
        // BP, CT, HR: abbreviations are not towns.
        if last == at && scan.at(at).case == Case::Upper && scan.at(at).length() <= 3
            || scan.at(at).means(Senses::VITAL)
        {
            return None;
        }
        if next.is_glued() && (next.is_alphanumeric() || next.is(b'_')) {
            return None;
        }
        if next.is(b':') || next.is_one_of(b"'\"") && next.is_glued() || scan.at(last + 1).is(b'@') {
            return None;
        }
        let comma = next.is(b',');
        let beyond = if comma { last + 2 } else { last + 1 };
        let regional = self.is_regional(beyond);
        let foreign = !scan.word(at).is_ascii() && self.trust.cued && !scan.at(at).is_capital();
        let lower = !scan.at(at).is_capital() && !foreign;
        let alone = joint == Joint::Line && (self.closes(last) || comma);
        let firm = match joint {
            _ if regional => !lower || self.trust.cued,
            Joint::Blank => after_code && !lower,
            _ if lower => false,
            _ if !(self.trust.numbered || self.trust.cued) => return None,
            Joint::Comma => self.follows(last) && (self.towns == 0 || self.trust.cued),
            // A line of its own could be the next paragraph. It is kept at the end of the text, or once a region or
            // code follows.
            Joint::Line => {
                self.trust.cued && alone && (self.towns == 0 && next.shape == Shape::Edge || !scan.word(at).is_ascii())
            }
        };
        let maybe = firm
            || joint != Joint::Blank && (self.trust.cued || alone) && (comma || self.closes(last) || next.is_number());
        self.towns += 1;
        maybe.then_some((last, firm))
    }

    /// The last of up to five words of a name; in lower case only if an address is expected.
    fn name(&self, at: usize, joint: Joint) -> Option<usize> {
        let scan = self.scan;
        let mut last = None;
        let mut here = at;
        for _ in 0..NAMES {
            let token = scan.at(here);
            if !token.is_word() || here > at && token.gap == Gap::Line {
                break;
            }
            let capital = token.is_capital();
            let lower_town = self.trust.cued && joint != Joint::Blank;
            let particle = here > at
                && !capital
                && is_small(scan.word(here))
                && scan.at(here + 1).is_capital()
                && scan.at(here + 1).gap == Gap::Blank;
            if here > at && unit(scan, here) {
                break;
            }
            if !(capital || particle || lower_town) || self.is_never(here) && !particle {
                break;
            }
            if here > at
                && token.case == Case::Upper
                && matches!(token.length(), 2 | 3)
                && scan.at(at).case != Case::Upper
            {
                break;
            }
            last = Some(here);
            let next = scan.at(here + 1);
            let hyphen = is_joined(scan, here);
            let mark = next.is(0) && next.is_glued() && scan.runs_on(here + 1);
            let saint =
                next.is(b'.') && next.is_glued() && scan.says_any(here, &["st", "mt", "ft", "n", "s", "nad", "sv"]);
            here += if hyphen || saint || mark { 2 } else { 1 };
        }
        last
    }
}
