//! What Uniting Doctors does: one verb per act, each with a context first and one transaction of its own.
//!
//! A folder is a feature, with the same name as in `domain` and `app`. Entities stay inside the server; what leaves
//! is a view type of `domain`.

pub mod account;
pub mod config;
pub mod ctx;
pub mod demo;
pub mod discussion;
mod error;
pub mod files;
pub mod integrity;
pub mod key_checks;
pub mod keys;
pub mod origin;
pub mod persona;
pub mod private_rows;
pub mod process;
pub mod reputation;
pub mod seal;
pub mod stores;
pub mod upkeep;
pub mod vault;

pub use ctx::{Ctx, Services};
pub use error::{Error, Refused};
