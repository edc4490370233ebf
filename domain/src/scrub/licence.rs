//! Licence, certificate and prescriber numbers: after a label, and DEA numbers recognised by their check digit.
//! 45 CFR 164.514(b)(2)(i)(K).

use super::Kind;
use super::claim::Claim;
use super::label::{self, Trust};
use super::scan::Scan;
use super::token::Case;
use super::words::Senses;

/// Adds claims for licence, certificate and prescriber numbers.
pub(super) fn find(scan: &Scan<'_>, claims: &mut Vec<Claim>) {
    for (at, token) in scan.tokens() {
        let trust = if token.means(Senses::LICENCE) {
            Trust::Name
        } else if token.means(Senses::LICENCE_OR_WORD) && !scan.at(at + 1).means(Senses::PLATE) {
            Trust::Word
        } else {
            if is_prescriber(scan, at) {
                claims.push(Claim::certain(Kind::LicenceNumber, scan.span(at, at + 1)));
            }
            continue;
        };
        if let Some(span) = label::value(scan, at, trust) {
            claims.push(Claim::certain(Kind::LicenceNumber, span).labelled());
        }
    }
}

/// Two letters and seven digits, the last of which is a check digit: a number of the Drug Enforcement Administration.
fn is_prescriber(scan: &Scan<'_>, at: usize) -> bool {
    let (letters, digits) = (scan.at(at), scan.at(at + 1));
    let shaped = letters.length() == 2 && letters.case == Case::Upper && digits.is_number() && digits.length() == 7;
    if !shaped || !digits.is_glued() || !scan.starts_clean(at) || !scan.ends_clean(at + 1) {
        return false;
    }
    let digit = |place: u32| digits.value / 10_u32.pow(place) % 10;
    (digit(6) + digit(4) + digit(2) + 2 * (digit(5) + digit(3) + digit(1))) % 10 == digit(0)
}
