//! Enters a contribution in its author's ledger: no points, but it counts as activity, and may be granted double
//! points.

use super::ledger::Ledger;
use crate::ctx::Ctx;
use crate::error::Error;
use domain::ids::{AuthorId, ItemId};
use sea_orm::ConnectionTrait;

/// Records that an item of this quality was published; returns whether it is granted double points, or `None` if the
/// author has been deleted.
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
