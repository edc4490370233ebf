//! Endorsing, saving and sharing: one of each per account and item, across all the account's identities.

use super::entity::reactions::{ActiveModel, Column, Entity, Model};
use super::ledger::{Given, Ledger};
use crate::account::Member;
use crate::ctx::Ctx;
use crate::discussion::{Contribution, Count, bookmark, endorsed_items, find_thread, lock_contribution, move_count};
use crate::error::{Error, Refused};
use crate::integrity::{count_nothing, count_save, count_vote, reaction as nullifier, votes_left};
use crate::persona::own_identities;
use crate::stores::Work;
use domain::calendar::Day;
use domain::ids::ItemId;
use domain::policy::{Act, Refusal, Voice};
use domain::reputation::{EventKind, ReputationEvent, SAVES_OF_ONE_EVENT, Tenths};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryFilter, prelude::*};

/// How often a reaction is tried when another session gets in the way.
const TRIES: usize = 4;

/// A reaction to an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reaction {
    /// Somebody with a score of 800 or more vouches for it.
    Endorse,
    /// Saved on the member's own list.
    Save,
    /// Passed on to others.
    Share,
}

impl Reaction {
    /// Reads the word of a form.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Endorse, Self::Save, Self::Share].into_iter().find(|reaction| reaction.word() == word)
    }
    /// The word stored.
    pub fn word(self) -> &'static str {
        match self {
            Self::Endorse => "endorse",
            Self::Save => "save",
            Self::Share => "share",
        }
    }
}

/// Gives or withdraws a reaction, as the identity the member speaks as. Returns the item's thread.
pub async fn reaction(ctx: &Ctx, item: ItemId, reaction: Reaction, give: bool) -> Result<ItemId, Error> {
    for _ in 1..TRIES {
        // Another session of the account may be writing its list of saved items at the same moment.
        match try_signal(ctx, item, reaction, give).await {
            Err(Error::Refused(Refused::Busy)) => {}
            done => return done,
        }
    }
    try_signal(ctx, item, reaction, give).await
}

async fn try_signal(ctx: &Ctx, item: ItemId, reaction: Reaction, give: bool) -> Result<ItemId, Error> {
    let member = ctx.require()?;
    let work = ctx.forum().begin().await?;
    let about = match lock_contribution(&work, item).await {
        Err(Error::Refused(Refused::NotFound)) if (reaction, give) == (Reaction::Save, false) => {
            let thread = find_thread(&work, item).await?.ok_or(Refused::NotFound)?;
            forget_save(&work, ctx, item).await?;
            work.commit().await?;
            return Ok(thread);
        }
        locked => locked?,
    };
    let voice = own_identities(&work, ctx).await?.speaking_voice().ok_or(Refused::NotFound)?;
    let mark = nullifier(&member.secret, reaction.word(), item);
    let before = Entity::find_by_id((item.0, reaction.word().to_owned(), mark.clone())).one(&work).await?;
    match (before, give) {
        (Some(Model { given: true, .. }), true) | (None | Some(Model { given: false, .. }), false) => {
            return Ok(about.thread);
        }
        (before, true) => {
            let counts = may(ctx, reaction, voice, member.is_behind(about.author))?;
            gift(&work, ctx, &about, reaction, (mark, before.is_some()), counts).await?;
        }
        (Some(before), false) => reverse(&work, ctx, &about, reaction, before).await?,
    }
    work.commit().await?;
    Ok(about.thread)
}

/// Whether a reaction counts for the author. Everybody may save and share; from somebody who could not vote, that only
/// adds to their own list or returns the link. Saving one's own item counts, because an exception would reveal the
/// author.
fn may(ctx: &Ctx, reaction: Reaction, voice: Voice, mine: bool) -> Result<bool, Error> {
    let heard = |mine| ctx.may(Act::Reaction { voice, mine });
    match (reaction, heard(mine)) {
        (Reaction::Endorse, _) => ctx.may(Act::Endorse { voice, mine }).map(|()| true).map_err(Error::from),
        (Reaction::Share, Err(own @ Refused::Forbidden(Refusal::OwnContent))) => Err(own.into()),
        (Reaction::Share, heard) => Ok(heard.is_ok()),
        (Reaction::Save, _) => Ok(heard(false).is_ok()),
    }
}

/// Gives a reaction. A reaction withdrawn on a later day earns nothing when given again; it is only shown. Otherwise
/// one could use up another author's daily cap, take everything back, and repeat it the next day.
async fn gift(
    work: &Work,
    ctx: &Ctx,
    about: &Contribution,
    reaction: Reaction,
    (mark, spent): (String, bool),
    counts: bool,
) -> Result<(), Error> {
    let mut ledger = Ledger::open(work, ctx, about.author).await?;
    let counted = count(work, ctx, about, reaction, counts).await?;
    let kind = match reaction {
        Reaction::Endorse => {
            endorse(work, ctx, &mut ledger, about).await?;
            Some(EventKind::Endorsement)
        }
        Reaction::Share => Some(EventKind::Shared),
        Reaction::Save => {
            bookmark(work, ctx, about.item).await?;
            if counted {
                save(work, ctx, &mut ledger, about).await?;
            }
            None
        }
    };
    let earned = match kind.filter(|_| counted && !spent) {
        Some(kind) => ledger.apply(ctx, ReputationEvent::plain(kind)?, Some(about)),
        None => Tenths::ZERO,
    };
    let row = ActiveModel {
        item: Set(about.item.0),
        kind: Set(reaction.word().to_owned()),
        nullifier: Set(mark),
        given: Set(true),
        counted: Set(counted),
        tenths: Set(earned.0),
        day: Set(ctx.clock.now().day().0),
    };
    // A spent reaction keeps its original day, so it stays spent even if it is withdrawn on the day it is given again.
    let again = OnConflict::columns([Column::Item, Column::Kind, Column::Nullifier])
        .update_columns([Column::Given, Column::Counted, Column::Tenths])
        .to_owned();
    Entity::insert(row).on_conflict(again).exec_without_returning(work).await?;
    ledger.close(work).await
}

