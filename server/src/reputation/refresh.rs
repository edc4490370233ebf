//! The public's view of a score, refreshed once a day: rounded to ten, so that no single vote shows.

use crate::ctx::Ctx;
use crate::error::Error;
use crate::persona::{authors, score_of};
use domain::reputation::public_points;
use sea_orm::sea_query::Expr;
use sea_orm::{EntityTrait, QueryFilter, QuerySelect, prelude::*};

/// Authors refreshed at a time.
const BATCH: u64 = 200;

/// Brings the shown points of every author up to today. Safe to run twice, and by two processes at once.
pub async fn refresh_shown(ctx: &Ctx) -> Result<(), Error> {
    let today = ctx.clock.now().day().0;
    loop {
        let stale = authors::Entity::find()
            .filter(authors::Column::ShownDay.lt(today))
            .limit(BATCH)
            .all(&ctx.stores.forum)
            .await?;
        if stale.is_empty() {
            return Ok(());
        }
        for row in stale {
            authors::Entity::update_many()
                .col_expr(authors::Column::ShownTenths, Expr::value(public_points(score_of(&row)).0))
                .col_expr(authors::Column::ShownDay, Expr::value(today))
                .filter(authors::Column::Id.eq(row.id))
                .exec(&ctx.stores.forum)
                .await?;
        }
    }
}
