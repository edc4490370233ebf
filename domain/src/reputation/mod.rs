//! What an author's word is worth: a ledger of events, and the score that is their replay.

mod ledger;
mod rating;

pub use ledger::{Event, EventKind, Tally, Tenths, VoteWeight, replay};
pub use rating::{Rating, RatingLabel, public_points};
