//! A thread, with few queries: the post, a page of comments with the first replies to each, and the reader's votes,
//! reactions and corrections.

use super::entity::{items, spaces};
use super::items::SCHEDULED;
use super::known::Known;
use super::order::{at, cursor, place};
use super::replies::{Replies, first_replies, path_of_replies};
use super::room::Room;
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use crate::persona::{Identities, authors};
use domain::discussion::{CommentView, Cursor, Page, PostKind, SpaceKind, ThreadView};
use domain::ids::ItemId;
use domain::policy::Act;
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, Select, prelude::*};

/// Maximum comments on a page of a thread, not counting replies.
const THREAD_PAGE: usize = 25;
/// A thread with fewer items than this is read in one query.
const SHORT: u64 = 60;

pub(super) type WithAuthor = (items::Model, Option<authors::Model>);

/// A thread: the post, a page of comments, and the first replies to them.
pub async fn thread(
    ctx: &Ctx,
    identities: &Identities,
    post: ItemId,
    after: Option<Cursor>,
) -> Result<ThreadView, Error> {
    let db = ctx.forum();
    let (post, space) = load_post(ctx, post).await?;
    let (page, mut replies) = if let Some(whole) = read_short(db, &post.0, after).await? {
        whole
    } else {
        let page = read_page(db, &post.0, after).await?;
        let parents: Vec<Uuid> = page.rows.iter().map(|(row, _)| row.id).collect();
        let replies = first_replies(db, post.0.id, &parents).await?;
        (page, replies)
    };
    let mut room = Room::below(&post.0);
    let mut next = page.next;
    let mut shown: Vec<(WithAuthor, Vec<WithAuthor>, Option<String>)> = Vec::new();
    for comment in page.rows {
        if !room.take(&comment.0)
            && let Some((last, ..)) = shown.last()
        {
            next = Some(cursor(&last.0));
            break;
        }
        let replies = replies.remove(&comment.0.id).unwrap_or_default();
        let (under, more) = replies.fitting(&mut room);
        let more = more.then(|| path_of_replies(&comment.0, under.last().map(|(row, _)| row)));
        shown.push((comment, under, more));
    }

    let rows = shown.iter().flat_map(|(comment, under, _)| std::iter::once(comment).chain(under));
    let rows: Vec<&items::Model> = std::iter::once(&post).chain(rows).map(|(row, _)| row).collect();
    let known = Known::load(ctx, identities, &post.0, &rows).await?;
    let comments = shown.iter().map(|(comment, under, more)| CommentView {
        item: known.view(ctx, comment),
        replies: under.iter().map(|reply| known.view(ctx, reply)).collect(),
        more: more.clone(),
    });
    Ok(ThreadView {
        title: post.0.title.clone(),
        space: space.slug,
        space_name: space.name,
        space_kind: SpaceKind::parse(&space.kind).ok_or(Error::Stored("space kind"))?,
        kind: PostKind::parse(&post.0.kind).unwrap_or_default(),
        post: known.in_full(ctx, &post),
        comment_count: post.0.comments,
        comments: comments.collect(),
        next: next.map(|cursor| cursor.to_string()),
        accepted: post.0.accepted.map(|answer| answer.to_string()),
    })
}

/// The title of a thread; empty if its post has been deleted.
pub async fn thread_title(ctx: &Ctx, post: ItemId) -> Result<String, Error> {
    Ok(load_post(ctx, post).await?.0.0.title)
}

/// Loads a post with its author and space.
pub(super) async fn load_post(ctx: &Ctx, post: ItemId) -> Result<(WithAuthor, spaces::Model), Error> {
    let found = items::Entity::find_by_id(post.0).find_also_related(authors::Entity);
    let found = found.find_also_related(spaces::Entity).one(ctx.forum()).await?;
    let (row, author, space) = found.filter(|(row, ..)| row.thread == row.id).ok_or(Refused::NotFound)?;
    ctx.may(act_of_reading(ctx, &row))?;
    Ok(((row, author), space.ok_or(Refused::NotFound)?))
}

/// The comments and replies of a thread.
pub(super) fn said_in(thread: Uuid) -> Select<items::Entity> {
    items::Entity::find()
        .filter(items::Column::Thread.eq(thread))
        .filter(items::Column::Id.ne(thread))
        .filter(items::Column::State.ne(SCHEDULED))
}

/// Up to this many items from a position on, in order, with their authors.
pub(super) async fn in_order(
    db: &impl ConnectionTrait,
    found: Select<items::Entity>,
    after: Option<Cursor>,
    limit: u64,
) -> Result<Vec<WithAuthor>, Error> {
    let found = after.map_or(found.clone(), |cursor| found.filter(place().gt(at(cursor))));
    let found = found.order_by(items::Column::Hour, Order::Asc).order_by(items::Column::OrderKey, Order::Asc);
    Ok(found.limit(limit).find_also_related(authors::Entity).all(db).await?)
}

type Whole = (Page<WithAuthor>, Replies);

/// All items of a short thread; `None` if the thread is not short.
async fn read_short(
    db: &impl ConnectionTrait,
    post: &items::Model,
    after: Option<Cursor>,
) -> Result<Option<Whole>, Error> {
    if after.is_some() || usize::try_from(post.comments).is_ok_and(|comments| comments > THREAD_PAGE) {
        return Ok(None);
    }
    let rows = in_order(db, said_in(post.id), None, SHORT).await?;
    // `post.comments` does not include the placeholders of deleted items.
    if rows.len() as u64 == SHORT {
        return Ok(None);
    }
    let (replies, rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(row, _)| row.parent.is_some());
    Ok(Some((Page { rows, next: None }, Replies::of(replies))))
}

async fn read_page(
    db: &impl ConnectionTrait,
    post: &items::Model,
    after: Option<Cursor>,
) -> Result<Page<WithAuthor>, Error> {
    let top = said_in(post.id).filter(items::Column::Parent.is_null());
    let rows = in_order(db, top, after, THREAD_PAGE as u64 + 1).await?;
    Ok(Page::cut(rows, THREAD_PAGE, |(row, _)| cursor(row)))
}

pub(super) fn is_mine(ctx: &Ctx, row: &items::Model) -> bool {
    ctx.signed_in().is_some_and(|member| row.author.parse().is_ok_and(|author| member.is_behind(author)))
}

fn act_of_reading(ctx: &Ctx, row: &items::Model) -> Act {
    if row.state == SCHEDULED { Act::ReadWaiting { mine: is_mine(ctx, row) } } else { Act::Read }
}
