//! Runs all recognisers over one reading of the text.

use super::Finding;
use super::claim::{Claim, resolve};
use super::scan::Scan;
use super::shown::Shown;
use super::{
    address, age, calendar, code, date, email, handle, institution, ip, licence, marking, month, name, phone, place,
    record, room, ssn, web, zip,
};

/// A recogniser reads the tokens and adds its claims, in any order.
type Recogniser = fn(&Scan<'_>, &mut Vec<Claim>);

/// One family per file.
const RECOGNISERS: [Recogniser; 20] = [
    phone::find,
    email::find,
    web::find,
    handle::find,
    ip::find,
    ssn::find,
    record::find,
    licence::find,
    code::find,
    date::find,
    month::find,
    calendar::find,
    age::find,
    zip::find,
    address::find,
    address::postal::find,
    room::find,
    place::find,
    institution::find,
    name::find,
];

/// What in `text` could identify one person: in order, without overlap, on character boundaries.
pub fn findings(text: &str) -> Vec<Finding> {
    resolve(claims_twice(text))
}

/// The same, plus what is found in the text as it will be shown.
pub fn findings_shown(text: &str, shown: &Shown) -> Vec<Finding> {
    let mut claims = claims_twice(text);
    if shown.text() != text {
        claims.extend(claims_twice(shown.text()).into_iter().map(|claim| claim.typed(shown)));
    }
    resolve(claims.into_iter().filter(|claim| claim.finding.span.length() > 0).collect())
}

/// Claims on a text as typed, and on the text with its marks and entities resolved.
fn claims_twice(text: &str) -> Vec<Claim> {
    let mut claims = claims(text);
    let read = marking::read(text);
    if read.text() != text {
        claims.extend(self::claims(read.text()).into_iter().map(|claim| claim.typed(&read)));
    }
    claims
}

fn claims(text: &str) -> Vec<Claim> {
    let scan = Scan::read(text);
    let mut claims = Vec::new();
    for recogniser in RECOGNISERS {
        recogniser(&scan, &mut claims);
    }
    claims
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scrub::{Exemption, Exemptions, redact};

    #[test]
    fn what_holds_a_direct_identifier_is_direct() {
        for text in [
            "12 Elm Street, Apt 078-05-1120",
            "12 Elm Street, apt 555-867-5309",
            "PO Box 614-555-0133",
            "12 Elm Street, unit 10.61.8.201",
            "12345 Elm Street, Peoria OH 45402",
        ] {
            let found = findings(text);
            assert!(found.iter().any(|finding| finding.kind.is_direct()), "{text}: {found:?}");
            let all: Exemptions = found.iter().map(|one| Exemption::new(one.kind, one.span.of(text))).collect();
            assert_ne!(redact(text, &all).text, text);
        }
    }
}
