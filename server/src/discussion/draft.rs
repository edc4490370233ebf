//! Drafts: a private list under an owner tag, content sealed to one length (DESIGN 5.8). A text is kept here before
//! anything about it can fail.

use super::entity::drafts::{ActiveModel, Column, Entity, Model};
use crate::account::AccountSecret;
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use crate::seal::{Place, SealFault, open_padded, seal_padded};
use domain::calendar::Day;
use domain::discussion::{Body, BodyFault, Draft, PostKind, Publication, SpaceSlug, Target, TitleFault, without_hosts};
use domain::ids::{DraftId, ItemId};
use domain::policy::Act;
use domain::scrub::{Kept, Mark};
use sea_orm::sea_query::{ExprTrait as _, OnConflict};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryFilter, prelude::*};
use serde::{Deserialize, Serialize};

/// Padded length of a draft, in bytes: 11 000 characters of four bytes, the marks, and the rest.
const SIZE: usize = 65_536;
/// Days a draft is kept after it was last saved.
const KEPT_DAYS: i32 = 30;
/// Drafts an account can have at a time.
const MOST: usize = 50;

/// The layout inside the seal.
#[derive(Serialize, Deserialize)]
struct Sealed {
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
    #[serde(default)]
    kept: Kept,
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
            kept: draft.kept.within(&[&draft.title, draft.note(), &draft.body]),
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
    fn open(self) -> Option<Draft> {
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
            kept: self.kept,
        })
    }
}

fn owner_tag(secret: &AccountSecret) -> String {
    hex::encode(secret.private_list_key().mac(&[b"drafts"]))
}

fn place(id: &Uuid) -> Place<'_> {
    Place { table: "drafts", row: id.as_bytes(), column: "sealed" }
}

/// Saves a draft, new or over an earlier one of the same owner.
pub async fn save_draft(ctx: &Ctx, id: Option<DraftId>, draft: &Draft) -> Result<DraftId, Error> {
    ctx.may(Act::TendDraft)?;
    let member = ctx.require()?;
    if member.identity_of(draft.author).is_none() {
        return Err(Refused::NotFound.into());
    }
    fits(draft)?;
    let tag = owner_tag(&member.secret);
    let db = &ctx.stores.forum;
    let id = match id {
        Some(id) => {
            owned(ctx, db, id).await?;
            id
        }
        None => DraftId(ctx.chance.uuid()),
    };
    let plain = serde_json::to_vec(&Sealed::from(draft)).map_err(|_| SealFault::Malformed)?;
    let key = member.secret.private_list_key().derive("drafts");
    let sealed = seal_padded(&key, place(&id.0), &plain, SIZE, &ctx.chance).map_err(|fault| match fault {
        // Within the limits only by the count of characters: control characters, an endless note.
        SealFault::TooLong => BodyFault::TooLong(draft.body.chars().count()).into(),
        fault => Error::from(fault),
    })?;
    let row = ActiveModel {
        id: Set(id.0),
        owner_tag: Set(tag.clone()),
        sealed: Set(sealed),
        expires_day: Set(ctx.clock.now().day().plus(KEPT_DAYS).0),
    };
    let over = OnConflict::column(Column::Id)
        .update_columns([Column::Sealed, Column::ExpiresDay])
        .action_and_where(Expr::col((Entity, Column::OwnerTag)).eq(tag.clone()))
        .to_owned();
    Entity::insert(row).on_conflict(over).exec_without_returning(db).await?;
    forget_surplus(db, &tag, id).await?;
    Ok(id)
}

/// Keeps what a mark stands for, or takes the mark back.
pub async fn mark_draft(ctx: &Ctx, id: DraftId, mark: &Mark, keep: bool) -> Result<(), Error> {
    let mut draft = open_draft(ctx, id).await?;
    if keep {
        draft.kept.mark(mark.kind, &mark.text);
    } else {
        draft.kept.unmark(mark.kind, &mark.text);
    }
    save_draft(ctx, Some(id), &draft).await?;
    Ok(())
}

