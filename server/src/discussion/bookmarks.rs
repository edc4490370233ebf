//! Bookmarks: a private list under an owner tag, content sealed to one length (DESIGN 5.8). That an account saved an item
//! is counted under a nullifier elsewhere; only this list can be read back, and only by its owner.

use super::entity::bookmarks::{ActiveModel, Column, Entity, Model};
use super::entity::items;
use super::items::PUBLISHED;
use crate::account::Member;
use crate::ctx::Ctx;
use crate::error::Error;
use crate::seal::{Key, Place, SealFault, open_padded, seal_padded};
use domain::discussion::SavedView;
use domain::ids::ItemId;
use domain::policy::Act;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, prelude::*};
use std::collections::BTreeMap;

/// Padded length, in bytes: an id, and room for a second one day.
const SIZE: usize = 64;
/// Bookmarks listed.
const LISTED: u64 = 500;

fn keys(member: &Member) -> (String, Key) {
    let key = member.secret.private_list_key();
    (hex::encode(key.mac(&[b"bookmarks"])), key.derive("bookmarks"))
}

fn place(id: &Uuid) -> Place<'_> {
    Place { table: "bookmarks", row: id.as_bytes(), column: "sealed" }
}

fn open(key: &Key, row: &Model) -> Result<Uuid, Error> {
    let plain = open_padded(key, place(&row.id), &row.sealed)?;
    Ok(Uuid::from_slice(&plain).map_err(|_| SealFault::Malformed)?)
}

/// Puts an item on the member's list.
pub(crate) async fn bookmark(db: &impl ConnectionTrait, ctx: &Ctx, item: ItemId) -> Result<(), Error> {
    let (tag, key) = keys(ctx.require()?);
    let id = ctx.chance.uuid();
    let sealed = seal_padded(&key, place(&id), item.0.as_bytes(), SIZE, &ctx.chance)?;
    let row = ActiveModel { id: Set(id), owner_tag: Set(tag), sealed: Set(sealed) };
    Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Takes an item off the member's list.
pub(crate) async fn unbookmark(db: &impl ConnectionTrait, ctx: &Ctx, item: ItemId) -> Result<(), Error> {
    let (tag, key) = keys(ctx.require()?);
    for row in Entity::find().filter(Column::OwnerTag.eq(tag)).all(db).await? {
        if open(&key, &row)? == item.0 {
            Entity::delete_by_id(row.id).exec(db).await?;
        }
    }
    Ok(())
}

/// The member's saved items, the latest hour first; what has been deleted since says so.
pub async fn list_saved(ctx: &Ctx) -> Result<Vec<SavedView>, Error> {
    ctx.may(Act::TendDraft)?;
    let (tag, key) = keys(ctx.require()?);
    let db = &ctx.stores.forum;
    let rows = Entity::find().filter(Column::OwnerTag.eq(tag)).limit(LISTED).all(db).await?;
    let saved: Vec<Uuid> = rows.iter().map(|row| open(&key, row)).collect::<Result<_, _>>()?;
    let found = items::Entity::find()
        .filter(items::Column::Id.is_in(saved))
        .order_by_desc(items::Column::Hour)
        .order_by_desc(items::Column::OrderKey)
        .all(db)
        .await?;
    let threads =
        items::Entity::find().filter(items::Column::Id.is_in(found.iter().map(|row| row.thread))).all(db).await?;
    let titles: BTreeMap<Uuid, String> = threads.into_iter().map(|row| (row.id, row.title)).collect();
    let view = |row: items::Model| {
        let title = titles.get(&row.thread).filter(|title| !title.is_empty());
        SavedView {
            item: row.id.to_string(),
            title: title.cloned().unwrap_or_else(|| "Deleted post".to_owned()),
            excerpt: if row.state == PUBLISHED { row.excerpt } else { "Deleted by its author.".to_owned() },
            path: format!("/posts/{}#item-{}", row.thread, row.id),
        }
    };
    Ok(found.into_iter().map(view).collect())
}
