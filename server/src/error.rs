//! Everything that can go wrong in a verb. Sources are kept for the log; what a person may be told is a closed
//! [`Refused`]. Never serialised.

use domain::account::{EmailFault, NameFault, PasswordFault, SessionNameFault};
use domain::discussion::{BodyFault, NoteFault, TitleFault};
use domain::persona::{HandleFault, KeyringFault};
pub use domain::refused::Refused;
use domain::reputation::ReputationEventFault;

/// Why a verb did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The person can be told, and can do something about it.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Several fields of one form need another look.
    #[error("{0:?}")]
    Several(Vec<Refused>),
    /// A store did not answer or did not take it.
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
    /// A stored value has no meaning.
    #[error("stored value out of range: {0}")]
    Stored(&'static str),
    /// A background thread broke.
    #[error("worker: {0}")]
    Worker(#[from] tokio::task::JoinError),
}

impl Error {
    /// Whether a store does not answer, so that the same may work in a moment.
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
