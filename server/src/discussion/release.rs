//! Releasing "mixed" texts when their minute has come. Safe in several processes at once: whoever changes the state
//! counts the item in, and the minute is forgotten.

use super::entity::items;
use super::items::{PUBLISHED, WAITING, count_item};
use crate::ctx::Ctx;
use crate::error::Error;
use crate::stores::begin;
use sea_orm::sea_query::Expr;
use sea_orm::{EntityTrait, QueryFilter, QuerySelect, prelude::*};

/// Items released in one go.
const BATCH: u64 = 100;

/// Releases what is due; returns how many. What waits in a thread that is gone meanwhile goes too.
pub async fn release_due(ctx: &Ctx) -> Result<usize, Error> {
    let now = ctx.clock.now();
    let due = items::Entity::find()
        .filter(items::Column::State.eq(WAITING))
        .filter(items::Column::ReleaseMinute.lte(now.minute().0))
        .limit(BATCH)
        .all(&ctx.stores.forum)
        .await?;
    let mut released = 0;
    for row in due {
        let tx = begin(&ctx.stores.forum).await?;
        let changed = items::Entity::update_many()
            .col_expr(items::Column::State, Expr::value(PUBLISHED))
            .col_expr(items::Column::ReleaseMinute, Expr::value(None::<i32>))
            .filter(items::Column::Id.eq(row.id))
            .filter(items::Column::State.eq(WAITING))
            .exec(&tx)
            .await?;
        if changed.rows_affected == 1 {
            count_item(&tx, &row, 1).await?;
            tx.commit().await?;
            released += 1;
        }
    }
    Ok(released)
}
