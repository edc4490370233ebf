//! Drafts: private rows (DESIGN 5.8). A text is saved here before anything about it can fail. Saving writes the content
//! in as many rows as needed, then one row with the list of all drafts, which says where each draft's content begins;
//! the last list is the current one.

use super::draft_list::{DraftList, Line};
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use crate::private_rows::{AppendFault, Kind, Position, ROOM, Series};
use crate::seal::SealFault;
use crate::stores::Work;
use domain::discussion::{Body, BodyFault, Draft, PostKind, Publication, SpaceSlug, Target, TitleFault, without_hosts};
use domain::ids::{DraftId, ItemId};
use domain::policy::Act;
use domain::scrub::{Exemption, Exemptions};
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

/// Longest content, in bytes: 11 000 characters of up to four bytes, the exemptions, and the other fields.
const LONGEST: usize = 65_536;
/// Draft rows an account can write in a month: two thousand saves of the longest text, or ten thousand of a short one.
const MOST_ROWS: u32 = 20_000;
/// How often saving is retried because another session of the account changed the list; each time, one of the sessions
/// succeeds.
pub(super) const TRIES: usize = 64;

/// The format of the sealed content.
#[derive(Serialize, Deserialize)]
pub(super) struct Sealed {
    author: String,
    title: String,
    body: String,
    publication: String,
    space: Option<String>,
    post: Option<Uuid>,
    parent: Option<Uuid>,
    item: Option<Uuid>,
    note: Option<String>,
    forget_earlier: bool,
    #[serde(default, alias = "kept")]
    exemptions: Exemptions,
    #[serde(default)]
    kind: PostKind,
}

impl From<&Draft> for Sealed {
    fn from(draft: &Draft) -> Self {
        let mut sealed = Self {
            author: draft.author.to_string(),
            title: draft.title.clone(),
            body: without_hosts(&draft.body).into_owned(),
            publication: draft.publication.word().to_owned(),
            space: None,
            post: None,
            parent: None,
            item: None,
            note: None,
            forget_earlier: false,
            exemptions: draft.exemptions.within(&[&draft.title, draft.note(), &draft.body]),
            kind: PostKind::default(),
        };
        match &draft.target {
            Target::Post { space, kind } => {
                sealed.space = space.as_ref().map(|space| space.as_str().to_owned());
                sealed.kind = *kind;
            }
            Target::Comment { post, parent } => {
                sealed.post = Some(post.0);
                sealed.parent = parent.map(|parent| parent.0);
            }
            Target::Correction { item, note, forget_earlier } => {
                sealed.item = Some(item.0);
                sealed.note = Some(note.clone());
                sealed.forget_earlier = *forget_earlier;
            }
        }
        sealed
    }
}

impl Sealed {
    pub(super) fn open(self) -> Option<Draft> {
        let target = match (self.space, self.post, self.item) {
            (space, None, None) => Target::Post { space: space.as_deref().and_then(SpaceSlug::parse), kind: self.kind },
            (None, Some(post), None) => Target::Comment { post: ItemId(post), parent: self.parent.map(ItemId) },
            (None, None, Some(item)) => Target::Correction {
                item: ItemId(item),
                note: self.note.unwrap_or_default(),
                forget_earlier: self.forget_earlier,
            },
            _ => return None,
        };
        Some(Draft {
            author: self.author.parse().ok()?,
            target,
            title: self.title,
            body: self.body,
            publication: Publication::parse(&self.publication),
            exemptions: self.exemptions,
        })
    }
}

fn series(ctx: &Ctx) -> Result<Series, Error> {
    Ok(Series::new(&ctx.require()?.secret.private_list_key(), Kind::Drafts))
}

/// The member's drafts, most recently saved first, and the position of the list.
async fn load(db: &impl ConnectionTrait, ctx: &Ctx, series: &Series) -> Result<(DraftList, Option<Position>), Error> {
    let today = ctx.clock.now().day();
    let Some(found) = series.latest(db, today).await? else { return Ok((DraftList::default(), None)) };
    Ok((DraftList::read(&found.value, today).ok_or(SealFault::Malformed)?, Some(found.at)))
}

async fn content(db: &impl ConnectionTrait, series: &Series, line: &Line) -> Result<Draft, Error> {
    let rows = series.read(db, &line.positions()).await?;
    let plain: Zeroizing<Vec<u8>> = Zeroizing::new(rows.iter().flat_map(|row| row.iter().copied()).collect());
    opened(&plain)
}

/// Saves a draft: a new one, or over an earlier one of the same owner.
pub async fn save_draft(ctx: &Ctx, id: Option<DraftId>, draft: &Draft) -> Result<DraftId, Error> {
    ctx.may(Act::TendDraft)?;
    if ctx.require()?.identity_of(draft.author).is_none() {
        return Err(Refused::NotFound.into());
    }
    fits(draft)?;
    if let Some(id) = id {
        return write(ctx, id, Found::Required, draft).await;
    }
    write(ctx, DraftId(ctx.rng.uuid()), Found::Optional, draft).await
}

/// Whether the draft must already be on the list.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    Required,
    Optional,
}

