//! Accepting an answer, by the author of the question, and featuring, by moderators.

use super::ledger::{Ledger, first_given, given, lock_ledgers};
use crate::ctx::Ctx;
use crate::discussion::{Contribution, load_contribution, lock_contribution, set_accepted, set_featured};
use crate::error::{Error, Refused};
use crate::stores::Work;
use domain::ids::{AuthorId, ItemId};
use domain::policy::Act;
use domain::reputation::{EventKind, ReputationEvent};
use sea_orm::ConnectionTrait;

/// Accepts a comment as the answer to the member's own question, replacing any other, or withdraws that. Returns the
/// thread.
pub async fn accept(ctx: &Ctx, comment: ItemId, give: bool) -> Result<ItemId, Error> {
    let member = ctx.require()?;
    let work = ctx.forum().begin().await?;
    let thread = load_contribution(&work, comment).await?.thread;
    // Lock order everywhere: a post before its comments.
    let question = lock_contribution(&work, thread).await?;
    let asked = member.is_behind(question.author);
    if comment == thread {
        return Err(Refused::NotFound.into());
    }
    let answer = lock_contribution(&work, comment).await?;
    ctx.may(Act::Accept { asked, mine: member.is_behind(answer.author) })?;
    let is_accepted = question.accepted == Some(comment);
    if is_accepted == give {
        return Ok(thread);
    }
    if let Some(before) = question.accepted {
        take_accepted_back(&work, ctx, before, answer.author).await?;
    }
    if give {
        let mut ledger = Ledger::open(&work, ctx, answer.author).await?;
        if !is_spent(&work, ctx, &answer, EventKind::AcceptedAnswer).await? {
            ledger.apply(ctx, ReputationEvent::plain(EventKind::AcceptedAnswer)?, Some(&answer));
        }
        ledger.close(&work).await?;
    }
    set_accepted(&work, thread, give.then_some(comment)).await?;
    work.commit().await?;
    Ok(thread)
}

/// Reverses what an answer earned by being accepted; an answer deleted since then keeps its points. `next` is the
/// author whose ledger the caller opens next; both are locked here, in order.
async fn take_accepted_back(work: &Work, ctx: &Ctx, comment: ItemId, next: AuthorId) -> Result<(), Error> {
    let answer = match load_contribution(work, comment).await {
        Ok(answer) => answer,
        Err(Error::Refused(Refused::NotFound)) => return Ok(()),
        Err(error) => return Err(error),
    };
    lock_ledgers(work, [answer.author, next]).await?;
    let mut ledger = Ledger::open(work, ctx, answer.author).await?;
    if let Some(given) = given(work, answer.author, EventKind::AcceptedAnswer, Some(comment)).await? {
        ledger.reverse(ctx, given, Some(&answer));
    }
    ledger.close(work).await
}

/// Whether the item had already earned this on an earlier day: then it earns nothing again.
async fn is_spent(db: &impl ConnectionTrait, ctx: &Ctx, about: &Contribution, kind: EventKind) -> Result<bool, Error> {
    let first = first_given(db, about.author, kind, about.item).await?;
    Ok(first.is_some_and(|day| day < ctx.clock.now().day()))
}

/// Features an item, or stops featuring it. Returns the thread.
pub async fn feature(ctx: &Ctx, item: ItemId, give: bool) -> Result<ItemId, Error> {
    let member = ctx.require()?;
    let work = ctx.forum().begin().await?;
    let about = lock_contribution(&work, item).await?;
    ctx.may(Act::Feature { mine: member.is_behind(about.author) })?;
    if about.featured == give {
        return Ok(about.thread);
    }
    let mut ledger = Ledger::open(&work, ctx, about.author).await?;
    if give {
        if !is_spent(&work, ctx, &about, EventKind::Featured).await? {
            ledger.apply(ctx, ReputationEvent::plain(EventKind::Featured)?, Some(&about));
        }
    } else if let Some(given) = given(&work, about.author, EventKind::Featured, Some(item)).await? {
        ledger.reverse(ctx, given, Some(&about));
    }
    ledger.close(&work).await?;
    set_featured(&work, item, give).await?;
    work.commit().await?;
    Ok(about.thread)
}
