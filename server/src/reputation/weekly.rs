//! Rewards that are given once a day for past activity: a week of consistent quality, and high-quality discussions that
//! grew from a post.

use super::entity::reputation_events as events;
use super::ledger::Ledger;
use crate::ctx::Ctx;
use crate::discussion::{consistent_authors, fertile_posts, lock_contribution, mark_spawned};
use crate::error::{Error, Refused};
use domain::calendar::Day;
use domain::ids::{AuthorId, ItemId};
use domain::reputation::{EventKind, ReputationEvent, monday};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, prelude::*};

/// Rewards last week's authors for consistency. Safe to run twice, and by two processes at once.
pub async fn reward_weeks(ctx: &Ctx) -> Result<(), Error> {
    let this_week = monday(ctx.clock.now().day());
    for author in consistent_authors(ctx.forum(), this_week.plus(-7), this_week).await? {
        let author: AuthorId = author.parse().map_err(|_| Error::Stored("author"))?;
        let work = ctx.forum().begin().await?;
        let Some(mut ledger) = Ledger::find(&work, ctx, author).await? else { continue };
        if !has_week(&work, author, this_week).await? {
            ledger.apply(ctx, ReputationEvent::plain(EventKind::WeeklyConsistency)?, None);
            ledger.close(&work).await?;
            work.commit().await?;
        }
    }
    Ok(())
}

/// Whether last week's points have been given. The ledger is locked, so nobody else can give them now.
async fn has_week(db: &impl ConnectionTrait, author: AuthorId, since: Day) -> Result<bool, Error> {
    let given = events::Entity::find()
        .filter(events::Column::Author.eq(author.to_string()))
        .filter(events::Column::Day.gte(since.0))
        .filter(events::Column::Kind.eq(EventKind::WeeklyConsistency.word()));
    Ok(given.one(db).await?.is_some())
}

/// Rewards posts for the discussions that grew from them. Safe to run twice, and by two processes at once.
pub async fn reward_discussions(ctx: &Ctx) -> Result<(), Error> {
    for post in fertile_posts(ctx.forum()).await? {
        reward_post(ctx, post).await?;
    }
    Ok(())
}

async fn reward_post(ctx: &Ctx, post: ItemId) -> Result<(), Error> {
    let work = ctx.forum().begin().await?;
    let about = match lock_contribution(&work, post).await {
        Err(Error::Refused(Refused::NotFound)) => return Ok(()),
        locked => locked?,
    };
    if mark_spawned(&work, post).await? {
        let mut ledger = Ledger::open(&work, ctx, about.author).await?;
        ledger.apply(ctx, ReputationEvent::plain(EventKind::SpawnedDiscussion)?, Some(&about));
        ledger.close(&work).await?;
        work.commit().await?;
    }
    Ok(())
}
