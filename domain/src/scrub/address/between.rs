//! A street name between two numbers: "3412 Karla z Lipan 220". It is accepted if an address is announced, or if a
//! flat, a town or a country follows.

use super::super::Certainty;
use super::super::lists::Known;
use super::super::scan::Scan;
use super::super::token::Gap;
use super::super::words::Senses;
use super::Street;
use super::block::{Trust, end};
use super::cue::{announces, lists};
use super::house::{after_house, is_house};
use super::joint::joint;
use super::name::{is_joined, is_measured, is_opening, number_end};
use super::unit::unit;
use super::words::{NEVER, is_in, is_small};

/// Maximum number of words in such a name.
const NAMES: usize = 7;

/// "3412 Karla z Lipan 220", with its house number at this position.
pub(super) fn between(scan: &Scan<'_>, at: usize) -> Option<Street> {
    if !is_house(scan, at) {
        return None;
    }
    let start = after_house(scan, at)?;
    let number = name_end(scan, start)?;
    let last = number_end(scan, number);
    let next = scan.at(last + 1);
    let glued =
        scan.runs_on(last) && (next.is_alphanumeric() || scan.at(last + 2).is_alphanumeric() && scan.runs_on(last + 1));
    if glued || next.is(b'%') || next.is_one_of(b"<>=+:") {
        return None;
    }
    let cued = announces(scan, at) || lists(scan, at);
    let street = Street::numbered(at, last, Certainty::Likely, cued);
    (cued || is_proper(scan, start, number) && continues(scan, at, last)).then_some(street)
}

/// The number after the words of a name that starts here.
fn name_end(scan: &Scan<'_>, start: usize) -> Option<usize> {
    let mut here = start;
    for _ in 0..NAMES {
        let token = scan.at(here);
        if token.gap == Gap::Line {
            return None;
        }
        if token.is_number() {
            let house = here > start && token.gap == Gap::Blank && token.length() <= 5 && !is_measured(scan, here);
            return (house && scan.back(here, 1).is_capital()).then_some(here);
        }
        let word = scan.word(here);
        let measured = token.means(Senses::MEASURE.or(Senses::VITAL)) && token.length() <= 4;
        let named = token.is_capital() && !measured && (!is_in(NEVER, word) || is_opening(word));
        let small = here > start && is_small(word) && scan.at(here + 1).is_alphanumeric();
        if !named && !small || here == start && token.gap != Gap::Blank || unit(scan, here) {
            return None;
        }
        let mark = scan.at(here + 1);
        let joined = is_joined(scan, here);
        let dotted = mark.is(b'.') && mark.is_glued() && token.length() <= 4;
        here += if joined || dotted { 2 } else { 1 };
    }
    None
}

/// Whether the name has a word that is neither English nor medical.
fn is_proper(scan: &Scan<'_>, start: usize, number: usize) -> bool {
    (start..number).any(|at| {
        let token = scan.at(at);
        token.is_capital() && token.length() >= 3 && !token.known.is(Known::WORD.or(Known::MEDICAL))
    })
}

/// Whether a flat follows, or a line with a town and its region, code or country.
fn continues(scan: &Scan<'_>, first: usize, last: usize) -> bool {
    let Some((next, line)) = joint(scan, last) else { return false };
    unit(scan, next) || line.is_line() && end(scan, first, last, Trust { cued: false, numbered: true }) > last
}