/// A draft may be unfinished, but not longer than what could be published.
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
    open(ctx, &owned(ctx, &ctx.stores.forum, id).await?)
}

/// All drafts of the member.
pub async fn list_drafts(ctx: &Ctx) -> Result<Vec<(DraftId, Draft)>, Error> {
    ctx.may(Act::TendDraft)?;
    let tag = owner_tag(&ctx.require()?.secret);
    let rows = Entity::find().filter(Column::OwnerTag.eq(tag)).all(&ctx.stores.forum).await?;
    rows.iter().map(|row| Ok((DraftId(row.id), open(ctx, row)?))).collect()
}

/// Deletes one of the member's drafts.
pub async fn discard_draft(ctx: &Ctx, id: DraftId) -> Result<(), Error> {
    ctx.may(Act::TendDraft)?;
    remove(ctx, &ctx.stores.forum, id).await
}

/// Deletes a draft of the member; refused where it is no longer there, so that nothing is published twice.
pub(super) async fn remove(ctx: &Ctx, db: &impl ConnectionTrait, id: DraftId) -> Result<(), Error> {
    let tag = owner_tag(&ctx.require()?.secret);
    let gone = Entity::delete_many().filter(Column::Id.eq(id.0)).filter(Column::OwnerTag.eq(tag)).exec(db).await?;
    if gone.rows_affected == 1 { Ok(()) } else { Err(Refused::NotFound.into()) }
}

/// Drops drafts that nobody has touched for a month. Run by the upkeep.
pub async fn purge_drafts(db: &impl ConnectionTrait, today: Day) -> Result<(), Error> {
    Entity::delete_many().filter(Column::ExpiresDay.lt(today.0)).exec(db).await?;
    Ok(())
}

async fn owned(ctx: &Ctx, db: &impl ConnectionTrait, id: DraftId) -> Result<Model, Error> {
    let tag = owner_tag(&ctx.require()?.secret);
    let row = Entity::find_by_id(id.0).filter(Column::OwnerTag.eq(tag)).one(db).await?;
    Ok(row.ok_or(Refused::NotFound)?)
}

fn open(ctx: &Ctx, row: &Model) -> Result<Draft, Error> {
    let key = ctx.require()?.secret.private_list_key().derive("drafts");
    let plain = open_padded(&key, place(&row.id), &row.sealed)?;
    let sealed: Sealed = serde_json::from_slice(&plain).map_err(|_| SealFault::Malformed)?;
    sealed.open().ok_or(Error::Stored("draft"))
}

/// Keeps the number of drafts within bounds by dropping those that expire first.
async fn forget_surplus(db: &impl ConnectionTrait, tag: &str, newest: DraftId) -> Result<(), Error> {
    let mut rows: Vec<(Uuid, i32)> = Entity::find()
        .filter(Column::OwnerTag.eq(tag))
        .filter(Column::Id.ne(newest.0))
        .all(db)
        .await?
        .into_iter()
        .map(|row| (row.id, row.expires_day))
        .collect();
    rows.sort_by_key(|(_, expires)| std::cmp::Reverse(*expires));
    let surplus: Vec<Uuid> = rows.into_iter().skip(MOST - 1).map(|(id, _)| id).collect();
    if !surplus.is_empty() {
        Entity::delete_many().filter(Column::Id.is_in(surplus)).exec(db).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_from_before_marks_opens() -> Result<(), serde_json::Error> {
        let earlier = r#"{"author":"deleted_user","title":"t","body":"b","publication":"at-once","space":null,"post":null,
            "parent":null,"item":null,"note":null,"forget_earlier":false}"#;
        let sealed: Sealed = serde_json::from_str(earlier)?;
        assert!(sealed.open().is_some_and(|draft| draft.kept.is_empty()));
        Ok(())
    }
}
