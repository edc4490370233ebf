//! What the server does by itself: every 20 seconds it releases scheduled items; every minute it empties the forum's
//! log; every hour it deletes what has expired; once a month it reviews what personas show; once a day it posts
//! time-based rewards and decay, refreshes the public figures, and rewrites the tables in key order, so that the order
//! of rows on disk does not reveal the order in which they were written. The store records when the daily work was last
//! done: a restart does not repeat it, and makes up for a missed night. Each step is safe to run twice and by several
//! processes.

use crate::account::{SealedSessions, forget_sign_up_days, purge_guesses};
use crate::ctx::{Ctx, Services};
use crate::discussion::{purge_former_drafts, release_due};
use crate::error::Error;
use crate::integrity::purge_marks;
use crate::persona::review_credentials;
use crate::private_rows::purge_private_rows;
use crate::reputation::{
    award_badges, count_citations, refresh_shown, reward_discussions, reward_weeks, settle_silence,
};
use crate::stores::Store;
use domain::calendar::{Day, Month};
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use std::time::Duration;

mod upkeep_days {
    //! When a job was last run.
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "upkeep_days")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub job: String,
        pub day: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Tables whose order on disk could reveal something, by store, each with a column of its primary key.
const FORUM: [(&str, &str); 17] = [
    ("authors", "id"),
    ("spaces", "slug"),
    ("items", "id"),
    ("corrections", "id"),
    ("ballots", "item"),
    ("reputation_events", "id"),
    ("daily_marks", "nullifier"),
    ("private_rows", "tag"),
    ("drafts", "id"),
    ("bookmarks", "id"),
    ("fingerprints", "hash"),
    ("reactions", "item"),
    ("citations", "item"),
    ("reputation_scores", "author"),
    ("dimensions", "author"),
    ("badges", "id"),
    ("upkeep_days", "job"),
];
const IDENTITY: [(&str, &str); 5] = [
    ("accounts", "id"),
    ("claim_counts", "tier"),
    ("key_checks", "version"),
    ("sessions", "id"),
    ("wrong_guesses", "counter"),
];
const VAULT: [(&str, &str); 2] = [("links", "persona"), ("link_hashes", "hash")];

/// Jobs that run once a month or once a day.
const MONTHLY: &str = "monthly";
const DAILY: &str = "daily";
const NIGHTLY: &str = "nightly";

/// Runs for ever. The frequent jobs do not wait for the long ones.
pub async fn run(services: Services) {
    let ctx = Ctx::visitor(services);
    tokio::join!(every_minute(&ctx), every_hour(&ctx));
}

async fn every_minute(ctx: &Ctx) {
    let mut minute = None;
    loop {
        note("release", release_due(ctx).await.map(|_| ()));
        let now = ctx.clock.now().minute();
        if minute.replace(now) != Some(now) {
            note("log", empty_log(ctx).await);
        }
        tokio::time::sleep(Duration::from_secs(20)).await;
    }
}

async fn every_hour(ctx: &Ctx) {
    let mut hour = None;
    loop {
        let now = ctx.clock.now().hour();
        if hour.replace(now) != Some(now) {
            note("hourly", hourly(ctx).await);
            // A failed job is retried the next hour.
            note(MONTHLY, once_a_month(ctx, MONTHLY, review_credentials(ctx)).await);
            note(NIGHTLY, once_a_day(ctx, NIGHTLY, nightly(ctx)).await);
            note(DAILY, once_a_day(ctx, DAILY, Box::pin(daily(ctx))).await);
        }
        tokio::time::sleep(Duration::from_secs(20)).await;
    }
}

fn note(job: &'static str, done: Result<(), Error>) {
    match done {
        Ok(()) => tracing::debug!(job, "upkeep done"),
        Err(error) => tracing::error!(job, %error, "upkeep failed"),
    }
}

/// Runs a job unless it has already run today, and records that it has.
pub async fn once_a_day(
    ctx: &Ctx,
    job: &'static str,
    work: impl Future<Output = Result<(), Error>>,
) -> Result<(), Error> {
    once_since(ctx, job, ctx.clock.now().day(), work).await
}

