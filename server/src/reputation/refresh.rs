//! The public score, refreshed once a day and rounded to ten, so that no single vote shows. Also the decay for silence,
//! which accrues by the day.

use super::dimensions::refresh_dimensions;
use super::entity::reputation_scores as scores;
use super::exact::exact;
use super::ledger::Ledger;
use crate::ctx::Ctx;
use crate::error::Error;
use crate::persona::{authors, tier_of};
use domain::reputation::{QUIET_DAYS, public_points};
use sea_orm::sea_query::Expr;
use sea_orm::{EntityTrait, QueryFilter, QuerySelect, prelude::*};

/// Authors refreshed at a time.
const BATCH: u64 = 200;
/// Days between two decay postings for one author.
const WEEK: i32 = 7;

/// Updates the shown points of every author. Safe to run twice, and by two processes at once.
pub async fn refresh_shown(ctx: &Ctx) -> Result<(), Error> {
    let today = ctx.clock.now().day().0;
    let db = ctx.forum();
    loop {
        let stale = authors::Entity::find().filter(authors::Column::ShownDay.lt(today)).limit(BATCH).all(db).await?;
        if stale.is_empty() {
            return Ok(());
        }
        let exact = exact(db, &stale).await?;
        for row in stale {
            // The author first, then the dimensions, as publishing does.
            let work = db.begin().await?;
            let shown = exact.get(&row.id).map_or(0, |exact| public_points(exact.standing.score()).0);
            authors::Entity::update_many()
                .col_expr(authors::Column::ShownTenths, Expr::value(shown))
                .col_expr(authors::Column::ShownDay, Expr::value(today))
                .filter(authors::Column::Id.eq(&row.id))
                .exec(&work)
                .await?;
            refresh_dimensions(&work, &row.id, tier_of(row.tier)).await?;
            work.commit().await?;
        }
    }
}

/// Posts the decay for silence, a week's worth at a time. Safe to run twice, and by two processes at once.
pub async fn settle_silence(ctx: &Ctx) -> Result<(), Error> {
    let today = ctx.clock.now().day().0;
    loop {
        let silent = scores::Entity::find()
            .filter(scores::Column::SettledDay.lte(today - WEEK))
            .filter(scores::Column::ContributedDay.lte(today - QUIET_DAYS - WEEK))
            .limit(BATCH)
            .all(ctx.forum())
            .await?;
        if silent.is_empty() {
            return Ok(());
        }
        for row in silent {
            let author = row.author.parse().map_err(|_| Error::Stored("author"))?;
            let work = ctx.forum().begin().await?;
            // The author has been deleted in the meantime, and the row with them.
            let Some(mut ledger) = Ledger::find(&work, ctx, author).await? else { continue };
            ledger.settle(ctx);
            ledger.close(&work).await?;
            work.commit().await?;
        }
    }
}
