//! Releases a scheduled text when its time has come. Safe to run twice: only the run that changes the state counts the item.

use super::entity::items;
use super::items::{PUBLISHED, SCHEDULED, count_item};
use crate::ctx::Ctx;
use crate::error::Error;
use crate::reputation::contribute;
use domain::ids::{AuthorId, ItemId};
use sea_orm::sea_query::Expr;
use sea_orm::{EntityTrait, QueryFilter, QuerySelect, prelude::*};

/// Releases a scheduled item; does nothing if it has been released or deleted.
pub(crate) async fn release(ctx: &Ctx, item: ItemId) -> Result<(), Error> {
    let scheduled = items::Entity::find_by_id(item.0).filter(items::Column::State.eq(SCHEDULED));
    let work = ctx.forum().begin().await?;
    let Some(row) = scheduled.clone().one(&work).await? else { return Ok(()) };
    // Lock order everywhere: a post before its comments, items before ledgers.
    items::Entity::find_by_id(row.thread).lock_exclusive().one(&work).await?;
    let Some(mut row) = scheduled.lock_exclusive().one(&work).await? else { return Ok(()) };
    let author = row.author.parse().map_err(|_| Error::Stored("author"))?;
    let quality = u8::try_from(row.quality).unwrap_or(0);
    let granted = contribute(&work, ctx, author, item, quality).await?;
    if granted.is_none() {
        row.author = AuthorId::Deleted.to_string();
    }
    items::Entity::update_many()
        .col_expr(items::Column::State, Expr::value(PUBLISHED))
        .col_expr(items::Column::Doubled, Expr::value(granted.unwrap_or(false)))
        .col_expr(items::Column::Author, Expr::value(&row.author))
        .filter(items::Column::Id.eq(row.id))
        .exec(&work)
        .await?;
    count_item(&work, &row, 1).await?;
    Ok(work.commit().await?)
}