/// Counts a reaction against the daily limits; returns whether it counts for the author. Saving to one's own list has a
/// separate limit, sharing none.
async fn count(work: &Work, ctx: &Ctx, about: &Contribution, reaction: Reaction, counts: bool) -> Result<bool, Error> {
    let room = counts && (reaction == Reaction::Endorse || votes_left(work, ctx, about.author).await?);
    if room {
        count_vote(work, ctx, about.author).await?;
    } else if reaction == Reaction::Save {
        count_save(work, ctx).await?;
    } else {
        count_nothing(work, ctx).await?;
    }
    Ok(room)
}

async fn reverse(work: &Work, ctx: &Ctx, about: &Contribution, reaction: Reaction, before: Model) -> Result<(), Error> {
    let mut ledger = Ledger::open(work, ctx, about.author).await?;
    let given = |kind| Given { kind, counted: Tenths(before.tenths), on: Day(before.day) };
    let item = about.item;
    match reaction {
        Reaction::Endorse => {
            if before.tenths != 0 {
                ledger.reverse(ctx, given(EventKind::Endorsement), Some(about));
            }
            move_count(work, item, Count::Endorsements, -1).await?;
        }
        Reaction::Share if before.tenths != 0 => ledger.reverse(ctx, given(EventKind::Shared), Some(about)),
        Reaction::Share => {}
        Reaction::Save => {
            if before.counted {
                move_count(work, item, Count::Saves, -1).await?;
            }
        }
    }
    let earned_before_today = reaction != Reaction::Save && before.day < ctx.clock.now().day().0;
    forget(work, before, earned_before_today).await?;
    if reaction == Reaction::Endorse && !endorses_another(work, ctx.require()?, about).await? {
        ledger.endorsers -= 1;
    }
    ledger.close(work).await
}

/// Deletes a withdrawn reaction; a spent one is kept but marked as not given.
async fn forget(work: &Work, before: Model, spent: bool) -> Result<(), Error> {
    let key = (before.item, before.kind.clone(), before.nullifier.clone());
    if !spent {
        Entity::delete_by_id(key).exec(work).await?;
        return Ok(());
    }
    let mut row: ActiveModel = before.into();
    row.given = Set(false);
    row.tenths = Set(0);
    Entity::update(row).exec(work).await?;
    Ok(())
}

async fn endorse(work: &Work, ctx: &Ctx, ledger: &mut Ledger, about: &Contribution) -> Result<(), Error> {
    if !endorses_another(work, ctx.require()?, about).await? {
        ledger.endorsers += 1;
    }
    move_count(work, about.item, Count::Endorsements, 1).await
}

/// Whether the member endorses another item of the same author. This takes the member's own secret: no account mark is
/// ever stored next to a persona id.
async fn endorses_another(db: &impl ConnectionTrait, member: &Member, about: &Contribution) -> Result<bool, Error> {
    let items = endorsed_items(db, about.author).await?;
    if items.is_empty() {
        return Ok(false);
    }
    let marks = items.iter().map(|item| nullifier(&member.secret, Reaction::Endorse.word(), *item));
    let other = Entity::find()
        .filter(Column::Item.is_in(items.iter().map(|item| item.0)))
        .filter(Column::Item.ne(about.item.0))
        .filter(Column::Kind.eq(Reaction::Endorse.word()))
        .filter(Column::Given.eq(true))
        .filter(Column::Nullifier.is_in(marks))
        .one(db)
        .await?;
    Ok(other.is_some())
}

/// Counts a save. Every ten saves make an event; withdrawn saves do not reverse it, and it is not given twice.
async fn save(work: &Work, ctx: &Ctx, ledger: &mut Ledger, about: &Contribution) -> Result<(), Error> {
    move_count(work, about.item, Count::Saves, 1).await?;
    if (about.saves + 1) / SAVES_OF_ONE_EVENT > about.saves_rewarded {
        move_count(work, about.item, Count::SavesRewarded, 1).await?;
        ledger.apply(ctx, ReputationEvent::plain(EventKind::SavesTen)?, Some(about));
    }
    Ok(())
}

/// Removes an item that has since been deleted from the member's list; its counts no longer matter.
async fn forget_save(work: &Work, ctx: &Ctx, item: ItemId) -> Result<(), Error> {
    let mark = nullifier(&ctx.require()?.secret, Reaction::Save.word(), item);
    Entity::delete_by_id((item.0, Reaction::Save.word().to_owned(), mark)).exec(work).await?;
    Ok(())
}
