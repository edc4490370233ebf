//! A member's own sessions: what they call each, and how it is listed.

use super::name::is_combining;
use crate::calendar::Day;
use crate::ids::SessionId;
use serde::{Deserialize, Serialize};

/// The name a member gives a session: at most 40 characters, single spaces; empty while it has no name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SessionName(String);

/// Why a text is not a valid session name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum SessionNameFault {
    /// More than forty characters.
    #[error("A name for a session can have at most 40 characters.")]
    TooLong,
    /// Control characters, text-direction marks or the like.
    #[error("A name for a session can have letters, figures, spaces and common punctuation.")]
    Characters,
}

impl SessionName {
    /// Reads a name as typed.
    pub fn parse(text: &str) -> Result<Self, SessionNameFault> {
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if name.chars().count() > 40 {
            return Err(SessionNameFault::TooLong);
        }
        let fits = |c: char| c.is_alphanumeric() || " -'\u{2019}.,:()#/&_+".contains(c) || is_combining(c);
        if name.chars().all(fits) { Ok(Self(name)) } else { Err(SessionNameFault::Characters) }
    }

    /// The name as shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A session as its owner sees it listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SessionView {
    /// Identifies it in forms.
    pub id: SessionId,
    /// What its owner calls it; empty where it has no name.
    pub name: String,
    /// Its first day.
    pub began_on: Day,
    /// Whether it is the session making this request.
    pub current: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_can_be_called_what_its_owner_likes() {
        for (typed, name) in
            [("  Ward 7,   night desk ", "Ward 7, night desk"), ("", ""), ("Zoë's phone", "Zoë's phone")]
        {
            assert_eq!(SessionName::parse(typed).as_ref().map(SessionName::as_str), Ok(name));
        }
        assert_eq!(SessionName::parse(&"x".repeat(41)), Err(SessionNameFault::TooLong));
        for typed in ["a\u{202e}b", "<b>", "a\u{0}", "\"quoted\""] {
            assert_eq!(SessionName::parse(typed), Err(SessionNameFault::Characters), "{typed}");
        }
    }
}
