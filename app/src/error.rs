//! What a visitor is told when something cannot be done: a closed set of errors without internal text. One function
//! turns an error of the server into one of them, and logs what a visitor must not see.

use crate::reputation::COURSE_FIELDS;
use domain::discussion::MOST_CORRECTIONS;
use domain::integrity::PROBATION_BELOW;
use domain::policy::Refusal;
use domain::refused::Refused;
use domain::reputation::HIGH_REPUTATION;
use leptos::prelude::{FromServerFnError, ServerFnErrorErr};
use leptos::server_fn::codec::JsonEncoding;
use serde::{Deserialize, Serialize};

/// Why a page or a form did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AppError {
    /// The person can do something about it.
    Refused(Vec<Refused>),
    /// The form was not one of ours, or some of it was missing.
    BadForm,
    /// A store does not answer. Trying again in a moment may help.
    Unavailable,
    /// Something failed on our side. The reference leads to its line in the log.
    Broken(u32),
}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(_: ServerFnErrorErr) -> Self {
        Self::BadForm
    }
}

impl AppError {
    /// The HTTP status of the answer.
    pub fn status(&self) -> u16 {
        match self {
            Self::BadForm => 400,
            Self::Broken(_) => 500,
            Self::Unavailable => 503,
            Self::Refused(refused) => match refused.first() {
                Some(Refused::SignIn) => 401,
                Some(Refused::Forbidden(_)) => 403,
                Some(Refused::NotFound) | None => 404,
                Some(Refused::Busy) => 409,
                Some(Refused::DailyLimit { .. } | Refused::TooManyDrafts) => 429,
                Some(Refused::Overloaded) => 503,
                Some(_) => 422,
            },
        }
    }

    /// After how many seconds to try again, if that may help.
    pub fn retry_after(&self) -> Option<u16> {
        (self.status() == 503).then_some(5)
    }

    /// What to tell the visitor: a sentence, and the field of the form it belongs to, if any.
    pub fn sentences(&self) -> Vec<(Option<&'static str>, String)> {
        match self {
            Self::BadForm => vec![(None, "The form arrived incomplete or damaged. Please send it again.".to_owned())],
            Self::Unavailable => vec![(
                None,
                "Our database is not answering at the moment. Wait a few seconds, check whether what you sent is \
                 there, and send it again if it is not."
                    .to_owned(),
            )],
            Self::Broken(reference) => vec![(
                None,
                format!("Something failed on our side; nothing was published or changed. Reference {reference:08x}."),
            )],
            Self::Refused(refused) => refused.iter().map(|refused| (field(refused), sentence(refused))).collect(),
        }
    }
}

/// The field of a form that a refusal belongs to.
fn field(refused: &Refused) -> Option<&'static str> {
    use domain::account::PasswordFault;
    Some(match refused {
        Refused::Email(_) | Refused::EmailTaken => "email",
        Refused::Name(_) => "name",
        Refused::Password(PasswordFault::Differs) => "again",
        Refused::Password(PasswordFault::NeverSoLong) => return None,
        Refused::Password(_) => "password",
        Refused::SessionName(_) => "label",
        Refused::HandleDiffers => "handle",
        Refused::Title(_) => "title",
        Refused::Body(_) => "body",
        Refused::Note(_) => "note",
        Refused::Space => "space",
        Refused::Course(at) => return COURSE_FIELDS.get(usize::from(*at)).copied(),
        Refused::SignIn
        | Refused::NotFound
        | Refused::Forbidden(_)
        | Refused::WrongCredentials
        | Refused::Overloaded
        | Refused::Keyring(_)
        | Refused::DailyLimit { .. }
        | Refused::NotSpoken
        | Refused::TooManyDrafts
        | Refused::Corrections
        | Refused::Busy => return None,
    })
}

