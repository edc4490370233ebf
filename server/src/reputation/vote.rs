//! Voting: one ballot per account and item across all its identities; it can be changed and withdrawn.

use super::entity::ballots::{ActiveModel, Column, Entity, Model};
use super::ledger::record;
use crate::ctx::Ctx;
use crate::discussion::{move_votes, votable};
use crate::error::{Error, Refused};
use crate::integrity::{ballot, count_vote};
use crate::persona::scores;
use crate::stores::begin;
use domain::ids::ItemId;
use domain::policy::Act;
use domain::reputation::{Event, Tenths, VoteWeight};
use sea_orm::{ActiveValue::Set, EntityTrait, QueryFilter, prelude::*};
use std::collections::BTreeMap;

/// What a voter wants their ballot to say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Helpful.
    Up,
    /// Not helpful.
    Down,
    /// No ballot any more.
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

/// Votes on an item as the identity spoken as. Returns the thread the item is in.
pub async fn vote(ctx: &Ctx, item: ItemId, choice: Choice) -> Result<ItemId, Error> {
    let member = ctx.require()?;
    let tx = begin(&ctx.stores.forum).await?;
    let (thread, author) = votable(&tx, item).await?;
    let scores = scores(&tx, ctx).await?;
    let voice = scores.voice(member.author(member.speaking)).ok_or(Refused::NotFound)?;
    ctx.may(Act::Vote { voice, mine: member.is_behind(author) })?;

    let nullifier = ballot(&member.secret, item);
    let before: Option<Model> = Entity::find_by_id((item.0, nullifier.clone())).one(&tx).await?;
    let wanted = match choice {
        Choice::Up => Some(true),
        Choice::Down => Some(false),
        Choice::Withdrawn => None,
    };
    if before.as_ref().map(|ballot| ballot.up) == wanted {
        return Ok(thread);
    }
    if let Some(ballot) = before {
        record(&tx, ctx, author, Event::withdrawn(Tenths(ballot.tenths)), item).await?;
        move_votes(&tx, item, ballot.up, -1).await?;
        Entity::delete_by_id((item.0, nullifier.clone())).exec(&tx).await?;
    } else {
        count_vote(&tx, ctx, author).await?;
    }
    if let Some(up) = wanted {
        let event = VoteWeight::of(voice.score).event(up);
        record(&tx, ctx, author, event, item).await?;
        move_votes(&tx, item, up, 1).await?;
        let row = ActiveModel {
            item: Set(item.0),
            nullifier: Set(nullifier),
            up: Set(up),
            tenths: Set(event.points.0),
            day: Set(ctx.clock.now().day().0),
        };
        Entity::insert(row).exec_without_returning(&tx).await?;
    }
    tx.commit().await?;
    Ok(thread)
}

/// The reader's own votes on these items: 1 or -1 by item.
pub(crate) async fn own_votes(ctx: &Ctx, items: &[Uuid]) -> Result<BTreeMap<Uuid, i8>, Error> {
    let Some(member) = ctx.signed_in() else { return Ok(BTreeMap::new()) };
    let nullifiers = items.iter().map(|item| ballot(&member.secret, ItemId(*item)));
    let rows = Entity::find()
        .filter(Column::Item.is_in(items.iter().copied()))
        .filter(Column::Nullifier.is_in(nullifiers))
        .all(&ctx.stores.forum)
        .await?;
    Ok(rows.into_iter().map(|row| (row.item, if row.up { 1 } else { -1 })).collect())
}
