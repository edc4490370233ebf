//! The trail of an item's corrections: the author's note on each, and one of them compared with the text that replaced
//! it.

use super::compare::compare;
use super::entity::{corrections, items};
use super::items::PUBLISHED;
use super::refer::path;
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use domain::calendar::Hour;
use domain::discussion::{CorrectedView, TrailLine, TrailView, Wording};
use domain::ids::ItemId;
use domain::policy::Act;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{EntityTrait, QueryFilter, QueryOrder, QuerySelect, prelude::*};
use std::collections::BTreeMap;

/// Corrections on a page of the trail. New items cannot have more, but items from before the limit can.
const LINES: usize = 20;
/// Maximum number of corrections read.
const MOST: u64 = 1_000;

/// The trail of a published item with one correction in full: the given one, or the last.
pub async fn trail(ctx: &Ctx, item: ItemId, number: Option<usize>) -> Result<TrailView, Error> {
    use corrections::Column::{Hour as HourColumn, Id, Item, Note, Number, OrderKey};
    ctx.may(Act::Read)?;
    let db = ctx.forum();
    let row = items::Entity::find_by_id(item.0).filter(items::Column::State.eq(PUBLISHED)).one(db).await?;
    let row = row.ok_or(Refused::NotFound)?;
    let title = if row.thread == row.id {
        row.title.clone()
    } else {
        items::Entity::find_by_id(row.thread).one(db).await?.ok_or(Refused::NotFound)?.title
    };
    let found: Vec<(Uuid, i32, String)> = corrections::Entity::find()
        .select_only()
        .columns([Id, HourColumn, Note])
        .filter(Item.eq(item.0))
        // Rows without a number date from before corrections were numbered.
        .order_by_asc(Expr::col(Number).if_null(0))
        .order_by_asc(HourColumn)
        .order_by_asc(OrderKey)
        .limit(MOST)
        .into_tuple()
        .all(db)
        .await?;
    let total = found.len();
    let at = number.map_or(total, |number| number.min(total)).checked_sub(1).ok_or(Refused::NotFound)?;
    let lines: Vec<TrailLine> = found
        .iter()
        .enumerate()
        .skip(at / LINES * LINES)
        .take(LINES)
        .map(|(at, (_, hour, note))| TrailLine { number: at + 1, hour: Hour(*hour), note: note.clone() })
        .rev()
        .collect();
    let chosen = lines.iter().find(|line| line.number == at + 1).cloned().ok_or(Refused::NotFound)?;
    let mut two = BTreeMap::new();
    for (at, (id, ..)) in found.iter().enumerate().skip(at).take(2) {
        two.insert(at, corrections::Entity::find_by_id(*id).one(db).await?.ok_or(Refused::NotFound)?);
    }
    let before = two.remove(&at).ok_or(Refused::NotFound)?;
    let (title_after, after) = match two.remove(&(at + 1)) {
        Some(next) => (next.earlier_title, next.earlier_body),
        None => (Some(row.title.clone()), Some(row.body.clone())),
    };
    let wording = match (before.earlier_body, after, before.earlier_html) {
        (Some(before_it), Some(after), _) => {
            let titles = before.earlier_title.zip(title_after).filter(|(before, after)| before != after);
            Wording::Compared {
                title: titles.map(|(before, after)| compare(&before, &after)).unwrap_or_default(),
                body: compare(&before_it, &after),
            }
        }
        (_, _, Some(html)) => Wording::Whole(html),
        _ => Wording::Forgotten,
    };
    let path = path(ItemId(row.thread), item);
    Ok(TrailView { title, path, is_comment: row.thread != row.id, total, lines, chosen, wording })
}

/// The last correction of each of these items.
pub(super) async fn last_corrections(
    db: &impl ConnectionTrait,
    rows: &[&items::Model],
) -> Result<BTreeMap<Uuid, CorrectedView>, Error> {
    use corrections::Column::{Hour as HourColumn, Item, Note};
    let times: BTreeMap<Uuid, i32> =
        rows.iter().filter(|row| row.corrections > 0).map(|row| (row.id, row.corrections)).collect();
    if times.is_empty() {
        return Ok(BTreeMap::new());
    }
    let later = "NOT EXISTS (SELECT 1 FROM corrections later WHERE later.item = corrections.item AND \
        (COALESCE(later.number, 0), later.hour, later.order_key) > \
        (COALESCE(corrections.number, 0), corrections.hour, corrections.order_key))";
    let found: Vec<(Uuid, i32, String)> = corrections::Entity::find()
        .select_only()
        .columns([Item, HourColumn, Note])
        .filter(Item.is_in(times.keys().copied()))
        .filter(Expr::cust(later))
        .into_tuple()
        .all(db)
        .await?;
    let view = |(item, hour, note): (Uuid, i32, String)| {
        (item, CorrectedView { times: times.get(&item).copied().unwrap_or(1), hour: Hour(hour), note })
    };
    Ok(found.into_iter().map(view).collect())
}
