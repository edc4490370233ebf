//! The monthly review of what personas show: if fewer than twenty accounts would now be shown that way, all personas
//! with that credential switch to the next more general one, on the same day. It looks only at what is shown and at the
//! crowd, never at whose a persona is (docs/decisions/0018-shown-credentials.md).

use super::author::{authors, claim_of};
use crate::account::crowd;
use crate::ctx::Ctx;
use crate::error::Error;
use domain::account::Claim;
use sea_orm::sea_query::Expr;
use sea_orm::{EntityTrait, QueryFilter, prelude::*};
use std::collections::BTreeSet;

/// Generalises what personas show where the crowd has shrunk. Safe to run twice, and by two processes at once.
pub async fn review_credentials(ctx: &Ctx) -> Result<(), Error> {
    use authors::Column::{Id, Specialty, Tier, YearsBand};
    let db = ctx.forum();
    let crowd = crowd(ctx).await?;
    let personas = authors::Entity::find().filter(Id.starts_with("anon_")).all(db).await?;
    let shown: BTreeSet<Claim> = personas.iter().map(claim_of).collect();
    let work = db.begin().await?;
    for claim in shown {
        let reviewed = crowd.reviewed(claim);
        if reviewed == claim {
            continue;
        }
        let mut showing = authors::Entity::update_many()
            .col_expr(Tier, Expr::value(i32::from(reviewed.tier.number())))
            .col_expr(Specialty, Expr::value(reviewed.specialty.map(|specialty| specialty.slug().to_owned())))
            .col_expr(YearsBand, Expr::value(reviewed.years.map(|years| i32::from(years.number()))))
            .filter(Id.starts_with("anon_"))
            .filter(Tier.eq(i32::from(claim.tier.number())));
        showing = match claim.specialty {
            Some(specialty) => showing.filter(Specialty.eq(specialty.slug())),
            None => showing.filter(Specialty.is_null()),
        };
        showing = match claim.years {
            Some(years) => showing.filter(YearsBand.eq(i32::from(years.number()))),
            None => showing.filter(YearsBand.is_null()),
        };
        showing.exec(&work).await?;
    }
    Ok(work.commit().await?)
}
