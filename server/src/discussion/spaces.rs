//! Spaces: the forums.

use super::entity::spaces::{ActiveModel, Column, Entity, Model};
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use domain::discussion::{SpaceKind, SpaceSlug, SpaceView};
use domain::policy::Act;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryOrder};

/// A space to be added.
pub struct NewSpace {
    /// Its slug.
    pub slug: SpaceSlug,
    /// Its name.
    pub name: String,
    /// What it is about.
    pub about: String,
    /// What it is for.
    pub kind: SpaceKind,
}

/// Adds spaces in this order; existing ones stay as they are.
pub async fn add_spaces(ctx: &Ctx, spaces: Vec<NewSpace>) -> Result<(), Error> {
    for (position, space) in (0_i32..).zip(spaces) {
        let row = ActiveModel {
            slug: Set(space.slug.as_str().to_owned()),
            name: Set(space.name),
            about: Set(space.about),
            kind: Set(space.kind.word().to_owned()),
            position: Set(position),
            posts: Set(0),
        };
        ctx.forum().write(Entity::insert(row).on_conflict(OnConflict::new().do_nothing().to_owned())).await?;
    }
    Ok(())
}

/// All spaces, in their order.
pub async fn list_spaces(ctx: &Ctx) -> Result<Vec<SpaceView>, Error> {
    ctx.may(Act::Read)?;
    let rows = Entity::find().order_by_asc(Column::Position).all(ctx.forum()).await?;
    rows.into_iter().map(view).collect()
}

/// One space.
pub async fn load_space(ctx: &Ctx, slug: &SpaceSlug) -> Result<SpaceView, Error> {
    ctx.may(Act::Read)?;
    find(ctx.forum(), slug).await
}

pub(super) async fn find(db: &impl ConnectionTrait, slug: &SpaceSlug) -> Result<SpaceView, Error> {
    view(Entity::find_by_id(slug.as_str()).one(db).await?.ok_or(Refused::NotFound)?)
}

fn view(row: Model) -> Result<SpaceView, Error> {
    let kind = SpaceKind::parse(&row.kind).ok_or(Error::Stored("space kind"))?;
    Ok(SpaceView { slug: row.slug, name: row.name, about: row.about, kind, posts: row.posts })
}
