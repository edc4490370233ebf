//! Finding an item by its reference, and what one needs to refer to it.

use super::contribution::{find_referred, load_contribution};
use super::entity::items;
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use domain::discussion::{Reference, ShareView};
use domain::ids::ItemId;
use domain::policy::Act;
use sea_orm::EntityTrait;

/// The path of the one item a reference means.
pub async fn find_reference(ctx: &Ctx, reference: Reference) -> Result<String, Error> {
    ctx.may(Act::Read)?;
    let found = find_referred(&ctx.stores.forum, &[reference]).await?;
    let item = found.first().ok_or(Refused::NotFound)?;
    Ok(path(item.thread, item.item))
}

/// Link and reference of a published item.
pub async fn shareable(ctx: &Ctx, item: ItemId) -> Result<ShareView, Error> {
    ctx.may(Act::Read)?;
    let db = &ctx.stores.forum;
    let found = load_contribution(db, item).await?;
    let thread = items::Entity::find_by_id(found.thread.0).one(db).await?.ok_or(Refused::NotFound)?;
    Ok(ShareView {
        title: thread.title,
        is_comment: !found.is_post(),
        path: if found.is_post() { format!("/posts/{}", found.thread) } else { path(found.thread, item) },
        reference: Reference::to(item).to_string(),
    })
}

/// The path of an item in its thread.
pub(crate) fn path(thread: ItemId, item: ItemId) -> String {
    format!("/posts/{thread}#item-{item}")
}
