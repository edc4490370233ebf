//! Links from a persona to its account, sealed so that only a quorum of custodians can open one (DESIGN 5.6). This
//! server can make links and delete them; it cannot open any.

mod custodians;
mod entity;
mod link;

pub use custodians::{CustodianFault, CustodianKeys, Custodians};
pub use link::{LinkFault, Linked, RECORD, seal_link};

use crate::ctx::Ctx;
use crate::error::Error;
use domain::ids::PersonaId;
use entity::{ActiveModel, Entity};
use sea_orm::{ActiveValue::Set, EntityTrait};

/// Puts a sealed link into the vault.
pub(crate) async fn keep_link(ctx: &Ctx, persona: PersonaId, record: Vec<u8>) -> Result<(), Error> {
    let row = ActiveModel { persona: Set(persona.to_string()), record: Set(record) };
    Entity::insert(row).exec_without_returning(&ctx.stores.vault).await?;
    Ok(())
}

/// Deletes the link of a persona that is no more. There is nothing left that it could name.
pub(crate) async fn drop_link(ctx: &Ctx, persona: PersonaId) -> Result<(), Error> {
    Entity::delete_by_id(persona.to_string()).exec(&ctx.stores.vault).await?;
    Ok(())
}
