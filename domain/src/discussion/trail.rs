//! The trail of an item's corrections, as its own page shows it: one correction at a time, compared with what took its
//! place.

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
    /// Corrections in all.
    pub total: usize,
    /// A page of them, the latest first.
    pub lines: Vec<TrailLine>,
    /// The one in full.
    pub chosen: TrailLine,
    /// The wording before it.
    pub wording: Wording,
}

/// One correction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TrailLine {
    /// Which it is, from 1.
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
    /// As clean HTML: of corrections made before wordings were compared.
    Whole(String),
    /// Compared with what took its place.
    Compared {
        /// The title; empty where it stayed as it was.
        title: Vec<Change>,
        /// The text.
        body: Vec<Change>,
    },
}

/// A stretch of two wordings compared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// What became of it.
    pub changed: Changed,
    /// Its words, as they were written.
    pub words: String,
}

/// What became of a stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub enum Changed {
    /// It is in both.
    Not,
    /// It went.
    Removed,
    /// It came.
    Inserted,
}
