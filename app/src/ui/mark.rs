//! What a post is, and that it is featured: small marks beside its space.

use super::Icon;
use domain::discussion::PostKind;
use leptos::prelude::*;

/// The kind of a post; nothing for a plain discussion.
#[component]
pub fn KindTag(
    /// The kind.
    kind: PostKind,
) -> impl IntoView {
    (kind != PostKind::Discussion).then(|| view! { <span class="tag">{kind.label()}</span> })
}

/// Says that a moderator featured it.
#[component]
pub fn FeaturedMark() -> impl IntoView {
    view! { <span class="mark mark-featured"><Icon name="star"/>"Featured"</span> }
}
