//! Postal codes: after a label, after a state, and in the form of ZIP+4. 45 CFR 164.514(b)(2)(i)(B).

use super::Kind;
use super::claim::Claim;
use super::scan::Scan;
use super::token::{Case, Gap};
use super::words::Senses;

/// Adds claims for postal codes.
pub(super) fn find(scan: &Scan<'_>, claims: &mut Vec<Claim>) {
    for (at, token) in scan.tokens() {
        if token.means(Senses::ZIP) {
            if let Some(last) = labelled(scan, at) {
                claims.push(Claim::certain(Kind::Zip, scan.span(last.0, last.1)).labelled());
            }
        } else if token.is_number() && token.length() == 5 && scan.starts_clean(at) {
            let last = plus_four(scan, at);
            if after_state(scan, at) && ends(scan, last.unwrap_or(at)) {
                claims.push(Claim::certain(Kind::Zip, scan.span(at, last.unwrap_or(at))));
            } else if let Some(last) = last {
                claims.push(Claim::likely(Kind::Zip, scan.span(at, last)));
            }
        }
    }
}

/// The code after "zip", "zip code:", "postcode is". Three digits are enough, because they already identify a region.
fn labelled(scan: &Scan<'_>, label: usize) -> Option<(usize, usize)> {
    let mut at = label + 1;
    while at < label + 5 && (scan.at(at).is_one_of(b":#(.=") || scan.at(at).means(Senses::MARKER.or(Senses::LINK))) {
        at += 1;
    }
    let first = scan.at(at);
    if first.is_number() {
        let five = (3..=5).contains(&first.length()) && !(scan.runs_on(at) && scan.at(at + 1).is_word());
        return five.then(|| (at, plus_four(scan, at).unwrap_or(at)));
    }
    let british = first.is_word() && first.length() <= 2 && scan.at(at + 1).is_number() && scan.runs_on(at);
    let mut last = at + 1;
    while british && last < at + 5 {
        let next = scan.at(last + 1);
        let inner = next.is_glued() && next.is_alphanumeric();
        let second = next.gap == Gap::Blank && next.is_number() && next.length() == 1 && scan.runs_on(last + 1);
        if !inner && !second {
            break;
        }
        last += 1;
    }
    british.then_some((at, last))
}

/// The last token of `43017-2208`.
fn plus_four(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let four = scan.at(at + 2);
    let shaped = scan.at(at).length() == 5
        && scan.runs_on_mark(at, b'-')
        && four.is_number()
        && four.is_glued()
        && four.length() == 4;
    (shaped && ends(scan, at + 2)).then_some(at + 2)
}

/// Whether a state is directly before whose codes start with this digit.
fn after_state(scan: &Scan<'_>, at: usize) -> bool {
    let step = if scan.back(at, 1).is_one_of(b",.") { 2 } else { 1 };
    let state = scan.back(at, step);
    let written = if state.length() == 2 { state.case == Case::Upper } else { state.is_capital() };
    let near = scan.at(at).gap != Gap::Line;
    state.means(Senses::STATE) && written && near && state.value == scan.at(at).value / 10_000
}

/// Whether the code ends here: no unit, decimal or further digits follow.
fn ends(scan: &Scan<'_>, last: usize) -> bool {
    let next = scan.at(last + 1);
    let glued = scan.runs_on(last)
        && (next.is_alphanumeric()
            || next.is_one_of(b"-.,/%") && scan.runs_on(last + 1) && scan.at(last + 2).is_alphanumeric());
    !glued && !next.means(Senses::MEASURE) && !next.is(b'%')
}
