//! Titles and texts as typed, with checks of their length.

use crate::legible::legible;
use serde::{Deserialize, Serialize};

/// 8 to 140 characters on one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Title(String);

/// Why a text is not a valid title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum TitleFault {
    /// Fewer than eight characters.
    #[error("Give your post a title of at least 8 characters.")]
    TooShort,
    /// More than 140 characters.
    #[error("A title can have at most 140 characters.")]
    TooLong,
}

impl Title {
    /// Reads a title as typed. White space is folded, and invisible characters are removed.
    pub fn parse(text: &str) -> Result<Self, TitleFault> {
        let title = legible(text).split_whitespace().collect::<Vec<_>>().join(" ");
        match title.chars().count() {
            0..8 => Err(TitleFault::TooShort),
            8..=140 => Ok(Self(title)),
            _ => Err(TitleFault::TooLong),
        }
    }
    /// The title.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// 10 to 10 000 characters of Markdown, not counting white space around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Body(String);

/// Why a text is not a valid post or comment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum BodyFault {
    /// Fewer than ten characters.
    #[error("Write at least 10 characters.")]
    TooShort,
    /// More than 10 000 characters.
    #[error("A text can have at most 10,000 characters; this one has {0}.")]
    TooLong(usize),
}

impl Body {
    /// Minimum length, in characters.
    pub const MIN: usize = 10;
    /// Maximum length, in characters.
    pub const MAX: usize = 10_000;

    /// Reads a text as typed. Line ends become `\n`, and invisible characters are removed.
    pub fn parse(text: &str) -> Result<Self, BodyFault> {
        let unified = legible(&text.replace("\r\n", "\n").replace('\r', "\n"));
        let body = unified.trim();
        match body.chars().count() {
            0..Self::MIN => Err(BodyFault::TooShort),
            Self::MIN..=Self::MAX => Ok(Self(body.to_owned())),
            length => Err(BodyFault::TooLong(length)),
        }
    }
    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The author's note on a correction: 3 to 200 characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectionNote(String);

/// Why a text is not a valid note on a correction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("Say in 3 to 200 characters what you corrected; readers see it.")]
pub struct NoteFault;

impl CorrectionNote {
    /// Reads a note as typed.
    pub fn parse(text: &str) -> Result<Self, NoteFault> {
        let note = legible(text).split_whitespace().collect::<Vec<_>>().join(" ");
        if (3..=200).contains(&note.chars().count()) { Ok(Self(note)) } else { Err(NoteFault) }
    }
    /// The note.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bodies_count_characters() {
        assert_eq!(Body::parse("         ñ        "), Err(BodyFault::TooShort));
        assert!(Body::parse(&"ñ".repeat(10)).is_ok());
        assert!(Body::parse(&"ñ".repeat(10_000)).is_ok());
        assert_eq!(Body::parse(&"ñ".repeat(10_001)), Err(BodyFault::TooLong(10_001)));
    }

    #[test]
    fn line_ends_are_unified_and_controls_dropped() {
        assert_eq!(Body::parse("one line\r\nanother\u{0}").map(|b| b.0), Ok("one line\nanother".to_owned()));
    }

    #[test]
    fn what_shows_nothing_goes_and_does_not_count() {
        let hidden = "\u{202e}\u{200b}\u{ad}\u{e0041}".repeat(10);
        assert_eq!(
            Body::parse(&format!("{hidden}A reader sees this.")).map(|b| b.0),
            Ok("A reader sees this.".to_owned())
        );
        assert_eq!(Body::parse(&hidden), Err(BodyFault::TooShort));
        assert_eq!(Title::parse(&format!("seven c{hidden}")), Err(TitleFault::TooShort));
        let towering = format!("A missed diagnosis{}", "\u{335}".repeat(90));
        assert_eq!(Title::parse(&towering).map(|t| t.0.chars().count()), Ok(22));
        assert_eq!(CorrectionNote::parse(&hidden), Err(NoteFault));
    }

    #[test]
    fn titles_stay_on_one_line() {
        assert_eq!(Title::parse("  a  missed\n diagnosis ").map(|t| t.0), Ok("a missed diagnosis".to_owned()));
        assert_eq!(Title::parse("short"), Err(TitleFault::TooShort));
        assert_eq!(Title::parse(&"x".repeat(141)), Err(TitleFault::TooLong));
    }
}
