//! Spaces, posts and comments: what they consist of, and how a reader sees them.

mod draft;
mod page;
mod post_kind;
mod space;
mod text;
mod trail;
mod views;

pub use crate::reference::{Mention, Reference, mentions, references, short_references, without_hosts};
pub use draft::{Draft, Publication, Target};
pub use page::{Cursor, Page};
pub use post_kind::{PostKind, Subject};
pub use space::{SpaceKind, SpaceSlug};
pub use text::{Body, BodyFault, CorrectionNote, NoteFault, Title, TitleFault};
pub use trail::{Change, Changed, TrailLine, TrailView, Wording};
pub use views::*;

/// Hours after publication in which an author can correct or delete.
pub const HOURS_TO_CORRECT: i32 = 24;
/// Maximum number of corrections of one item.
pub const MOST_CORRECTIONS: i32 = 20;
/// Longest delay of a "mixed" publication, in minutes.
pub const MIXED_WITHIN_MINUTES: i32 = 180;
