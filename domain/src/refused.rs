//! Why a person's request is refused: a closed, serialisable list without free text that could leak.

use crate::account::{EmailFault, NameFault, PasswordFault, SessionNameFault};
use crate::calendar::Day;
use crate::discussion::{BodyFault, NoteFault, TitleFault};
use crate::persona::{HandleFault, KeyringFault};
use crate::policy::{Refusal, Verdict};
use serde::{Deserialize, Serialize};

/// A refusal that can be explained to the person, and that the person can act on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum Refused {
    /// Sign in first.
    #[error("sign in first")]
    SignIn,
    /// It does not exist, or this person may not see it.
    #[error("not found")]
    NotFound,
    /// The policy forbids it.
    #[error("forbidden: {0:?}")]
    Forbidden(Refusal),
    /// E-mail and password, or e-mail and recovery code, do not match; or there were too many attempts. Both get the
    /// same answer, so that it does not reveal whether the owner has signed in.
    #[error("wrong credentials")]
    WrongCredentials,
    /// The queue of passwords to check is full. Nothing was checked or counted.
    #[error("overloaded, try again")]
    Overloaded,
    /// This e-mail address already has an account.
    #[error("e-mail taken")]
    EmailTaken,
    /// The e-mail address is not valid.
    #[error("e-mail: {0:?}")]
    Email(EmailFault),
    /// The name is not valid.
    #[error("name: {0:?}")]
    Name(NameFault),
    /// The password is not acceptable.
    #[error("password: {0:?}")]
    Password(PasswordFault),
    /// The name for the session is not valid.
    #[error("session name: {0:?}")]
    SessionName(SessionNameFault),
    /// The persona cannot be created, or does not exist.
    #[error("keyring")]
    Keyring(KeyringFault),
    /// The handle typed is not the handle of this persona.
    #[error("handle differs")]
    HandleDiffers,
    /// The title is not valid.
    #[error("title: {0:?}")]
    Title(TitleFault),
    /// The text is not valid.
    #[error("body: {0:?}")]
    Body(BodyFault),
    /// The note on the correction is not valid.
    #[error("note")]
    Note(NoteFault),
    /// The item already has the maximum number of corrections.
    #[error("corrected too often")]
    Corrections,
    /// No such space.
    #[error("no such space")]
    Space,
    /// Nothing has been published under the public profile yet.
    #[error("the profile has not spoken")]
    NotSpoken,
    /// The course question with this number, counted from 0, was answered wrongly.
    #[error("question {0}")]
    Course(u8),
    /// The daily limit for posts, comments or votes is used up.
    #[error("daily limit {limit}")]
    DailyLimit {
        /// The limit.
        limit: u32,
        /// The day from which more are possible.
        again_on: Day,
    },
    /// Drafts have been saved so often this month that no more can be saved.
    #[error("too many drafts")]
    TooManyDrafts,
    /// Two requests of the same account ran at the same time, and the other one won.
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

/// Passes only [`Verdict::Allowed`]; turns everything else into a refusal.
pub fn permit(verdict: Verdict) -> Result<(), Refused> {
    match verdict {
        Verdict::Allowed => Ok(()),
        Verdict::SignIn => Err(Refused::SignIn),
        Verdict::Forbidden(refusal) => Err(Refused::Forbidden(refusal)),
        Verdict::Hidden => Err(Refused::NotFound),
    }
}
