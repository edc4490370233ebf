//! Account data that could give away the person behind a persona. Loaded for the author's own page and stored nowhere.

use super::entity::items;
use super::items::PUBLISHED;
use crate::account::own_email;
use crate::ctx::Ctx;
use crate::error::Error;
use domain::hint::About;
use domain::ids::AuthorId;
use sea_orm::{EntityTrait, QueryFilter, QueryOrder, QuerySelect, prelude::*};

/// Number of recent texts under the real name that a new one is compared with.
const COMPARED: u64 = 200;

/// What would give the member away in a text by this persona; empty if the author is the member's public profile.
/// Accounts hold no licence number or workplace yet.
pub async fn about(ctx: &Ctx, author: AuthorId) -> Result<About, Error> {
    let member = ctx.require()?;
    if !matches!(author, AuthorId::Persona(_)) {
        return Ok(About::default());
    }
    Ok(About { names: vec![member.name.clone()], ..About::default() })
}

/// The same, plus their e-mail address and what they have published under the real name.
pub(super) async fn about_with_texts(ctx: &Ctx, author: AuthorId) -> Result<About, Error> {
    let mut about = about(ctx, author).await?;
    if matches!(author, AuthorId::Persona(_)) {
        about.email = Some(own_email(ctx).await?);
        about.identified_texts = items::Entity::find()
            .select_only()
            .column(items::Column::Body)
            .filter(items::Column::Author.eq(AuthorId::Member(ctx.require()?.keyring().member).to_string()))
            .filter(items::Column::State.eq(PUBLISHED))
            .order_by_desc(items::Column::Hour)
            .limit(COMPARED)
            .into_tuple()
            .all(ctx.forum())
            .await?;
    }
    Ok(about)
}
