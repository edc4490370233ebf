//! The replies to a comment: the first few below it in its thread, all of them on pages of their own.

use super::entity::items;
use super::items::SCHEDULED;
use super::known::Known;
use super::order::cursor;
use super::room::Room;
use super::thread::{WithAuthor, in_order, load_post, said_in};
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use crate::persona::{Identities, author_view, authors};
use domain::discussion::{Cursor, RepliesView};
use domain::ids::ItemId;
use sea_orm::sea_query::{Alias, Query, SelectStatement, UnionType};
use sea_orm::{EntityTrait, Order, QueryFilter, QueryOrder, prelude::*};
use std::collections::BTreeMap;

/// Replies shown below a comment in its thread.
const FIRST: usize = 10;
/// Most replies on a page of their own.
const REPLIES_PAGE: usize = 25;

/// The first replies to a comment, plus one more if there are more.
#[derive(Default)]
pub(super) struct First(Vec<WithAuthor>);

impl First {
    /// The replies that fit on the page, and whether there are more.
    pub fn fitting(mut self, room: &mut Room) -> (Vec<WithAuthor>, bool) {
        let fit = self.0.iter().take(FIRST).take_while(|(row, _)| room.take(row)).count();
        let more = self.0.len() > fit;
        self.0.truncate(fit);
        (self.0, more)
    }
}

/// The first replies to comments.
#[derive(Default)]
pub(super) struct Replies(BTreeMap<Uuid, First>);

impl Replies {
    /// Groups replies by the comment they belong to.
    pub fn of(rows: Vec<WithAuthor>) -> Self {
        let mut replies = Self::default();
        for row in rows {
            if let Some(parent) = row.0.parent {
                replies.0.entry(parent).or_default().0.push(row);
            }
        }
        replies
    }

    /// Removes and returns the replies to a comment.
    pub fn remove(&mut self, comment: &Uuid) -> Option<First> {
        self.0.remove(comment)
    }
}

/// The first replies to each of these comments of a thread, and one more if there is one. One subquery per comment in a
/// single query, because the statement must not depend on the number of replies.
pub(super) async fn first_replies(
    db: &impl ConnectionTrait,
    thread: Uuid,
    comments: &[Uuid],
) -> Result<Replies, Error> {
    let mut branches = comments.iter().map(|comment| first_of(thread, *comment));
    let Some(mut ids) = branches.next() else { return Ok(Replies::default()) };
    for branch in branches {
        ids.union(UnionType::All, branch);
    }
    let rows = items::Entity::find()
        .filter(items::Column::Id.in_subquery(ids))
        .order_by(items::Column::Hour, Order::Asc)
        .order_by(items::Column::OrderKey, Order::Asc)
        .find_also_related(authors::Entity)
        .all(db)
        .await?;
    Ok(Replies::of(rows))
}

fn first_of(thread: Uuid, comment: Uuid) -> SelectStatement {
    use items::Column::{Hour, Id, OrderKey, Parent, State, Thread};
    let few = Query::select()
        .column(Id)
        .from(items::Entity)
        .and_where(Thread.eq(thread))
        .and_where(Parent.eq(comment))
        .and_where(State.ne(SCHEDULED))
        .order_by(Hour, Order::Asc)
        .order_by(OrderKey, Order::Asc)
        .limit(FIRST as u64 + 1)
        .to_owned();
    // In a subquery, because a branch of a union cannot have an order.
    Query::select().column(Id).from_subquery(few, Alias::new("few")).to_owned()
}

/// A comment with a page of its replies. On the first page the comment is shown in full, on later ones the first reply.
pub async fn replies(
    ctx: &Ctx,
    identities: &Identities,
    (post, comment): (ItemId, ItemId),
    after: Option<Cursor>,
) -> Result<RepliesView, Error> {
    let db = ctx.forum();
    let (post, _) = load_post(ctx, post).await?;
    let top = said_in(post.0.id).filter(items::Column::Id.eq(comment.0)).filter(items::Column::Parent.is_null());
    let comment = in_order(db, top, None, 1).await?.pop().ok_or(Refused::NotFound)?;
    let under = said_in(post.0.id).filter(items::Column::Parent.eq(comment.0.id));
    let mut rows = in_order(db, under, after, REPLIES_PAGE as u64 + 1).await?;
    let is_first = after.is_none();
    let mut room = if is_first { Room::below(&comment.0) } else { Room::below_first_words(&comment.0) };
    let in_full = usize::from(!is_first);
    rows.iter().take(in_full).for_each(|(row, _)| room.take_in_full(row));
    let others = rows.iter().take(REPLIES_PAGE).skip(in_full);
    // Each page shows at least one reply, however long the comment is.
    let fit = (in_full + others.take_while(|(row, _)| room.take(row)).count()).max(1);
    let more = rows.len() > fit;
    rows.truncate(fit);

    let all: Vec<&items::Model> = std::iter::once(&comment).chain(&rows).map(|(row, _)| row).collect();
    let known = Known::load(ctx, identities, &post.0, &all).await?;
    let next = if more { rows.last().map(|(row, _)| cursor(row).to_string()) } else { None };
    let replies = rows
        .iter()
        .enumerate()
        .map(|(at, row)| if at < in_full { known.in_full(ctx, row) } else { known.view(ctx, row) });
    Ok(RepliesView {
        asker: post.1.as_ref().map_or_else(|| author_view(&super::known::nobody()), author_view),
        title: post.0.title,
        comment: if is_first { known.in_full(ctx, &comment) } else { known.view(ctx, &comment) },
        replies: replies.collect(),
        next,
    })
}

/// The path of the replies to a comment that come after this one.
pub(super) fn path_of_replies(comment: &items::Model, after: Option<&items::Model>) -> String {
    let from = after.map(|row| format!("?after={}", cursor(row))).unwrap_or_default();
    format!("/posts/{}/replies/{}{from}#replies", comment.thread, comment.id)
}

/// The path of a page that shows a comment or reply in full.
pub(super) fn path_in_full(row: &items::Model) -> String {
    let (thread, id) = (row.thread, row.id);
    match row.parent {
        Some(parent) => format!("/posts/{thread}/replies/{parent}?after={}#item-{id}", before(row)),
        None => format!("/posts/{thread}/replies/{id}"),
    }
}

/// The cursor right before an item, for a page that begins with it.
pub(super) fn before(row: &items::Model) -> Cursor {
    let place = cursor(row);
    Cursor { key: place.key.saturating_sub(1), ..place }
}
