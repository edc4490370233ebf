//! What other features may ask of posts and comments.

use super::entity::{items, spaces, topics as kept};
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use domain::ids::{AuthorId, ItemId};
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, prelude::*};

/// States of an item, as stored.
pub(super) const PUBLISHED: &str = "published";
pub(super) const WAITING: &str = "waiting";
pub(super) const DELETED: &str = "deleted";

/// What `items.kept` says where nothing was kept.
pub(super) const NOTHING_KEPT: &str = "[]";

/// That an item is a post and stands. Written out, not bound, so that the partial indexes serve it.
pub(super) fn standing_post() -> Expr {
    Expr::cust("items.thread = items.id AND items.state = 'published'")
}

/// The thread and author of an item that can be voted on. The row is locked until the transaction ends.
pub(crate) async fn votable(db: &impl ConnectionTrait, item: ItemId) -> Result<(ItemId, AuthorId), Error> {
    let row = items::Entity::find_by_id(item.0)
        .filter(items::Column::State.eq(PUBLISHED))
        .lock_exclusive()
        .one(db)
        .await?
        .ok_or(Refused::NotFound)?;
    Ok((ItemId(row.thread), row.author.parse().map_err(|_| Error::Stored("author"))?))
}

/// Moves an item's count of up- or down-votes.
pub(crate) async fn move_votes(db: &impl ConnectionTrait, item: ItemId, up: bool, by: i32) -> Result<(), Error> {
    let column = if up { items::Column::Up } else { items::Column::Down };
    add(db, item.0, column, by).await
}

/// Adds to a count of an item.
pub(super) async fn add(db: &impl ConnectionTrait, item: Uuid, column: items::Column, by: i32) -> Result<(), Error> {
    items::Entity::update_many()
        .col_expr(column, Expr::col(column).add(by))
        .filter(items::Column::Id.eq(item))
        .exec(db)
        .await?;
    Ok(())
}

/// Hands everything an author has published to `deleted_user`; what still waits to appear goes for good.
pub(crate) async fn orphan_items(db: &impl ConnectionTrait, author: AuthorId) -> Result<(), Error> {
    let by_author = items::Column::Author.eq(author.to_string());
    items::Entity::delete_many().filter(by_author.clone()).filter(items::Column::State.eq(WAITING)).exec(db).await?;
    kept::Entity::delete_many().filter(kept::Column::Author.eq(author.to_string())).exec(db).await?;
    items::Entity::update_many()
        .col_expr(items::Column::Author, Expr::value(AuthorId::Deleted.to_string()))
        .filter(by_author)
        .exec(db)
        .await?;
    Ok(())
}

/// The spaces an author has posted most in: names and numbers of posts.
pub(crate) async fn topics(ctx: &Ctx, author: AuthorId) -> Result<Vec<(String, i32)>, Error> {
    let rows = kept::Entity::find()
        .filter(kept::Column::Author.eq(author.to_string()))
        .filter(kept::Column::Posts.gt(0))
        .order_by_desc(kept::Column::Posts)
        .order_by_asc(kept::Column::Space)
        .limit(3)
        .find_also_related(spaces::Entity)
        .all(&ctx.stores.forum)
        .await?;
    Ok(rows.into_iter().filter_map(|(topic, space)| Some((space?.name, topic.posts))).collect())
}

/// Adds to a count of an author: of posts, or of comments. Deleted authors have no counts.
pub(super) async fn add_to_author(
    db: &impl ConnectionTrait,
    author: &str,
    is_post: bool,
    by: i32,
) -> Result<(), Error> {
    use crate::persona::authors::{Column, Entity};
    let column = if is_post { Column::Posts } else { Column::Comments };
    let counted = Entity::update_many().col_expr(column, Expr::col(column).add(by)).filter(Column::Id.eq(author));
    if author != AuthorId::Deleted.to_string() {
        counted.exec(db).await?;
    }
    Ok(())
}

/// Counts an item in, or out: in its space or thread, and with its author. Items are locked before authors everywhere, so
/// that a comment and a vote do not wait for each other.
pub(super) async fn count_item(db: &impl ConnectionTrait, row: &items::Model, by: i32) -> Result<(), Error> {
    let is_post = row.thread == row.id;
    if !is_post {
        add(db, row.thread, items::Column::Comments, by).await?;
    }
    add_to_author(db, &row.author, is_post, by).await?;
    if is_post {
        spaces::Entity::update_many()
            .col_expr(spaces::Column::Posts, Expr::col(spaces::Column::Posts).add(by))
            .filter(spaces::Column::Slug.eq(&row.space))
            .exec(db)
            .await?;
        add_to_topic(db, &row.author, &row.space, by).await?;
    }
    Ok(())
}

/// Adds to the count of an author's posts in a space.
async fn add_to_topic(db: &impl ConnectionTrait, author: &str, space: &str, by: i32) -> Result<(), Error> {
    if author == AuthorId::Deleted.to_string() {
        return Ok(());
    }
    let row =
        kept::ActiveModel { author: Set(author.to_owned()), space: Set(space.to_owned()), posts: Set(Ord::max(by, 0)) };
    let add = OnConflict::columns([kept::Column::Author, kept::Column::Space])
        .value(kept::Column::Posts, Expr::col((kept::Entity, kept::Column::Posts)).add(by))
        .to_owned();
    kept::Entity::insert(row).on_conflict(add).exec_without_returning(db).await?;
    Ok(())
}
