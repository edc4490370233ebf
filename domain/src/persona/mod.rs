//! Pseudonyms: how anonymous one is, how many an account may have, what it is called and what its emblem looks like.

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
