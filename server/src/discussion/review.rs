//! The review before publishing: what will be removed and why, what the text will look like, where it goes and under
//! which hour.

use super::draft::open_draft;
use super::entity::items;
use super::hints::about_with_texts;
use super::markdown::to_html;
use super::shown::scrubbed;
use super::spaces::find;
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use domain::calendar::Hour;
use domain::discussion::{Draft, SpaceSlug, Target};
use domain::hint::{Hint, hints};
use domain::ids::DraftId;
use domain::legible::legible;
use domain::scrub::redact;
use sea_orm::EntityTrait;

/// Everything an author is shown before publishing.
pub struct Review {
    /// The draft as typed.
    pub draft: Draft,
    /// Name of the space it goes to.
    pub space_name: String,
    /// Title of the thread it goes to, for comments and corrections.
    pub thread_title: Option<String>,
    /// The title as it will be published.
    pub title: String,
    /// The text as it will be published.
    pub html: String,
    /// The note of a correction as it will be published.
    pub note: String,
    /// What could give away its author, or somebody in it.
    pub hints: Vec<Hint>,
    /// The hour shown if it is published at once.
    pub hour: Hour,
}

/// Reviews one of the member's drafts.
pub async fn review(ctx: &Ctx, id: DraftId) -> Result<Review, Error> {
    let draft = open_draft(ctx, id).await?;
    let db = ctx.forum();
    let (space, thread_title) = match &draft.target {
        Target::Post { space, .. } => (space.clone().ok_or(Refused::Space)?, None),
        Target::Comment { post: item, .. } | Target::Correction { item, .. } => {
            let row = items::Entity::find_by_id(item.0).one(db).await?.ok_or(Refused::NotFound)?;
            let thread = items::Entity::find_by_id(row.thread).one(db).await?.ok_or(Refused::NotFound)?;
            (SpaceSlug::parse(&row.space).ok_or(Error::Stored("space"))?, Some(thread.title))
        }
    };
    let note = draft.note();
    let plain = |text: &str| redact(&legible(text), &draft.exemptions).text;
    Ok(Review {
        space_name: find(db, &space).await?.name,
        thread_title,
        title: plain(&draft.title),
        html: to_html(&scrubbed(&legible(&draft.body), &draft.exemptions).text),
        note: plain(note),
        hints: hints(&[&draft.title, note, &draft.body].join("\n"), &about_with_texts(ctx, draft.author).await?),
        hour: ctx.clock.now().hour(),
        draft,
    })
}
