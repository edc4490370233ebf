//! Feed, spaces, threads; composing, reviewing and publishing; saving, sharing and citing.

#[cfg(feature = "ssr")]
mod comment_box;
#[cfg(feature = "ssr")]
mod compose_form;
#[cfg(feature = "ssr")]
mod compose_page;
#[cfg(feature = "ssr")]
mod corrections_page;
#[cfg(feature = "ssr")]
mod delete_page;
#[cfg(feature = "ssr")]
mod drafts_page;
#[cfg(feature = "ssr")]
mod feed_page;
pub mod forms;
#[cfg(feature = "ssr")]
mod item;
#[cfg(feature = "ssr")]
mod kind_field;
#[cfg(feature = "ssr")]
mod post_list;
#[cfg(feature = "ssr")]
mod reactions;
#[cfg(feature = "ssr")]
mod replies_page;
#[cfg(feature = "ssr")]
mod resume;
#[cfg(feature = "ssr")]
mod review_page;
#[cfg(feature = "ssr")]
mod saved_page;
#[cfg(feature = "ssr")]
mod share_page;
#[cfg(feature = "ssr")]
mod thread_page;

#[cfg(feature = "ssr")]
pub(crate) use post_list::{After, Hours, PostList};

#[cfg(feature = "ssr")]
use crate::web::route::{Route, Who, form, page};
#[cfg(feature = "ssr")]
use axum::routing::get;

/// The routes of this feature.
#[cfg(feature = "ssr")]
pub(crate) const ROUTES: &[Route] = &[
    page("/", Who::Everybody, || get(feed_page::feed)),
    page("/spaces", Who::Everybody, || get(feed_page::spaces)),
    page("/spaces/{slug}", Who::Everybody, || get(feed_page::space)),
    page("/posts/{post}", Who::Everybody, || get(thread_page::page)),
    page("/posts/{post}/replies/{comment}", Who::Everybody, || get(replies_page::page)),
    page("/compose", Who::Members, || get(compose_page::page)),
    page("/items/{item}", Who::Everybody, || get(share_page::item)),
    page("/items/{item}/correct", Who::Members, || get(compose_page::correct)),
    page("/items/{item}/corrections", Who::Everybody, || get(corrections_page::page)),
    page("/items/{item}/delete", Who::Members, || get(delete_page::page)),
    page("/items/{item}/share", Who::Everybody, || get(share_page::page)),
    page("/cite/{digits}", Who::Everybody, || get(share_page::cite)),
    page("/saved", Who::Members, || get(saved_page::page)),
    page("/drafts", Who::Members, || get(drafts_page::page)),
    page("/drafts/{draft}", Who::Members, || get(review_page::page)),
    form("/compose", Who::Members, "a sealed draft", "fifty drafts for each account"),
    form(
        "/drafts/mark",
        Who::Members,
        "an exemption, in the sealed draft",
        "two hundred exemptions, none from direct identifiers",
    ),
    form("/drafts/publish", Who::Members, "an item or a correction", "posts and comments a day"),
    form("/drafts/discard", Who::Members, "the end of a draft", "none"),
    form("/items/delete", Who::Members, "an empty place", "within 24 hours"),
];

/// Reads an identifier from an address or a form. An invalid one is answered as not found.
#[cfg(feature = "ssr")]
fn read<T: std::str::FromStr>(text: &str) -> Result<T, server::Error> {
    text.parse().map_err(|_| server::Error::Refused(domain::refused::Refused::NotFound))
}
