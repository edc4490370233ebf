//! How long ago an account signed up, for an administrator who is asked to verify it. The day is kept for a month at most.

use super::entity::accounts::{Column, Entity};
use super::verify::row_of;
use crate::ctx::Ctx;
use crate::error::Error;
use domain::calendar::Day;
use sea_orm::sea_query::Expr;
use sea_orm::{EntityTrait, QueryFilter, prelude::*};
use std::fmt;

/// Days for which the day of sign-up is kept: by then it has served, and a thief of a copy must not match accounts with
/// personas by their months.
const KEPT_DAYS: i32 = 30;

/// How long ago an account signed up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Age {
    /// So many days ago.
    Days(i32),
    /// 30 days ago or more, or it was verified before: the day is not kept.
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

/// How old the account of an address is.
pub async fn account_age(ctx: &Ctx, email: &str) -> Result<Age, Error> {
    let signed_up = row_of(ctx, email).await?.signed_up_day;
    Ok(signed_up.map_or(Age::NotKept, |day| Age::Days(ctx.clock.now().day().0 - day)))
}

/// Forgets the days of sign-up that are old enough. Run by the upkeep.
pub async fn forget_sign_up_days(ctx: &Ctx, today: Day) -> Result<(), Error> {
    Entity::update_many()
        .col_expr(Column::SignedUpDay, Expr::value(None::<i32>))
        .filter(Column::SignedUpDay.lte(today.0 - KEPT_DAYS))
        .exec(&ctx.stores.identity)
        .await?;
    Ok(())
}
