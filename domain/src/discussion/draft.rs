//! What an author is about to publish. Posts, comments and corrections are all composed, reviewed and published as a
//! draft.

use crate::discussion::{PostKind, SpaceSlug};
use crate::ids::{AuthorId, ItemId};
use crate::scrub::Exemptions;

/// A text before it is published, exactly as typed: nothing in it has been checked yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The author it is published under.
    pub author: AuthorId,
    /// Where it is published.
    pub target: Target,
    /// Title as typed; posts only.
    pub title: String,
    /// Text as typed.
    pub body: String,
    /// When it is published.
    pub publication: Publication,
    /// The findings that the author marked as not identifying.
    pub exemptions: Exemptions,
}

impl Draft {
    /// The author's note on a correction; empty for anything else.
    pub fn note(&self) -> &str {
        match &self.target {
            Target::Correction { note, .. } => note,
            Target::Post { .. } | Target::Comment { .. } => "",
        }
    }
}

/// What publishing the draft creates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A thread in a space.
    Post {
        /// The space, once it is chosen.
        space: Option<SpaceSlug>,
        /// The kind of post, as its author declares it.
        kind: PostKind,
    },
    /// A comment in a thread, or a reply to one.
    Comment {
        /// The thread.
        post: ItemId,
        /// The comment replied to.
        parent: Option<ItemId>,
    },
    /// A correction of a published item.
    Correction {
        /// The item.
        item: ItemId,
        /// What was corrected, as typed.
        note: String,
        /// Whether the earlier wording is removed from the trail because it could identify someone.
        forget_earlier: bool,
    },
}

/// When a text appears.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Publication {
    /// Now; the hour shown is this hour.
    AtOnce,
    /// At a random minute within the next three hours, so that the hour shown is not the hour of writing.
    Mixed,
}

impl Publication {
    /// The word in forms.
    pub fn word(self) -> &'static str {
        match self {
            Self::AtOnce => "at-once",
            Self::Mixed => "mixed",
        }
    }
    /// Reads the word; any other word means at once.
    pub fn parse(word: &str) -> Self {
        if word == Self::Mixed.word() { Self::Mixed } else { Self::AtOnce }
    }
}
