//! Enters a contribution in its author's ledger: no points, but it counts as activity, and may be granted double
//! points.

use super::ledger::Ledger;
use crate::ctx::Ctx;
use crate::error::Error;
use crate::stores::Work;
use domain::ids::{AuthorId, ItemId};

/// Records that an item of this quality was published; returns whether it is granted double points, or `None` if the
/// author has been deleted.
pub(crate) async fn contribute(
    work: &Work,
    ctx: &Ctx,
    author: AuthorId,
    item: ItemId,
    quality: u8,
) -> Result<Option<bool>, Error> {
    let Some(mut ledger) = Ledger::find(work, ctx, author).await? else { return Ok(None) };
    let doubles = ledger.contribute(ctx, item, quality);
    ledger.close(work).await?;
    Ok(Some(doubles))
}
