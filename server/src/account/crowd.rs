//! How many accounts are verified as what: the crowd behind which a persona hides (DESIGN section 6). The counts are
//! stored, and change only on sign-up and verification.

use super::entity::claim_counts::{ActiveModel, Column, Entity, Model};
use crate::ctx::Ctx;
use crate::error::Error;
use crate::stores::Work;
use domain::account::{Claim, Crowd, Specialty, Tier, YearsBand};
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{ActiveValue::Set, EntityTrait};

/// All accounts of this installation, counted by what they are verified as.
pub(crate) async fn crowd(ctx: &Ctx) -> Result<Crowd, Error> {
    let rows = Entity::find().all(ctx.identity()).await?;
    let counts: Result<Vec<(Claim, u64)>, Error> = rows.iter().map(read).collect();
    Ok(Crowd::with_least(ctx.least_crowd, counts?))
}

fn read(row: &Model) -> Result<(Claim, u64), Error> {
    let tier = u8::try_from(row.tier).ok().and_then(Tier::from_number).ok_or(Error::Stored("tier"))?;
    let years = u8::try_from(row.years_band).ok().and_then(YearsBand::from_number);
    let claim = Claim { tier, specialty: Specialty::parse(&row.specialty), years };
    Ok((claim, u64::try_from(row.accounts).unwrap_or(0)))
}

/// Moves an account from the count of its old claim to that of the new one, in the transaction that verifies it.
pub(super) async fn count_claim(work: &Work, was: Option<Claim>, is: Claim) -> Result<(), Error> {
    for (claim, by) in was.map(|claim| (claim, -1)).into_iter().chain([(is, 1)]) {
        let row = ActiveModel {
            tier: Set(i32::from(claim.tier.number())),
            specialty: Set(claim.specialty.map_or_else(String::new, |specialty| specialty.slug().to_owned())),
            years_band: Set(claim.years.map_or(-1, |years| i32::from(years.number()))),
            accounts: Set(by),
        };
        let more = OnConflict::columns([Column::Tier, Column::Specialty, Column::YearsBand])
            .value(Column::Accounts, Expr::col((Entity, Column::Accounts)).add(by))
            .to_owned();
        Entity::insert(row).on_conflict(more).exec_without_returning(work).await?;
    }
    Ok(())
}
