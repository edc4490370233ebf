//! The signed-up human: what an account is called, which role it has, what a password must be.

mod credential;
mod crowd;
mod email;
mod name;
mod password;
mod role;

pub use credential::{Claim, K_ANONYMITY, Specialty, Tier, YearsBand};
pub use crowd::Crowd;
pub use email::{Email, EmailFault};
pub use name::{FullName, NameFault};
pub use password::{NewPassword, PasswordFault};
pub use role::Role;
