//! Accepting an answer, by the author of the question, and featuring, by moderators.

use super::ledger::{Ledger, first_given, given, lock_ledgers};
use crate::ctx::Ctx;
use crate::discussion::{Contribution, load_contribution, lock_contribution, set_accepted, set_featured};
use crate::error::{Error, Refused};
use crate::stores::begin;
use domain::ids::{AuthorId, ItemId};
use domain::policy::Act;
use domain::reputation::{EventKind, ReputationEvent};
use sea_orm::ConnectionTrait;

/// Accepts a comment as the answer to the member's own question, replacing any other, or withdraws that. Returns the
/// thread.
pub async fn accept(ctx: &Ctx, comment: ItemId, give: bool) -> Result<ItemId, Error> {
    let member = ctx.require()?;
    let tx = begin(&ctx.stores.forum).await?;
    let thread = load_contribution(&tx, comment).await?.thread;
    // Lock order everywhere: a post before its comments.
    let question = lock_contribution(&tx, thread).await?;
    let asked = member.is_behind(question.author);
    if comment == thread {
        return Err(Refused::NotFound.into());
    }
    let answer = lock_contribution(&tx, comment).await?;
    ctx.may(Act::Accept { asked, mine: member.is_behind(answer.author) })?;
    let is_accepted = question.accepted == Some(comment);
    if is_accepted == give {
        return Ok(thread);
    }
    if let Some(before) = question.accepted {
        take_accepted_back(&tx, ctx, before, answer.author).await?;
    }
    if give {
        let mut ledger = Ledger::open(&tx, ctx, answer.author).await?;
        if !is_spent(&tx, ctx, &answer, EventKind::AcceptedAnswer).await? {
            ledger.apply(ctx, ReputationEvent::plain(EventKind::AcceptedAnswer)?, Some(&answer));
        }
        ledger.close(&tx).await?;
    }
    set_accepted(&tx, thread, give.then_some(comment)).await?;
    tx.commit().await?;
    Ok(thread)
}

/// Reverses what an answer earned by being accepted; an answer deleted since then keeps its points. `next` is the
/// author whose ledger the caller opens next; both are locked here, in order.
async fn take_accepted_back(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    comment: ItemId,
    next: AuthorId,
) -> Result<(), Error> {
    let answer = match load_contribution(db, comment).await {
        Ok(answer) => answer,
        Err(Error::Refused(Refused::NotFound)) => return Ok(()),
        Err(error) => return Err(error),
    };
    lock_ledgers(db, [answer.author, next]).await?;
    let mut ledger = Ledger::open(db, ctx, answer.author).await?;
    if let Some(given) = given(db, answer.author, EventKind::AcceptedAnswer, Some(comment)).await? {
        ledger.reverse(ctx, given, Some(&answer));
    }
    ledger.close(db).await
}

/// Whether the item had already earned this on an earlier day: then it earns nothing again.
async fn is_spent(db: &impl ConnectionTrait, ctx: &Ctx, about: &Contribution, kind: EventKind) -> Result<bool, Error> {
    let first = first_given(db, about.author, kind, about.item).await?;
    Ok(first.is_some_and(|day| day < ctx.clock.now().day()))
}

/// Features an item, or stops featuring it. Returns the thread.
pub async fn feature(ctx: &Ctx, item: ItemId, give: bool) -> Result<ItemId, Error> {
    let member = ctx.require()?;
    let tx = begin(&ctx.stores.forum).await?;
    let about = lock_contribution(&tx, item).await?;
    ctx.may(Act::Feature { mine: member.is_behind(about.author) })?;
    if about.featured == give {
        return Ok(about.thread);
    }
    let mut ledger = Ledger::open(&tx, ctx, about.author).await?;
    if give {
        if !is_spent(&tx, ctx, &about, EventKind::Featured).await? {
            ledger.apply(ctx, ReputationEvent::plain(EventKind::Featured)?, Some(&about));
        }
    } else if let Some(given) = given(&tx, about.author, EventKind::Featured, Some(item)).await? {
        ledger.reverse(ctx, given, Some(&about));
    }
    ledger.close(&tx).await?;
    set_featured(&tx, item, give).await?;
    tx.commit().await?;
    Ok(about.thread)
}
