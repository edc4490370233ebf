//! A thread: the post first, comments and one level of replies, votes beside, and a place to comment.

use super::After;
use super::comment_box::CommentBox;
use super::item::{Around, comment, parts};
use super::resume::Resume;
use crate::ui::{ErrorSummary, Icon, KindTag, Nav, PageLayout, count};
use crate::web::{PageContext, PageResult};
use axum::extract::{Path, Query};
use domain::discussion::{CommentView, SpaceKind, ThreadView};
use domain::ids::ItemId;
use leptos::prelude::*;
use server::discussion::thread;

pub async fn page(context: PageContext, Path(post): Path<String>, Query(after): Query<After>) -> PageResult {
    let id: ItemId = super::read(&post)?;
    let identities = context.identities().await?;
    let view = thread(&context.ctx, identities, id, after.cursor()).await?;
    let speaking = identities.speaking().cloned();
    let reading = match view.space_kind {
        SpaceKind::Patients => "Patients and families ask here. What is said here does not replace a visit.",
        _ => "Written by clinicians for clinicians. Comments by researchers are marked by their credential.",
    };
    let layout = PageLayout::new(if view.title.is_empty() { "Deleted post".to_owned() } else { view.title.clone() })
        .nav(Nav::Feed);
    let layout = layout.aside(view! {
        <section><h2>{view.space_name.clone()}</h2><p>{reading}</p></section>
        <section>
            <h2>"Reading here"</h2>
            <p>"The arrows say whether something was helpful. Stars show what the author has earned by that and more; they are refreshed once a day."</p>
            <p><a class="button-link" href="/reputation">"How reputation works"</a></p>
        </section>
    });
    let signed_in = speaking.is_some();
    context
        .show(layout, || {
            let comment_box = match speaking {
                Some(speaking) => view! { <CommentBox speaking post=post.clone()/> }.into_any(),
                None => view! {
                    <Resume/>
                    <p class="notice"><span><a href="/sign-in">"Sign in"</a>" to comment or vote."</span></p>
                }
                .into_any(),
            };
            body(view, post, signed_in, comment_box).into_any()
        })
        .await
}

fn body(view: ThreadView, post: String, signed_in: bool, comment_box: AnyView) -> impl IntoView {
    let asker = (!view.post.author.deleted).then(|| view.post.author.id.clone());
    let around = Around { thread: post.clone(), asker, signed_in };
    let answer = view.accepted.as_ref();
    let answer =
        answer.map(|item| if is_here(&view, item) { format!("#item-{item}") } else { format!("/items/{item}") });
    let answer = answer.map(|place| {
        view! { <p class="answer-link"><a href=place><Icon name="check"/>"Jump to the accepted answer"</a></p> }
    });
    let comments = view.comments.into_iter().map(|comment| one_comment(comment, &around)).collect_view();
    let next = view.next.map(|next| format!("/posts/{post}?after={next}#comments"));
    let post_id = format!("item-{}", view.post.id);
    let title = if view.title.is_empty() { "A post that its author has deleted".to_owned() } else { view.title };
    view! {
        <p class="place-line">
            <a class="back-link" href=format!("/spaces/{}", view.space)><Icon name="back"/>{view.space_name}</a>
            <KindTag kind=view.kind/>
        </p>
        <ErrorSummary/>
        <div class="thread">
            <article class="post" id=post_id>
                <div class="with-vote">
                    <h1 class="post-title" dir="auto">{title}</h1>
                    {parts(view.post, None, &around)}
                </div>
                {answer}
            </article>
            <section id="comments" aria-labelledby="comments-title">
                <div class="thread-head"><h2 id="comments-title">{count(view.comment_count, "comment")}</h2></div>
                <ol class="comments" role="list">{comments}</ol>
                {next.map(|next| view! {
                    <nav class="pager" aria-label="Pages of comments">
                        <a class="button button-quiet button-small" href=next rel="next">"Later comments"</a>
                    </nav>
                })}
            </section>
            {comment_box}
        </div>
    }
}

/// Whether a comment is on this page.
fn is_here(view: &ThreadView, comment: &str) -> bool {
    let mut items = view.comments.iter().flat_map(|comment| std::iter::once(&comment.item).chain(&comment.replies));
    items.any(|item| item.id == comment)
}

fn one_comment(view: CommentView, around: &Around) -> impl IntoView + use<> {
    let replies = view.replies.into_iter().map(|reply| view! { <li>{comment(reply, around)}</li> });
    let replies = replies.collect_view();
    let replies = (!replies.is_empty()).then(|| view! { <ol class="replies" role="list">{replies}</ol> });
    let spoken = format!(" to {}", view.item.author.name);
    let more = view.more.map(|place| {
        view! {
            <p class="more-replies">
                <a class="button button-quiet button-small" href=place>"Show more replies"<span class="spoken">{spoken}</span></a>
            </p>
        }
    });
    view! { <li>{comment(view.item, around)}{replies}{more}</li> }
}
