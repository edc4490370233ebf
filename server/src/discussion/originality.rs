//! Whether a text is already on the forum. A sketch of each text is stored; texts that share part of a sketch are
//! compared word by word. A copy from another of one's own personas counts like any other: an exception would show, to
//! anyone with a copy of the store, which two personas are one person.

use super::entity::{fingerprints, items};
use super::items::PUBLISHED;
use crate::error::Error;
use domain::ids::{AuthorId, ItemId};
use domain::quality::{Originality, SKETCH, is_copied, sketch};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, prelude::*};
use std::collections::BTreeMap;

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
    // Query from the sketches to the items, never the other way: a forum has many items, but a text has few neighbours.
    let hits: Vec<Uuid> = fingerprints::Entity::find()
        .select_only()
        .column(fingerprints::Column::Item)
        .join(JoinType::InnerJoin, fingerprints::Relation::Item.def())
        .filter(fingerprints::Column::Hash.is_in(sketch(body)))
        .filter(fingerprints::Column::Item.ne(item.0))
        .filter(items::Column::State.eq(PUBLISHED))
        .filter(items::Column::Author.ne(author.to_string()))
        .limit(HITS)
        .into_tuple()
        .all(db)
        .await?;
    if hits.is_empty() {
        return Ok(Originality::Original);
    }
    let mut shared: BTreeMap<Uuid, usize> = BTreeMap::new();
    for hit in hits {
        *shared.entry(hit).or_default() += 1;
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
pub(super) async fn leave_sketch(db: &impl ConnectionTrait, item: ItemId, body: &str) -> Result<(), Error> {
    let rows = sketch(body).into_iter().map(|hash| fingerprints::ActiveModel { hash: Set(hash), item: Set(item.0) });
    let rows: Vec<_> = rows.collect();
    if !rows.is_empty() {
        fingerprints::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Deletes the sketch of a text, recomputed from the text itself.
pub(super) async fn drop_sketch(db: &impl ConnectionTrait, item: ItemId, body: &str) -> Result<(), Error> {
    fingerprints::Entity::delete_many()
        .filter(fingerprints::Column::Hash.is_in(sketch(body)))
        .filter(fingerprints::Column::Item.eq(item.0))
        .exec(db)
        .await?;
    Ok(())
}
