//! The verbs of the server, each on both engines: they work and are recorded, they are refused for the wrong actor, and
//! running them twice is safe. Also what a copy of the stores must not reveal. Run through `scripts/with-postgres.sh`.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail loudly")]

mod account;
mod anonymity;
mod attack;
mod crowd;
mod discussion;
mod dump;
mod integrity;
mod inventory;
mod jobs;
mod keeping;
mod linking;
mod log;
mod persona;
mod plans;
mod private_rows;
mod proof;
mod replies;
mod reputation;
mod stores;
mod trail;
mod verification;
mod worker;
mod world;
