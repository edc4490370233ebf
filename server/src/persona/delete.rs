//! Deleting a persona: it can no longer speak, its posts go to `deleted_user` with nothing that ties them together, and
//! its reputation and link are deleted; the keyring keeps a tombstone. Also settles what was interrupted half-way.

use super::author::authors;
use crate::account::change_keyring;
use crate::ctx::Ctx;
use crate::discussion::orphan_items;
use crate::error::{Error, Refused};
use crate::reputation::drop_ledger;
use crate::stores::forget_log;
use crate::vault::drop_link;
use domain::ids::{AuthorId, PersonaId};
use domain::persona::{Handle, Keyring, Slot};
use domain::policy::Act;
use sea_orm::EntityTrait;

/// Deletes the persona in a slot; `typed` must be its handle.
pub async fn delete(ctx: &Ctx, slot: Slot, typed: &str) -> Result<(), Error> {
    let member = ctx.require()?;
    let entry = member.keyring().in_slot(slot);
    ctx.may(Act::TendPersona { mine: entry.is_some() })?;
    let persona = entry.ok_or(Refused::NotFound)?.persona;
    let row = authors::Entity::find_by_id(persona.to_string()).one(ctx.forum()).await?.ok_or(Refused::NotFound)?;
    let handle = Handle::parse(typed)?;
    if row.handle.as_deref() != Some(handle.digits()) {
        return Err(Refused::HandleDiffers.into());
    }
    change_keyring(ctx, member, &|keyring| keyring.leave(persona)).await?;
    finish(ctx, persona).await?;
    Ok(())
}

/// Finishes interrupted deletions and undoes interrupted creations. Returns the resulting keyring.
pub(crate) async fn settle(ctx: &Ctx) -> Result<Keyring, Error> {
    let member = ctx.require()?;
    let mut keyring = member.keyring().clone();
    for persona in keyring.broken_off(ctx.clock.now().day()) {
        erase(ctx, persona).await?;
        keyring = change_keyring(ctx, member, &|keyring| Ok(keyring.settle(persona))).await?;
    }
    for persona in keyring.leaving() {
        keyring = finish(ctx, persona).await?;
    }
    Ok(keyring)
}

async fn finish(ctx: &Ctx, persona: PersonaId) -> Result<Keyring, Error> {
    erase(ctx, persona).await?;
    change_keyring(ctx, ctx.require()?, &|keyring| keyring.forget(persona)).await
}

/// Deletes a persona from the forum and the vault. Safe to run twice.
async fn erase(ctx: &Ctx, persona: PersonaId) -> Result<(), Error> {
    let author = AuthorId::Persona(persona);
    let work = ctx.forum().begin().await?;
    orphan_items(&work, author).await?;
    drop_ledger(&work, author).await?;
    // Publishing locks the score row first; posts in flight have committed by now, so orphan once more.
    orphan_items(&work, author).await?;
    authors::Entity::delete_by_id(author.to_string()).exec(&work).await?;
    work.commit().await?;
    drop_link(ctx, persona).await?;
    forget_log(ctx.forum()).await?;
    Ok(())
}
