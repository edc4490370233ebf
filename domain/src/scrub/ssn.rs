//! United States social security numbers: three, two and four digits, with one kind of separator or none.
//! 45 CFR 164.514(b)(2)(i)(G). Numbers that were never issued (area 000 or 666, group 00, serial 0000) are not claimed.

use super::claim::Claim;
use super::label;
use super::scan::Scan;
use super::token::Gap;
use super::words::Senses;
use super::{Certainty, Kind, Span};

/// Printed in advertisements for decades and invalid since: the one sample that is common in tests.
const SAMPLE: u32 = 78_051_120;

/// Adds claims for social security numbers.
pub(super) fn find(scan: &Scan<'_>, claims: &mut Vec<Claim>) {
    for (at, token) in scan.tokens() {
        if token.is_number() {
            if let Some((span, certainty)) = number(scan, at) {
                claims.push(Claim::new(Kind::Ssn, span, certainty));
            }
        } else if is_label(scan, at)
            && let Some(span) = label::value(scan, at, label::Trust::Name)
        {
            claims.push(Claim::certain(Kind::Ssn, span).labelled());
        }
    }
}

/// `SSN`, `social security`, `SS#`.
fn is_label(scan: &Scan<'_>, at: usize) -> bool {
    scan.at(at).means(Senses::SOCIAL)
        && (scan.says(at + 1, "security")
            || scan.at(at).length() <= 4
            || scan.at(at + 1).is_number()
            || scan.at(at + 1).is(b'#'))
        || scan.at(at).length() == 2 && scan.word(at) == "SS" && scan.at(at + 1).is(b'#')
        || scan.at(at).length() == 8 && scan.says(at, "security") && scan.at(at + 1).means(Senses::MARKER)
}

fn number(scan: &Scan<'_>, at: usize) -> Option<(Span, Certainty)> {
    let first = scan.at(at);
    if !scan.starts_clean(at) {
        return None;
    }
    if first.length() == 9 {
        let (area, group, serial) = (first.value / 1_000_000, first.value / 10_000 % 100, first.value % 10_000);
        let alone = !scan.runs_on(at) || !continues(scan, at);
        let measured = scan.at(at + 1).means(Senses::MEASURE);
        let issued = is_issued(area, group, serial) && area < 900 && first.value != SAMPLE;
        return (alone && !measured && issued).then(|| (scan.span(at, at), Certainty::Likely));
    }
    let dashed = [1, 3].map(|step| scan.at(at + step).shape);
    let (group, serial, certainty) = if dashed[0] == dashed[1] && scan.at(at + 1).is_one_of(b"-.") {
        let glued = (1..=4).all(|step| scan.at(at + step).is_glued());
        let certainty = if scan.at(at + 1).is(b'-') { Certainty::Certain } else { Certainty::Likely };
        (at + 2, at + 4, glued.then_some(certainty)?)
    } else {
        let spaced = (1..=2).all(|step| scan.at(at + step).gap == Gap::Blank);
        (at + 1, at + 2, spaced.then_some(Certainty::Likely)?)
    };
    let shaped = [(at, 3), (group, 2), (serial, 4)]
        .iter()
        .all(|(part, digits)| scan.at(*part).is_number() && scan.at(*part).length() == *digits);
    let issued = is_issued(first.value, scan.at(group).value, scan.at(serial).value);
    let measured = scan.at(serial + 1).means(Senses::MEASURE);
    (shaped && issued && !measured && !continues(scan, serial)).then(|| (scan.span(at, serial), certainty))
}

/// Whether more digits or letters follow, so that this is part of something longer.
fn continues(scan: &Scan<'_>, last: usize) -> bool {
    let next = scan.at(last + 1);
    next.is_glued()
        && (next.is_alphanumeric() || next.is_one_of(b"-.") && scan.runs_on(last + 1) && scan.at(last + 2).is_number())
}

const fn is_issued(area: u32, group: u32, serial: u32) -> bool {
    area != 0 && area != 666 && group != 0 && serial != 0
}
