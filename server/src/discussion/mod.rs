//! Spaces, drafts, posts and comments. Everything that is said goes the same way: a sealed draft, a review that shows
//! what will be removed, and one transaction that publishes it.

mod delete;
mod draft;
mod entity;
mod fill;
mod hints;
mod items;
mod markdown;
mod publish;
mod read;
mod release;
mod review;
mod spaces;
mod submit;

pub use delete::{Deleted, delete};
pub use draft::{discard_draft, list_drafts, mark_draft, open_draft, purge_drafts, save_draft};
pub use fill::fill;
pub use hints::about;
pub use publish::{Outcome, judge, publish};
pub use read::{OwnItem, Scope, feed, own_item, thread, waiting};
pub use release::release_due;
pub use review::{Review, review};
pub use spaces::{NewSpace, add_spaces, list_spaces, load_space};
pub use submit::{Submitted, keep_draft, submit};

pub(crate) use items::{move_votes, orphan_items, topics, votable};
