//! What can be said about a new password by its length alone. How guessable it is, the server judges (zxcvbn).

use serde::{Deserialize, Serialize};

/// A password of 12 to 256 characters. Never printed, never serialised.
pub struct NewPassword(String);

/// Why a password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum PasswordFault {
    /// Fewer than twelve characters.
    #[error("Use at least 12 characters. Three or four unrelated words are easy to remember.")]
    TooShort,
    /// More than 256 characters.
    #[error("Use at most 256 characters.")]
    TooLong,
    /// Easy to guess: zxcvbn gives it less than three of four.
    #[error("This password is easy to guess. Three or four unrelated words make a good one.")]
    Guessable,
    /// The two fields differ.
    #[error("The two passwords are not the same.")]
    Differs,
}

impl NewPassword {
    /// Reads a new password typed twice.
    pub fn parse(text: &str, again: &str) -> Result<Self, PasswordFault> {
        match text.chars().count() {
            0..12 => Err(PasswordFault::TooShort),
            12..=256 if text == again => Ok(Self(text.to_owned())),
            12..=256 => Err(PasswordFault::Differs),
            _ => Err(PasswordFault::TooLong),
        }
    }

    /// The password itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn length_counts_characters_not_bytes() {
        let eleven = "ééééééééééé";
        assert!(matches!(NewPassword::parse(eleven, eleven), Err(PasswordFault::TooShort)));
        let twelve = "éééééééééééé";
        assert!(NewPassword::parse(twelve, twelve).is_ok());
        assert!(matches!(NewPassword::parse(twelve, "other"), Err(PasswordFault::Differs)));
        assert!(matches!(NewPassword::parse(&"x".repeat(257), ""), Err(PasswordFault::TooLong)));
    }
}
