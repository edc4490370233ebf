//! Staff roles. They belong to the account, never to a persona.

/// What an account may do for the community besides writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Works the moderation queue.
    Moderator,
    /// Maintains the transparency pages; cannot see who anybody is.
    Administrator,
}

impl Role {
    /// The word stored and shown.
    pub fn word(self) -> &'static str {
        match self {
            Self::Moderator => "moderator",
            Self::Administrator => "administrator",
        }
    }
    /// Reads the word back.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Moderator, Self::Administrator].into_iter().find(|role| role.word() == word)
    }
}
