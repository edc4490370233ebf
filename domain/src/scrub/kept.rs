//! What the author marked as not identifying. Direct identifiers cannot be marked: the mark is ignored.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Kind;

/// One mark: every finding of this kind with exactly this text.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Mark {
    /// The kind of the finding.
    pub kind: Kind,
    /// Its text, as it stands in the post.
    pub text: String,
}

/// The author's marks. It may come from a form, so it may hold anything; [`Kept::keeps`] decides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept(BTreeSet<Mark>);

impl Kept {
    /// Nothing is kept.
    pub fn none() -> Self {
        Self::default()
    }

    /// Whether a finding stays. Never true for a direct identifier.
    pub fn keeps(&self, kind: Kind, text: &str) -> bool {
        !kind.is_direct() && self.0.iter().any(|mark| mark.kind == kind && mark.text == text)
    }

    /// Marks findings as not identifying; a second time changes nothing.
    pub fn mark(&mut self, kind: Kind, text: &str) {
        self.0.insert(Mark { kind, text: text.to_owned() });
    }

    /// The marks, in a stable order.
    pub fn marks(&self) -> impl Iterator<Item = &Mark> {
        self.0.iter()
    }
}

impl FromIterator<Mark> for Kept {
    fn from_iter<I: IntoIterator<Item = Mark>>(marks: I) -> Self {
        Self(marks.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scrub::redact;

    #[test]
    fn a_direct_identifier_cannot_be_kept() {
        let text = "Call 614-555-0133 before noon.";
        let mut kept = Kept::none();
        kept.mark(Kind::Phone, "614-555-0133");
        assert!(!kept.keeps(Kind::Phone, "614-555-0133"));
        let redacted = redact(text, &kept);
        assert_eq!(redacted.text, "Call [phone number] before noon.");
        assert!(redacted.kept.is_empty());
    }

    #[test]
    fn marks_are_a_set() {
        let mark = Mark { kind: Kind::Date, text: "May 3".to_owned() };
        let kept: Kept = [mark.clone(), mark.clone()].into_iter().collect();
        assert_eq!(kept.marks().collect::<Vec<_>>(), [&mark]);
    }
}
