//! Identifiers, each with its own type. Everything random is a UUID v4 drawn by the server (never v7, ULID or serial:
//! those reveal when and in what order a row was created). A persona's id is derived (DESIGN 5.5).

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// The text is not a valid identifier of this kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a valid identifier")]
pub struct IdFault;

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
        impl FromStr for $name {
            type Err = IdFault;
            fn from_str(text: &str) -> Result<Self, IdFault> {
                Uuid::try_parse(text).map(Self).map_err(|_| IdFault)
            }
        }
    };
}

uuid_id!(/// A draft in an author's private list.
    DraftId);
uuid_id!(/// A post, or a comment on one: whatever can be voted on, corrected and deleted.
    ItemId);
uuid_id!(/// One of a member's own sessions, under whichever cookie it goes on.
    SessionId);

/// The signed-up human. Exists on the account side only. It has no `Serialize` and prints as nothing, so that it cannot
/// reach a page or a log line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct AccountId(pub Uuid);

impl fmt::Debug for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccountId(..)")
    }
}

/// A persona's public identifier: `anon_` and eight lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonaId([u8; 4]);

impl PersonaId {
    /// From the first four bytes of the derived hash (ANON-3).
    pub fn from_hash(hash: [u8; 4]) -> Self {
        Self(hash)
    }
    /// The four bytes behind the hexadecimal digits.
    pub fn bytes(self) -> [u8; 4] {
        self.0
    }
    /// The eight hexadecimal digits.
    pub fn digits(self) -> String {
        format!("{:08x}", u32::from_be_bytes(self.0))
    }
}

impl fmt::Display for PersonaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "anon_{}", self.digits())
    }
}

impl fmt::Debug for PersonaId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonaId(..)")
    }
}

impl FromStr for PersonaId {
    type Err = IdFault;
    fn from_str(text: &str) -> Result<Self, IdFault> {
        let digits = text.strip_prefix("anon_").ok_or(IdFault)?;
        let lower = digits.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if digits.len() != 8 || !lower {
            return Err(IdFault);
        }
        let number = u32::from_str_radix(digits, 16).map_err(|_| IdFault)?;
        Ok(Self(number.to_be_bytes()))
    }
}

/// A member's public profile, under which identified posts are published.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MemberId(pub Uuid);

impl fmt::Debug for MemberId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MemberId(..)")
    }
}

/// The author something was published under.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AuthorId {
    /// An anonymous persona.
    Persona(PersonaId),
    /// The member's public profile.
    Member(MemberId),
    /// A persona that has since been deleted. All of them share one author, so that nothing links their posts.
    Deleted,
}

impl fmt::Display for AuthorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Persona(persona) => persona.fmt(f),
            Self::Member(member) => write!(f, "member_{}", member.0.simple()),
            Self::Deleted => f.write_str("deleted_user"),
        }
    }
}

impl fmt::Debug for AuthorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AuthorId(..)")
    }
}

impl FromStr for AuthorId {
    type Err = IdFault;
    fn from_str(text: &str) -> Result<Self, IdFault> {
        if text == "deleted_user" {
            Ok(Self::Deleted)
        } else if let Some(hex) = text.strip_prefix("member_") {
            Uuid::try_parse(hex).map(|id| Self::Member(MemberId(id))).map_err(|_| IdFault)
        } else {
            text.parse().map(Self::Persona)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn author_ids_round_trip() {
        for text in ["anon_624389cd", "member_11111111111141118111111111111111", "deleted_user"] {
            assert_eq!(text.parse::<AuthorId>().map(|id| id.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "anon_", "anon_624389CD", "anon_624389cde", "anon_+24389cd", "member_x", "anon_62438\u{e9}c"] {
            assert_eq!(text.parse::<AuthorId>(), Err(IdFault), "{text}");
        }
    }

    #[test]
    fn ids_of_persons_do_not_print_in_debug() {
        let shown = format!("{:?} {:?}", AccountId(Uuid::nil()), PersonaId::from_hash([1, 2, 3, 4]));
        assert_eq!(shown, "AccountId(..) PersonaId(..)");
    }
}
