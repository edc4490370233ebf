//! Verifying an account and giving it a staff role, by an administrator at the command line. E-mail addresses are not
//! confirmed, so somebody who signed up with a colleague's address must gain nothing: both need a [`Proof`] from the
//! person. Taking either away needs none.

use super::check_word::{CheckWord, is_check_word};
use super::crowd::count_claim;
use super::entity::accounts::{Column, Entity, Model};
use super::sign_in::claim_of;
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use domain::account::{Claim, Email, Role};
use sea_orm::sea_query::Expr;
use sea_orm::{Condition, EntityTrait, QueryFilter, QuerySelect, UpdateMany, prelude::*};

/// How the administrator knows that the account belongs to the person (docs/OPERATIONS.md, "Verifying a member").
pub enum Proof {
    /// The person, contacted independently, read out the check word of the account's current recovery code.
    CheckWord(CheckWord),
    /// The person signed in while the administrator watched.
    InPerson,
}

/// Records what an account is verified as and counts it in the matching crowd. Existing personas keep what they show. A
/// wrong check word changes nothing.
pub async fn verify(ctx: &Ctx, email: &str, claim: Claim, proof: &Proof) -> Result<(), Error> {
    let row = proven(ctx, email, proof).await?;
    claim_as(ctx, &row, claim).await
}

/// Removes the verification.
pub async fn withdraw_verification(ctx: &Ctx, email: &str) -> Result<(), Error> {
    let row = row_of(ctx, email).await?;
    claim_as(ctx, &row, Claim::nothing()).await
}

/// Gives an account a staff role.
pub async fn give_role(ctx: &Ctx, email: &str, role: Role, proof: &Proof) -> Result<(), Error> {
    let row = proven(ctx, email, proof).await?;
    let update = Entity::update_many().col_expr(Column::Role, Expr::value(role.word()));
    changed_one(ctx.identity().write(update.filter(as_seen(&row))).await?)
}

/// Removes the staff role.
pub async fn take_role(ctx: &Ctx, email: &str) -> Result<(), Error> {
    let row = row_of(ctx, email).await?;
    let update = Entity::update_many().col_expr(Column::Role, Expr::value(None::<String>));
    changed_one(ctx.identity().write(update.filter(Column::Id.eq(row.id))).await?)
}

/// Writes a claim and moves the account between crowds, in one transaction.
async fn claim_as(ctx: &Ctx, seen: &Model, claim: Claim) -> Result<(), Error> {
    let work = ctx.identity().begin().await?;
    let row = Entity::find_by_id(seen.id).lock_exclusive().one(&work).await?.ok_or(Refused::NotFound)?;
    changed_one(claimed(claim).filter(as_seen(seen)).exec(&work).await?.rows_affected)?;
    count_claim(&work, Some(claim_of(&row)?), claim).await?;
    Ok(work.commit().await?)
}

fn claimed(claim: Claim) -> UpdateMany<Entity> {
    Entity::update_many()
        .col_expr(Column::Tier, Expr::value(i32::from(claim.tier.number())))
        .col_expr(Column::Specialty, Expr::value(claim.specialty.map(|s| s.slug().to_owned())))
        .col_expr(Column::YearsBand, Expr::value(claim.years.map(|years| i32::from(years.number()))))
        .col_expr(Column::SignedUpDay, Expr::value(None::<i32>))
}

/// The account with this address.
pub(super) async fn row_of(ctx: &Ctx, email: &str) -> Result<Model, Error> {
    let index = ctx.keys.email_index(&Email::parse(email)?)?;
    let row = Entity::find().filter(Column::EmailIndex.eq(index)).one(ctx.identity()).await?;
    Ok(row.ok_or(Refused::NotFound)?)
}

async fn proven(ctx: &Ctx, email: &str, proof: &Proof) -> Result<Model, Error> {
    let row = row_of(ctx, email).await?;
    let holds = match (proof, &row.check_word_sealed) {
        (Proof::InPerson, _) => true,
        (Proof::CheckWord(typed), Some(sealed)) => is_check_word(ctx, row.id, sealed, typed)?,
        (Proof::CheckWord(_), None) => false,
    };
    if holds { Ok(row) } else { Err(Refused::WrongCredentials.into()) }
}

/// The account, provided it still has the recovery code seen earlier: a check word of an earlier code proves nothing.
fn as_seen(row: &Model) -> Condition {
    let word = match &row.check_word_sealed {
        Some(sealed) => Column::CheckWordSealed.eq(sealed.clone()),
        None => Column::CheckWordSealed.is_null(),
    };
    Condition::all().add(Column::Id.eq(row.id)).add(word)
}

/// Refuses if the account has changed since it was read.
fn changed_one(rows: u64) -> Result<(), Error> {
    if rows == 1 { Ok(()) } else { Err(Refused::Busy.into()) }
}
