//! Limits under nullifiers: a keyed hash lets one account act so often a day, across all its personas, without saying who
//! it is. No persona id ever is beside a nullifier.

mod counts;
mod nullifier;

pub use counts::purge_marks;
pub(crate) use counts::{count_nothing, count_save, count_speaking, count_vote, votes_left};
pub(crate) use nullifier::{ballot, reaction};
