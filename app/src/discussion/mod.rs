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
pub(crate) fn routes() -> axum::Router {
    use axum::routing::get;
    axum::Router::new()
        .route("/", get(feed_page::feed))
        .route("/spaces", get(feed_page::spaces))
        .route("/spaces/{slug}", get(feed_page::space))
        .route("/posts/{post}", get(thread_page::page))
        .route("/posts/{post}/replies/{comment}", get(replies_page::page))
        .route("/compose", get(compose_page::page))
        .route("/items/{item}", get(share_page::item))
        .route("/items/{item}/correct", get(compose_page::correct))
        .route("/items/{item}/corrections", get(corrections_page::page))
        .route("/items/{item}/delete", get(delete_page::page))
        .route("/items/{item}/share", get(share_page::page))
        .route("/cite/{digits}", get(share_page::cite))
        .route("/saved", get(saved_page::page))
        .route("/drafts", get(drafts_page::page))
        .route("/drafts/{draft}", get(review_page::page))
}

/// Reads an identifier from an address or a form. An invalid one is answered as not found.
#[cfg(feature = "ssr")]
fn read<T: std::str::FromStr>(text: &str) -> Result<T, server::Error> {
    text.parse().map_err(|_| server::Error::Refused(domain::refused::Refused::NotFound))
}
