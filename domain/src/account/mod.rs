//! The signed-up human: the account's name, its role, the password rules, and the names of its sessions.

mod credential;
mod crowd;
mod email;
mod name;
mod password;
mod role;
mod session;

pub use credential::{Claim, K_ANONYMITY, Specialty, Tier, YearsBand};
pub use crowd::Crowd;
pub use email::{Email, EmailFault};
pub use name::{FullName, NameFault};
pub use password::{NewPassword, PasswordFault, TypedPassword};
pub use role::Role;
pub use session::{SessionName, SessionNameFault, SessionView};
