//! Deleting one's own post or comment within a day. The text is removed from the row, the trail, the index and the log;
//! an empty placeholder stays, so that replies to it keep their place.

use super::entity::{corrections, items};
use super::items::{DELETED, NO_EXEMPTIONS, NOT_ASSESSED, PUBLISHED, SCHEDULED, count_item};
use super::originality::drop_sketch;
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use crate::jobs::Job;
use crate::reputation::forget_citations;
use crate::stores::forget_log;
use domain::discussion::HOURS_TO_CORRECT;
use domain::ids::{AuthorId, ItemId};
use domain::policy::Act;
use sea_orm::sea_query::Expr;
use sea_orm::{EntityTrait, QueryFilter, QuerySelect, prelude::*};

/// What was deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deleted {
    /// A published item of this thread.
    From(ItemId),
    /// An item that was still scheduled.
    Unscheduled,
}

/// Deletes one of the member's items, published or still scheduled.
pub async fn delete(ctx: &Ctx, item: ItemId) -> Result<Deleted, Error> {
    let member = ctx.require()?;
    let work = ctx.forum().begin().await?;
    // Lock order everywhere: a post before its comments.
    let thread = items::Entity::find_by_id(item.0).one(&work).await?.ok_or(Refused::NotFound)?.thread;
    items::Entity::find_by_id(thread).lock_exclusive().one(&work).await?;
    // Locked, so that a text released in the meantime is counted out as well.
    let row = items::Entity::find_by_id(item.0).lock_exclusive().one(&work).await?.ok_or(Refused::NotFound)?;
    let author: AuthorId = row.author.parse().map_err(|_| Error::Stored("author"))?;
    let waits = row.state == SCHEDULED;
    let recent = waits || ctx.clock.now().hour().0 - row.hour < HOURS_TO_CORRECT;
    ctx.may(Act::Correct { mine: member.is_behind(author) && row.state != DELETED, recent })?;
    drop_sketch(&work, item, &row.body).await?;
    forget_citations(&work, item).await?;
    if waits {
        items::Entity::delete_by_id(item.0).exec(&work).await?;
        work.cancel(Job::Release(item)).await?;
    } else {
        corrections::Entity::delete_many().filter(corrections::Column::Item.eq(item.0)).exec(&work).await?;
        let emptied = [items::Column::Title, items::Column::Body, items::Column::Html, items::Column::Excerpt]
            .into_iter()
            .fold(items::Entity::update_many(), |update, column| update.col_expr(column, Expr::value("")))
            .col_expr(items::Column::Exemptions, Expr::value(NO_EXEMPTIONS))
            .col_expr(items::Column::State, Expr::value(DELETED))
            .col_expr(items::Column::Assessment, Expr::value(NOT_ASSESSED))
            .col_expr(items::Column::Quality, Expr::value(0))
            .col_expr(items::Column::Citations, Expr::value(0))
            .col_expr(items::Column::Corrections, Expr::value(0))
            .filter(items::Column::Id.eq(item.0))
            .filter(items::Column::State.eq(PUBLISHED))
            .exec(&work)
            .await?;
        if emptied.rows_affected != 1 {
            return Err(Refused::Busy.into());
        }
        count_item(&work, &row, -1).await?;
    }
    work.commit().await?;
    forget_log(ctx.forum()).await?;
    Ok(if waits { Deleted::Unscheduled } else { Deleted::From(ItemId(row.thread)) })
}
