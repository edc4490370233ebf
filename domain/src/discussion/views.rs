//! What leaves the server about discussions: hand-written, and all a page can know. No time in them is finer than the
//! hour, no score finer than ten points.

use crate::calendar::{Hour, Month};
use crate::discussion::SpaceKind;
use crate::reputation::{Rating, Tenths};
use serde::Serialize;

/// An author's line: who said it, as readers see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AuthorView {
    /// `anon_…`, `member_…` or `deleted_user`; the emblem is drawn from it.
    pub id: String,
    /// "Anon#7392", a full name, or "deleted user".
    pub name: String,
    /// Whether it is a member's public profile.
    pub identified: bool,
    /// Whether the author has been deleted; then there is no profile to visit and no rating.
    pub deleted: bool,
    /// "Verified Cardiologist, 12 to 19 years in practice".
    pub credential: String,
    /// Verification tier's number, 1 to 5.
    pub tier: u8,
    /// Stars, refreshed daily.
    pub rating: Rating,
}

/// A post in a feed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PostCard {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The first words of its text.
    pub excerpt: String,
    /// Its space's slug.
    pub space: String,
    /// Its space's name.
    pub space_name: String,
    /// Who wrote it.
    pub author: AuthorView,
    /// The hour it appeared.
    pub hour: Hour,
    /// Comments on it.
    pub comments: i32,
    /// Up-votes less down-votes.
    pub votes: i32,
}

/// A post or comment in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ItemView {
    /// Its id.
    pub id: String,
    /// Who wrote it.
    pub author: AuthorView,
    /// Its text as clean HTML; nothing once it is deleted.
    pub html: Option<String>,
    /// The hour it appeared.
    pub hour: Hour,
    /// Up-votes less down-votes.
    pub votes: i32,
    /// The reader's own vote: 1, -1 or 0.
    pub my_vote: i8,
    /// Whether the reader wrote it, under the identity they speak as or another.
    pub mine: bool,
    /// Whether the reader can still correct or delete it.
    pub open_to_correction: bool,
    /// Corrections, the latest first.
    pub corrections: Vec<CorrectionView>,
}

/// One entry of a correction trail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CorrectionView {
    /// The hour of the correction.
    pub hour: Hour,
    /// What the author says was corrected.
    pub note: String,
    /// The wording before it as clean HTML, unless the author had it removed.
    pub earlier: Option<String>,
}

/// A comment and the replies to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CommentView {
    /// The comment.
    pub item: ItemView,
    /// Replies, oldest hour first.
    pub replies: Vec<ItemView>,
}

/// A thread.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ThreadView {
    /// Title of the post.
    pub title: String,
    /// Its space's slug.
    pub space: String,
    /// Its space's name.
    pub space_name: String,
    /// What its space is for.
    pub space_kind: SpaceKind,
    /// The post.
    pub post: ItemView,
    /// Comments in all.
    pub comment_count: i32,
    /// A page of comments, oldest hour first.
    pub comments: Vec<CommentView>,
    /// Where the next page of comments starts.
    pub next: Option<String>,
}

/// A space in the list of spaces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SpaceView {
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// What it is about.
    pub about: String,
    /// What it is for.
    pub kind: SpaceKind,
    /// Posts in it.
    pub posts: i32,
}

/// The public page of a persona or a member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProfileView {
    /// The author's line.
    pub author: AuthorView,
    /// The month it was made.
    pub joined: Month,
    /// Points, rounded to ten and refreshed daily.
    pub points: Tenths,
    /// Posts that stand.
    pub posts: i32,
    /// Comments that stand.
    pub comments: i32,
    /// Spaces with the most posts.
    pub topics: Vec<(String, i32)>,
}
