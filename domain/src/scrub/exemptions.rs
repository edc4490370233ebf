//! What the author marked as not identifying: names, places and institutions. A direct identifier cannot be marked.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Kind;
use crate::legible::legible;

/// One mark: it applies to every finding of this kind with this text, with white space folded.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Exemption {
    /// The kind of the finding.
    pub kind: Kind,
    /// Its text, as it is in the post.
    pub text: String,
}

impl Exemption {
    /// Maximum length of a marked text, in characters.
    pub const LONGEST: usize = 200;

    /// A mark on this text. Forms change line ends, so white space is folded. Invisible characters are not published,
    /// so they are removed.
    pub fn new(kind: Kind, text: &str) -> Self {
        Self { kind, text: fold(text) }
    }

    /// The word used in forms for a kind that can be kept; none for a direct identifier.
    pub const fn word(kind: Kind) -> Option<&'static str> {
        match kind {
            Kind::Place => Some("place"),
            Kind::Name => Some("name"),
            Kind::Institution => Some("institution"),
            _ => None,
        }
    }

    /// Reads a mark from a form; `None` if it cannot be kept.
    pub fn parse(word: &str, text: &str) -> Option<Self> {
        let kind = Kind::ALL.into_iter().find(|kind| Self::word(*kind) == Some(word))?;
        Some(Self::new(kind, text)).filter(Self::fits)
    }

    fn fits(&self) -> bool {
        !self.kind.is_direct() && !self.text.is_empty() && self.text.chars().nth(Self::LONGEST).is_none()
    }
}

fn fold(text: &str) -> String {
    legible(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The author's marks. However it was created, it holds no direct identifier, at most [`Exemptions::MOST`] marks and at
/// most [`Exemptions::ROOM`] bytes. Further marks are dropped, and their findings are removed like any others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<Exemption>")]
pub struct Exemptions(BTreeSet<Exemption>);

impl Exemptions {
    /// Maximum number of marks in one text.
    pub const MOST: usize = 200;
    /// Maximum size of all marked texts together, in bytes.
    pub const ROOM: usize = 6_000;

    /// Nothing is kept.
    pub fn none() -> Self {
        Self::default()
    }

    /// Whether a finding stays. Never true for a direct identifier.
    pub fn keeps(&self, kind: Kind, text: &str) -> bool {
        !kind.is_direct() && !self.0.is_empty() && self.0.contains(&Exemption::new(kind, text))
    }

    /// Marks findings as not identifying. A repeated mark and one mark too many change nothing.
    pub fn mark(&mut self, kind: Kind, text: &str) {
        let mark = Exemption::new(kind, text);
        let room = self.0.iter().map(|mark| mark.text.len()).sum::<usize>() + mark.text.len();
        if mark.fits() && self.0.len() < Self::MOST && room <= Self::ROOM {
            self.0.insert(mark);
        }
    }

    /// Withdraws a mark.
    pub fn unmark(&mut self, kind: Kind, text: &str) {
        self.0.remove(&Exemption::new(kind, text));
    }

    /// The marks that occur in one of these texts; the others are dropped.
    #[must_use]
    pub fn within(&self, texts: &[&str]) -> Self {
        if self.0.is_empty() {
            return Self::none();
        }
        let texts: Vec<String> = texts.iter().map(|text| fold(text)).collect();
        let stands = |mark: &&Exemption| texts.iter().any(|text| text.contains(&mark.text));
        Self(self.0.iter().filter(stands).cloned().collect())
    }

    /// The marks, in a stable order.
    pub fn marks(&self) -> impl Iterator<Item = &Exemption> {
        self.0.iter()
    }

    /// Whether nothing is kept.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<Exemption> for Exemptions {
    fn from_iter<I: IntoIterator<Item = Exemption>>(marks: I) -> Self {
        let mut exemptions = Self::none();
        marks.into_iter().for_each(|mark| exemptions.mark(mark.kind, &mark.text));
        exemptions
    }
}

impl From<Vec<Exemption>> for Exemptions {
    fn from(marks: Vec<Exemption>) -> Self {
        marks.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scrub::redact;

    fn name(text: &str) -> Exemption {
        Exemption::new(Kind::Name, text)
    }

    #[test]
    fn a_direct_identifier_cannot_be_kept() {
        let text = "Call 614-555-0133 before noon.";
        for kind in Kind::ALL.into_iter().filter(|kind| kind.is_direct()) {
            let exemptions = Exemptions::from(vec![Exemption { kind, text: "614-555-0133".to_owned() }]);
            assert!(exemptions.is_empty() && Exemption::word(kind).is_none(), "{kind:?}");
        }
        assert_eq!(Exemption::parse("phone", "614-555-0133"), None);
        // It has no effect, however it got in.
        let smuggled = Exemptions(BTreeSet::from([Exemption { kind: Kind::Phone, text: "614-555-0133".to_owned() }]));
        assert!(!smuggled.keeps(Kind::Phone, "614-555-0133"));
        let redacted = redact(text, &smuggled);
        assert_eq!(redacted.text, "Call [phone number] before noon.");
        assert!(redacted.exemptions.is_empty());
    }

    #[test]
    fn every_kind_that_is_not_direct_has_a_word() {
        for kind in Kind::ALL.into_iter().filter(|kind| !kind.is_direct()) {
            let parsed = Exemption::word(kind).and_then(|word| Exemption::parse(word, " Mercy\r\nHospital "));
            assert_eq!(parsed, Some(Exemption { kind, text: "Mercy Hospital".to_owned() }));
        }
    }

    #[test]
    fn marks_are_a_set_and_can_be_taken_back() {
        let mut exemptions: Exemptions = [name("Bellandi"), name("Bellandi")].into_iter().collect();
        assert_eq!(exemptions.marks().collect::<Vec<_>>(), [&name("Bellandi")]);
        assert!(exemptions.keeps(Kind::Name, "Bellandi") && !exemptions.keeps(Kind::Place, "Bellandi"));
        exemptions.unmark(Kind::Name, "Bellandi");
        assert!(exemptions.is_empty());
    }

    #[test]
    fn a_mark_holds_whatever_the_line_ends_are() {
        let exemptions: Exemptions = [name("Ada\nBrook")].into_iter().collect();
        assert!(exemptions.keeps(Kind::Name, "Ada\r\nBrook") && exemptions.keeps(Kind::Name, "Ada Brook"));
        assert!(exemptions.keeps(Kind::Name, "A\u{ad}da Bro\u{200b}ok"));
    }

    #[test]
    fn there_is_an_end_to_marking() {
        let many: Exemptions = (0..500).map(|n| name(&format!("Name{n}"))).collect();
        assert_eq!(many.marks().count(), Exemptions::MOST);
        let long: Exemptions =
            [name(&"\u{1F600}".repeat(Exemption::LONGEST)), name(&"x".repeat(Exemption::LONGEST + 1)), name(" ")]
                .into_iter()
                .collect();
        assert_eq!(long.marks().count(), 1);
        let heavy: Exemptions = (0..100).map(|n| name(&format!("{n}{}", "x".repeat(190)))).collect();
        assert!(heavy.marks().map(|mark| mark.text.len()).sum::<usize>() <= Exemptions::ROOM);
    }

    #[test]
    fn marks_of_words_that_are_gone_are_forgotten() {
        let exemptions: Exemptions = [name("Bellandi"), name("Brook")].into_iter().collect();
        let still = exemptions.within(&["A title", "I spoke with Bellandi."]);
        assert_eq!(still.marks().collect::<Vec<_>>(), [&name("Bellandi")]);
    }
}
