//! Runs all recognisers over one reading of the text. Only here are their overlapping claims resolved.

use std::borrow::Cow;
use std::cmp::Reverse;

use super::scan::Scan;
use super::shown::Shown;
use super::{Certainty, Finding, Kind, Span};
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

/// A finding before overlaps are resolved.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    finding: Finding,
    rank: u8,
}

impl Claim {
    pub(super) const fn certain(kind: Kind, span: Span) -> Self {
        Self::new(kind, span, Certainty::Certain)
    }

    pub(super) const fn likely(kind: Kind, span: Span) -> Self {
        Self::new(kind, span, Certainty::Likely)
    }

    pub(super) const fn new(kind: Kind, span: Span, certainty: Certainty) -> Self {
        let rank = match kind {
            Kind::Email => 8,
            Kind::Url => 7,
            Kind::Ip => 6,
            Kind::Ssn | Kind::LicenceNumber => 5,
            Kind::Phone | Kind::Fax => 4,
            Kind::Date => 3,
            Kind::Age90 | Kind::Zip | Kind::Institution => 2,
            Kind::Name | Kind::Place | Kind::RecordNumber => 1,
        };
        Self { finding: Finding { span, kind, certainty, replacement: Cow::Borrowed(kind.replacement()) }, rank }
    }

    /// Converts the claim from the shown text to the typed text.
    fn typed(mut self, shown: &Shown) -> Self {
        self.finding.span = shown.typed(self.finding.span);
        self
    }

    /// A label in the text says what it is, which takes precedence over any guess from its form.
    pub(super) const fn labelled(mut self) -> Self {
        self.rank += 10;
        self
    }

    pub(super) fn replacing(mut self, replacement: &'static str) -> Self {
        self.finding.replacement = Cow::Borrowed(replacement);
        self
    }
}

/// Overlapping claims become one finding that covers all of them, so that no fragment stays. The highest rank decides
/// its kind, then the greatest length; but a direct identifier among them makes it direct.
fn resolve(mut claims: Vec<Claim>) -> Vec<Finding> {
    claims.sort_by_key(|claim| (claim.finding.span.start(), Reverse(claim.finding.span.end())));
    let mut settled: Vec<Claim> = Vec::with_capacity(claims.len());
    for claim in claims {
        match settled.last_mut() {
            Some(last) if claim.finding.span.start() < last.finding.span.end() => *last = merge(last, &claim),
            _ => settled.push(claim),
        }
    }
    settled.into_iter().map(|claim| claim.finding).collect()
}

fn merge(one: &Claim, other: &Claim) -> Claim {
    let (a, b) = (one.finding.span, other.finding.span);
    let span = Span::new(a.start().min(b.start()), a.end().max(b.end()));
    let (winner, loser) = if (other.rank, b.length()) > (one.rank, a.length()) { (other, one) } else { (one, other) };
    let mut merged = winner.clone();
    merged.finding.span = span;
    // A number inside an address stays a number: a finding that contains a direct identifier cannot be kept.
    if loser.finding.kind.is_direct() && !winner.finding.kind.is_direct() {
        merged.finding.kind = loser.finding.kind;
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scrub::{Exemption, Exemptions, redact};

    #[test]
    fn overlapping_claims_become_one_and_the_label_names_it() {
        let guess = Claim::likely(Kind::Phone, Span::new(4, 16));
        let known = Claim::certain(Kind::RecordNumber, Span::new(8, 20)).labelled();
        let found = resolve(vec![known, guess]);
        assert_eq!(found.len(), 1);
        assert!(found.iter().all(|one| one.kind == Kind::RecordNumber && one.span == Span::new(4, 20)));
    }

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

    #[test]
    fn neighbours_stay_apart() {
        let found =
            resolve(vec![Claim::certain(Kind::Date, Span::new(5, 9)), Claim::certain(Kind::Zip, Span::new(0, 5))]);
        assert_eq!(found.iter().map(|one| one.kind).collect::<Vec<_>>(), [Kind::Zip, Kind::Date]);
    }
}
