//! The trail of an item's corrections, as its own page shows it: one correction at a time, with the old and the new
//! wording compared.

use crate::calendar::Hour;
use serde::Serialize;

/// The trail, and one correction of it in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TrailView {
    /// Title of the thread.
    pub title: String,
    /// Path of the item in its thread.
    pub path: String,
    /// Whether the item is a comment.
    pub is_comment: bool,
    /// Total number of corrections.
    pub total: usize,
    /// A page of corrections, the latest first.
    pub lines: Vec<TrailLine>,
    /// The correction shown in full.
    pub chosen: TrailLine,
    /// The wording before it.
    pub wording: Wording,
}

/// One correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TrailLine {
    /// Its number, from 1.
    pub number: usize,
    /// The hour of the correction.
    pub hour: Hour,
    /// What the author says was corrected.
    pub note: String,
}

/// The wording before a correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum Wording {
    /// Its author had it removed.
    Forgotten,
    /// The whole wording as clean HTML, for corrections made before wordings were compared.
    Whole(String),
    /// Compared with the wording that replaced it.
    Compared {
        /// The title; empty if it did not change.
        title: Vec<Change>,
        /// The text.
        body: Vec<Change>,
    },
}

/// A stretch of text in the comparison of two wordings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// How it changed.
    pub changed: Changed,
    /// Its words, as written.
    pub words: String,
}

/// How a stretch changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Changed {
    /// It is in both wordings.
    Not,
    /// It was removed.
    Removed,
    /// It was added.
    Inserted,
}
