//! What a person did or asked that cannot be done: closed, serialisable, without any text of its own that could leak.

use crate::account::{EmailFault, NameFault, PasswordFault, SessionNameFault};
use crate::calendar::Day;
use crate::discussion::{BodyFault, NoteFault, TitleFault};
use crate::persona::{HandleFault, KeyringFault};
use crate::policy::{Refusal, Verdict};
use serde::{Deserialize, Serialize};

/// A refusal that the person can be told, and can do something about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refused {
    /// Sign in first.
    #[error("sign in first")]
    SignIn,
    /// Not there, or not to be seen by this person.
    #[error("not found")]
    NotFound,
    /// The policy says no.
    #[error("forbidden: {0:?}")]
    Forbidden(Refusal),
    /// E-mail and password, or e-mail and recovery code, do not belong together; or there were too many guesses, which
    /// is answered alike, so that nobody learns from it whether the owner has come by.
    #[error("wrong credentials")]
    WrongCredentials,
    /// More passwords wait to be checked than the queue holds. Nothing was looked at or counted.
    #[error("overloaded, try again")]
    Overloaded,
    /// The address has an account.
    #[error("e-mail taken")]
    EmailTaken,
    /// No e-mail address.
    #[error("e-mail: {0:?}")]
    Email(EmailFault),
    /// No name.
    #[error("name: {0:?}")]
    Name(NameFault),
    /// No good password.
    #[error("password: {0:?}")]
    Password(PasswordFault),
    /// No name for a session.
    #[error("session name: {0:?}")]
    SessionName(SessionNameFault),
    /// No persona can be made or found.
    #[error("keyring")]
    Keyring(KeyringFault),
    /// The handle typed is not this persona's.
    #[error("handle differs")]
    HandleDiffers,
    /// No title.
    #[error("title: {0:?}")]
    Title(TitleFault),
    /// No text.
    #[error("body: {0:?}")]
    Body(BodyFault),
    /// No note of a correction.
    #[error("note")]
    Note(NoteFault),
    /// The item has been corrected as often as can be.
    #[error("corrected too often")]
    Corrections,
    /// No such space.
    #[error("no such space")]
    Space,
    /// The public profile has not spoken yet.
    #[error("the profile has not spoken")]
    NotSpoken,
    /// The question of the course with this number, from 0, has another answer.
    #[error("question {0}")]
    Course(u8),
    /// A day's posts, comments or votes are used up; more on this day.
    #[error("daily limit {limit}")]
    DailyLimit {
        /// How many there were.
        limit: u32,
        /// From when there are more.
        again_on: Day,
    },
    /// Drafts have been saved so often this month that no more can be kept.
    #[error("too many drafts")]
    TooManyDrafts,
    /// Two acts of the same account met; the other one won.
    #[error("busy, try again")]
    Busy,
}

macro_rules! refused_from {
    ($($fault:ident => $variant:ident),+ $(,)?) => {$(
        impl From<$fault> for Refused {
            fn from(fault: $fault) -> Self {
                Self::$variant(fault)
            }
        }
    )+};
}

refused_from!(
    EmailFault => Email,
    NameFault => Name,
    PasswordFault => Password,
    SessionNameFault => SessionName,
    KeyringFault => Keyring,
    TitleFault => Title,
    BodyFault => Body,
    NoteFault => Note,
    Refusal => Forbidden,
);

impl From<HandleFault> for Refused {
    fn from(_: HandleFault) -> Self {
        Self::HandleDiffers
    }
}

/// Lets only [`Verdict::Allowed`] through.
pub fn permit(verdict: Verdict) -> Result<(), Refused> {
    match verdict {
        Verdict::Allowed => Ok(()),
        Verdict::SignIn => Err(Refused::SignIn),
        Verdict::Forbidden(refusal) => Err(Refused::Forbidden(refusal)),
        Verdict::Hidden => Err(Refused::NotFound),
    }
}
