//! The name on a member's public profile. It is sealed on the account side and becomes public only once the member
//! publishes something under it.

use crate::legible::legible;
use serde::{Deserialize, Serialize};

/// 2 to 80 characters, single spaces, no control or invisible formatting characters.
#[derive(Clone, PartialEq, Eq)]
pub struct FullName(String);

/// Why a text is not a valid name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum NameFault {
    /// Fewer than two characters.
    #[error("Enter your full name, as colleagues know you.")]
    TooShort,
    /// More than eighty characters.
    #[error("A name can have at most 80 characters.")]
    TooLong,
    /// Control characters, text-direction marks, angle brackets, or something that looks like a persona's handle.
    #[error(
        "A name can have letters, spaces, hyphens, apostrophes and full stops, and cannot look like a persona's handle."
    )]
    Characters,
}

impl FullName {
    /// Reads a name as typed.
    pub fn parse(text: &str) -> Result<Self, NameFault> {
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match name.chars().count() {
            0 | 1 => return Err(NameFault::TooShort),
            2..=80 => {}
            _ => return Err(NameFault::TooLong),
        }
        let fits = |c: char| c.is_alphabetic() || " -'\u{2019}.,".contains(c) || is_combining(c);
        let like_a_handle = name.to_lowercase().starts_with("anon");
        if like_a_handle && name.chars().any(|c| !c.is_alphabetic())
            || !name.chars().all(fits)
            || legible(&name) != name
        {
            return Err(NameFault::Characters);
        }
        Ok(Self(name))
    }

    /// The name as shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

pub(super) fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_many_kinds_are_names() {
        for name in ["Zoë Müller-O'Neill", "Li Na", "J. R. Smith, MD", "Søren Kierkegaard", "张 伟"] {
            assert!(FullName::parse(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn a_name_cannot_pass_for_a_persona_or_for_markup() {
        for name in [
            "Anon#7392",
            "anon_624389cd",
            "<b>Bob</b>",
            "Eve\u{202e}lin",
            "a\u{0}b",
            "Eve\u{301}\u{301}\u{301}\u{301}\u{301}lin",
        ] {
            assert!(matches!(FullName::parse(name), Err(NameFault::Characters)), "{name}");
        }
    }
}
