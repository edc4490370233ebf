//! Votes and the ledger they write. A score is the replay of its author's events; the sum kept beside it is an index
//! that must never differ.

mod entity;
mod ledger;
mod refresh;
mod vote;

pub(crate) use ledger::drop_ledger;
pub use ledger::replayed;
pub use refresh::refresh_shown;
pub(crate) use vote::own_votes;
pub use vote::{Choice, vote};
