//! Adding jobs, taking them under a lease, and what becomes of them.

use super::job::{Job, Periodic};
use super::rows::{ActiveModel, Column, Entity, Model};
use crate::ctx::Ctx;
use crate::error::Error;
use crate::stores::Work;
use domain::calendar::{Minute, Moment};
use sea_orm::sea_query::{Expr, ExprTrait as _, LockBehavior, LockType, SimpleExpr};
use sea_orm::{ActiveValue::Set, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, prelude::*};

/// Length of a lease in minutes. A server that is silent for longer loses its job; it renews every 20 seconds.
const LEASE: i32 = 3;
/// How often a job that is not periodic is tried. The waits between the attempts add up to about seven hours.
const MOST_ATTEMPTS: i32 = 12;
/// The longest wait between two attempts, in minutes.
const LONGEST_WAIT: i32 = 60;

/// Two lanes, so that a job people wait for does not queue behind a long periodic one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Jobs that run once.
    Once,
    /// Periodic jobs, one after another.
    Periodic,
}

impl Lane {
    fn includes(self) -> SimpleExpr {
        match self {
            Self::Once => Column::Subject.ne(""),
            Self::Periodic => Column::Subject.eq(""),
        }
    }
}

/// A job that this server has taken.
pub struct Taken {
    pub(crate) job: Job,
    /// Counts into the period in which it was taken, however long it takes.
    at: Moment,
    attempts: i32,
    /// A new random value each time the job is taken. If another server has taken it since, the stored value differs.
    token: Uuid,
}

/// A job that has failed at least once, as an administrator sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedJob {
    /// The word for its kind.
    pub kind: String,
    /// What it is about: the id of an item, or empty.
    pub subject: String,
    /// How often it was tried since it last succeeded or was made due by an administrator.
    pub attempts: i32,
    /// What went wrong, without any detail that could name somebody.
    pub fault: String,
    /// When it is tried again; `None` if it was given up.
    pub next: Option<Minute>,
}

impl Work {
    /// Adds a job to be run at that minute, as part of this unit of work.
    pub(crate) async fn enqueue(&self, job: Job, at: Minute) -> Result<(), Error> {
        Ok(Entity::insert(row(job, at)).exec_without_returning(self).await.map(|_| ())?)
    }

    /// Removes a job that is no longer necessary.
    pub(crate) async fn cancel(&self, job: Job) -> Result<(), Error> {
        Entity::delete_by_id((job.kind().to_owned(), job.subject())).exec(self).await?;
        Ok(())
    }
}

fn row(job: Job, at: Minute) -> ActiveModel {
    ActiveModel {
        kind: Set(job.kind().to_owned()),
        subject: Set(job.subject()),
        run_minute: Set(at.0),
        attempts: Set(0),
        lease_minute: Set(None),
        taken_by: Set(None),
        fault: Set(None),
        dead: Set(false),
    }
}

/// Takes the next job that is due, if any. Periodic jobs run one after another, whatever server does them: what one
/// writes may be what the next one is there for.
pub async fn take(ctx: &Ctx, lane: Lane) -> Result<Option<Taken>, Error> {
    let now = ctx.clock.now();
    let minute = now.minute().0;
    let ordered = Entity::find().filter(lane.includes()).order_by_asc(Column::RunMinute).order_by_asc(order(lane));
    let free = Condition::any().add(Column::LeaseMinute.is_null()).add(Column::LeaseMinute.lt(minute));
    let due = Column::Dead.eq(false).and(Column::RunMinute.lte(minute));
    let due = Condition::all().add(due).add(free);
    // On SQLite beginning a unit of work occupies the only writer, so look first.
    while ordered.clone().filter(due.clone()).one(ctx.forum()).await?.is_some() {
        let work = ctx.forum().begin().await?;
        let found = match lane {
            Lane::Once => {
                let next = ordered.clone().filter(due.clone()).limit(1);
                next.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked).one(&work).await?
            }
            Lane::Periodic => {
                let all = ordered.clone().lock_exclusive().all(&work).await?;
                let busy = all.iter().any(|row| row.lease_minute.is_some_and(|lease| lease >= minute));
                all.into_iter().find(|row| !busy && !row.dead && row.run_minute <= minute)
            }
        };
        let Some(row) = found else { return Ok(None) };
        let update = Entity::update_many().filter(Column::Kind.eq(&row.kind)).filter(Column::Subject.eq(&row.subject));
        let job = Job::parse(&row.kind, &row.subject);
        // A job that ends the process each time has no fault; its attempts still end.
        let Some(job) = job.filter(|_| lane == Lane::Periodic || row.attempts < MOST_ATTEMPTS) else {
            let fault = if job.is_some() { "the server ended" } else { "unknown" };
            update
                .col_expr(Column::Dead, Expr::value(true))
                .col_expr(Column::Fault, Expr::value(row.fault.unwrap_or_else(|| fault.to_owned())))
                .exec(&work)
                .await?;
            work.commit().await?;
            continue;
        };
        let taken = Taken { job, attempts: row.attempts + 1, at: now, token: ctx.rng.uuid() };
        update
            .col_expr(Column::LeaseMinute, Expr::value(minute + LEASE))
            .col_expr(Column::TakenBy, Expr::value(taken.token))
            .col_expr(Column::Attempts, Expr::value(taken.attempts))
            .exec(&work)
            .await?;
        work.commit().await?;
        return Ok(Some(taken));
    }
    Ok(None)
}

