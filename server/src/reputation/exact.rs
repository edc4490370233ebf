//! Exact standings, for decisions that must be current: limits, votes, endorsements, and the owner's own pages.

use super::entity::reputation_scores::{Column, Entity, Model};
use super::ledger::standing_of;
use crate::error::Error;
use crate::persona::{authors, tier_of};
use domain::calendar::Month;
use domain::ids::AuthorId;
use domain::reputation::Standing;
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, prelude::*};
use std::collections::BTreeMap;

/// The standing of an author, and the votes counted with it.
#[derive(Clone, Copy)]
pub(crate) struct Exact {
    pub standing: Standing,
    /// Helpful votes received.
    pub helpful: i32,
}

/// Exact standings of authors, by id.
pub(crate) async fn exact(
    db: &impl ConnectionTrait,
    authors: &[authors::Model],
) -> Result<BTreeMap<String, Exact>, Error> {
    if authors.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = Entity::find().filter(Column::Author.is_in(authors.iter().map(|row| row.id.as_str()))).all(db).await?;
    let mut found = BTreeMap::new();
    for row in rows {
        if let Some(author) = authors.iter().find(|author| author.id == row.author) {
            let standing = standing_of(&row, tier_of(author.tier), Month(author.joined_month));
            found.insert(row.author, Exact { standing, helpful: row.helpful });
        }
    }
    Ok(found)
}

/// Authors with their exact standing, by id.
pub(crate) type Standings = BTreeMap<String, (authors::Model, Exact)>;

/// These authors with their exact standing; an author that does not exist has none.
pub(crate) async fn standings(db: &impl ConnectionTrait, ids: &[AuthorId]) -> Result<Standings, Error> {
    let found = Entity::find()
        .filter(Column::Author.is_in(ids.iter().map(ToString::to_string)))
        .find_also_related(authors::Entity)
        .all(db)
        .await?;
    let standing = |(row, author): (Model, Option<authors::Model>)| {
        let author = author?;
        let standing = standing_of(&row, tier_of(author.tier), Month(author.joined_month));
        Some((row.author, (author, Exact { standing, helpful: row.helpful })))
    };
    Ok(found.into_iter().filter_map(standing).collect())
}
