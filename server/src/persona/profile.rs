//! Profile pages: what everybody sees, and the owner's view with the exact score.

use super::author::{author_view, authors};
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use crate::reputation::{badges, exact_of, parts};
use domain::calendar::Month;
use domain::discussion::ProfileView;
use domain::ids::AuthorId;
use domain::persona::{OwnProfileView, Slot};
use domain::policy::Act;
use domain::reputation::Tenths;
use sea_orm::EntityTrait;

/// The public profile of an author. Deleted authors have none.
pub async fn profile(ctx: &Ctx, author: AuthorId) -> Result<ProfileView, Error> {
    ctx.may(Act::Read)?;
    if author == AuthorId::Deleted {
        return Err(Refused::NotFound.into());
    }
    let row = load(ctx, author).await?;
    public(ctx, &row, author).await
}

/// The profile of the member's own persona in a slot.
pub async fn own_profile(ctx: &Ctx, slot: Slot) -> Result<OwnProfileView, Error> {
    let entry = ctx.require()?.keyring().in_slot(slot);
    ctx.may(Act::TendPersona { mine: entry.is_some() })?;
    let author = AuthorId::Persona(entry.ok_or(Refused::NotFound)?.persona);
    let row = load(ctx, author).await?;
    let score = exact_of(ctx.forum(), &row).await?.standing.score();
    Ok(OwnProfileView { slot: slot.number(), public: public(ctx, &row, author).await?, score })
}

async fn load(ctx: &Ctx, author: AuthorId) -> Result<authors::Model, Error> {
    Ok(authors::Entity::find_by_id(author.to_string()).one(ctx.forum()).await?.ok_or(Refused::NotFound)?)
}

async fn public(ctx: &Ctx, row: &authors::Model, author: AuthorId) -> Result<ProfileView, Error> {
    let (topics, subjects) = parts(ctx, author).await?;
    Ok(ProfileView {
        author: author_view(row),
        joined: Month(row.joined_month),
        points: Tenths(row.shown_tenths),
        posts: row.posts,
        comments: row.comments,
        helpful: exact_of(ctx.forum(), row).await?.helpful,
        topics,
        subjects,
        badges: badges(ctx, author).await?,
    })
}
