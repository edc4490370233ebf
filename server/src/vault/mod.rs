//! Links from a persona to its account, sealed so that only a quorum of custodians can open one (DESIGN 5.6). This
//! server can create and delete links, but not open them.

mod custodians;
mod entity;
mod link;

pub use custodians::{CustodianFault, CustodianKeys, Custodians};
pub(crate) use link::verifying_key_hash;
pub use link::{LinkFault, Linked, RECORD, link_hash, seal_link};

use crate::ctx::Ctx;
use crate::error::Error;
use domain::ids::PersonaId;
use entity::{link_hashes, links};
use sea_orm::{ActiveValue::Set, EntityTrait};

/// Puts a sealed link into the vault, and its hash into the table of hashes that are kept for ever.
pub(crate) async fn keep_link(ctx: &Ctx, persona: PersonaId, record: Vec<u8>) -> Result<(), Error> {
    let hash = link_hashes::ActiveModel { hash: Set(link_hash(persona, &record)) };
    let link = links::ActiveModel { persona: Set(persona.to_string()), record: Set(record) };
    let work = ctx.vault().begin().await?;
    link_hashes::Entity::insert(hash).exec_without_returning(&work).await?;
    links::Entity::insert(link).exec_without_returning(&work).await?;
    Ok(work.commit().await?)
}

/// Deletes the link of a deleted persona. Its hash stays; it names neither persona nor account.
pub(crate) async fn drop_link(ctx: &Ctx, persona: PersonaId) -> Result<(), Error> {
    ctx.vault().write(links::Entity::delete_by_id(persona.to_string())).await?;
    Ok(())
}
