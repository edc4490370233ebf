//! A contribution in its author's ledger: no points, but a sign of life, and perhaps the grant of double points.

use super::ledger::Ledger;
use crate::ctx::Ctx;
use crate::error::Error;
use domain::ids::{AuthorId, ItemId};
use sea_orm::ConnectionTrait;

/// Records that something of this quality has appeared; whether it is granted double points. Nothing where the author has
/// been deleted.
pub(crate) async fn contribute(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    author: AuthorId,
    item: ItemId,
    quality: u8,
) -> Result<Option<bool>, Error> {
    let Some(mut ledger) = Ledger::find(db, ctx, author).await? else { return Ok(None) };
    let doubles = ledger.contribute(ctx, item, quality);
    ledger.close(db).await?;
    Ok(Some(doubles))
}
