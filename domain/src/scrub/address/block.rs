//! How far an address extends once its street is known: flat, town, region, postal code and country, across commas and
//! line breaks. It reads piece by piece, never back, and stops after a bounded number of tokens.

use super::super::scan::Scan;
use super::super::token::{Case, Gap};
use super::super::words::Senses;
use super::joint::{Joint, joint};
use super::military::military_post_office;
use super::unit::part;
use super::words::{NEVER, is_direction, is_in};

/// Maximum number of tokens in one address.
const LONGEST: usize = 60;

/// Words that continue a sentence after a town.
const AFTER_TOWN: [&str; 30] = [
    "with", "and", "in", "for", "since", "near", "where", "but", "on", "by", "because", "to", "from", "at", "when",
    "until", "while", "if", "who", "which", "as", "or", "so", "after", "before", "please", "around", "tomorrow",
    "today", "next",
];

/// Maximum number of tokens before the `@` in an e-mail address.
const MAIL: usize = 12;

/// What is already known of the street.
#[derive(Clone, Copy, Debug)]
pub(super) struct Trust {
    /// Words before it announce an address.
    pub(super) cued: bool,
    /// It has a house number.
    pub(super) numbered: bool,
}

/// The last token of the address whose street is from `first` to `last`.
pub(super) fn end(scan: &Scan<'_>, first: usize, last: usize, trust: Trust) -> usize {
    let mut block = Block { scan, trust, towns: 0, coded: false, landed: false, exemptions: last };
    let mut at = last;
    while at < first + LONGEST {
        let Some((next, joint)) = joint(scan, at) else { break };
        let Some((reached, firm)) = block.piece(next, joint) else { break };
        if reached > first + LONGEST {
            break;
        }
        at = reached;
        if firm {
            block.exemptions = at;
        }
    }
    block.exemptions
}

/// An address as far as it has been read.
pub(super) struct Block<'s, 't> {
    pub(super) scan: &'s Scan<'t>,
    pub(super) trust: Trust,
    /// Towns, districts and countries so far.
    pub(super) towns: usize,
    /// The piece before was a postal code.
    coded: bool,
    /// The piece before was a country.
    landed: bool,
    exemptions: usize,
}

impl Block<'_, '_> {
    /// The last token of the piece at a position, and whether the piece belongs to the address whatever follows.
    fn piece(&mut self, at: usize, joint: Joint) -> Option<(usize, bool)> {
        let scan = self.scan;
        if is_mail(scan, at) {
            return None;
        }
        if std::mem::take(&mut self.landed) && joint != Joint::Line && self.is_land_code(at) {
            return Some((at, true));
        }
        if let Some(last) = part(scan, at) {
            return Some((last, true));
        }
        if joint == Joint::Blank && scan.at(at).is_capital() && is_direction(scan.word(at)) && self.towns == 0 {
            return (!scan.at(at + 1).is_glued() || scan.at(at + 1).is_one_of(b".,")).then_some((at, true));
        }
        if let Some(last) = military_post_office(scan, at) {
            return Some((last, true));
        }
        let after_code = std::mem::take(&mut self.coded) && self.towns == 0 && joint == Joint::Blank;
        if let Some(last) = self.postal(at, joint) {
            self.coded = true;
            return Some((last, true));
        }
        if let Some(last) = self.region(at, joint) {
            return Some((last, true));
        }
        if joint != Joint::Blank
            && (self.trust.numbered || self.trust.cued)
            && let Some(last) = self.country(at).or_else(|| self.land(at))
        {
            self.landed = true;
            return Some((last, true));
        }
        self.town(at, joint, after_code)
    }

    pub(super) fn is_never(&self, at: usize) -> bool {
        is_in(NEVER, self.scan.word(at))
    }

    pub(super) fn is_measured(&self, at: usize) -> bool {
        let next = self.scan.at(at + 1);
        next.means(Senses::MEASURE) && next.case == Case::Lower && next.gap == Gap::Blank || next.is(b'%')
    }

    /// Whether an address may end after this piece: a mark, a line end or a code follows, or the sentence goes on.
    pub(super) fn follows(&self, last: usize) -> bool {
        let next = self.scan.at(last + 1);
        self.closes(last)
            || next.is_one_of(b",;)\"-/?!")
            || next.is_number() && !self.is_measured(last + 1)
            || next.is_capital() && self.is_regional(last + 1)
            || next.is_word() && self.scan.says_any(last + 1, &AFTER_TOWN)
    }

    /// Whether the text, the line or the sentence ends here.
    pub(super) fn closes(&self, last: usize) -> bool {
        let next = self.scan.at(last + 1);
        next.gap == Gap::Line || next.is(b'.') && !self.scan.runs_on(last + 1) || next.is_one_of(b"?!)\"'<")
    }
}

/// Whether an e-mail address starts here.
fn is_mail(scan: &Scan<'_>, at: usize) -> bool {
    (at + 1..at + MAIL).take_while(|here| scan.at(*here).is_glued()).any(|here| scan.at(here).is(b'@'))
}
