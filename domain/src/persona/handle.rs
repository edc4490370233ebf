//! The short name of a persona: `Anon#6243`, the shortest free prefix of its id (DESIGN 5.5).

use crate::ids::PersonaId;
use std::fmt;

/// Four to eight lower-case hexadecimal digits.
#[derive(Clone, PartialEq, Eq)]
pub struct Handle(String);

/// The text is not a valid handle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("A handle looks like Anon#7392.")]
pub struct HandleFault;

impl Handle {
    /// Reads `Anon#6243`, `#6243` or `6243`, in upper or lower case.
    pub fn parse(text: &str) -> Result<Self, HandleFault> {
        let lower = text.trim().to_lowercase();
        let digits = lower.strip_prefix("anon#").or_else(|| lower.strip_prefix('#')).unwrap_or(&lower);
        let fits = (4..=8).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit());
        if fits { Ok(Self(digits.to_owned())) } else { Err(HandleFault) }
    }

    /// The possible handles of a persona, the shortest first.
    pub fn candidates(persona: PersonaId) -> impl Iterator<Item = Self> {
        let digits = persona.digits();
        (4..=8).map(move |length| Self(digits.chars().take(length).collect()))
    }

    /// The digits alone.
    pub fn digits(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Anon#{}", self.0)
    }
}

impl fmt::Debug for Handle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Handle(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn handles_are_read_as_people_write_them() {
        for text in ["Anon#6243", "anon#6243", " #6243 ", "6243"] {
            assert_eq!(Handle::parse(text).map(|h| h.to_string()), Ok("Anon#6243".to_owned()), "{text}");
        }
        for text in ["", "Anon#624", "Anon#62g3", "Anon#624389cd1", "Anon"] {
            assert_eq!(Handle::parse(text), Err(HandleFault), "{text}");
        }
    }

    #[test]
    fn candidates_grow_from_four_digits_to_the_whole_id() {
        let handles: Vec<String> =
            Handle::candidates(PersonaId::from_hash([0x62, 0x43, 0x89, 0xcd])).map(|h| h.digits().to_owned()).collect();
        assert_eq!(handles, ["6243", "62438", "624389", "624389c", "624389cd"]);
    }
}
