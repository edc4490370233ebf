//! What an administrator does at the command line: verify an account, give it a role, rotate the server key.

use super::crowd::count_claim;
use super::entity::accounts::{ActiveModel, Column, Entity};
use super::sign_in::claim_of;
use super::sign_up::{email_place, name_place, reseal};
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use crate::keys::ServerKeys;
use crate::stores::{Stores, begin};
use domain::account::{Claim, Email, Role};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, EntityTrait, QueryFilter, QuerySelect, prelude::*};

/// Records what an account is verified as, and counts it in the crowd of those alike. Personas made before keep what they
/// show.
pub async fn verify(ctx: &Ctx, email: &str, claim: Claim) -> Result<(), Error> {
    let index = ctx.keys.email_index(&Email::parse(email)?)?;
    let tx = begin(&ctx.stores.identity).await?;
    let row = Entity::find().filter(Column::EmailIndex.eq(index)).lock_exclusive().one(&tx).await?;
    let row = row.ok_or(Refused::NotFound)?;
    Entity::update_many()
        .col_expr(Column::Tier, Expr::value(i32::from(claim.tier.number())))
        .col_expr(Column::Specialty, Expr::value(claim.specialty.map(|s| s.slug().to_owned())))
        .col_expr(Column::YearsBand, Expr::value(claim.years.map(|years| i32::from(years.number()))))
        .filter(Column::Id.eq(row.id))
        .exec(&tx)
        .await?;
    count_claim(&tx, Some(claim_of(&row)?), claim).await?;
    Ok(tx.commit().await?)
}

/// Gives an account a staff role, or takes it.
pub async fn set_role(ctx: &Ctx, email: &str, role: Option<Role>) -> Result<(), Error> {
    let index = ctx.keys.email_index(&Email::parse(email)?)?;
    let written = Entity::update_many()
        .col_expr(Column::Role, Expr::value(role.map(|role| role.word().to_owned())))
        .filter(Column::EmailIndex.eq(index))
        .exec(&ctx.stores.identity)
        .await?;
    if written.rows_affected == 1 { Ok(()) } else { Err(Refused::NotFound.into()) }
}

/// Seals every e-mail and name again under `new`'s current key and finds them by its blind index. Returns how many.
pub async fn rotate_server_key(ctx: &Ctx, new: &ServerKeys) -> Result<usize, Error> {
    let tx = begin(&ctx.stores.identity).await?;
    let rows = Entity::find().all(&tx).await?;
    for row in &rows {
        let email = ctx.keys.open(email_place(&row.id), &row.email_sealed)?;
        let keys = (&*ctx.keys, new);
        let update = ActiveModel {
            id: Set(row.id),
            email_index: Set(new.email_index(&Email::parse(&email)?)?),
            email_sealed: Set(reseal(keys, email_place(&row.id), &row.email_sealed, &ctx.chance)?),
            name_sealed: Set(reseal(keys, name_place(&row.id), &row.name_sealed, &ctx.chance)?),
            ..ActiveModelTrait::default()
        };
        Entity::update(update).exec(&tx).await?;
    }
    super::entity::wrong_guesses::Entity::delete_many().exec(&tx).await?;
    tx.commit().await?;
    Ok(rows.len())
}

/// Whether anybody has signed up yet.
pub async fn has_accounts(stores: &Stores) -> Result<bool, DbErr> {
    Ok(Entity::find().one(&stores.identity).await?.is_some())
}
