//! Bonuses for a post's kind and evidence. The author's own statement or a link earns nothing by itself: three
//! different accounts must find the text helpful first. Each bonus is given once.

use super::ledger::Ledger;
use crate::ctx::Ctx;
use crate::discussion::{Contribution, load_contribution, mark_rewarded};
use crate::error::{Error, Refused};
use crate::persona::authors;
use crate::stores::Work;
use domain::calendar::Month;
use domain::ids::AuthorId;
use domain::quality::{Tone, evidence};
use domain::reputation::{EventKind, GRACE_DAYS, REWARDED_FROM, ReputationEvent};
use sea_orm::{ConnectionTrait, EntityTrait};

/// Gives the bonuses of a text whose votes have just changed, if they are due.
pub(super) async fn reward(work: &Work, ctx: &Ctx, ledger: &mut Ledger, about: &Contribution) -> Result<(), Error> {
    if about.rewarded || about.up < REWARDED_FROM || !mark_rewarded(work, about.item).await? {
        return Ok(());
    }
    let evidence = evidence(&about.body);
    let bonuses = [
        about.kind.bonus(),
        evidence.peer_reviewed.then_some(EventKind::CitesPeerReviewed),
        evidence.data.then_some(EventKind::ProvidesData),
        evidence.guideline.then_some(EventKind::LinksGuideline),
        helps_somebody_new(work, about).await?.then_some(EventKind::HelpedNewUser),
    ];
    for reputation_event in bonuses.into_iter().flatten().filter_map(|kind| ReputationEvent::plain(kind).ok()) {
        ledger.apply(ctx, reputation_event, Some(about));
    }
    Ok(())
}

/// Whether it is a constructive comment on a post by somebody who was new at the time.
async fn helps_somebody_new(db: &impl ConnectionTrait, about: &Contribution) -> Result<bool, Error> {
    let constructive = about.assessment.is_some_and(|assessment| assessment.tone == Tone::Constructive);
    if about.is_post() || !constructive {
        return Ok(false);
    }
    let asker = match load_contribution(db, about.thread).await {
        Ok(post) => post.author,
        Err(Error::Refused(Refused::NotFound)) => return Ok(false),
        Err(error) => return Err(error),
    };
    if asker == AuthorId::Deleted || asker == about.author {
        return Ok(false);
    }
    let row = authors::Entity::find_by_id(asker.to_string()).one(db).await?;
    Ok(row.is_some_and(|row| about.on.0 - Month(row.joined_month).last_day().0 < GRACE_DAYS))
}
