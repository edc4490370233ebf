//! The kind of a post, as its author declares it, and the subject in which it builds standing (REP-17, REP-52).

use super::SpaceKind;
use crate::reputation::EventKind;
use serde::{Deserialize, Serialize};

/// The kind of a post, as its author declares it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PostKind {
    /// A question or discussion: anything else.
    #[default]
    Discussion,
    /// An original case.
    OriginalCase,
    /// A review or summary of literature.
    LiteratureReview,
    /// An analysis of a guideline.
    GuidelineAnalysis,
    /// Something to learn from.
    Educational,
}

impl PostKind {
    /// All kinds, in the order they are offered.
    pub const ALL: [Self; 5] =
        [Self::Discussion, Self::OriginalCase, Self::LiteratureReview, Self::GuidelineAnalysis, Self::Educational];

    /// The word stored and in forms.
    pub fn word(self) -> &'static str {
        self.bonus().map_or("discussion", EventKind::word)
    }
    /// Reads the word back.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
    /// As shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::Discussion => "Question or discussion",
            Self::OriginalCase => "Original case",
            Self::LiteratureReview => "Literature review",
            Self::GuidelineAnalysis => "Guideline analysis",
            Self::Educational => "Educational",
        }
    }
    /// The event it earns once enough readers have found it helpful.
    pub fn bonus(self) -> Option<EventKind> {
        match self {
            Self::Discussion => None,
            Self::OriginalCase => Some(EventKind::OriginalCase),
            Self::LiteratureReview => Some(EventKind::LiteratureReview),
            Self::GuidelineAnalysis => Some(EventKind::GuidelineAnalysis),
            Self::Educational => Some(EventKind::Educational),
        }
    }
    /// The subject in which a post of this kind builds standing; comments count for the subject of their post.
    pub fn subject(self, space: SpaceKind) -> Subject {
        match (self, space) {
            (Self::OriginalCase, _) => Subject::Case,
            (Self::GuidelineAnalysis, _) => Subject::Guideline,
            (Self::LiteratureReview, _) | (_, SpaceKind::Research) => Subject::Research,
            (Self::Discussion | Self::Educational, _) => Subject::Clinical,
        }
    }
}

/// A kind of content in which an author has a separate standing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Subject {
    /// Diagnoses, treatment, working life.
    Clinical,
    /// Literature and its methods.
    Research,
    /// Cases.
    Case,
    /// Guidelines.
    Guideline,
}

impl Subject {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Clinical, Self::Research, Self::Case, Self::Guideline];

    /// The word stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Clinical => "clinical",
            Self::Research => "research",
            Self::Case => "case",
            Self::Guideline => "guideline",
        }
    }
    /// Reads the word back.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|subject| subject.word() == word)
    }
    /// As shown.
    pub fn label(self) -> &'static str {
        match self {
            Self::Clinical => "Clinical discussion",
            Self::Research => "Research commentary",
            Self::Case => "Case presentations",
            Self::Guideline => "Guideline discussions",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_and_subjects_read_back() {
        assert!(PostKind::ALL.into_iter().all(|kind| PostKind::parse(kind.word()) == Some(kind)));
        assert!(Subject::ALL.into_iter().all(|subject| Subject::parse(subject.word()) == Some(subject)));
    }

    #[test]
    fn every_post_has_a_subject() {
        use Subject::{Case, Clinical, Guideline, Research};
        let subjects = |space| PostKind::ALL.map(|kind| kind.subject(space));
        assert_eq!(subjects(SpaceKind::General), [Clinical, Case, Research, Guideline, Clinical]);
        assert_eq!(subjects(SpaceKind::Research), [Research, Case, Research, Guideline, Research]);
    }
}
