//! Password rules that need only the length. The server checks how guessable a new password is (zxcvbn).

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// Maximum length of a password, in characters.
const MOST: usize = 256;

/// A password of 12 to 256 characters. Wiped when dropped, never printed, never serialised.
pub struct NewPassword(Zeroizing<String>);

/// A password typed to sign in or to confirm. One that is longer than any valid password is refused, not cut.
#[derive(Clone, Copy)]
pub struct TypedPassword<'a>(&'a str);

/// Why a password is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum PasswordFault {
    /// Fewer than twelve characters.
    #[error("Use at least 12 characters. Three or four unrelated words are easy to remember.")]
    TooShort,
    /// More than 256 characters.
    #[error("Use at most 256 characters.")]
    TooLong,
    /// The password typed to sign in is longer than any valid password.
    #[error("No password here has more than 256 characters. Check what you typed or pasted.")]
    NeverSoLong,
    /// Easy to guess: zxcvbn scores it below three of four.
    #[error("This password is easy to guess. Three or four unrelated words make a good one.")]
    Guessable,
    /// The two fields differ.
    #[error("The two passwords are not the same.")]
    Differs,
}

impl NewPassword {
    /// Reads a new password that was typed twice.
    pub fn parse(text: &str, again: &str) -> Result<Self, PasswordFault> {
        match text.chars().count() {
            0..12 => Err(PasswordFault::TooShort),
            12..=MOST if text == again => Ok(Self(Zeroizing::new(text.to_owned()))),
            12..=MOST => Err(PasswordFault::Differs),
            _ => Err(PasswordFault::TooLong),
        }
    }

    /// The password itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl<'a> TypedPassword<'a> {
    /// Reads a password as typed.
    pub fn parse(text: &'a str) -> Result<Self, PasswordFault> {
        if text.chars().count() > MOST { Err(PasswordFault::NeverSoLong) } else { Ok(Self(text)) }
    }

    /// The password itself.
    pub fn expose(self) -> &'a str {
        self.0
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

    #[test]
    fn a_typed_password_is_whole_or_refused() {
        let longest = "é".repeat(256);
        assert_eq!(TypedPassword::parse(&longest).map(TypedPassword::expose), Ok(longest.as_str()));
        assert_eq!(TypedPassword::parse(&"é".repeat(257)).err(), Some(PasswordFault::NeverSoLong));
    }
}
