//! Bookmarks: private rows (DESIGN 5.8). Each row is one page of the list, most recently saved first, and names the row
//! of the previous page. That an account saved an item is a reaction under a nullifier. An item taken off the list
//! stays on its page here, but is skipped because its reaction is gone.

use super::entity::items;
use super::items::PUBLISHED;
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use crate::private_rows::{AppendFault, Kind, Position, Series};
use crate::reputation::{Reaction, own_marks};
use crate::seal::SealFault;
use crate::stores::Work;
use domain::discussion::{SavedPage, SavedView};
use domain::ids::ItemId;
use domain::policy::Act;
use sea_orm::{EntityTrait, QueryFilter, prelude::*};
use std::collections::BTreeMap;

/// Items on a page.
const PAGE: usize = 40;

/// A page of the list: the row of the earlier page, and the items, most recently saved first.
#[derive(Default)]
struct SavedRow {
    earlier: Option<u32>,
    items: Vec<Uuid>,
}

impl SavedRow {
    fn read(bytes: &[u8]) -> Result<Self, SealFault> {
        let (earlier, rest) = bytes.split_first_chunk::<4>().ok_or(SealFault::Malformed)?;
        let (items, odd) = rest.as_chunks::<16>();
        if !odd.is_empty() {
            return Err(SealFault::Malformed);
        }
        // Row numbers are stored plus one; 0 means there is no earlier page.
        let earlier = u32::from_be_bytes(*earlier).checked_sub(1);
        Ok(Self { earlier, items: items.iter().map(|bytes| Uuid::from_bytes(*bytes)).collect() })
    }

    fn written(&self) -> Vec<u8> {
        let mut bytes = self.earlier.map_or(0, |n| n + 1).to_be_bytes().to_vec();
        self.items.iter().for_each(|item| bytes.extend(item.as_bytes()));
        bytes
    }
}

fn series(ctx: &Ctx) -> Result<Series, Error> {
    Ok(Series::new(&ctx.require()?.secret.private_list_key(), Kind::Bookmarks))
}

/// Puts an item on the member's list; [`Refused::Busy`] if another session has just written it.
pub(crate) async fn bookmark(work: &Work, ctx: &Ctx, item: ItemId) -> Result<(), Error> {
    let series = series(ctx)?;
    let found = series.latest(work, ctx.clock.now().day()).await?;
    let last = found.as_ref().map(|found| found.at);
    let mut row = found.map(|found| SavedRow::read(&found.value)).transpose()?.unwrap_or_default();
    row.items.retain(|saved| *saved != item.0);
    if row.items.len() >= PAGE {
        row = SavedRow { earlier: last.map(|last| last.n), items: Vec::new() };
    }
    row.items.insert(0, item.0);
    match series.append(work, ctx, last, &[row.written().as_slice()]).await {
        Ok(()) => Ok(()),
        Err(AppendFault::Taken) => Err(Refused::Busy.into()),
        Err(AppendFault::Failed(error)) => Err(error),
    }
}

/// A page of the member's saved items, most recently saved first; items deleted since are marked as such. `page` is the
/// `earlier` number of a page shown before.
pub async fn list_saved(ctx: &Ctx, page: Option<u32>) -> Result<SavedPage, Error> {
    ctx.may(Act::TendDraft)?;
    let (series, db) = (series(ctx)?, ctx.forum());
    let row = match page {
        None => series.latest(db, ctx.clock.now().day()).await?.map(|found| found.value),
        Some(n) => {
            let read = series.read(db, &[Position { epoch: 0, n }]).await;
            Some(read.map_err(|_| Refused::NotFound)?.pop().ok_or(Refused::NotFound)?)
        }
    };
    let row = row.map(|bytes| SavedRow::read(&bytes)).transpose()?.unwrap_or_default();
    let given = own_marks(ctx, &row.items).await?.reactions;
    let saved: Vec<Uuid> = row.items.into_iter().filter(|item| given.contains(&(*item, Reaction::Save))).collect();
    let found = items::Entity::find().filter(items::Column::Id.is_in(saved.iter().copied())).all(db).await?;
    let threads =
        items::Entity::find().filter(items::Column::Id.is_in(found.iter().map(|row| row.thread))).all(db).await?;
    let titles: BTreeMap<Uuid, String> = threads.into_iter().map(|row| (row.id, row.title)).collect();
    let mut found: BTreeMap<Uuid, items::Model> = found.into_iter().map(|row| (row.id, row)).collect();
    let view = |row: items::Model| {
        let title = titles.get(&row.thread).filter(|title| !title.is_empty());
        SavedView {
            item: row.id.to_string(),
            title: title.cloned().unwrap_or_else(|| "Deleted post".to_owned()),
            excerpt: if row.state == PUBLISHED { row.excerpt } else { "Deleted by its author.".to_owned() },
            path: format!("/posts/{}#item-{}", row.thread, row.id),
        }
    };
    Ok(SavedPage { items: saved.iter().filter_map(|id| found.remove(id)).map(view).collect(), earlier: row.earlier })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_bytes_are_a_page_that_is_written_the_same_or_none(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Ok(row) = SavedRow::read(&bytes) {
                prop_assert_eq!(row.written(), bytes);
            }
        }
    }
}
