//! The views of discussions that leave the server. They are written by hand, and a page knows nothing else. No time in
//! them is finer than the hour, no score finer than ten points.

use crate::calendar::{Hour, Month};
use crate::discussion::{PostKind, SpaceKind};
use crate::quality::Part;
use crate::reputation::{BadgeView, Rating, Tenths};
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
    /// Whether the author has been deleted; if so, there is no profile to visit and no rating.
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
    /// Up-votes minus down-votes.
    pub votes: i32,
    /// Its kind, as its author declares it.
    pub kind: PostKind,
    /// Whether a moderator featured it.
    pub featured: bool,
}

/// A post or comment in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct ItemView {
    /// Its id.
    pub id: String,
    /// Who wrote it.
    pub author: AuthorView,
    /// Its text as clean HTML; empty once it is deleted.
    pub html: Option<String>,
    /// The hour it appeared.
    pub hour: Hour,
    /// Up-votes minus down-votes.
    pub votes: i32,
    /// The reader's own vote: 1, -1 or 0.
    pub my_vote: i8,
    /// How many members of 800 points or more endorse it.
    pub endorsements: i32,
    /// Whether it is the accepted answer.
    pub accepted: bool,
    /// Whether a moderator featured it.
    pub featured: bool,
    /// What the reader has done and may do with it.
    pub own: OwnSignals,
    /// Its quality; shown only to its author.
    pub quality: Option<QualityView>,
    /// Whether the reader wrote it, under the current identity or another.
    pub mine: bool,
    /// Whether the reader can still correct or delete it.
    pub open_to_correction: bool,
    /// That it was corrected, if it was.
    pub corrected: Option<CorrectedView>,
    /// Where to find the whole text, if only the first words are here.
    pub whole: Option<String>,
}

/// What the reader has done with an item, and what the buttons beside it may offer. The verbs make the final decision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct OwnSignals {
    /// Whether the reader endorses it.
    pub endorsed: bool,
    /// Whether the reader may endorse it.
    pub may_endorse: bool,
    /// Whether the reader has saved it.
    pub saved: bool,
    /// Whether the reader may accept it as the answer, or withdraw that.
    pub may_accept: bool,
    /// Whether the reader may feature it, or withdraw that.
    pub may_feature: bool,
}

/// The content quality score of an item with its parts: a rule of thumb for its author, not a medical judgement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QualityView {
    /// 0 to 100.
    pub score: u8,
    /// The parts it is the sum of.
    pub parts: Vec<Part>,
}

/// That an item was corrected, in brief.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CorrectedView {
    /// How often.
    pub times: i32,
    /// The hour of the last correction.
    pub hour: Hour,
    /// The author's note on the last correction.
    pub note: String,
}

/// A comment and the replies to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CommentView {
    /// The comment.
    pub item: ItemView,
    /// The first replies, oldest hour first.
    pub replies: Vec<ItemView>,
    /// Where to find the other replies, if there are more.
    pub more: Option<String>,
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
    /// The kind of post, as its author declares it.
    pub kind: PostKind,
    /// The post.
    pub post: ItemView,
    /// Total number of comments.
    pub comment_count: i32,
    /// A page of comments, oldest hour first.
    pub comments: Vec<CommentView>,
    /// Where the next page of comments starts.
    pub next: Option<String>,
    /// The accepted answer.
    pub accepted: Option<String>,
}

/// A comment of a thread with a page of its replies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RepliesView {
    /// Title of the post.
    pub title: String,
    /// Author of the post.
    pub asker: AuthorView,
    /// The comment.
    pub comment: ItemView,
    /// Replies, oldest hour first.
    pub replies: Vec<ItemView>,
    /// Where the next page of replies starts.
    pub next: Option<String>,
}

/// A space in the list of spaces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SpaceView {
    /// Its slug.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// A description of it.
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
    /// The month it was created.
    pub joined: Month,
    /// Points, rounded to ten and refreshed daily.
    pub points: Tenths,
    /// Published posts that are not deleted.
    pub posts: i32,
    /// Published comments that are not deleted.
    pub comments: i32,
    /// Helpful votes received.
    pub helpful: i32,
    /// Spaces with the most posts.
    pub topics: Vec<TopicView>,
    /// Standing by kind of content, if there is any.
    pub subjects: Vec<TopicView>,
    /// Badges held.
    pub badges: Vec<BadgeView>,
}

/// Standing in one space or kind of content, refreshed daily.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TopicView {
    /// "Cardiology", or "Case presentations".
    pub name: String,
    /// Posts in it that are not deleted.
    pub posts: i32,
    /// Points in it, rounded to ten.
    pub points: Tenths,
    /// Average rating in tenths of a star, 10 to 50; none before the first vote.
    pub rating: Option<i32>,
}

/// What the page for sharing or citing an item shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ShareView {
    /// Title of its thread.
    pub title: String,
    /// Whether it is a comment in it.
    pub is_comment: bool,
    /// Path of the item in its thread.
    pub path: String,
    /// The short reference, such as `>>1a2b3c4d`.
    pub reference: String,
}

/// A page of the reader's private list of saved items.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SavedPage {
    /// The items, the latest saved first.
    pub items: Vec<SavedView>,
    /// The number of the page with items saved earlier, if there are any.
    pub earlier: Option<u32>,
}

/// A saved item in the reader's private list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SavedView {
    /// The item.
    pub item: String,
    /// Title of its thread; "Deleted post" if the thread is gone.
    pub title: String,
    /// The first words of the item.
    pub excerpt: String,
    /// Path of the item in its thread.
    pub path: String,
}
