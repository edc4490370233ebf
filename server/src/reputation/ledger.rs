//! Writing and replaying the ledger.

use super::entity::reputation_events::{ActiveModel, Column, Entity};
use crate::ctx::Ctx;
use crate::error::Error;
use crate::persona::authors;
use domain::ids::{AuthorId, ItemId};
use domain::reputation::{Event, EventKind, Tally, Tenths, replay};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryFilter, prelude::*};

/// Records an event and moves the author's sum with it. Deleted authors have no reputation.
pub(super) async fn record(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    author: AuthorId,
    event: Event,
    item: ItemId,
) -> Result<(), Error> {
    if author == AuthorId::Deleted {
        return Ok(());
    }
    let row = ActiveModel {
        id: Set(ctx.chance.uuid()),
        author: Set(author.to_string()),
        kind: Set(event.kind.word().to_owned()),
        tenths: Set(event.points.0),
        item: Set(Some(item.0)),
        day: Set(ctx.clock.now().day().0),
    };
    Entity::insert(row).exec_without_returning(db).await?;
    authors::Entity::update_many()
        .col_expr(authors::Column::ContentTenths, Expr::col(authors::Column::ContentTenths).add(event.points.0))
        .filter(authors::Column::Id.eq(author.to_string()))
        .exec(db)
        .await?;
    Ok(())
}

/// What an author's events add up to, read from the ledger alone.
pub async fn replayed(db: &impl ConnectionTrait, author: AuthorId) -> Result<Tally, Error> {
    let rows = Entity::find().filter(Column::Author.eq(author.to_string())).all(db).await?;
    let events = rows.iter().map(|row| {
        let kind = EventKind::parse(&row.kind).ok_or(Error::Stored("event kind"))?;
        Ok(Event { kind, points: Tenths(row.tenths) })
    });
    Ok(replay(events.collect::<Result<Vec<_>, Error>>()?))
}

/// Deletes the ledger of an author who is deleted.
pub(crate) async fn drop_ledger(db: &impl ConnectionTrait, author: AuthorId) -> Result<(), Error> {
    Entity::delete_many().filter(Column::Author.eq(author.to_string())).exec(db).await?;
    Ok(())
}
