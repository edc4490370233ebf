//! The part of a building within an address: "Apt 4B", "Suite 200", "3rd floor", "Flat C".

use super::super::scan::Scan;
use super::super::token::{Case, Gap};
use super::super::words::Senses;
use super::words::{UNITS, is_in, is_one_of};

/// Units that are hardly ever part of a name.
const BUILT: [&str; 18] = [
    "suite",
    "ste",
    "apt",
    "apto",
    "apartment",
    "appartement",
    "unit",
    "flat",
    "floor",
    "room",
    "rm",
    "bldg",
    "building",
    "npo",
    "wohnung",
    "étage",
    "etage",
    "lgh",
];

/// "Apt 4B", "Suite 200", "# 12", "3rd floor", "Flat C".
pub(super) fn part(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let token = scan.at(at);
    if token.is_number() {
        let ordinal = scan.at(at + 1).means(Senses::ORDINAL_END) && scan.runs_on(at);
        let last = if ordinal { at + 2 } else { at + 1 };
        if scan.runs_on(at) && matches!(scan.word(at + 1), "º" | "ª") {
            let door = scan.at(at + 2);
            let lettered = door.case == Case::Upper && door.length() == 1 && door.gap == Gap::Blank;
            return Some(if lettered { at + 2 } else { at + 1 });
        }
        let floor = scan.says_any(last, &["floor", "fl", "stock", "étage", "piso", "andar", "patro", "emelet"]);
        return (floor && (ordinal || scan.at(last + 1).is_one_of(b",.") && token.length() < 3)).then_some(last);
    }
    let mut next = at + 1;
    if !token.is(b'#') {
        if !is_in(UNITS, scan.word(at)) {
            return None;
        }
        for _ in 0..2 {
            if scan.at(next).is_one_of(b".#:") || scan.says_any(next, &["no", "number"]) {
                next += 1;
            }
        }
    }
    let code = scan.at(next);
    let letter = code.is_word() && (code.length() == 1 && code.case == Case::Upper);
    let number = code.is_number() && code.length() <= 5;
    if code.gap == Gap::Line || !(letter || number || code.is_word() && code.length() <= 2 && scan.runs_on(next)) {
        return None;
    }
    let mut last = next;
    for _ in 0..3 {
        let after = scan.at(last + 1);
        let glued = after.is_glued() && after.is_alphanumeric() && after.length() <= 4;
        let dashed =
            after.is(b'-') && after.is_glued() && scan.at(last + 2).is_alphanumeric() && scan.runs_on(last + 1);
        if !glued && !dashed {
            break;
        }
        last += if glued { 1 } else { 2 };
    }
    let measured = scan.at(last + 1).means(Senses::MEASURE) && scan.at(last + 1).case == Case::Lower;
    (!measured && !scan.at(last + 1).is(b'%')).then_some(last)
}

/// Whether a unit of a building with its number starts here, with a word that has no other meaning: "Suite 310", "Apt.
/// 014".
pub(super) fn unit(scan: &Scan<'_>, at: usize) -> bool {
    scan.at(at).is_word() && is_in(UNITS, scan.word(at)) && is_one_of(&BUILT, scan.word(at)) && part(scan, at).is_some()
}

/// The first token of "Flat 3, " or "Suite 200, " before a street.
pub(super) fn with_unit(scan: &Scan<'_>, first: usize) -> usize {
    let comma = scan.back(first, 1).is(b',') || scan.at(first).gap == Gap::Line;
    let end = if scan.back(first, 1).is(b',') { first.checked_sub(2) } else { first.checked_sub(1) };
    let Some(end) = end.filter(|_| comma) else { return first };
    for steps in 1..=4 {
        let Some(at) = end.checked_sub(steps) else { break };
        if scan.at(at).is_word() && is_in(UNITS, scan.word(at)) && part(scan, at) == Some(end) {
            return at;
        }
    }
    first
}
