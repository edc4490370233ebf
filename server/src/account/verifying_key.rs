//! The hash of the key that verifies an account's signatures. It is stored with the account from sign-up on, so that
//! whoever opens a link can check whether the account itself made it (see `vault::link`).

use super::entity::accounts::{Column, Entity, Model};
use super::secret::AccountSecret;
use crate::ctx::Ctx;
use crate::error::Error;
use crate::vault::verifying_key_hash;
use domain::ids::AccountId;
use sea_orm::sea_query::Expr;
use sea_orm::{EntityTrait, QueryFilter, prelude::*};
use uuid::Uuid;

/// The hash for this account.
pub(super) fn hash_for(account: Uuid, secret: &AccountSecret) -> String {
    verifying_key_hash(AccountId(account), &secret.signing_key())
}

/// Fills in the hash for an account from before it existed. Called at sign-in, which every owner does, and never when a
/// persona is made, because that would reveal who made one. Written once.
pub(super) async fn fill_hash(ctx: &Ctx, row: &Model, secret: &AccountSecret) -> Result<(), Error> {
    if row.verifying_key_hash.is_none() {
        let filled = Entity::update_many()
            .col_expr(Column::VerifyingKeyHash, Expr::value(hash_for(row.id, secret)))
            .filter(Column::Id.eq(row.id))
            .filter(Column::VerifyingKeyHash.is_null());
        ctx.identity().write(filled).await?;
    }
    Ok(())
}
