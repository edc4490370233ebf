//! Endorsing, saving and sharing: one of each per account and item, across all its identities.

use super::entity::signals::{ActiveModel, Column, Entity, Model};
use super::ledger::{Given, Ledger};
use crate::account::Member;
use crate::ctx::Ctx;
use crate::discussion::{Contribution, Count, bookmark, endorsed_items, find_thread, lock_contribution, move_count};
use crate::error::{Error, Refused};
use crate::integrity::{count_nothing, count_save, count_vote, signal as nullifier, votes_left};
use crate::persona::scores;
use crate::stores::begin;
use domain::calendar::Day;
use domain::ids::ItemId;
use domain::policy::{Act, Refusal, Voice};
use domain::reputation::{EventKind, Happening, SAVES_OF_ONE_EVENT, Tenths};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryFilter, prelude::*};
use std::collections::BTreeSet;

/// How often a signal is tried while another session is in the way.
const TRIES: usize = 4;

/// A signal to an author.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Signal {
    /// Somebody of 800 or more stands by it.
    Endorse,
    /// On the member's own list.
    Save,
    /// Handed on.
    Share,
}

impl Signal {
    /// Reads the word of a form.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Endorse, Self::Save, Self::Share].into_iter().find(|signal| signal.word() == word)
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

/// Gives a signal or takes it back, as the identity spoken as. Returns the thread the item is in.
pub async fn signal(ctx: &Ctx, item: ItemId, signal: Signal, give: bool) -> Result<ItemId, Error> {
    for _ in 1..TRIES {
        // Another session of the account may write its list of saved items at the same moment.
        match try_signal(ctx, item, signal, give).await {
            Err(Error::Refused(Refused::Busy)) => {}
            done => return done,
        }
    }
    try_signal(ctx, item, signal, give).await
}

async fn try_signal(ctx: &Ctx, item: ItemId, signal: Signal, give: bool) -> Result<ItemId, Error> {
    let member = ctx.require()?;
    let tx = begin(&ctx.stores.forum).await?;
    let about = match lock_contribution(&tx, item).await {
        Err(Error::Refused(Refused::NotFound)) if (signal, give) == (Signal::Save, false) => {
            let thread = find_thread(&tx, item).await?.ok_or(Refused::NotFound)?;
            forget_save(&tx, ctx, item).await?;
            tx.commit().await?;
            return Ok(thread);
        }
        locked => locked?,
    };
    let scores = scores(&tx, ctx).await?;
    let voice = scores.voice(member.author(member.speaking)).ok_or(Refused::NotFound)?;
    let mark = nullifier(&member.secret, signal.word(), item);
    let before = Entity::find_by_id((item.0, signal.word().to_owned(), mark.clone())).one(&tx).await?;
    match (before, give) {
        (Some(Model { given: true, .. }), true) | (None | Some(Model { given: false, .. }), false) => {
            return Ok(about.thread);
        }
        (before, true) => {
            let counts = may(ctx, signal, voice, member.is_behind(about.author))?;
            gift(&tx, ctx, &about, signal, (mark, before.is_some()), counts).await?;
        }
        (Some(before), false) => take_back(&tx, ctx, &about, signal, before).await?,
    }
    tx.commit().await?;
    Ok(about.thread)
}

/// Whether a signal counts for the author. Everybody may save and share; where somebody could not vote, that only fills
/// the own list, or gives the link. A save of one's own counts like any other: what did not would tell whose the item is.
fn may(ctx: &Ctx, signal: Signal, voice: Voice, mine: bool) -> Result<bool, Error> {
    let heard = |mine| ctx.may(Act::Signal { voice, mine });
    match (signal, heard(mine)) {
        (Signal::Endorse, _) => ctx.may(Act::Endorse { voice, mine }).map(|()| true).map_err(Error::from),
        (Signal::Share, Err(own @ Refused::Forbidden(Refusal::OwnContent))) => Err(own.into()),
        (Signal::Share, heard) => Ok(heard.is_ok()),
        (Signal::Save, _) => Ok(heard(false).is_ok()),
    }
}

/// Gives a signal. What was taken back on a later day has been spent: given again it is a mark and a count, and earns
/// nothing. Otherwise one could use up another's day, take everything back, and do the same the next day.
async fn gift(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    about: &Contribution,
    signal: Signal,
    (mark, spent): (String, bool),
    counts: bool,
) -> Result<(), Error> {
    let mut ledger = Ledger::open(db, ctx, about.author).await?;
    let counted = count(db, ctx, about, signal, counts).await?;
    let kind = match signal {
        Signal::Endorse => {
            endorse(db, ctx, &mut ledger, about).await?;
            Some(EventKind::Endorsement)
        }
        Signal::Share => Some(EventKind::Shared),
        Signal::Save => {
            bookmark(db, ctx, about.item).await?;
            if counted {
                save(db, ctx, &mut ledger, about).await?;
            }
            None
        }
    };
    let earned = match kind.filter(|_| counted && !spent) {
        Some(kind) => ledger.take(ctx, Happening::plain(kind)?, Some(about)),
        None => Tenths::ZERO,
    };
    let row = ActiveModel {
        item: Set(about.item.0),
        kind: Set(signal.word().to_owned()),
        nullifier: Set(mark),
        given: Set(true),
        counted: Set(counted),
        tenths: Set(earned.0),
        day: Set(ctx.clock.now().day().0),
    };
    // What has been spent keeps its day: taken back on the day it is given again, it stays spent.
    let again = OnConflict::columns([Column::Item, Column::Kind, Column::Nullifier])
        .update_columns([Column::Given, Column::Counted, Column::Tenths])
        .to_owned();
    Entity::insert(row).on_conflict(again).exec_without_returning(db).await?;
    ledger.close(db).await
}

/// Counts a signal against the day's limits; whether it counts for the author. The own list has a limit of its own, the link
/// none.
async fn count(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    about: &Contribution,
    signal: Signal,
    counts: bool,
) -> Result<bool, Error> {
    let room = counts && (signal == Signal::Endorse || votes_left(db, ctx, about.author).await?);
    if room {
        count_vote(db, ctx, about.author).await?;
    } else if signal == Signal::Save {
        count_save(db, ctx).await?;
    } else {
        count_nothing(db, ctx).await?;
    }
    Ok(room)
}

async fn take_back(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    about: &Contribution,
    signal: Signal,
    before: Model,
) -> Result<(), Error> {
    let mut ledger = Ledger::open(db, ctx, about.author).await?;
    let given = |kind| Given { kind, counted: Tenths(before.tenths), on: Day(before.day) };
    let item = about.item;
    match signal {
        Signal::Endorse => {
            if before.tenths != 0 {
                ledger.take_back(ctx, given(EventKind::Endorsement), Some(about));
            }
            move_count(db, item, Count::Endorsements, -1).await?;
        }
        Signal::Share if before.tenths != 0 => ledger.take_back(ctx, given(EventKind::Shared), Some(about)),
        Signal::Share => {}
        Signal::Save => {
            if before.counted {
                move_count(db, item, Count::Saves, -1).await?;
            }
        }
    }
    let earned_before_today = signal != Signal::Save && before.day < ctx.clock.now().day().0;
    forget(db, before, earned_before_today).await?;
    if signal == Signal::Endorse && !endorses_another(db, ctx.require()?, about).await? {
        ledger.endorsers -= 1;
    }
    ledger.close(db).await
}

/// Forgets a signal that is taken back, but for that it has been spent.
async fn forget(db: &impl ConnectionTrait, before: Model, spent: bool) -> Result<(), Error> {
    let key = (before.item, before.kind.clone(), before.nullifier.clone());
    if !spent {
        Entity::delete_by_id(key).exec(db).await?;
        return Ok(());
    }
    let mut row: ActiveModel = before.into();
    row.given = Set(false);
    row.tenths = Set(0);
    Entity::update(row).exec(db).await?;
    Ok(())
}

async fn endorse(db: &impl ConnectionTrait, ctx: &Ctx, ledger: &mut Ledger, about: &Contribution) -> Result<(), Error> {
    if !endorses_another(db, ctx.require()?, about).await? {
        ledger.endorsers += 1;
    }
    move_count(db, about.item, Count::Endorsements, 1).await
}

/// Whether the member endorses another item of the same author. Only the member's own secret can tell: no mark of an
/// account ever stands beside a persona's id.
async fn endorses_another(db: &impl ConnectionTrait, member: &Member, about: &Contribution) -> Result<bool, Error> {
    let items = endorsed_items(db, about.author).await?;
    if items.is_empty() {
        return Ok(false);
    }
    let marks = items.iter().map(|item| nullifier(&member.secret, Signal::Endorse.word(), *item));
    let other = Entity::find()
        .filter(Column::Item.is_in(items.iter().map(|item| item.0)))
        .filter(Column::Item.ne(about.item.0))
        .filter(Column::Kind.eq(Signal::Endorse.word()))
        .filter(Column::Given.eq(true))
        .filter(Column::Nullifier.is_in(marks))
        .one(db)
        .await?;
    Ok(other.is_some())
}

/// Counts a save. Every ten make an event; saves that are taken back leave what they gave, and give nothing twice.
async fn save(db: &impl ConnectionTrait, ctx: &Ctx, ledger: &mut Ledger, about: &Contribution) -> Result<(), Error> {
    move_count(db, about.item, Count::Saves, 1).await?;
    if (about.saves + 1) / SAVES_OF_ONE_EVENT > about.saves_rewarded {
        move_count(db, about.item, Count::SavesRewarded, 1).await?;
        ledger.take(ctx, Happening::plain(EventKind::SavesTen)?, Some(about));
    }
    Ok(())
}

/// Takes what has been deleted since off the member's list; nobody counts it any more.
async fn forget_save(db: &impl ConnectionTrait, ctx: &Ctx, item: ItemId) -> Result<(), Error> {
    let mark = nullifier(&ctx.require()?.secret, Signal::Save.word(), item);
    Entity::delete_by_id((item.0, Signal::Save.word().to_owned(), mark)).exec(db).await?;
    Ok(())
}

/// What the reader has given to these items.
pub(crate) async fn own_signals(ctx: &Ctx, items: &[Uuid]) -> Result<BTreeSet<(Uuid, Signal)>, Error> {
    let Some(member) = ctx.signed_in() else { return Ok(BTreeSet::new()) };
    let marks = items.iter().flat_map(|item| {
        [Signal::Endorse, Signal::Save].map(|signal| nullifier(&member.secret, signal.word(), ItemId(*item)))
    });
    let rows = Entity::find()
        .filter(Column::Item.is_in(items.iter().copied()))
        .filter(Column::Given.eq(true))
        .filter(Column::Nullifier.is_in(marks))
        .all(&ctx.stores.forum)
        .await?;
    Ok(rows.into_iter().filter_map(|row| Some((row.item, Signal::parse(&row.kind)?))).collect())
}
