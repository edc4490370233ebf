//! Voting: one ballot per account and item, across all the account's identities; it can be changed and withdrawn.

use super::entity::ballots::{ActiveModel, Entity, Model};
use super::ledger::{Given, Ledger};
use super::reward::reward;
use crate::ctx::Ctx;
use crate::discussion::{Contribution, Count, lock_contribution, move_count};
use crate::error::{Error, Refused};
use crate::integrity::{ballot, count_vote};
use crate::persona::own_identities;
use crate::stores::Work;
use domain::calendar::Day;
use domain::ids::ItemId;
use domain::policy::Act;
use domain::reputation::{EventKind, HIGH_REPUTATION, ReputationEvent, Tenths};
use sea_orm::{ActiveValue::Set, EntityTrait};

/// The vote being cast.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Helpful.
    Up,
    /// Not helpful.
    Down,
    /// The ballot is withdrawn.
    Withdrawn,
}

impl Choice {
    /// Reads the word of a form.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "up" => Some(Self::Up),
            "down" => Some(Self::Down),
            "withdraw" => Some(Self::Withdrawn),
            _ => None,
        }
    }
}

/// Votes on an item as the identity the member speaks as. Returns the item's thread.
pub async fn vote(ctx: &Ctx, item: ItemId, choice: Choice) -> Result<ItemId, Error> {
    let member = ctx.require()?;
    let work = ctx.forum().begin().await?;
    let mut about = lock_contribution(&work, item).await?;
    let voice = own_identities(&work, ctx).await?.speaking_voice().ok_or(Refused::NotFound)?;
    ctx.may(Act::Vote { voice, mine: member.is_behind(about.author) })?;

    let nullifier = ballot(&member.secret, item);
    let before = Entity::find_by_id((item.0, nullifier.clone())).one(&work).await?;
    let wanted = match choice {
        Choice::Up => Some(true),
        Choice::Down => Some(false),
        Choice::Withdrawn => None,
    };
    if before.as_ref().map(|ballot| ballot.up) == wanted {
        return Ok(about.thread);
    }
    let mut ledger = Ledger::open(&work, ctx, about.author).await?;
    if let Some(before) = before {
        withdraw(&work, ctx, &mut ledger, &mut about, before).await?;
    }
    if let Some(up) = wanted {
        count_vote(&work, ctx, about.author).await?;
        let today = ctx.clock.now().day();
        let counted = ledger.apply(ctx, ReputationEvent::vote(up, voice.score, about.on, today), Some(&about));
        let weight = if voice.score >= HIGH_REPUTATION { 2 } else { 1 };
        shift(&work, &mut ledger, &mut about, up, (1, weight)).await?;
        let row = ActiveModel {
            item: Set(item.0),
            nullifier: Set(nullifier),
            up: Set(up),
            weight: Set(weight),
            tenths: Set(counted.0),
            day: Set(today.0),
        };
        Entity::insert(row).exec_without_returning(&work).await?;
        reward(&work, ctx, &mut ledger, &about).await?;
    }
    ledger.close(&work).await?;
    work.commit().await?;
    Ok(about.thread)
}

/// Withdraws a ballot and reverses what it earned.
async fn withdraw(
    work: &Work,
    ctx: &Ctx,
    ledger: &mut Ledger,
    about: &mut Contribution,
    ballot: Model,
) -> Result<(), Error> {
    let kind = if ballot.up { EventKind::Upvote } else { EventKind::Downvote };
    let given = Given { kind, counted: Tenths(ballot.tenths), on: Day(ballot.day) };
    ledger.reverse(ctx, given, Some(about));
    shift(work, ledger, about, ballot.up, (-1, -ballot.weight)).await?;
    Entity::delete_by_id((ballot.item, ballot.nullifier)).exec(work).await?;
    Ok(())
}

/// Changes the vote counts by one ballot and its weight.
async fn shift(
    work: &Work,
    ledger: &mut Ledger,
    about: &mut Contribution,
    up: bool,
    (by, weight): (i32, i32),
) -> Result<(), Error> {
    if up {
        about.up += by;
        ledger.helpful += by;
    }
    ledger.weigh(about, up, weight);
    move_count(work, about.item, if up { Count::Up } else { Count::Down }, by).await
}
