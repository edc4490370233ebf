//! Shared by the recognisers of streets: which words can be part of a name, and which numbers measure something.

use super::super::scan::Scan;
use super::super::token::{Case, Gap};
use super::super::words::Senses;
use super::words::{NEVER, is_in};

/// A capitalised word that could be part of a street name.
pub(super) fn is_name(scan: &Scan<'_>, at: usize) -> bool {
    let token = scan.at(at);
    let word = scan.word(at);
    token.is_capital() && !is_in(NEVER, word) && !token.means(Senses::MEASURE.or(Senses::VITAL)) && token.length() > 1
}

/// Whether a hyphen or an apostrophe joins the next word to this one.
pub(super) fn is_joined(scan: &Scan<'_>, at: usize) -> bool {
    scan.at(at + 1).is_one_of(b"-'") && scan.runs_on(at) && scan.runs_on(at + 1)
}

/// Words that open both sentences and streets: "12 The Crescent", "4 Upper Park Road".
pub(super) fn is_opening(word: &str) -> bool {
    [
        "the", "upper", "center", "centre", "hospital", "college", "long", "march", "may", "april", "june", "august",
        "section", "lower", "red", "white", "medical", "heart", "branch", "central", "high", "court", "county",
        "right", "left", "near", "hill",
    ]
    .iter()
    .any(|known| word.eq_ignore_ascii_case(known))
}

/// Whether a number cannot be a house number because a unit, a share or a time follows.
pub(super) fn is_measured(scan: &Scan<'_>, at: usize) -> bool {
    let next = scan.at(at + 1);
    let decimal = scan.runs_on(at)
        && (next.is_one_of(b".,:") && scan.runs_on(at + 1) && scan.at(at + 2).is_number() || next.is(b'%'));
    let counted =
        next.means(Senses::MEASURE) && next.gap != Gap::Line && (next.case == Case::Lower || next.length() >= 2);
    let capital = next.means(Senses::MEASURE) && scan.runs_on(at) && next.length() > 1;
    decimal || counted || capital || next.is(b'%') || next.is(0) && next.is_glued()
}

/// The position after the number that ends a street, with its letter: `12`, `12a`, `12/3`, `12-14`.
pub(super) fn number_end(scan: &Scan<'_>, at: usize) -> usize {
    let mut last = at;
    if scan.runs_on(last) && scan.at(last + 1).is_word() && scan.at(last + 1).length() == 1 {
        last += 1;
    }
    let joined = scan.runs_on(last) && scan.at(last + 1).is_one_of(b"/-") && scan.runs_on(last + 1);
    if joined && scan.at(last + 2).case == Case::Upper && scan.at(last + 2).length() == 1 {
        return last + 2;
    }
    if joined && scan.at(last + 2).is_number() && scan.at(last + 2).length() <= 4 {
        last += 2;
        if scan.runs_on(last) && scan.at(last + 1).is_word() && scan.at(last + 1).length() == 1 {
            last += 1;
        }
    }
    last
}
