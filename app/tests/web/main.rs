//! The whole application through its real router, with named people, on real SQLite files.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

mod about;
mod account;
mod browser;
mod cache;
mod discussion;
mod forms;
mod headers;
mod keeping;
mod persona;
mod reputation;
mod source;
mod stores;
mod thread;

use browser::Site;
