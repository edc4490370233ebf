//! The member's own e-mail address, decrypted for their own pages.

use super::entity::accounts::Entity;
use super::sign_up::email_place;
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use sea_orm::EntityTrait;

/// The e-mail address of the signed-in member.
pub(crate) async fn own_email(ctx: &Ctx) -> Result<String, Error> {
    let account = ctx.require()?.account.0;
    let row = Entity::find_by_id(account).one(ctx.identity()).await?.ok_or(Refused::SignIn)?;
    Ok(ctx.keys.open(email_place(&row.id), &row.email_sealed)?)
}
