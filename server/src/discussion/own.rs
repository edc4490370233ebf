//! The member's own items: those they can correct or delete, and those still scheduled.

use super::entity::items;
use super::items::{DELETED, SCHEDULED};
use super::thread::{WithAuthor, is_mine};
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use crate::persona::authors;
use domain::discussion::{HOURS_TO_CORRECT, MOST_CORRECTIONS};
use domain::ids::{AuthorId, ItemId};
use domain::policy::Act;
use domain::scrub::Exemptions;
use sea_orm::{EntityTrait, QueryFilter, prelude::*};

/// One of the member's own items in its current state.
pub struct OwnItem {
    /// Its thread.
    pub thread: ItemId,
    /// The identity it was published under.
    pub author: AuthorId,
    /// Its title.
    pub title: String,
    /// Its text.
    pub body: String,
    /// What its author exempted from scrubbing.
    pub exemptions: Exemptions,
    /// Whether another correction is allowed.
    pub correctable: bool,
}

/// One of the member's own items, to correct or delete.
pub async fn own_item(ctx: &Ctx, item: ItemId) -> Result<OwnItem, Error> {
    ctx.require()?;
    let row = items::Entity::find_by_id(item.0).one(ctx.forum()).await?.ok_or(Refused::NotFound)?;
    let recent = row.state == SCHEDULED || ctx.clock.now().hour().0 - row.hour < HOURS_TO_CORRECT;
    ctx.may(Act::Correct { mine: is_mine(ctx, &row) && row.state != DELETED, recent })?;
    let author = row.author.parse().map_err(|_| Error::Stored("author"))?;
    // An unreadable record counts as no exemptions, so that correcting and deleting still work.
    let exemptions = serde_json::from_str(&row.exemptions).unwrap_or_default();
    let correctable = row.corrections < MOST_CORRECTIONS;
    Ok(OwnItem { thread: ItemId(row.thread), author, title: row.title, body: row.body, exemptions, correctable })
}

/// The member's scheduled items: id, author's name, and title or first words.
pub async fn scheduled(ctx: &Ctx) -> Result<Vec<(ItemId, String, String)>, Error> {
    let member = ctx.require()?;
    let own = member.identities().into_iter().map(|identity| member.author(identity).to_string());
    let rows = items::Entity::find()
        .filter(items::Column::Author.is_in(own))
        .filter(items::Column::State.eq(SCHEDULED))
        .find_also_related(authors::Entity)
        .all(ctx.forum())
        .await?;
    let line = |(row, author): WithAuthor| {
        let words = if row.title.is_empty() { row.excerpt } else { row.title };
        (ItemId(row.id), author.map_or_else(String::new, |author| author.name), words)
    };
    Ok(rows.into_iter().map(line).collect())
}
