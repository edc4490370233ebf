//! Completing the course on the guidelines: points for the identity the member speaks as, once per account.

use super::entity::reactions::{ActiveModel, Entity};
use super::ledger::{Ledger, lock_author};
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use crate::integrity::reaction as nullifier;
use domain::ids::ItemId;
use domain::policy::Act;
use domain::reputation::{EventKind, ReputationEvent, mistakes};
use sea_orm::{ActiveValue::Set, EntityTrait, TryInsertResult, prelude::*};

/// The word stored. The course is about no item, so its reaction has the nil id.
const COURSE: &str = "course";
const NO_ITEM: ItemId = ItemId(Uuid::nil());

/// Checks the answers to the course; all mistakes are returned together. Completing it again earns nothing.
pub async fn complete_course(ctx: &Ctx, answers: &[Option<usize>]) -> Result<(), Error> {
    let member = ctx.require()?;
    ctx.may(Act::TendAccount)?;
    let mistakes = mistakes(answers).into_iter().filter_map(|at| u8::try_from(at).ok()).map(Refused::Course);
    let mistakes: Vec<Refused> = mistakes.collect();
    if !mistakes.is_empty() {
        return Err(Error::Several(mistakes));
    }
    let today = ctx.clock.now().day();
    let work = ctx.forum().begin().await?;
    // Only publishing creates a public profile.
    if !lock_author(&work, member.author(member.speaking)).await? {
        return Err(Refused::NotSpoken.into());
    }
    let row = ActiveModel {
        item: Set(NO_ITEM.0),
        kind: Set(COURSE.to_owned()),
        nullifier: Set(nullifier(&member.secret, COURSE, NO_ITEM)),
        given: Set(true),
        counted: Set(true),
        tenths: Set(0),
        day: Set(today.0),
    };
    let inserted = Entity::insert(row).on_conflict_do_nothing().exec_without_returning(&work).await?;
    if !matches!(inserted, TryInsertResult::Inserted(1)) {
        return Ok(());
    }
    let mut ledger = Ledger::open(&work, ctx, member.author(member.speaking)).await?;
    ledger.apply(ctx, ReputationEvent::plain(EventKind::Course)?, None);
    ledger.close(&work).await?;
    work.commit().await?;
    Ok(())
}

/// Whether the member's account has completed the course.
pub async fn has_completed_course(ctx: &Ctx) -> Result<bool, Error> {
    let mark = nullifier(&ctx.require()?.secret, COURSE, NO_ITEM);
    let key = (NO_ITEM.0, COURSE.to_owned(), mark);
    Ok(Entity::find_by_id(key).one(ctx.forum()).await?.is_some())
}