/// Writes a draft under this id.
pub(super) async fn write(ctx: &Ctx, id: DraftId, found: Found, draft: &Draft) -> Result<DraftId, Error> {
    let plain = Zeroizing::new(serde_json::to_vec(&Sealed::from(draft)).map_err(|_| SealFault::Malformed)?);
    if plain.len() > LONGEST {
        // Within the limit in characters but not in bytes: control characters, or a very long note.
        return Err(BodyFault::TooLong(draft.body.chars().count()).into());
    }
    let series = series(ctx)?;
    for _ in 0..TRIES {
        let work = ctx.forum().begin().await?;
        let (mut list, found_at) = load(&work, ctx, &series).await?;
        if found == Found::Required && list.find(id).is_none() {
            return Err(Refused::NotFound.into());
        }
        let first = series.next(found_at, ctx.clock.now().day());
        if first.n > MOST_ROWS {
            return Err(Refused::TooManyDrafts.into());
        }
        let pieces: Vec<&[u8]> = plain.chunks(ROOM).collect();
        list.put(Line { id, first, rows: u8::try_from(pieces.len()).map_err(|_| SealFault::TooLong)? });
        let head = list.written();
        match series.append(&work, ctx, found_at, &[pieces, vec![head.as_slice()]].concat()).await {
            Ok(()) => {
                work.commit().await?;
                return Ok(id);
            }
            Err(AppendFault::Taken) => {}
            Err(AppendFault::Failed(error)) => return Err(error),
        }
    }
    Err(Refused::Busy.into())
}

/// Adds an exemption from the scrubber to a draft, or removes it.
pub async fn mark_draft(ctx: &Ctx, id: DraftId, mark: &Exemption, keep: bool) -> Result<(), Error> {
    let mut draft = open_draft(ctx, id).await?;
    if keep {
        draft.exemptions.mark(mark.kind, &mark.text);
    } else {
        draft.exemptions.unmark(mark.kind, &mark.text);
    }
    save_draft(ctx, Some(id), &draft).await?;
    Ok(())
}

/// A draft may be incomplete, but not much longer than what can be published.
fn fits(draft: &Draft) -> Result<(), Error> {
    let length = draft.body.chars().count();
    if length > Body::MAX * 11 / 10 {
        return Err(BodyFault::TooLong(length).into());
    }
    if draft.title.chars().count() > 300 {
        return Err(TitleFault::TooLong.into());
    }
    Ok(())
}

/// Opens one of the member's drafts.
pub async fn open_draft(ctx: &Ctx, id: DraftId) -> Result<Draft, Error> {
    ctx.may(Act::TendDraft)?;
    let (series, db) = (series(ctx)?, ctx.forum());
    let (list, _) = load(db, ctx, &series).await?;
    content(db, &series, list.find(id).ok_or(Refused::NotFound)?).await
}

/// All drafts of the member, most recently saved first.
pub async fn list_drafts(ctx: &Ctx) -> Result<Vec<(DraftId, Draft)>, Error> {
    ctx.may(Act::TendDraft)?;
    let (series, db) = (series(ctx)?, ctx.forum());
    let (list, _) = load(db, ctx, &series).await?;
    let positions: Vec<Position> = list.lines().iter().flat_map(Line::positions).collect();
    let mut rows = series.read(db, &positions).await?.into_iter();
    let mut drafts = Vec::new();
    for line in list.lines() {
        let plain: Zeroizing<Vec<u8>> =
            Zeroizing::new(rows.by_ref().take(line.rows.into()).flat_map(|row| row.to_vec()).collect());
        drafts.push((line.id, opened(&plain)?));
    }
    Ok(drafts)
}

/// Deletes one of the member's drafts.
pub async fn discard_draft(ctx: &Ctx, id: DraftId) -> Result<(), Error> {
    ctx.may(Act::TendDraft)?;
    for _ in 0..TRIES {
        let work = ctx.forum().begin().await?;
        if take_draft(&work, ctx, id).await?.is_some() {
            return Ok(work.commit().await?);
        }
    }
    Err(Refused::Busy.into())
}

/// Takes a draft off the member's list, in the transaction that publishes it; refused if it is no longer there, so that
/// nothing is published twice. `None` if another session changed the list in the meantime: the transaction has to start
/// again.
pub(super) async fn take_draft(work: &Work, ctx: &Ctx, id: DraftId) -> Result<Option<Draft>, Error> {
    let series = series(ctx)?;
    let (mut list, found_at) = load(work, ctx, &series).await?;
    let draft = content(work, &series, list.find(id).ok_or(Refused::NotFound)?).await?;
    list.remove(id);
    match series.append(work, ctx, found_at, &[list.written().as_slice()]).await {
        Ok(()) => Ok(Some(draft)),
        Err(AppendFault::Taken) => Ok(None),
        Err(AppendFault::Failed(error)) => Err(error),
    }
}

fn opened(plain: &[u8]) -> Result<Draft, Error> {
    let sealed: Sealed = serde_json::from_slice(plain).map_err(|_| SealFault::Malformed)?;
    sealed.open().ok_or(Error::Stored("draft"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_from_before_marks_opens() -> Result<(), serde_json::Error> {
        let earlier = r#"{"author":"deleted_user","title":"t","body":"b","publication":"at-once","space":null,"post":null,
            "parent":null,"item":null,"note":null,"forget_earlier":false}"#;
        let sealed: Sealed = serde_json::from_str(earlier)?;
        assert!(sealed.open().is_some_and(|draft| draft.exemptions.is_empty()));
        Ok(())
    }
}
