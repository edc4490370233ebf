//! What a recogniser claims to have found, and how overlapping claims become findings.

use std::borrow::Cow;
use std::cmp::Reverse;

use super::shown::Shown;
use super::{Certainty, Finding, Kind, Span};

/// A finding before overlaps are resolved.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    pub(super) finding: Finding,
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
    pub(super) fn typed(mut self, shown: &Shown) -> Self {
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
pub(super) fn resolve(mut claims: Vec<Claim>) -> Vec<Finding> {
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

    #[test]
    fn overlapping_claims_become_one_and_the_label_names_it() {
        let guess = Claim::likely(Kind::Phone, Span::new(4, 16));
        let known = Claim::certain(Kind::RecordNumber, Span::new(8, 20)).labelled();
        let found = resolve(vec![known, guess]);
        assert_eq!(found.len(), 1);
        assert!(found.iter().all(|one| one.kind == Kind::RecordNumber && one.span == Span::new(4, 20)));
    }

    #[test]
    fn neighbours_stay_apart() {
        let found =
            resolve(vec![Claim::certain(Kind::Date, Span::new(5, 9)), Claim::certain(Kind::Zip, Span::new(0, 5))]);
        assert_eq!(found.iter().map(|one| one.kind).collect::<Vec<_>>(), [Kind::Zip, Kind::Date]);
    }
}
