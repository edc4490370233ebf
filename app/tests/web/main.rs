//! The whole application through its real router, with named people, on real SQLite files.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests may fail loudly")]

mod about;
mod account;
mod belongings;
mod browser;
mod cache;
mod discussion;

mod headers;
mod keeping;
mod persona;
mod queries;
mod reputation;
mod routes;
mod source;
mod stores;
mod thread;

use browser::Site;
