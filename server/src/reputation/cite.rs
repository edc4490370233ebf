//! Citations: when a text refers to another author's item in another thread, that author earns points once three
//! accounts have found the citing text helpful. Counted once a day, once per text and author, once per citing author
//! and item.
//!
//! Only public facts decide. Whether two personas are one account must not: authors who compare their own ledger with
//! the texts that cite them would see which citations did not count.

use super::entity::citations::{ActiveModel, Column, Entity};
use super::ledger::{Ledger, lock_ledgers};
use crate::ctx::Ctx;
use crate::discussion::{Contribution, citing_items, find_referred, lock_contribution, mark_cites_counted};
use crate::error::{Error, Refused};
use crate::stores::Work;
use domain::discussion::references;
use domain::ids::{AuthorId, ItemId};
use domain::reputation::{EventKind, ReputationEvent};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryFilter, prelude::*};
use std::collections::BTreeMap;

/// Counts the citations of texts that have been found helpful since the last run. Safe to run twice, and by two
/// processes at once.
pub async fn count_citations(ctx: &Ctx) -> Result<(), Error> {
    for item in citing_items(ctx.forum()).await? {
        count(ctx, item).await?;
    }
    Ok(())
}

async fn count(ctx: &Ctx, item: ItemId) -> Result<(), Error> {
    let work = ctx.forum().begin().await?;
    let citing = match lock_contribution(&work, item).await {
        Err(Error::Refused(Refused::NotFound)) => return Ok(()),
        locked => locked?,
    };
    if citing.author == AuthorId::Deleted || !mark_cites_counted(&work, item).await? {
        return Ok(());
    }
    let cited = cited(&work, &citing).await?;
    lock_ledgers(&work, cited.keys().copied()).await?;
    for (author, cited) in cited {
        if !is_first(&work, cited.item, citing.author).await? {
            continue;
        }
        let Some(mut ledger) = Ledger::find(&work, ctx, author).await? else { continue };
        ledger.apply(ctx, ReputationEvent::plain(EventKind::Cited)?, Some(&cited));
        ledger.close(&work).await?;
    }
    Ok(work.commit().await?)
}

/// One item of each author that a text cites.
async fn cited(db: &impl ConnectionTrait, citing: &Contribution) -> Result<BTreeMap<AuthorId, Contribution>, Error> {
    let mut cited = BTreeMap::new();
    for other in find_referred(db, &references(&citing.body)).await? {
        if other.thread != citing.thread && other.author != citing.author && other.author != AuthorId::Deleted {
            cited.entry(other.author).or_insert(other);
        }
    }
    Ok(cited)
}

/// Records that an author cites an item; returns whether it is the first time.
async fn is_first(work: &Work, item: ItemId, by: AuthorId) -> Result<bool, Error> {
    let row = ActiveModel { item: Set(item.0), author: Set(by.to_string()) };
    let once = OnConflict::columns([Column::Item, Column::Author]).do_nothing().to_owned();
    Ok(Entity::insert(row).on_conflict(once).exec_without_returning(work).await? == 1)
}

/// Deletes the citations of a deleted item.
pub(crate) async fn forget_citations(work: &Work, item: ItemId) -> Result<(), Error> {
    Entity::delete_many().filter(Column::Item.eq(item.0)).exec(work).await?;
    Ok(())
}
