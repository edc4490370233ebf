//! A list of posts and its pages.

use crate::ui::{AuthorLine, FeaturedMark, KindTag, count};
use domain::calendar::Hour;
use domain::discussion::{Cursor, Page, PostCard};
use leptos::prelude::*;
use serde::Deserialize;

/// Where a page of a list starts.
#[derive(Deserialize)]
pub struct After {
    after: Option<String>,
}

impl After {
    /// The cursor; an invalid one means the first page.
    pub fn cursor(&self) -> Option<Cursor> {
        self.after.as_deref().and_then(|text| text.parse().ok())
    }
}

/// An hour, for people and machines. The footer of every page says that times are in UTC.
#[component]
pub fn Hours(
    /// The hour.
    hour: Hour,
) -> impl IntoView {
    let words = format!("{}, {:02}:00", hour.day(), hour.of_day());
    view! { <time datetime=hour.iso()>{words}</time> }
}

/// Posts, and a link to the next page.
#[component]
pub fn PostList(
    /// The posts.
    posts: Page<PostCard>,
    /// Path of the page they are on.
    place: String,
) -> impl IntoView {
    let next = posts.next.map(|cursor| format!("{place}?after={cursor}"));
    if posts.rows.is_empty() {
        return view! { <p class="empty-state">"Nothing here yet."</p> }.into_any();
    }
    let cards = posts.rows.into_iter().map(card).collect_view();
    view! {
        <ol class="feed" role="list">{cards}</ol>
        {next.map(|next| view! {
            <nav class="pager" aria-label="Pages">
                <a class="button button-quiet button-small" href=next rel="next">"Earlier posts"</a>
            </nav>
        })}
    }
    .into_any()
}

fn card(post: PostCard) -> impl IntoView {
    let thread = format!("/posts/{}", post.id);
    let votes = count(post.votes, "vote");
    let comments = count(post.comments, "comment");
    let when = view! { <Hours hour=post.hour/> }.into_any();
    view! {
        <li>
            <article class="post">
                <p class="post-space">
                    <a href=format!("/spaces/{}", post.space)>{post.space_name}</a>
                    <KindTag kind=post.kind/>
                    {post.featured.then(|| view! { <FeaturedMark/> })}
                </p>
                <h2 class="post-title" dir="auto"><a href=thread.clone()>{post.title}</a></h2>
                <p class="post-opening" dir="auto">{post.excerpt}</p>
                <AuthorLine author=post.author when=when/>
                <p class="post-facts"><span>{votes}</span><a href=format!("{thread}#comments")>{comments}</a></p>
            </article>
        </li>
    }
}
