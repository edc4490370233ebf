//! Everything that can go wrong in a verb. Sources are kept for the log; what a person may be told is limited to
//! [`Refused`]. Never serialised.

use domain::account::{EmailFault, NameFault, PasswordFault, SessionNameFault};
use domain::discussion::{BodyFault, NoteFault, TitleFault};
use domain::persona::{HandleFault, KeyringFault};
pub use domain::refused::Refused;
use domain::reputation::ReputationEventFault;

/// Why a verb failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A refusal that is shown to the person, who can do something about it.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Several fields of one form are invalid.
    #[error("{0:?}")]
    Several(Vec<Refused>),
    /// A store did not answer, or rejected the statement.
    #[error("store: {0}")]
    Store(#[from] sea_orm::DbErr),
    /// A sealed value did not open, or could not be sealed.
    #[error("seal: {0}")]
    Seal(#[from] crate::seal::SealFault),
    /// A link could not be sealed to the custodians.
    #[error("vault: {0}")]
    Link(#[from] crate::vault::LinkFault),
    /// The session layer failed.
    #[error("session: {0}")]
    Session(#[from] tower_sessions::session::Error),
    /// A stored value is invalid.
    #[error("stored value out of range: {0}")]
    Stored(&'static str),
    /// A background thread failed.
    #[error("worker: {0}")]
    Worker(#[from] tokio::task::JoinError),
}

impl Error {
    /// A word for what went wrong that names nobody and nothing.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Refused(_) | Self::Several(_) => "refused",
            Self::Store(_) => "store",
            Self::Seal(_) => "seal",
            Self::Link(_) => "vault",
            Self::Session(_) => "session",
            Self::Stored(what) => what,
            Self::Worker(_) => "worker",
        }
    }

    /// Whether a store is unreachable, so that a retry may succeed in a moment.
    pub fn is_away(&self) -> bool {
        use tower_sessions::session::Error::Store;
        use tower_sessions::session_store::Error::Backend;
        match self {
            Self::Store(error) => crate::stores::is_away(error),
            Self::Session(Store(Backend(_))) => true,
            _ => false,
        }
    }
}

macro_rules! error_from {
    ($($fault:ident),+ $(,)?) => {$(
        impl From<$fault> for Error {
            fn from(fault: $fault) -> Self {
                Self::Refused(fault.into())
            }
        }
    )+};
}

impl From<ReputationEventFault> for Error {
    fn from(_: ReputationEventFault) -> Self {
        Self::Stored("happening")
    }
}

error_from!(
    EmailFault,
    NameFault,
    PasswordFault,
    SessionNameFault,
    KeyringFault,
    TitleFault,
    BodyFault,
    NoteFault,
    HandleFault,
);
