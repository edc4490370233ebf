//! The worker: takes jobs that are due and does them. It looks every 20 seconds, in two lanes. Every server also empties
//! its forum's write-ahead log every minute. That is no job, because it concerns the server's own files.

mod order;
mod periodic;

pub use order::nightly;
pub use periodic::{daily, purge};

use crate::ctx::{Ctx, Services};
use crate::discussion::release;
use crate::error::Error;
use crate::jobs::{self, Job, Lane, Periodic, Taken};
use crate::persona::review_credentials;
use std::time::Duration;
use tokio::time::sleep;

/// How often the worker looks for jobs, and renews the lease of the one it is doing.
const ROUND: Duration = Duration::from_secs(20);

/// After so many rounds, three hours, a job is ended: it hangs.
const MOST_ROUNDS: u32 = 540;

/// Runs for ever.
pub async fn run(services: Services) {
    let ctx = Ctx::visitor(services);
    tokio::join!(work(&ctx, Lane::Once), work(&ctx, Lane::Periodic), keep_log_short(&ctx));
}

async fn work(ctx: &Ctx, lane: Lane) {
    loop {
        if let Err(error) = run_due(ctx, lane).await {
            tracing::error!(?lane, %error, "the job queue cannot be read or written; trying again in 20 seconds");
        }
        sleep(ROUND).await;
    }
}

async fn keep_log_short(ctx: &Ctx) {
    let mut minute = None;
    loop {
        let now = ctx.clock.now().minute();
        if minute.replace(now) != Some(now)
            && let Err(error) = empty_log(ctx).await
        {
            tracing::error!(%error, "the forum's log cannot be emptied; trying again in a minute");
        }
        sleep(ROUND).await;
    }
}

/// Does all jobs of a lane that are due. Returns how many were done; one that fails is tried again later.
pub async fn run_due(ctx: &Ctx, lane: Lane) -> Result<usize, Error> {
    let mut done = 0;
    while let Some(taken) = jobs::take(ctx, lane).await? {
        let job = taken.job.kind();
        match under_lease(ctx, &taken).await {
            Some(Ok(())) => {
                jobs::finish(ctx, &taken).await?;
                done += 1;
                tracing::debug!(job, "done");
            }
            Some(Err(error)) => {
                if jobs::put_off(ctx, &taken, &error).await? {
                    tracing::error!(job, %error, "a job failed and is tried again later");
                } else {
                    tracing::error!(job, %error, "a job failed too often and was given up (`admin retry-jobs` starts it again)");
                }
            }
            None => tracing::warn!(job, "the job was cancelled, or another server has taken it"),
        }
    }
    Ok(done)
}

/// Does a job and renews its lease meanwhile. `None` if the lease was lost: the job was cancelled, or another server does
/// it now.
async fn under_lease(ctx: &Ctx, taken: &Taken) -> Option<Result<(), Error>> {
    // A task of its own: a panic ends the job, not the worker.
    let mut work = tokio::spawn(perform(ctx.clone(), taken.job));
    for _ in 0..MOST_ROUNDS {
        tokio::select! {
            done = &mut work => return Some(done.map_err(Error::from).flatten()),
            () = sleep(ROUND) => {
                // If the store does not answer, go on; the job itself will fail if it needs the store.
                if matches!(jobs::renew(ctx, taken).await, Ok(false)) {
                    work.abort();
                    return None;
                }
            }
        }
    }
    work.abort();
    Some(Err(Error::Stored("a job took too long")))
}

async fn perform(ctx: Ctx, job: Job) -> Result<(), Error> {
    match job {
        Job::Release(item) => release(&ctx, item).await,
        Job::Periodic(Periodic::Purge) => purge(&ctx).await,
        Job::Periodic(Periodic::Credentials) => review_credentials(&ctx).await,
        Job::Periodic(Periodic::Daily) => Box::pin(daily(&ctx)).await,
        Job::Periodic(Periodic::Nightly) => nightly(&ctx).await,
    }
}

/// Empties the forum's log. If that keeps failing, somebody has to find out what keeps it open.
pub async fn empty_log(ctx: &Ctx) -> Result<(), Error> {
    if !ctx.forum().empty_log().await? {
        let minutes = ctx.forum().log_kept();
        tracing::warn!(
            minutes,
            "a reader keeps the forum's write-ahead log from being emptied; trying again in a minute"
        );
    }
    Ok(())
}