fn sentence(refused: &Refused) -> String {
    match refused {
        Refused::SignIn => "You have been signed out. Sign in again to continue.".to_owned(),
        Refused::NotFound => "This is no longer there.".to_owned(),
        Refused::Forbidden(refusal) => forbidden(*refusal),
        Refused::WrongCredentials => {
            "The e-mail address and the password or recovery code do not match, or there were too many tries. Check \
             what you typed. After too many tries even the right password is refused; that ends within a quarter of \
             an hour."
                .to_owned()
        }
        Refused::Overloaded => "Many people are signing in at this moment. Nothing was changed. Wait a few seconds, \
                                type your password again and send the form once more."
            .to_owned(),
        Refused::EmailTaken => {
            "There is already an account with this e-mail address. Sign in, or use your recovery code.".to_owned()
        }
        Refused::Email(fault) => fault.to_string(),
        Refused::Name(fault) => fault.to_string(),
        Refused::Password(fault) => fault.to_string(),
        Refused::SessionName(fault) => fault.to_string(),
        Refused::Keyring(fault) => fault.to_string(),
        Refused::HandleDiffers => {
            "Type the handle of the persona exactly as it is shown, such as Anon#7392.".to_owned()
        }
        Refused::Title(fault) => fault.to_string(),
        Refused::Body(fault) => fault.to_string(),
        Refused::Note(fault) => fault.to_string(),
        Refused::Space => "Choose a space.".to_owned(),
        Refused::Course(at) => {
            let why = domain::reputation::COURSE.get(usize::from(*at)).map_or("", |question| question.why);
            format!("Question {}: {why}", at + 1)
        }
        Refused::DailyLimit { limit, again_on } => {
            format!(
                "You have reached today's limit of {limit}. You can continue on {again_on} (UTC). Nothing you wrote is \
                 lost."
            )
        }
        Refused::NotSpoken => {
            "Your profile is not public yet, and completing the course does not publish it. Choose a persona to speak \
             as, or publish something under your name first."
                .to_owned()
        }
        Refused::TooManyDrafts => {
            "You have saved drafts so often this month that you cannot save more until the next. \
            Your text is still in the form: copy it before you leave this page."
                .to_owned()
        }
        Refused::Corrections => format!(
            "A post or comment can be corrected {MOST_CORRECTIONS} times, and this one has reached that limit. \
             Within its first 24 hours you can still delete it and publish it again. What you wrote is among your \
             drafts."
        ),
        Refused::Busy => "Another page of yours did something at the same moment. Please try again.".to_owned(),
    }
}

fn forbidden(refusal: Refusal) -> String {
    match refusal {
        Refusal::Tier => "The identity you speak as is not verified for this. Unverified and patient identities can \
            only speak in the patients' spaces."
            .to_owned(),
        Refusal::Probation => {
            format!("Below {} points an identity is on probation: it cannot vote or endorse.", PROBATION_BELOW.whole())
        }
        Refusal::Score => {
            format!("Endorsing takes {} points, and the identity you speak as has fewer.", HIGH_REPUTATION.whole())
        }
        Refusal::Role => "Only moderators can feature posts and comments.".to_owned(),
        Refusal::OwnContent => "You cannot rate what you wrote, under any of your identities.".to_owned(),
        Refusal::TooLate => {
            "A post or comment can be corrected or deleted for 24 hours. That time has passed.".to_owned()
        }
        Refusal::Degree => "Your account is not verified for this degree of anonymity.".to_owned(),
    }
}

#[cfg(feature = "ssr")]
impl From<server::Error> for AppError {
    fn from(error: server::Error) -> Self {
        match error {
            server::Error::Refused(refused) => Self::Refused(vec![refused]),
            server::Error::Several(refused) => Self::Refused(refused),
            away if away.is_away() => {
                tracing::error!(error = %away, "a store does not answer");
                Self::Unavailable
            }
            broken => {
                let reference = reference();
                tracing::error!(error = %broken, reference = format_args!("{reference:08x}"), "request failed");
                Self::Broken(reference)
            }
        }
    }
}

/// A short random number that links what a visitor reports to a line of the log.
#[cfg(feature = "ssr")]
fn reference() -> u32 {
    u32::from_be_bytes(server::ctx::Rng::system().bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_follow_the_refusal() {
        let status = |refused| AppError::Refused(vec![refused]).status();
        assert_eq!(status(Refused::SignIn), 401);
        assert_eq!(status(Refused::Forbidden(Refusal::Tier)), 403);
        assert_eq!(status(Refused::NotFound), 404);
        assert_eq!(status(Refused::HandleDiffers), 422);
        assert_eq!(status(Refused::WrongCredentials), 422);
        assert_eq!(status(Refused::Overloaded), 503);
        assert_eq!(AppError::Unavailable.retry_after(), Some(5));
    }
}
