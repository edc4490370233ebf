//! The Anonymity Dashboard, and the identities a member can speak as.

use super::author::{author_view, authors};
use crate::account::Member;
use crate::ctx::Ctx;
use crate::error::Error;
use crate::reputation::exact;
use domain::persona::{DashboardView, KeyringFault, LIMIT, PersonaCard, State};
use domain::reputation::Rating;
use sea_orm::{EntityTrait, QueryFilter, prelude::*};

/// The dashboard of the signed-in member.
pub async fn dashboard(ctx: &Ctx) -> Result<DashboardView, Error> {
    let member = ctx.require()?;
    let rows = rows(ctx, member).await?;
    let exact = exact(ctx.forum(), &rows).await?;
    let card = |entry: domain::persona::Entry| {
        let row = rows.iter().find(|row| row.id == entry.persona.to_string())?;
        let score = exact.get(&row.id)?.standing.score();
        Some(PersonaCard {
            slot: entry.slot.number(),
            author: author_view(row),
            made_on: entry.made_on,
            score,
            rating: Rating::of(score),
            posts: row.posts,
            comments: row.comments,
        })
    };
    let keyring = member.keyring();
    let occupied = keyring.entries().iter().filter(|entry| entry.state != State::Gone).count();
    Ok(DashboardView {
        personas: keyring.living().into_iter().filter_map(card).collect(),
        remaining: LIMIT.saturating_sub(occupied),
        next_on: match keyring.next(ctx.clock.now().day()) {
            Err(KeyringFault::TooSoon(day)) => Some(day),
            Ok(_) | Err(_) => None,
        },
        unsettled: keyring.entries().iter().any(|e| matches!(e.state, State::Making | State::Leaving)),
    })
}

async fn rows(ctx: &Ctx, member: &Member) -> Result<Vec<authors::Model>, Error> {
    let ids: Vec<String> = member.keyring().living().iter().map(|entry| entry.persona.to_string()).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(authors::Entity::find().filter(authors::Column::Id.is_in(ids)).all(ctx.forum()).await?)
}
