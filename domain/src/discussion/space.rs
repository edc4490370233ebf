//! Forums. The kind of a space decides which authors may write in it.

use crate::account::Tier;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The name of a space in addresses: lower-case letters and hyphens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SpaceSlug(String);

impl SpaceSlug {
    /// Reads a slug.
    pub fn parse(text: &str) -> Option<Self> {
        let fits = (2..=40).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        fits.then(|| Self(text.to_owned()))
    }
    /// The slug.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SpaceSlug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What a space is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SpaceKind {
    /// All clinicians.
    General,
    /// One specialty.
    Specialty,
    /// Research and its methods.
    Research,
    /// Questions from patients and their families.
    Patients,
}

impl SpaceKind {
    /// All kinds.
    pub const ALL: [Self; 4] = [Self::General, Self::Specialty, Self::Research, Self::Patients];

    /// The word stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Specialty => "specialty",
            Self::Research => "research",
            Self::Patients => "patients",
        }
    }
    /// Reads the word back.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
    /// Whether an author of this tier may open a thread here (REP-9, REP-31, REP-37, REP-40).
    pub fn may_post(self, tier: Tier) -> bool {
        match (self, tier) {
            (Self::Patients, _) | (_, Tier::MedicalProfessional | Tier::HealthcareProfessional) => true,
            (Self::Research, Tier::Researcher) => true,
            (_, Tier::Researcher | Tier::Patient | Tier::Unverified) => false,
        }
    }
    /// Whether an author of this tier may comment here. Researchers may comment on clinical topics, labelled as
    /// researchers.
    pub fn may_comment(self, tier: Tier) -> bool {
        self.may_post(tier) || tier == Tier::Researcher
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_may_speak_where() {
        for kind in SpaceKind::ALL {
            assert!(kind.may_post(Tier::MedicalProfessional) && kind.may_post(Tier::HealthcareProfessional));
            assert_eq!(kind.may_post(Tier::Unverified), kind == SpaceKind::Patients);
            assert_eq!(kind.may_comment(Tier::Patient), kind == SpaceKind::Patients);
            assert!(kind.may_comment(Tier::Researcher));
        }
        assert!(!SpaceKind::General.may_post(Tier::Researcher));
    }
}
