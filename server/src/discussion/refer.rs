//! Finding an item by its reference, and how to refer to an item.

use super::contribution::{find_referred, load_contribution};
use super::entity::items;
use super::items::SCHEDULED;
use super::replies::{before, path_in_full};
use super::thread::thread;
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use crate::persona::Identities;
use domain::discussion::{Reference, ShareView};
use domain::ids::ItemId;
use domain::policy::Act;
use sea_orm::EntityTrait;

/// The path of the item that a reference names.
pub async fn find_reference(ctx: &Ctx, reference: Reference) -> Result<String, Error> {
    ctx.may(Act::Read)?;
    let found = find_referred(ctx.forum(), &[reference]).await?;
    let item = found.first().ok_or(Refused::NotFound)?;
    place_of(ctx, item.item).await
}

/// The path of the page that shows an item: the first page of its thread if it is there, otherwise a page that begins
/// with it.
pub async fn place_of(ctx: &Ctx, item: ItemId) -> Result<String, Error> {
    let row = items::Entity::find_by_id(item.0).one(ctx.forum()).await?.ok_or(Refused::NotFound)?;
    let first = thread(ctx, &Identities::default(), ItemId(row.thread), None).await?;
    let id = item.to_string();
    let mut shown = first.comments.iter().flat_map(|comment| std::iter::once(&comment.item).chain(&comment.replies));
    if row.thread == row.id || shown.any(|shown| shown.id == id) {
        return Ok(path(ItemId(row.thread), item));
    }
    if row.state == SCHEDULED {
        return Err(Refused::NotFound.into());
    }
    Ok(match row.parent {
        Some(_) => path_in_full(&row),
        None => format!("/posts/{}?after={}#item-{id}", row.thread, before(&row)),
    })
}

/// Link and reference of a published item.
pub async fn shareable(ctx: &Ctx, item: ItemId) -> Result<ShareView, Error> {
    ctx.may(Act::Read)?;
    let db = ctx.forum();
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