/// The same once a month: on its first day, or the next day a server is running.
pub async fn once_a_month(
    ctx: &Ctx,
    job: &'static str,
    work: impl Future<Output = Result<(), Error>>,
) -> Result<(), Error> {
    let first = Month(ctx.clock.now().day().month().0 - 1).last_day().plus(1);
    once_since(ctx, job, first, work).await
}

async fn once_since(
    ctx: &Ctx,
    job: &'static str,
    since: Day,
    work: impl Future<Output = Result<(), Error>>,
) -> Result<(), Error> {
    let (db, today) = (&ctx.stores.forum, ctx.clock.now().day());
    let last = upkeep_days::Entity::find_by_id(job).one(db).await?.map(|row| Day(row.day));
    if last.is_some_and(|day| day >= since) {
        return Ok(());
    }
    work.await?;
    let row = upkeep_days::ActiveModel { job: Set(job.to_owned()), day: Set(today.0) };
    let later = OnConflict::column(upkeep_days::Column::Job)
        .update_column(upkeep_days::Column::Day)
        .action_and_where(Expr::col((upkeep_days::Entity, upkeep_days::Column::Day)).lt(today.0))
        .to_owned();
    upkeep_days::Entity::insert(row).on_conflict(later).exec_without_returning(db).await?;
    Ok(())
}

/// Empties the forum's log. If that keeps failing, somebody has to find out what keeps it open.
pub async fn empty_log(ctx: &Ctx) -> Result<(), Error> {
    if !ctx.stores.forum.empty_log().await? {
        let minutes = ctx.stores.forum.log_kept();
        tracing::warn!(
            minutes,
            "a reader keeps the forum's write-ahead log from being emptied; trying again in a minute"
        );
    }
    Ok(())
}

/// Posts the daily rewards and decay, then refreshes the public figures. A failed step does not stop the others; the
/// first error is returned at the end.
pub async fn daily(ctx: &Ctx) -> Result<(), Error> {
    // Badges first, while the daily cap still has room for their points.
    let steps = [
        ("badges", award_badges(ctx).await),
        ("citations", count_citations(ctx).await),
        ("weeks", reward_weeks(ctx).await),
        ("discussions", reward_discussions(ctx).await),
        ("silence", settle_silence(ctx).await),
        ("shown", refresh_shown(ctx).await),
    ];
    let mut done = Ok(());
    for (job, step) in steps {
        if let Err(error) = step {
            tracing::error!(job, %error, "upkeep failed");
            done = done.and(Err(error));
        }
    }
    done
}

/// Deletes what has expired.
pub async fn hourly(ctx: &Ctx) -> Result<(), Error> {
    let today = ctx.clock.now().day();
    SealedSessions::new(ctx.stores.identity.clone(), ctx.clock.clone(), ctx.rng.clone()).purge().await?;
    purge_guesses(ctx).await?;
    forget_sign_up_days(ctx, today).await?;
    purge_marks(&ctx.stores.forum, today).await?;
    purge_private_rows(&ctx.stores.forum, today).await?;
    purge_former_drafts(&ctx.stores.forum, today).await
}

/// Rewrites the tables of all stores in key order.
pub async fn nightly(ctx: &Ctx) -> Result<(), Error> {
    rewrite(&ctx.stores.forum, &FORUM).await?;
    rewrite(&ctx.stores.identity, &IDENTITY).await?;
    rewrite(&ctx.stores.vault, &VAULT).await?;
    empty_log(ctx).await
}

async fn rewrite(store: &Store, tables: &[(&str, &str)]) -> Result<(), Error> {
    if store.is_sqlite() {
        return Ok(store.rewrite().await?);
    }
    for (table, column) in tables {
        // PostgreSQL keeps in every row the number of the transaction that wrote it, and all databases of a cluster
        // share one counter: comparing them would match accounts with links. Rewriting all rows in one transaction
        // removes that.
        store.execute_unprepared(&format!("UPDATE {table} SET {column} = {column}")).await?;
        store.execute_unprepared(&format!("CLUSTER {table} USING {table}_pkey")).await?;
    }
    Ok(())
}
