//! Pseudonyms: how anonymous they are, how many an account may have, their handles and their emblems.

mod degree;
mod emblem;
mod handle;
mod keyring;
mod views;

pub use degree::Degree;
pub use emblem::{Cell, Emblem};
pub use handle::{Handle, HandleFault};
pub use keyring::{DAYS_BETWEEN, Entry, Keyring, KeyringFault, LIMIT, Slot, State};
pub use views::{DashboardView, DegreeChoice, IdentityView, OwnProfileView, PersonaCard};
