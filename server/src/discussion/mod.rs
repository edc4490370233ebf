//! Spaces, drafts, bookmarks, posts and comments. Everything that is published takes the same route: a sealed draft, a
//! review that shows what will be removed, and one transaction that publishes it.

mod bookmarks;
mod compare;
mod contribution;
mod daily_queries;
mod delete;
mod draft;
mod draft_list;
mod entity;
mod feed;
mod former_lists;
mod hints;
mod items;
mod known;
mod markdown;
mod order;
mod originality;
mod own;
mod publish;
mod refer;
mod release;
mod replies;
mod review;
mod room;
mod seed;
mod shown;
mod spaces;
mod submit;
mod thread;
mod trail;
mod write;

pub use bookmarks::list_saved;
pub use delete::{Deleted, delete};
pub use draft::{discard_draft, list_drafts, mark_draft, open_draft, save_draft};
pub use feed::{Scope, feed};
pub use hints::about;
pub use own::{OwnItem, own_item, scheduled};
pub use publish::{Outcome, judge, publish};
pub use refer::{find_reference, place_of, shareable};
pub use replies::replies;
pub use review::{Review, review};
pub use seed::{seed, sentence};
pub use shown::findings;
pub use spaces::{NewSpace, add_spaces, list_spaces, load_space};
pub use submit::{Submitted, keep_draft, submit};
pub use thread::{thread, thread_title};
pub use trail::trail;

pub(crate) use bookmarks::bookmark;
pub(crate) use contribution::{
    Contribution, Count, citing_items, endorsed_items, find_referred, find_thread, load_contribution,
    lock_contribution, mark_cites_counted, mark_rewarded, mark_spawned, move_count, set_accepted, set_featured,
};
pub(crate) use daily_queries::{
    citation_counts, consistent_authors, educational_counts, fertile_posts, research_counts, specialty_slugs,
    top_contributor,
};
pub(crate) use former_lists::{purge_former_drafts, take_over};
pub(crate) use items::{item_titles, orphan_items, space_names};
pub(crate) use originality::move_sketches;
pub(crate) use refer::path as path_to;
pub(crate) use release::release;
