//! How long ago an account signed up; an administrator sees this when verifying it. The day is kept for a month at
//! most.

use super::entity::accounts::{Column, Entity};
use super::verify::row_of;
use crate::ctx::Ctx;
use crate::error::Error;
use domain::calendar::Day;
use sea_orm::sea_query::Expr;
use sea_orm::{EntityTrait, QueryFilter, prelude::*};
use std::fmt;

/// Days for which the day of sign-up is kept. After that it is no longer needed, and somebody who stole a copy must not
/// be able to match accounts with personas by month.
const KEPT_DAYS: i32 = 30;

/// How long ago an account signed up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// Number of days ago.
    Days(i32),
    /// The day is no longer kept: sign-up was 30 or more days ago, or the account has been verified before.
    NotKept,
}

impl fmt::Display for Age {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Days(0) => f.write_str("signed up today"),
            Self::Days(1) => f.write_str("signed up yesterday"),
            Self::Days(days) => write!(f, "signed up {days} days ago"),
            Self::NotKept => write!(f, "signed up {KEPT_DAYS} days ago or more, or was verified before"),
        }
    }
}

/// The age of the account with this address.
pub async fn account_age(ctx: &Ctx, email: &str) -> Result<Age, Error> {
    let signed_up = row_of(ctx, email).await?.signed_up_day;
    Ok(signed_up.map_or(Age::NotKept, |day| Age::Days(ctx.clock.now().day().0 - day)))
}

/// Deletes sign-up days that are past their retention. Run every hour.
pub async fn forget_sign_up_days(ctx: &Ctx, today: Day) -> Result<(), Error> {
    let forgotten = Entity::update_many()
        .col_expr(Column::SignedUpDay, Expr::value(None::<i32>))
        .filter(Column::SignedUpDay.lte(today.0 - KEPT_DAYS));
    ctx.identity().write(forgotten).await?;
    Ok(())
}
