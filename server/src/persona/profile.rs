//! Profile pages: what everybody sees, and the owner's view with the exact score.

use super::author::{author_view, authors};
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use crate::reputation::{Exact, badges, parts, standings};
use domain::calendar::Month;
use domain::discussion::ProfileView;
use domain::ids::AuthorId;
use domain::persona::{OwnProfileView, Slot};
use domain::policy::Act;
use domain::reputation::Tenths;

/// The public profile of an author. Deleted authors have none.
pub async fn profile(ctx: &Ctx, author: AuthorId) -> Result<ProfileView, Error> {
    ctx.may(Act::Read)?;
    if author == AuthorId::Deleted {
        return Err(Refused::NotFound.into());
    }
    let (row, exact) = load(ctx, author).await?;
    public(ctx, &row, exact, author).await
}

/// The profile of the member's own persona in a slot.
pub async fn own_profile(ctx: &Ctx, slot: Slot) -> Result<OwnProfileView, Error> {
    let entry = ctx.require()?.keyring().in_slot(slot);
    ctx.may(Act::TendPersona { mine: entry.is_some() })?;
    let author = AuthorId::Persona(entry.ok_or(Refused::NotFound)?.persona);
    let (row, exact) = load(ctx, author).await?;
    let score = exact.standing.score();
    Ok(OwnProfileView { slot: slot.number(), public: public(ctx, &row, exact, author).await?, score })
}

async fn load(ctx: &Ctx, author: AuthorId) -> Result<(authors::Model, Exact), Error> {
    let found = standings(ctx.forum(), &[author]).await?.into_values().next();
    Ok(found.ok_or(Refused::NotFound)?)
}

async fn public(ctx: &Ctx, row: &authors::Model, exact: Exact, author: AuthorId) -> Result<ProfileView, Error> {
    let (topics, subjects) = parts(ctx, author).await?;
    Ok(ProfileView {
        author: author_view(row),
        joined: Month(row.joined_month),
        points: Tenths(row.shown_tenths),
        posts: row.posts,
        comments: row.comments,
        helpful: exact.helpful,
        topics,
        subjects,
        badges: badges(ctx, author).await?,
    })
}
