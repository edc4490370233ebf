//! Limits under nullifiers: a keyed hash limits how often an account can act per day, across all its personas, without
//! revealing which account it is. No row ever holds a persona id next to a nullifier.

mod counts;
mod nullifier;

pub use counts::purge_marks;
pub(crate) use counts::{count_nothing, count_save, count_speaking, count_vote, votes_left};
pub(crate) use nullifier::{ballot, reaction};
