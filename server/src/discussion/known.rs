//! The reader's votes and reactions, and the corrections, for the items of a page; and each item as its reader sees it.

use super::entity::items;
use super::items::DELETED;
use super::markdown::as_it_stands;
use super::replies::path_in_full;
use super::room::is_long;
use super::thread::{WithAuthor, is_mine};
use super::trail::last_corrections;
use crate::ctx::Ctx;
use crate::error::Error;
use crate::persona::{Identities, author_view, authors};
use crate::reputation::{OwnMarks, Reaction, own_marks};
use domain::calendar::Hour;
use domain::discussion::{CorrectedView, HOURS_TO_CORRECT, ItemView, OwnSignals, QualityView};
use domain::ids::AuthorId;
use domain::policy::{Act, Voice};
use domain::quality::Assessment;
use sea_orm::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// The reader's votes and reactions, and the corrections, for the items of a page.
pub(super) struct Known {
    votes: BTreeMap<Uuid, i8>,
    reactions: BTreeSet<(Uuid, Reaction)>,
    corrected: BTreeMap<Uuid, CorrectedView>,
    /// The identity the reader speaks as, if signed in.
    voice: Option<Voice>,
    accepted: Option<Uuid>,
    /// Whether the reader asked the question.
    asked: bool,
}

impl Known {
    pub async fn load(
        ctx: &Ctx,
        identities: &Identities,
        post: &items::Model,
        rows: &[&items::Model],
    ) -> Result<Self, Error> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let corrected = last_corrections(ctx.forum(), rows).await?;
        let OwnMarks { votes, reactions } = own_marks(ctx, &ids).await?;
        Ok(Self {
            votes,
            reactions,
            corrected,
            voice: identities.speaking_voice(),
            accepted: post.accepted,
            asked: is_mine(ctx, post),
        })
    }

    /// An item in a list: only the first words of a long text.
    pub fn view(&self, ctx: &Ctx, item: &WithAuthor) -> ItemView {
        let mut view = self.in_full(ctx, item);
        if view.html.is_some() && is_long(&item.0) {
            view.html = Some(as_it_stands(&item.0.excerpt));
            view.whole = Some(path_in_full(&item.0));
        }
        view
    }

    /// An item with its whole text.
    pub fn in_full(&self, ctx: &Ctx, (row, author): &WithAuthor) -> ItemView {
        let mine = is_mine(ctx, row);
        let deleted = row.state == DELETED;
        let recent = ctx.clock.now().hour().0 - row.hour < HOURS_TO_CORRECT;
        ItemView {
            id: row.id.to_string(),
            author: author.as_ref().map_or_else(|| author_view(&nobody()), author_view),
            html: (!deleted).then(|| row.html.clone()),
            hour: Hour(row.hour),
            votes: row.up - row.down,
            my_vote: self.votes.get(&row.id).copied().unwrap_or(0),
            endorsements: row.endorsements,
            accepted: self.accepted == Some(row.id) && !deleted,
            featured: row.featured && !deleted,
            own: if deleted { OwnSignals::default() } else { self.own(ctx, row, mine) },
            quality: if mine && !deleted { quality(row) } else { None },
            mine,
            open_to_correction: mine && recent && !deleted,
            corrected: self.corrected.get(&row.id).filter(|_| !deleted).cloned(),
            whole: None,
        }
    }

    /// The reader's votes and reactions on an item, and what they may do with it.
    fn own(&self, ctx: &Ctx, row: &items::Model, mine: bool) -> OwnSignals {
        let may = |act| ctx.may(act).is_ok();
        OwnSignals {
            endorsed: self.reactions.contains(&(row.id, Reaction::Endorse)),
            may_endorse: self.voice.is_some_and(|voice| may(Act::Endorse { voice, mine })),
            saved: self.reactions.contains(&(row.id, Reaction::Save)),
            may_accept: row.id != row.thread && may(Act::Accept { asked: self.asked, mine }),
            may_feature: may(Act::Feature { mine }),
        }
    }
}

/// The quality of an item, shown to its author only.
fn quality(row: &items::Model) -> Option<QualityView> {
    let assessment: Assessment = serde_json::from_str(&row.assessment).ok()?;
    Some(QualityView { score: assessment.score(), parts: assessment.parts() })
}

/// The author row for items whose author has been deleted.
pub(super) fn nobody() -> authors::Model {
    authors::Model {
        id: AuthorId::Deleted.to_string(),
        name: "deleted user".to_owned(),
        handle: None,
        tier: 5,
        specialty: None,
        years_band: None,
        joined_month: 0,
        shown_tenths: 0,
        shown_day: 0,
        posts: 0,
        comments: 0,
    }
}
