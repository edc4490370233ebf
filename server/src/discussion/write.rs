//! Writes a text that has passed the checks: its row with the assessment, its sketch, and the contribution in its
//! author's ledger.

use super::entity::items;
use super::items::{PUBLISHED, SCHEDULED, count_item, unread};
use super::markdown::{excerpt, to_html};
use super::originality::{leave_sketch, originality};
use super::publish::Outcome;
use crate::ctx::Ctx;
use crate::error::Error;
use crate::jobs::Job;
use crate::reputation::contribute;
use crate::stores::Work;
use domain::calendar::Minute;
use domain::discussion::{Draft, MIXED_WITHIN_MINUTES, PostKind, Publication, Subject};
use domain::ids::ItemId;
use domain::quality::Assessment;
use domain::scrub::{Exemption, Exemptions};
use sea_orm::{EntityTrait, prelude::*};

/// A text that has been checked and scrubbed.
pub(super) struct Cleared {
    pub title: String,
    pub body: String,
    pub exemptions: Vec<Exemption>,
}

/// Where a text goes, and its kind.
pub(super) struct Place {
    pub id: ItemId,
    pub thread: ItemId,
    pub parent: Option<Uuid>,
    pub space: String,
    pub kind: PostKind,
    pub subject: Subject,
}

/// Writes a text.
pub(super) async fn write(
    ctx: &Ctx,
    work: &Work,
    draft: &Draft,
    cleared: Cleared,
    place: Place,
) -> Result<Outcome, Error> {
    let release = match draft.publication {
        Publication::AtOnce => None,
        Publication::Mixed => Some(Minute(ctx.clock.now().minute().0 + ctx.rng.one_to(MIXED_WITHIN_MINUTES))),
    };
    let originality = originality(work, draft.author, place.id, &cleared.body).await?;
    let assessment = Assessment::of(&cleared.title, &cleared.body, originality);
    leave_sketch(work, place.id, &cleared.body).await?;
    let doubled = match release {
        Some(_) => false,
        None => contribute(work, ctx, draft.author, place.id, assessment.score()).await?.unwrap_or(false),
    };
    let row = items::Model {
        id: place.id.0,
        thread: place.thread.0,
        parent: place.parent,
        space: place.space,
        author: draft.author.to_string(),
        title: cleared.title,
        html: to_html(&cleared.body),
        excerpt: excerpt(&cleared.body),
        body: cleared.body,
        exemptions: record(cleared.exemptions)?,
        hour: release.map_or(ctx.clock.now().hour(), Minute::hour).0,
        order_key: ctx.rng.order_key(),
        state: if release.is_some() { SCHEDULED } else { PUBLISHED }.to_owned(),
        kind: place.kind.word().to_owned(),
        subject: place.subject.word().to_owned(),
        quality: i32::from(assessment.score()),
        assessment: stored(assessment)?,
        citations: i32::from(assessment.citations),
        doubled,
        ..unread()
    };
    insert(work, row.clone()).await?;
    if let Some(minute) = release {
        work.enqueue(Job::Release(place.id), minute).await?;
        return Ok(Outcome::Scheduled);
    }
    count_item(work, &row, 1).await?;
    Ok(Outcome::Published { thread: place.thread, item: place.id })
}

/// Writes an item's row.
pub(super) async fn insert(work: &Work, row: items::Model) -> Result<(), Error> {
    let row = items::ActiveModel::from(row).reset_all();
    items::Entity::insert(row).exec_without_returning(work).await?;
    Ok(())
}

/// The exemptions that took effect, as stored with an item.
pub(super) fn record(exemptions: Vec<Exemption>) -> Result<String, Error> {
    serde_json::to_string(&Exemptions::from(exemptions)).map_err(|_| Error::Stored("marks"))
}

/// An assessment as it is stored.
pub(super) fn stored(assessment: Assessment) -> Result<String, Error> {
    serde_json::to_string(&assessment).map_err(|_| Error::Stored("assessment"))
}
