//! A thread: the post first, comments and one level of replies, votes beside, and a place to comment.

use super::compose_page::CommentBox;
use super::resume::Resume;
use super::{After, Hours};
use crate::ui::{AuthorLine, ErrorSummary, Form, Icon, Nav, Sheet, count};
use crate::web::{Answer, Visit};
use axum::extract::{Path, Query};
use domain::discussion::{CommentView, CorrectionView, ItemView, SpaceKind, ThreadView};
use domain::ids::ItemId;
use leptos::prelude::*;
use server::discussion::thread;
use server::persona::identities;

pub async fn page(visit: Visit, Path(post): Path<String>, Query(after): Query<After>) -> Answer {
    let id: ItemId = super::read(&post)?;
    let view = thread(&visit.ctx, id, after.cursor()).await?;
    let speaking = identities(&visit.ctx).await?.into_iter().find(|identity| identity.current);
    let reading = match view.space_kind {
        SpaceKind::Patients => "Patients and families ask here. What is said here does not replace a visit.",
        _ => "Written by clinicians for clinicians. Comments of researchers are marked by their credential.",
    };
    let sheet =
        Sheet::new(if view.title.is_empty() { "Deleted post".to_owned() } else { view.title.clone() }).nav(Nav::Feed);
    let sheet = sheet.aside(view! {
        <section><h2>{view.space_name.clone()}</h2><p>{reading}</p></section>
        <section><h2>"Reading here"</h2><p>"Stars show standing earned by votes. They are refreshed once a day."</p></section>
    });
    let signed_in = speaking.is_some();
    visit
        .show(sheet, || {
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
    let asker = view.post.author.id.clone();
    let asker = (!view.post.author.deleted).then_some(asker);
    let thread = post.clone();
    let comments = view
        .comments
        .into_iter()
        .map(|comment| one_comment(comment, &thread, asker.as_deref(), signed_in))
        .collect_view();
    let next = view.next.map(|next| format!("/posts/{post}?after={next}#comments"));
    let post_id = format!("item-{}", view.post.id);
    let title = if view.title.is_empty() { "A post that its author has deleted".to_owned() } else { view.title };
    view! {
        <a class="back-link" href=format!("/spaces/{}", view.space)><Icon name="back"/>{view.space_name}</a>
        <ErrorSummary/>
        <div class="thread">
            <article class="post" id=post_id>
                <div class="with-vote">
                    <h1 class="post-title">{title}</h1>
                    {parts(view.post, None, None, signed_in)}
                </div>
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

fn one_comment(comment: CommentView, thread: &str, asker: Option<&str>, signed_in: bool) -> impl IntoView + use<> {
    let replies = comment.replies.into_iter().map(|reply| view! { <li>{item(reply, thread, asker, signed_in)}</li> });
    let replies = replies.collect_view();
    let replies = (!replies.is_empty()).then(|| view! { <ol class="replies" role="list">{replies}</ol> });
    view! { <li>{item(comment.item, thread, asker, signed_in)}{replies}</li> }
}

fn item(item: ItemView, thread: &str, asker: Option<&str>, signed_in: bool) -> impl IntoView + use<> {
    let by_asker = asker == Some(item.author.id.as_str());
    let id = format!("item-{}", item.id);
    view! {
        <article class="comment" id=id>
            <div class="with-vote">{parts(item, Some(thread.to_owned()), Some(by_asker), signed_in)}</div>
        </article>
    }
}

/// Author's line, words, trail, votes and links of a post (no thread given) or comment.
fn parts(item: ItemView, thread: Option<String>, asked: Option<bool>, signed_in: bool) -> impl IntoView {
    let what = if thread.is_some() { format!("the comment of {}", item.author.name) } else { "the post".to_owned() };
    let badge = (asked == Some(true)).then(|| view! { <span class="badge">"Asked this"</span> }).into_any();
    let when = view! { <Hours hour=item.hour/> }.into_any();
    let deleted = item.html.is_none();
    let words = match item.html.clone() {
        Some(html) => view! { <div class="words" inner_html=html></div> }.into_any(),
        None => view! { <p class="withdrawn">"Deleted by its author."</p> }.into_any(),
    };
    let reply = (signed_in && !deleted).then(|| match &thread {
        Some(thread) => view! {
            <a href=format!("/compose?post={thread}&parent={}", item.id)>
                "Reply"<span class="spoken">{format!(" to {}", item.author.name)}</span>
            </a>
        }
        .into_any(),
        None => view! { <a href="#reply">"Comment"</a> }.into_any(),
    });
    let tend = item.open_to_correction.then(|| {
        view! {
            <a href=format!("/items/{}/correct", item.id)>"Correct"</a>
            <a href=format!("/items/{}/delete", item.id)>"Delete"</a>
        }
    });
    let mine = item.mine.then(|| view! { <span class="badge">"Yours"</span> });
    view! {
        <AuthorLine author=item.author.clone() when=when badge=badge/>
        {words}
        {trail(item.corrections.clone())}
        {ballot(&item, &what, signed_in && !item.mine && !deleted)}
        <div class="post-facts">{mine}{reply}{tend}</div>
    }
}

fn trail(corrections: Vec<CorrectionView>) -> impl IntoView {
    (!corrections.is_empty()).then(|| {
        let times = match corrections.len() {
            1 => "Corrected once by the author".to_owned(),
            n => format!("Corrected {n} times by the author"),
        };
        let lines = corrections.into_iter().map(|correction| {
            let earlier = match correction.earlier {
                Some(html) => view! {
                    <details><summary>"The wording before"</summary><div class="words" inner_html=html></div></details>
                }
                .into_any(),
                None => view! { <p class="hint">"The wording before was removed, because it could identify someone."</p> }.into_any(),
            };
            view! { <li>{format!("\u{201c}{}\u{201d} ", correction.note)}<Hours hour=correction.hour/>{earlier}</li> }
        });
        view! { <details class="corrections"><summary>{times}</summary><ol role="list">{lines.collect_view()}</ol></details> }
    })
}

fn ballot(item: &ItemView, what: &str, open: bool) -> impl IntoView + use<> {
    let votes = view! { <data value=item.votes.to_string()>{item.votes}<span class="spoken">{if item.votes == 1 { " vote" } else { " votes" }}</span></data> };
    if !open {
        return view! { <div class="vote">{votes}</div> }.into_any();
    }
    let button = |word: &'static str, vote: i8, verb: &str| {
        let pressed = item.my_vote == vote;
        let (value, label) = if pressed {
            ("withdraw", format!("Take back your vote {word} on {what}"))
        } else {
            (word, format!("{verb} {what}"))
        };
        view! {
            <button name="ballot" value=value aria-pressed=pressed.to_string() aria-label=label>
                <Icon name=word/>
            </button>
        }
    };
    let (up, down) = (button("up", 1, "Vote up"), button("down", -1, "Vote down"));
    let id = item.id.clone();
    view! {
        <Form action="/vote" class="vote">
            <input type="hidden" name="item" value=id/>
            {up}
            {votes}
            {down}
        </Form>
    }
    .into_any()
}
