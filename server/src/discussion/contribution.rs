//! A post or comment as reputation sees it: its author, where it counts, and the rewards it already has.

use super::entity::items::{Column, Entity, Model};
use super::items::PUBLISHED;
use crate::error::{Error, Refused};
use crate::stores::Work;
use domain::calendar::{Day, Hour};
use domain::discussion::{PostKind, Reference, Subject};
use domain::ids::{AuthorId, ItemId};
use domain::quality::Assessment;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, prelude::*};

/// A published post or comment.
pub(crate) struct Contribution {
    pub item: ItemId,
    pub thread: ItemId,
    pub author: AuthorId,
    /// Slug of its space.
    pub space: String,
    pub subject: Subject,
    /// The kind its author chose; a discussion, for comments.
    pub kind: PostKind,
    pub body: String,
    /// The day it was published.
    pub on: Day,
    /// Its assessment at publication.
    pub assessment: Option<Assessment>,
    /// Helpful votes.
    pub up: i32,
    /// Whether it was granted double points.
    pub doubled: bool,
    /// Whether the bonuses for kind and evidence have been given.
    pub rewarded: bool,
    pub featured: bool,
    /// The accepted answer, for posts.
    pub accepted: Option<ItemId>,
    pub saves: i32,
    /// How many saves have been counted, in tens.
    pub saves_rewarded: i32,
}

impl Contribution {
    /// Whether it starts a thread.
    pub fn is_post(&self) -> bool {
        self.item == self.thread
    }
}

fn contribution(row: Model) -> Result<Contribution, Error> {
    Ok(Contribution {
        item: ItemId(row.id),
        thread: ItemId(row.thread),
        author: row.author.parse().map_err(|_| Error::Stored("author"))?,
        space: row.space,
        subject: Subject::parse(&row.subject).ok_or(Error::Stored("subject"))?,
        kind: PostKind::parse(&row.kind).ok_or(Error::Stored("kind of post"))?,
        body: row.body,
        on: Hour(row.hour).day(),
        assessment: serde_json::from_str(&row.assessment).ok(),
        up: row.up,
        doubled: row.doubled,
        rewarded: row.rewarded,
        featured: row.featured,
        accepted: row.accepted.map(ItemId),
        saves: row.saves,
        saves_rewarded: row.saves_rewarded,
    })
}

/// Loads a published item. Its row is locked until the transaction ends.
pub(crate) async fn lock_contribution(db: &impl ConnectionTrait, item: ItemId) -> Result<Contribution, Error> {
    let row = Entity::find_by_id(item.0).filter(Column::State.eq(PUBLISHED)).lock_exclusive().one(db).await?;
    contribution(row.ok_or(Refused::NotFound)?)
}

/// Loads a published item without locking it.
pub(crate) async fn load_contribution(db: &impl ConnectionTrait, item: ItemId) -> Result<Contribution, Error> {
    let row = Entity::find_by_id(item.0).filter(Column::State.eq(PUBLISHED)).one(db).await?;
    contribution(row.ok_or(Refused::NotFound)?)
}

/// The thread of an item, published or deleted.
pub(crate) async fn find_thread(db: &impl ConnectionTrait, item: ItemId) -> Result<Option<ItemId>, Error> {
    Ok(Entity::find_by_id(item.0).one(db).await?.map(|row| ItemId(row.thread)))
}

/// The published items that the references name, without duplicates; an ambiguous short reference is ignored.
pub(crate) async fn find_referred(
    db: &impl ConnectionTrait,
    references: &[Reference],
) -> Result<Vec<Contribution>, Error> {
    let mut found: Vec<Contribution> = Vec::new();
    for reference in references {
        let (first, last) = reference.range();
        let between = Entity::find().filter(Column::Id.between(first, last)).filter(Column::State.eq(PUBLISHED));
        if let [row] = between.limit(2).all(db).await?.as_slice()
            && found.iter().all(|other| other.item.0 != row.id)
        {
            found.push(contribution(row.clone())?);
        }
    }
    Ok(found)
}

/// The author's items with at least one endorsement.
pub(crate) async fn endorsed_items(db: &impl ConnectionTrait, author: AuthorId) -> Result<Vec<ItemId>, Error> {
    if author == AuthorId::Deleted {
        return Ok(Vec::new());
    }
    let rows: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Author.eq(author.to_string()))
        // A literal, not a bound value, so that the partial index is used.
        .filter(Expr::cust("endorsements > 0"))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(ItemId).collect())
}

/// A count in an item's row.
#[derive(Clone, Copy)]
pub(crate) enum Count {
    Up,
    Down,
    Endorsements,
    Saves,
    SavesRewarded,
}

/// Changes a count of an item.
pub(crate) async fn move_count(work: &Work, item: ItemId, count: Count, by: i32) -> Result<(), Error> {
    let column = match count {
        Count::Up => Column::Up,
        Count::Down => Column::Down,
        Count::Endorsements => Column::Endorsements,
        Count::Saves => Column::Saves,
        Count::SavesRewarded => Column::SavesRewarded,
    };
    super::items::add(work, item.0, column, by).await
}

/// Marks an item as having received its one-time bonuses; returns false if it was already marked.
pub(crate) async fn mark_rewarded(work: &Work, item: ItemId) -> Result<bool, Error> {
    mark(work, item, Column::Rewarded).await
}

/// Marks that a high-quality discussion grew from a post; returns false if it was already marked.
pub(crate) async fn mark_spawned(work: &Work, post: ItemId) -> Result<bool, Error> {
    mark(work, post, Column::Spawned).await
}

/// Marks the citations of a text as counted; returns false if they already were.
pub(crate) async fn mark_cites_counted(work: &Work, item: ItemId) -> Result<bool, Error> {
    mark(work, item, Column::CitesCounted).await
}

/// Helpful texts whose citations have not been counted yet. For a daily job.
pub(crate) async fn citing_items(db: &impl ConnectionTrait) -> Result<Vec<ItemId>, Error> {
    let rows: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::State.eq(PUBLISHED))
        .filter(Column::Author.ne(AuthorId::Deleted.to_string()))
        .filter(Expr::cust("rewarded AND NOT cites_counted"))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().map(ItemId).collect())
}

async fn mark(work: &Work, item: ItemId, column: Column) -> Result<bool, Error> {
    let marked = Entity::update_many()
        .col_expr(column, Expr::value(true))
        .filter(Column::Id.eq(item.0))
        .filter(Expr::col(column).eq(false))
        .exec(work)
        .await?;
    Ok(marked.rows_affected == 1)
}

/// Sets or clears the accepted answer of a post.
pub(crate) async fn set_accepted(work: &Work, post: ItemId, answer: Option<ItemId>) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::Accepted, Expr::value(answer.map(|answer| answer.0)))
        .filter(Column::Id.eq(post.0))
        .exec(work)
        .await?;
    Ok(())
}

/// Features an item, or stops featuring it.
pub(crate) async fn set_featured(work: &Work, item: ItemId, featured: bool) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::Featured, Expr::value(featured))
        .filter(Column::Id.eq(item.0))
        .exec(work)
        .await?;
    Ok(())
}
