//! Record, account, plan, device and vehicle numbers after their label. 45 CFR 164.514(b)(2)(i)(H), (I), (J), (L), (M)
//! and (R).

use super::claim::Claim;
use super::label::{self, Trust};
use super::scan::Scan;
use super::vocabulary::{NEEDS_MARKER, lists};
use super::words::Senses;
use super::{Kind, Span};

/// Adds claims for these numbers.
pub(super) fn find(scan: &Scan<'_>, claims: &mut Vec<Claim>) {
    let labels = Senses::RECORD.or(Senses::RECORD_OR_WORD).or(Senses::PLATE).or(Senses::MARKER);
    for (at, token) in scan.tokens() {
        if !token.means(labels) && token.length() != 1 && !is_key_safe(scan, at) {
            continue;
        }
        let device = device_identifier(scan, at);
        if let Some(span) = device.or_else(|| trust(scan, at).and_then(|trust| label::value(scan, at, trust))) {
            claims.push(Claim::certain(Kind::RecordNumber, span).labelled());
        }
    }
}

/// How certainly the word at a position is a label.
fn trust(scan: &Scan<'_>, at: usize) -> Option<Trust> {
    let token = scan.at(at);
    if token.means(Senses::RECORD) {
        Some(Trust::Name)
    } else if token.means(Senses::RECORD_OR_WORD.or(Senses::PLATE)) {
        (!lists(NEEDS_MARKER, scan.word(at)) || is_marked(scan, at)).then_some(Trust::Word)
    } else if is_serial(scan, at) {
        Some(Trust::Marked)
    } else if is_health_and_care(scan, at) || is_key_safe(scan, at) {
        Some(Trust::Name)
    } else {
        (is_bare_id(scan, at) && !is_idaho(scan, at)).then_some(Trust::Bare)
    }
}

/// "exam no.", "photo #": a marker follows directly.
fn is_marked(scan: &Scan<'_>, at: usize) -> bool {
    let next = if scan.at(at + 1).is(b'.') { at + 2 } else { at + 1 };
    scan.at(next).means(Senses::MARKER) || scan.at(next).is(b'#')
}

/// "ID: 733015" without a word before it that says whose ID it is.
fn is_bare_id(scan: &Scan<'_>, at: usize) -> bool {
    scan.says_any(at, &["id", "ids", "identifier"])
}

/// The N of "S/N".
fn is_serial(scan: &Scan<'_>, at: usize) -> bool {
    scan.says(at, "n") && scan.back(at, 1).is(b'/') && scan.at(at).is_glued() && scan.said(at, 2, "s")
}

/// The C of "H&C", the health and care number of Northern Ireland.
fn is_health_and_care(scan: &Scan<'_>, at: usize) -> bool {
    scan.at(at).length() == 1
        && scan.says(at, "c")
        && scan.back(at, 1).is(b'&')
        && scan.at(at).is_glued()
        && scan.said(at, 2, "h")
}

/// The code that opens somebody's door: "key safe 2580".
fn is_key_safe(scan: &Scan<'_>, at: usize) -> bool {
    scan.at(at).length() == 4 && scan.says(at, "safe") && scan.said(at, 1, "key")
}

fn is_idaho(scan: &Scan<'_>, at: usize) -> bool {
    scan.back(at, 1).is(b',') && scan.at(at + 1).length() == 5 && scan.at(at + 1).value / 10_000 == 8
}

/// A unique device identifier with all its parts in brackets: (01)00873301544905(17)250101.
fn device_identifier(scan: &Scan<'_>, label: usize) -> Option<Span> {
    if scan.at(label).length() != 3 || !scan.says(label, "udi") {
        return None;
    }
    let first = (label + 1..label + 4).find(|at| scan.at(*at).is(b'(') && scan.at(at + 1).is_number())?;
    let mut last = first + 1;
    while scan.runs_on(last)
        && (scan.at(last + 1).is_alphanumeric() || scan.at(last + 1).is_one_of(b"()-") && scan.runs_on(last + 1))
    {
        last += 1;
    }
    Some(scan.span(first, last))
}
