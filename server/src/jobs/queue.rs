//! Adding jobs, taking them under a lease, and what becomes of them.

use super::job::{Job, Periodic};
use super::rows::{ActiveModel, Column, Entity, Model};
use crate::ctx::Ctx;
use crate::error::Error;
use crate::stores::Work;
use domain::calendar::Minute;
use sea_orm::sea_query::{Expr, LockBehavior, LockType, SimpleExpr};
use sea_orm::{ActiveValue::Set, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, prelude::*};

/// How many minutes a server may be silent before its job is taken by another. It renews its lease more often.
const LEASE: i32 = 3;
/// How often a job that is not periodic is tried. Their waiting times add up to about eight hours.
const MOST_ATTEMPTS: i32 = 12;
/// The longest wait between two attempts, in minutes.
const LONGEST_WAIT: i32 = 60;

/// Jobs are worked off in two lanes, so that none that people wait for stands behind a long periodic one.
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
pub(crate) struct Taken {
    pub job: Job,
    attempts: i32,
    /// Changes with every taking: what was taken again by another is no longer ours.
    token: Uuid,
}

/// A job that has failed at least once, as an administrator sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedJob {
    /// The word for its kind.
    pub kind: String,
    /// What it is about: the id of an item, or empty.
    pub subject: String,
    /// How often it was tried since it last succeeded.
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

/// Takes the next job that is due, if any.
pub(crate) async fn take(ctx: &Ctx, lane: Lane) -> Result<Option<Taken>, Error> {
    let now = ctx.clock.now().minute();
    let free = Condition::any().add(Column::LeaseMinute.is_null()).add(Column::LeaseMinute.lt(now.0));
    let due = Entity::find()
        .filter(Column::Dead.eq(false))
        .filter(Column::RunMinute.lte(now.0))
        .filter(lane.includes())
        .filter(free)
        .order_by_asc(Column::RunMinute)
        .order_by_asc(order(lane))
        .limit(1);
    // On SQLite a unit of work is a turn of the only writer, so take one only if there is something to do.
    if due.clone().one(ctx.forum()).await?.is_none() {
        return Ok(None);
    }
    let work = ctx.forum().begin().await?;
    let locked = due.lock_with_behavior(LockType::Update, LockBehavior::SkipLocked).one(&work).await?;
    let Some(row) = locked else { return Ok(None) };
    let job = Job::parse(&row.kind, &row.subject).ok_or(Error::Stored("job"))?;
    let taken = Taken { job, attempts: row.attempts + 1, token: ctx.rng.uuid() };
    Entity::update_many()
        .col_expr(Column::LeaseMinute, Expr::value(now.0 + LEASE))
        .col_expr(Column::TakenBy, Expr::value(taken.token))
        .col_expr(Column::Attempts, Expr::value(taken.attempts))
        .filter(Column::Kind.eq(row.kind))
        .filter(Column::Subject.eq(row.subject))
        .exec(&work)
        .await?;
    work.commit().await?;
    Ok(Some(taken))
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
pub(crate) async fn renew(ctx: &Ctx, taken: &Taken) -> Result<bool, Error> {
    let until = ctx.clock.now().minute().0 + LEASE;
    let work = ctx.forum().begin().await?;
    let renewed = update(taken).col_expr(Column::LeaseMinute, Expr::value(until)).exec(&work).await?;
    work.commit().await?;
    Ok(renewed.rows_affected == 1)
}

/// Ends a job that is done: deletes it, or sets its next time.
pub(crate) async fn finish(ctx: &Ctx, taken: &Taken) -> Result<(), Error> {
    let work = ctx.forum().begin().await?;
    match taken.job {
        Job::Periodic(periodic) => {
            let next = periodic.period().next(ctx.clock.now());
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

/// Sets the next attempt of a job that has failed, or gives it up.
pub(crate) async fn put_off(ctx: &Ctx, taken: &Taken, fault: &Error) -> Result<(), Error> {
    let given_up = !matches!(taken.job, Job::Periodic(_)) && taken.attempts >= MOST_ATTEMPTS;
    let next = Minute(ctx.clock.now().minute().0 + wait(taken.attempts));
    let work = ctx.forum().begin().await?;
    released(update(taken), next)
        .col_expr(Column::Fault, Expr::value(fault.kind()))
        .col_expr(Column::Dead, Expr::value(given_up))
        .exec(&work)
        .await?;
    Ok(work.commit().await?)
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
        assert!((6 * 60..9 * 60).contains(&waited), "{waited}");
    }
}
