//! Whether a text is already on the forum. A sketch of each text is stored; texts that share part of a sketch are
//! compared word by word. A copy from another of one's own personas counts like any other: an exception would show, to
//! anyone with a copy of the store, which two personas are one person.

use super::entity::fingerprints::Column;
use super::entity::items;
use super::items::PUBLISHED;
use crate::error::Error;
use crate::stores::{Store, Work};
use domain::ids::{AuthorId, ItemId};
use domain::quality::{Originality, SKETCH, is_copied, sketch};
use sea_orm::sea_query::{ExprTrait as _, LockType, OnConflict, Query, UnionType};
use sea_orm::{ConnectionTrait, EntityTrait, Order, QueryFilter, QuerySelect, prelude::*};
use std::collections::BTreeMap;

/// Where sketches are: those of the day in a small table, since each would touch 32 pages all over the large one. A
/// sketch moves from the first to the second, so whoever deletes one looks in this order.
const TABLES: [&str; 2] = [RECENT, EARLIER];
const RECENT: &str = "recent_fingerprints";
const EARLIER: &str = "fingerprints";
/// Hashes moved in one transaction, so that nobody waits long for it.
const MOVED_AT_ONCE: u64 = 1_000;

/// Number of texts compared word by word, starting with those that share most of the sketch.
const COMPARED: usize = 5;
/// Maximum number of hits in other texts, enough for all texts that are compared: hashes of common phrases prove
/// nothing.
const HITS: u64 = (COMPARED * SKETCH) as u64;

/// Whether a text by this author repeats what another author published before.
pub(super) async fn originality(
    db: &impl ConnectionTrait,
    author: AuthorId,
    item: ItemId,
    body: &str,
) -> Result<Originality, Error> {
    let sketch = sketch(body);
    let like = |table: &'static str| {
        // Query from the sketches to the items, never the other way: a forum has many items, but a text has few
        // neighbours.
        Query::select()
            .column((table, Column::Item))
            .from(table)
            .inner_join(items::Entity, Expr::col((table, Column::Item)).equals((items::Entity, items::Column::Id)))
            .and_where(Expr::col((table, Column::Hash)).is_in(sketch.iter().copied()))
            .and_where(Expr::col((table, Column::Item)).ne(item.0))
            .and_where(Expr::col((items::Entity, items::Column::State)).eq(PUBLISHED))
            .and_where(Expr::col((items::Entity, items::Column::Author)).ne(author.to_string()))
            .to_owned()
    };
    let [recent, earlier] = TABLES.map(like);
    let either = recent.clone().union(UnionType::All, earlier).limit(HITS).to_owned();
    let hits = db.query_all(&either).await?;
    if hits.is_empty() {
        return Ok(Originality::Original);
    }
    let mut shared: BTreeMap<Uuid, usize> = BTreeMap::new();
    for hit in hits {
        *shared.entry(hit.try_get("", "item")?).or_default() += 1;
    }
    let mut most: Vec<(usize, Uuid)> = shared.into_iter().map(|(other, hits)| (hits, other)).collect();
    most.sort_unstable_by(|a, b| b.cmp(a));
    let candidates = most.into_iter().take(COMPARED).map(|(_, other)| other);
    let earlier: Vec<String> = items::Entity::find()
        .select_only()
        .column(items::Column::Body)
        .filter(items::Column::Id.is_in(candidates))
        .into_tuple()
        .all(db)
        .await?;
    let copied = earlier.iter().any(|earlier| is_copied(body, earlier));
    Ok(if copied { Originality::Copied } else { Originality::Original })
}

/// Stores the sketch of a text.
pub(super) async fn leave_sketch(work: &Work, item: ItemId, body: &str) -> Result<(), Error> {
    let sketch = sketch(body);
    if sketch.is_empty() {
        return Ok(());
    }
    let mut insert = Query::insert().into_table(RECENT).columns([Column::Hash, Column::Item]).to_owned();
    for hash in sketch {
        insert.values_panic([hash.into(), item.0.into()]);
    }
    work.execute(&insert).await?;
    Ok(())
}

/// Moves the sketches of the day to the others, in the order of their hashes.
pub async fn move_sketches(forum: &Store) -> Result<(), Error> {
    loop {
        let work = forum.begin().await?;
        // Locked, so that a sketch deleted meanwhile is not written again.
        let mut recent = Query::select();
        recent.columns([Column::Hash, Column::Item]).from(RECENT).limit(MOVED_AT_ONCE).lock(LockType::Update);
        recent.order_by(Column::Hash, Order::Asc).order_by(Column::Item, Order::Asc);
        let rows = work.query_all(&recent).await?;
        if rows.is_empty() {
            return Ok(());
        }
        let (mut insert, mut moved) = (Query::insert(), Vec::new());
        insert.into_table(EARLIER).columns([Column::Hash, Column::Item]);
        for row in rows {
            let (hash, item): (i64, Uuid) = (row.try_get("", "hash")?, row.try_get("", "item")?);
            insert.values_panic([hash.into(), item.into()]);
            moved.push((hash, item));
        }
        insert.on_conflict(OnConflict::columns([Column::Hash, Column::Item]).do_nothing().to_owned());
        work.execute(&insert).await?;
        let columns = Expr::tuple([Expr::col(Column::Hash), Expr::col(Column::Item)]);
        // SQLite finds rows by the first condition; by the second it would read the whole table.
        let hashes = Expr::col(Column::Hash).is_in(moved.iter().map(|(hash, _)| *hash));
        let moved = Query::delete().from_table(RECENT).and_where(hashes).and_where(columns.in_tuples(moved)).to_owned();
        work.execute(&moved).await?;
        work.commit().await?;
    }
}

/// Deletes the sketch of a text, recomputed from the text itself.
pub(super) async fn drop_sketch(work: &Work, item: ItemId, body: &str) -> Result<(), Error> {
    let sketch = sketch(body);
    for table in TABLES {
        let delete = Query::delete()
            .from_table(table)
            .and_where(Expr::col(Column::Hash).is_in(sketch.iter().copied()))
            .and_where(Expr::col(Column::Item).eq(item.0))
            .to_owned();
        work.execute(&delete).await?;
    }
    Ok(())
}
