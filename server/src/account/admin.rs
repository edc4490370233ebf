//! Administration of the whole identity store: rotating the server key, and checking whether any accounts exist.

use super::check_word;
use super::entity::accounts::{ActiveModel, Entity};
use super::sign_up::{email_place, name_place, reseal};
use crate::ctx::Ctx;
use crate::error::Error;
use crate::keys::ServerKeys;
use crate::stores::Stores;
use domain::account::Email;
use sea_orm::{ActiveValue::Set, EntityTrait, prelude::*};

/// Reseals every e-mail address, name and check word under `new`'s current key and recomputes the blind indexes.
/// Returns the number of accounts.
pub async fn rotate_server_key(ctx: &Ctx, new: &ServerKeys) -> Result<usize, Error> {
    let work = ctx.identity().begin().await?;
    let rows = Entity::find().all(&work).await?;
    for row in &rows {
        let email = ctx.keys.open(email_place(&row.id), &row.email_sealed)?;
        let keys = (&*ctx.keys, new);
        let check_word = row.check_word_sealed.as_deref();
        let check_word = check_word.map(|sealed| reseal(keys, check_word::place(&row.id), sealed, &ctx.rng));
        let update = ActiveModel {
            id: Set(row.id),
            email_index: Set(new.email_index(&Email::parse(&email)?)?),
            email_sealed: Set(reseal(keys, email_place(&row.id), &row.email_sealed, &ctx.rng)?),
            name_sealed: Set(reseal(keys, name_place(&row.id), &row.name_sealed, &ctx.rng)?),
            check_word_sealed: Set(check_word.transpose()?),
            ..ActiveModelTrait::default()
        };
        Entity::update(update).exec(&work).await?;
    }
    super::entity::wrong_guesses::Entity::delete_many().exec(&work).await?;
    work.commit().await?;
    Ok(rows.len())
}

/// Whether anybody has signed up yet.
pub async fn has_accounts(stores: &Stores) -> Result<bool, DbErr> {
    Ok(Entity::find().one(&stores.identity).await?.is_some())
}
