//! Releases "mixed" texts when their minute has come. Safe in several processes at once: only the one that changes the
//! state counts the item, and the minute is deleted.

use super::entity::items;
use super::items::{PUBLISHED, SCHEDULED, count_item};
use crate::ctx::Ctx;
use crate::error::Error;
use crate::reputation::contribute;
use crate::stores::begin;
use domain::ids::{AuthorId, ItemId};
use sea_orm::sea_query::Expr;
use sea_orm::{EntityTrait, QueryFilter, QuerySelect, prelude::*};

/// Items released per batch.
const BATCH: u64 = 100;

/// Releases the items that are due; returns their number.
pub async fn release_due(ctx: &Ctx) -> Result<usize, Error> {
    let now = ctx.clock.now();
    let due = items::Entity::find()
        .filter(items::Column::State.eq(SCHEDULED))
        .filter(items::Column::ReleaseMinute.lte(now.minute().0))
        .limit(BATCH)
        .all(&ctx.stores.forum)
        .await?;
    let mut released = 0;
    for mut row in due {
        let tx = begin(&ctx.stores.forum).await?;
        // Lock order everywhere: a post before its comments, items before ledgers.
        items::Entity::find_by_id(row.thread).lock_exclusive().one(&tx).await?;
        let changed = items::Entity::update_many()
            .col_expr(items::Column::State, Expr::value(PUBLISHED))
            .col_expr(items::Column::ReleaseMinute, Expr::value(None::<i32>))
            .filter(items::Column::Id.eq(row.id))
            .filter(items::Column::State.eq(SCHEDULED))
            .exec(&tx)
            .await?;
        if changed.rows_affected == 1 {
            let author = row.author.parse().map_err(|_| Error::Stored("author"))?;
            let quality = u8::try_from(row.quality).unwrap_or(0);
            let granted = contribute(&tx, ctx, author, ItemId(row.id), quality).await?;
            if granted.is_none() {
                row.author = AuthorId::Deleted.to_string();
            }
            items::Entity::update_many()
                .col_expr(items::Column::Doubled, Expr::value(granted.unwrap_or(false)))
                .col_expr(items::Column::Author, Expr::value(&row.author))
                .filter(items::Column::Id.eq(row.id))
                .exec(&tx)
                .await?;
            count_item(&tx, &row, 1).await?;
            tx.commit().await?;
            released += 1;
        }
    }
    Ok(released)
}
