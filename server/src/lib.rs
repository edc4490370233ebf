//! What Uniting Doctors does: one verb per act. Each takes a context first and runs in a transaction of its own.
//!
//! Each folder is a feature, with the same name as in `domain` and `app`. Entities stay inside the server; callers get
//! view types of `domain`.

pub mod account;
pub mod config;
pub mod ctx;
pub mod demo;
pub mod discussion;
mod error;
pub mod files;
pub mod integrity;
pub mod jobs;
pub mod key_checks;
pub mod keys;
pub mod origin;
pub mod persona;
pub mod private_rows;
pub mod process;
pub mod reputation;
pub mod seal;
pub mod stores;
pub mod vault;
pub mod worker;

pub use ctx::{Ctx, Services};
pub use error::{Error, Refused};
