//! Queries on posts and comments for other features.

use super::entity::{items, spaces};
use super::originality::drop_sketch;
use crate::error::Error;
use crate::jobs::Job;
use crate::reputation::count_post;
use crate::stores::Work;
use domain::discussion::Subject;
use domain::ids::{AuthorId, ItemId};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, prelude::*};
use std::collections::BTreeMap;

/// States of an item, as stored; a scheduled item is stored as "waiting".
pub(super) const PUBLISHED: &str = "published";
pub(super) const SCHEDULED: &str = "waiting";
pub(super) const DELETED: &str = "deleted";

/// The value of `items.exemptions` without exemptions.
pub(super) const NO_EXEMPTIONS: &str = "[]";

/// The value of `items.assessment` without a text to assess.
pub(super) const NOT_ASSESSED: &str = "";

/// Condition for a published post. A literal, not a bound value, so that the partial indexes are used.
pub(super) fn published_post() -> Expr {
    Expr::cust("items.thread = items.id AND items.state = 'published'")
}

/// Adds to a count of an item.
pub(super) async fn add(work: &Work, item: Uuid, column: items::Column, by: i32) -> Result<(), Error> {
    items::Entity::update_many()
        .col_expr(column, Expr::col(column).add(by))
        .filter(items::Column::Id.eq(item))
        .exec(work)
        .await?;
    Ok(())
}

/// Transfers everything an author has published to `deleted_user`; scheduled items are deleted.
pub(crate) async fn orphan_items(work: &Work, author: AuthorId) -> Result<(), Error> {
    let by_author = items::Column::Author.eq(author.to_string());
    let scheduled = items::Entity::find().filter(by_author.clone()).filter(items::Column::State.eq(SCHEDULED));
    // Only what was read is deleted: a text scheduled meanwhile would leave its sketch and its job behind.
    for row in scheduled.all(work).await? {
        drop_sketch(work, ItemId(row.id), &row.body).await?;
        work.cancel(Job::Release(ItemId(row.id))).await?;
        let still_scheduled = items::Column::State.eq(SCHEDULED);
        items::Entity::delete_many().filter(items::Column::Id.eq(row.id)).filter(still_scheduled).exec(work).await?;
    }
    items::Entity::update_many()
        .col_expr(items::Column::Author, Expr::value(AuthorId::Deleted.to_string()))
        .filter(by_author)
        .filter(items::Column::State.ne(SCHEDULED))
        .exec(work)
        .await?;
    Ok(())
}

/// Thread and thread title of each item, by item; a deleted post has no title.
pub(crate) async fn item_titles(
    db: &impl ConnectionTrait,
    ids: Vec<Uuid>,
) -> Result<BTreeMap<Uuid, (Uuid, String)>, Error> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows: Vec<(Uuid, Uuid)> = items::Entity::find()
        .select_only()
        .columns([items::Column::Id, items::Column::Thread])
        .filter(items::Column::Id.is_in(ids))
        .into_tuple()
        .all(db)
        .await?;
    let titles: Vec<(Uuid, String)> = items::Entity::find()
        .select_only()
        .columns([items::Column::Id, items::Column::Title])
        .filter(items::Column::Id.is_in(rows.iter().map(|(_, thread)| *thread)))
        .into_tuple()
        .all(db)
        .await?;
    let titles: BTreeMap<Uuid, String> = titles.into_iter().collect();
    let with_title = |(item, thread)| (item, (thread, titles.get(&thread).cloned().unwrap_or_default()));
    Ok(rows.into_iter().map(with_title).collect())
}

/// Default values of a new item row.
pub(super) fn unread() -> items::Model {
    let empty = String::new;
    items::Model {
        id: Uuid::nil(),
        thread: Uuid::nil(),
        parent: None,
        space: empty(),
        author: empty(),
        title: empty(),
        body: empty(),
        html: empty(),
        excerpt: empty(),
        exemptions: NO_EXEMPTIONS.to_owned(),
        hour: 0,
        order_key: 0,
        state: empty(),
        comments: 0,
        corrections: 0,
        up: 0,
        down: 0,
        kind: empty(),
        subject: empty(),
        quality: 50,
        assessment: NOT_ASSESSED.to_owned(),
        citations: 0,
        doubled: false,
        rewarded: false,
        spawned: false,
        cites_counted: false,
        accepted: None,
        featured: false,
        endorsements: 0,
        saves: 0,
        saves_rewarded: 0,
    }
}

/// Names of spaces by slug.
pub(crate) async fn space_names(
    db: &impl ConnectionTrait,
    slugs: Vec<String>,
) -> Result<BTreeMap<String, String>, Error> {
    if slugs.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = spaces::Entity::find().filter(spaces::Column::Slug.is_in(slugs)).all(db).await?;
    Ok(rows.into_iter().map(|row| (row.slug, row.name)).collect())
}

/// Adds to a count of an author: of posts, or of comments. Deleted authors have no counts.
pub(super) async fn add_to_author(work: &Work, author: &str, is_post: bool, by: i32) -> Result<(), Error> {
    use crate::persona::authors::{Column, Entity};
    let column = if is_post { Column::Posts } else { Column::Comments };
    let counted = Entity::update_many().col_expr(column, Expr::col(column).add(by)).filter(Column::Id.eq(author));
    if author != AuthorId::Deleted.to_string() {
        counted.exec(work).await?;
    }
    Ok(())
}

/// Adds an item to the counts of its space or thread and of its author, or removes it. Lock order everywhere: items
/// before authors, so that a comment and a vote do not deadlock.
pub(super) async fn count_item(work: &Work, row: &items::Model, by: i32) -> Result<(), Error> {
    let is_post = row.thread == row.id;
    if !is_post {
        add(work, row.thread, items::Column::Comments, by).await?;
    }
    add_to_author(work, &row.author, is_post, by).await?;
    if is_post {
        spaces::Entity::update_many()
            .col_expr(spaces::Column::Posts, Expr::col(spaces::Column::Posts).add(by))
            .filter(spaces::Column::Slug.eq(&row.space))
            .exec(work)
            .await?;
        let subject = Subject::parse(&row.subject).ok_or(Error::Stored("subject"))?;
        let author = row.author.parse().map_err(|_| Error::Stored("author"))?;
        count_post(work, author, (&row.space, subject), by).await?;
    }
    Ok(())
}
