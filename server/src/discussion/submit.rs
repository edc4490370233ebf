//! Handing in what the composer holds. It is kept as a draft before anything about it can fail, so that no word is lost
//! and the next try goes on with the same draft.

use super::draft::save_draft;
use super::publish::judge;
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use domain::discussion::Draft;
use domain::ids::DraftId;

/// What became of a text.
pub struct Submitted {
    /// The draft it is kept as, wherever it could be kept.
    pub draft: Option<DraftId>,
    /// The draft to review, if there is nothing to mend.
    pub verdict: Result<DraftId, Error>,
}

/// Keeps a text as a draft, then judges it.
pub async fn submit(ctx: &Ctx, id: Option<DraftId>, draft: &Draft) -> Submitted {
    match keep_draft(ctx, id, draft).await {
        Ok(id) => Submitted { draft: Some(id), verdict: judge(draft).map(|()| id) },
        // Too long even to be kept: the other faults are told with it.
        Err(long @ Error::Refused(Refused::Title(_) | Refused::Body(_))) => {
            Submitted { draft: None, verdict: Err(judge(draft).err().unwrap_or(long)) }
        }
        Err(error) => Submitted { draft: None, verdict: Err(error) },
    }
}

/// Saves a draft over an earlier one; where that is gone, or was another account's, as a new one.
pub async fn keep_draft(ctx: &Ctx, id: Option<DraftId>, draft: &Draft) -> Result<DraftId, Error> {
    match save_draft(ctx, id, draft).await {
        Err(Error::Refused(Refused::NotFound)) if id.is_some() => save_draft(ctx, None, draft).await,
        saved => saved,
    }
}
