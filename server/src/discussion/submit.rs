//! Submitting the composer form. The text is saved as a draft before anything about it can fail, so that no word is
//! lost and the next try continues with the same draft.

use super::draft::save_draft;
use super::publish::judge;
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use domain::discussion::Draft;
use domain::ids::DraftId;

/// The result of submitting a text.
pub struct Submitted {
    /// The draft it was saved as, if it could be saved.
    pub draft: Option<DraftId>,
    /// The draft to review, if there is nothing to correct.
    pub verdict: Result<DraftId, Error>,
}

/// Saves a text as a draft, then checks it.
pub async fn submit(ctx: &Ctx, id: Option<DraftId>, draft: &Draft) -> Submitted {
    match keep_draft(ctx, id, draft).await {
        Ok(id) => Submitted { draft: Some(id), verdict: judge(draft).map(|()| id) },
        // Too long even to save: report the other faults as well.
        Err(long @ Error::Refused(Refused::Title(_) | Refused::Body(_))) => {
            Submitted { draft: None, verdict: Err(judge(draft).err().unwrap_or(long)) }
        }
        Err(error) => Submitted { draft: None, verdict: Err(error) },
    }
}

/// Saves a draft over an earlier one, or as a new one if the earlier one is gone or belongs to another account.
pub async fn keep_draft(ctx: &Ctx, id: Option<DraftId>, draft: &Draft) -> Result<DraftId, Error> {
    match save_draft(ctx, id, draft).await {
        Err(Error::Refused(Refused::NotFound)) if id.is_some() => save_draft(ctx, None, draft).await,
        saved => saved,
    }
}
