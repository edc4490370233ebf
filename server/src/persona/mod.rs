//! Personas: making, showing and deleting them. A persona's public row is in the forum store and holds nothing about
//! its account; the account's keyring lists its personas; the vault holds the sealed link between the two.

mod author;
mod create;
mod dashboard;
mod delete;
mod derive;
mod identities;
mod profile;
mod review;

pub use create::{create, degree_choices};
pub use dashboard::dashboard;
pub use delete::delete;
pub use identities::{Identities, identities};
pub use profile::{own_profile, profile};
pub use review::review_credentials;

pub(crate) use author::{author_view, authors, ensure_member, tier_of};
pub(crate) use delete::settle;
pub(crate) use identities::own_identities;
