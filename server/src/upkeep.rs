//! What the server does by itself: every minute it releases what is due; every hour it drops what has run out; every day
//! it reckons what time gives and takes, and refreshes what the public sees; every night it rewrites the tables in key order, so that the order of rows on disk
//! does not tell the order in which they were made. Each step is safe to run twice and by several processes.

use crate::account::{SealedSessions, purge_guesses};
use crate::ctx::{Ctx, Deployment};
use crate::discussion::{purge_drafts, release_due};
use crate::error::Error;
use crate::integrity::purge_counts;
use crate::reputation::{
    award_badges, count_citations, refresh_shown, reward_discussions, reward_weeks, settle_silence,
};
use sea_orm::{ConnectionTrait, DatabaseBackend, DatabaseConnection};
use std::time::Duration;

/// Tables whose order on disk could tell something, by store, each with a column of its primary key.
const FORUM: [(&str, &str); 15] = [
    ("authors", "id"),
    ("spaces", "slug"),
    ("items", "id"),
    ("corrections", "id"),
    ("ballots", "item"),
    ("reputation_events", "id"),
    ("daily_counts", "nullifier"),
    ("drafts", "id"),
    ("bookmarks", "id"),
    ("fingerprints", "hash"),
    ("signals", "item"),
    ("citations", "item"),
    ("reputation_scores", "author"),
    ("dimensions", "author"),
    ("badges", "id"),
];
const IDENTITY: [(&str, &str); 3] = [("accounts", "id"), ("sessions", "id"), ("wrong_guesses", "counter")];
const VAULT: [(&str, &str); 1] = [("links", "persona")];

/// Runs for ever.
pub async fn run(deployment: Deployment) {
    let ctx = Ctx::visitor(deployment);
    let mut hour = None;
    let mut day = Some(ctx.clock.now().day());
    let mut reckoned = None;
    loop {
        note("release", release_due(&ctx).await.map(|_| ()));
        let now = ctx.clock.now();
        if hour.replace(now.hour()) != Some(now.hour()) {
            note("hourly", hourly(&ctx).await);
            // What failed is tried again the next hour; what was done is not done twice.
            if reckoned != Some(now.day()) && daily(&ctx).await.is_ok() {
                reckoned = Some(now.day());
            }
        }
        if day.replace(now.day()) != Some(now.day()) {
            note("nightly", nightly(&ctx).await);
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

/// Gives and takes what is reckoned once a day, then refreshes what the public sees. A step that fails keeps no other from
/// being taken; the first failure is told in the end.
pub async fn daily(ctx: &Ctx) -> Result<(), Error> {
    // Badges first, while the day has room for the points of one.
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

/// Drops what has run out.
pub async fn hourly(ctx: &Ctx) -> Result<(), Error> {
    let today = ctx.clock.now().day();
    SealedSessions::new(ctx.stores.identity.clone(), ctx.clock.clone(), ctx.chance.clone()).purge().await?;
    purge_guesses(ctx).await?;
    purge_counts(&ctx.stores.forum, today).await?;
    purge_drafts(&ctx.stores.forum, today).await
}

/// Rewrites the tables of all stores in key order.
pub async fn nightly(ctx: &Ctx) -> Result<(), Error> {
    rewrite(&ctx.stores.forum, &FORUM).await?;
    rewrite(&ctx.stores.identity, &IDENTITY).await?;
    rewrite(&ctx.stores.vault, &VAULT).await
}

async fn rewrite(store: &DatabaseConnection, tables: &[(&str, &str)]) -> Result<(), Error> {
    if store.get_database_backend() == DatabaseBackend::Postgres {
        for (table, column) in tables {
            // Every row keeps the number of the transaction that wrote it, and databases of one cluster count together:
            // read side by side, account and link would be neighbours. One writer for all ends that.
            store.execute_unprepared(&format!("UPDATE {table} SET {column} = {column}")).await?;
            store.execute_unprepared(&format!("CLUSTER {table} USING {table}_pkey")).await?;
        }
        return Ok(());
    }
    store.execute_unprepared("VACUUM").await?;
    crate::stores::forget_log(store).await?;
    Ok(())
}