/// Periodic jobs that are due together run in their own order, the others in the random order of what they are about.
fn order(lane: Lane) -> SimpleExpr {
    let place = |case: sea_orm::sea_query::CaseStatement, (place, periodic): (i32, Periodic)| {
        case.case(Column::Kind.eq(Job::Periodic(periodic).kind()), place)
    };
    match lane {
        Lane::Once => Column::Subject.into_expr(),
        Lane::Periodic => (0..).zip(Periodic::ALL).fold(Expr::case(Column::Kind.eq(""), -1), place).finally(99).into(),
    }
}

/// Renews the lease. Returns whether the job is still this server's.
pub async fn renew(ctx: &Ctx, taken: &Taken) -> Result<bool, Error> {
    let until = ctx.clock.now().minute().0 + LEASE;
    let work = ctx.forum().begin().await?;
    let renewed = update(taken).col_expr(Column::LeaseMinute, Expr::value(until)).exec(&work).await?;
    work.commit().await?;
    Ok(renewed.rows_affected == 1)
}

/// Ends a job that is done: deletes it, or sets its next time.
pub async fn finish(ctx: &Ctx, taken: &Taken) -> Result<(), Error> {
    let work = ctx.forum().begin().await?;
    match taken.job {
        Job::Periodic(periodic) => {
            let next = periodic.period().next(taken.at);
            released(update(taken), next)
                .col_expr(Column::Attempts, Expr::value(0))
                .col_expr(Column::Fault, Expr::value(None::<String>))
                .exec(&work)
                .await?;
        }
        Job::Release(_) => {
            Entity::delete_many().filter(ours(taken)).exec(&work).await?;
        }
    }
    Ok(work.commit().await?)
}

/// Sets the next attempt of a job that has failed, or gives it up. Returns whether it is tried again.
pub async fn put_off(ctx: &Ctx, taken: &Taken, fault: &Error) -> Result<bool, Error> {
    let given_up = !matches!(taken.job, Job::Periodic(_)) && taken.attempts >= MOST_ATTEMPTS;
    let next = Minute(ctx.clock.now().minute().0 + wait(taken.attempts));
    let work = ctx.forum().begin().await?;
    released(update(taken), next)
        .col_expr(Column::Fault, Expr::value(fault.kind()))
        .col_expr(Column::Dead, Expr::value(given_up))
        .exec(&work)
        .await?;
    work.commit().await?;
    Ok(!given_up)
}

/// Minutes from a failed attempt to the next one: 2, 4, 8 .. up to an hour.
fn wait(attempts: i32) -> i32 {
    let doubled = u32::try_from(attempts).ok().and_then(|attempts| 2_i32.checked_pow(attempts));
    doubled.map_or(LONGEST_WAIT, |minutes| std::cmp::min(minutes, LONGEST_WAIT))
}

fn ours(taken: &Taken) -> Condition {
    Condition::all()
        .add(Column::Kind.eq(taken.job.kind()))
        .add(Column::Subject.eq(taken.job.subject()))
        .add(Column::TakenBy.eq(taken.token))
}

fn update(taken: &Taken) -> sea_orm::UpdateMany<Entity> {
    Entity::update_many().filter(ours(taken))
}

fn released(update: sea_orm::UpdateMany<Entity>, next: Minute) -> sea_orm::UpdateMany<Entity> {
    update
        .col_expr(Column::RunMinute, Expr::value(next.0))
        .col_expr(Column::LeaseMinute, Expr::value(None::<i32>))
        .col_expr(Column::TakenBy, Expr::value(None::<Uuid>))
}

/// The jobs that have failed since they last succeeded.
pub async fn list_failed(ctx: &Ctx) -> Result<Vec<FailedJob>, Error> {
    let failed =
        Entity::find().filter(Column::Fault.is_not_null()).order_by_asc(Column::Kind).order_by_asc(Column::Subject);
    let view = |row: Model| FailedJob {
        kind: row.kind,
        subject: row.subject,
        attempts: row.attempts,
        fault: row.fault.unwrap_or_default(),
        next: (!row.dead).then_some(Minute(row.run_minute)),
    };
    Ok(failed.all(ctx.forum()).await?.into_iter().map(view).collect())
}

/// Makes all failed jobs due at once, those that were given up included. Returns how many there are.
pub async fn retry_failed(ctx: &Ctx) -> Result<u64, Error> {
    let work = ctx.forum().begin().await?;
    let due = Entity::update_many()
        .col_expr(Column::RunMinute, Expr::value(ctx.clock.now().minute().0))
        .col_expr(Column::Attempts, Expr::value(0))
        .col_expr(Column::Dead, Expr::value(false))
        .filter(Column::Fault.is_not_null())
        .exec(&work)
        .await?;
    work.commit().await?;
    Ok(due.rows_affected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_are_further_and_further_apart_up_to_an_hour() {
        assert_eq!([1, 2, 3, 5, 6, 40, i32::MAX].map(wait), [2, 4, 8, 32, 60, 60, 60]);
        let waited: i32 = (1..MOST_ATTEMPTS).map(wait).sum();
        assert!((6 * 60..8 * 60).contains(&waited), "{waited}");
    }
}
