//! Publishing a draft: one transaction that scrubs it, counts it against the daily limits, writes the item and removes
//! the draft from its owner's list. A second click finds no draft and publishes nothing.

use super::draft::{TRIES, take_draft};
use super::entity::{corrections, items};
use super::items::{PUBLISHED, add};
use super::markdown::{excerpt, to_html};
use super::originality::{drop_sketch, leave_sketch, originality};
use super::shown::scrubbed;
use super::spaces::find;
use super::write::{Cleared, Place, record, stored, write};
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use crate::integrity::count_speaking;
use crate::persona::{ensure_member, own_identities};
use crate::reputation::lock_author;
use crate::stores::{Work, forget_log};
use domain::discussion::{
    Body, CorrectionNote, Draft, HOURS_TO_CORRECT, MOST_CORRECTIONS, PostKind, SpaceSlug, Subject, Target, Title,
};
use domain::ids::{AuthorId, DraftId, ItemId};
use domain::integrity::Counted;
use domain::policy::{Act, Voice};
use domain::quality::Assessment;
use domain::scrub::redact;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, EntityTrait, QueryFilter, QuerySelect, prelude::*};

/// The result of publishing a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Published in this thread, as this item.
    Published {
        /// The thread.
        thread: ItemId,
        /// The item.
        item: ItemId,
    },
    /// Scheduled to appear within the next three hours.
    Scheduled,
}

/// Publishes one of the member's drafts under the identity named in the draft.
pub async fn publish(ctx: &Ctx, id: DraftId) -> Result<Outcome, Error> {
    ctx.may(Act::TendDraft)?;
    for _ in 0..TRIES {
        let work = ctx.forum().begin().await?;
        if let Some(draft) = take_draft(&work, ctx, id).await? {
            return publish_draft(ctx, work, &draft).await;
        }
    }
    Err(Refused::Busy.into())
}

async fn publish_draft(ctx: &Ctx, work: Work, draft: &Draft) -> Result<Outcome, Error> {
    if ctx.require()?.identity_of(draft.author).is_none() {
        return Err(Refused::NotFound.into());
    }
    let outcome = match &draft.target {
        Target::Post { space, kind } => post(ctx, &work, draft, space.as_ref().ok_or(Refused::Space)?, *kind).await?,
        Target::Comment { post, parent } => comment(ctx, &work, draft, *post, *parent).await?,
        Target::Correction { item, note, forget_earlier } => {
            correct(ctx, &work, draft, *item, note, *forget_earlier).await?
        }
    };
    work.commit().await?;
    if matches!(draft.target, Target::Correction { forget_earlier: true, .. }) {
        forget_log(ctx.forum()).await?;
    }
    Ok(outcome)
}

/// Checks whether a draft can be published; all faults are returned together.
pub fn judge(draft: &Draft) -> Result<(), Error> {
    match &draft.target {
        Target::Post { space: Some(_), .. } => clear(draft, true)?,
        Target::Post { space: None, .. } => {
            let others = match clear(draft, true) {
                Err(Error::Several(refused)) => refused,
                _ => Vec::new(),
            };
            return Err(Error::Several(std::iter::once(Refused::Space).chain(others).collect()));
        }
        Target::Comment { .. } => clear(draft, false)?,
        Target::Correction { note, .. } => {
            CorrectionNote::parse(note)?;
            clear(draft, !draft.title.is_empty())?
        }
    };
    Ok(())
}

/// Checks and scrubs the text of a draft. All faults are returned together.
fn clear(draft: &Draft, with_title: bool) -> Result<Cleared, Error> {
    let title = if with_title { Title::parse(&draft.title).map(Some) } else { Ok(None) };
    match (title, Body::parse(&draft.body)) {
        (Ok(title), Ok(body)) => {
            let title = redact(title.as_ref().map_or("", Title::as_str), &draft.exemptions);
            let body = scrubbed(body.as_str(), &draft.exemptions);
            Ok(Cleared { title: title.text, body: body.text, exemptions: [title.exemptions, body.exemptions].concat() })
        }
        (title, body) => Err(Error::Several(
            [title.err().map(Refused::from), body.err().map(Refused::from)].into_iter().flatten().collect(),
        )),
    }
}

async fn voice(ctx: &Ctx, work: &Work, author: AuthorId, counted: Counted) -> Result<Voice, Error> {
    if matches!(author, AuthorId::Member(_)) {
        ensure_member(work, ctx.require()?, ctx.clock.now().day()).await?;
    }
    if !lock_author(work, author).await? {
        return Err(Refused::NotFound.into());
    }
    let identities = own_identities(work, ctx).await?;
    count_speaking(work, ctx, &identities, author, counted).await?;
    Ok(identities.voice(author).ok_or(Refused::NotFound)?)
}

async fn post(ctx: &Ctx, work: &Work, draft: &Draft, space: &SpaceSlug, kind: PostKind) -> Result<Outcome, Error> {
    let cleared = clear(draft, true)?;
    let space = find(work, space).await.map_err(|_| Refused::Space)?;
    let voice = voice(ctx, work, draft.author, Counted::Post).await?;
    ctx.may(Act::Post(space.kind, voice))?;
    let id = ItemId(ctx.rng.uuid());
    let subject = kind.subject(space.kind);
    write(ctx, work, draft, cleared, Place { id, thread: id, parent: None, space: space.slug, kind, subject }).await
}

async fn comment(
    ctx: &Ctx,
    work: &Work,
    draft: &Draft,
    post: ItemId,
    parent: Option<ItemId>,
) -> Result<Outcome, Error> {
    let cleared = clear(draft, false)?;
    let standing = |id: ItemId| items::Entity::find_by_id(id.0).filter(items::Column::State.eq(PUBLISHED));
    let thread =
        standing(post).lock_exclusive().one(work).await?.filter(|row| row.thread == row.id).ok_or(Refused::NotFound)?;
    let parent = match parent {
        None => None,
        Some(parent) => {
            let row =
                standing(parent).one(work).await?.filter(|row| row.thread == thread.id).ok_or(Refused::NotFound)?;
            // Two levels: a reply to a reply is filed under the same comment.
            if row.id == thread.id { None } else { Some(row.parent.unwrap_or(row.id)) }
        }
    };
    let space = find(work, &SpaceSlug::parse(&thread.space).ok_or(Error::Stored("space"))?).await?;
    let voice = voice(ctx, work, draft.author, Counted::Comment).await?;
    ctx.may(Act::Comment(space.kind, voice))?;
    let place = Place {
        id: ItemId(ctx.rng.uuid()),
        thread: post,
        parent,
        space: thread.space,
        kind: PostKind::Discussion,
        subject: Subject::parse(&thread.subject).ok_or(Error::Stored("subject"))?,
    };
    write(ctx, work, draft, cleared, place).await
}

async fn correct(
    ctx: &Ctx,
    work: &Work,
    draft: &Draft,
    item: ItemId,
    note: &str,
    forget_earlier: bool,
) -> Result<Outcome, Error> {
    let row = items::Entity::find_by_id(item.0).lock_exclusive().one(work).await?.ok_or(Refused::NotFound)?;
    let now = ctx.clock.now().hour();
    let mine = row.author == draft.author.to_string();
    ctx.may(Act::Correct { mine, recent: now.0 - row.hour < HOURS_TO_CORRECT && row.state == PUBLISHED })?;
    if row.corrections >= MOST_CORRECTIONS {
        return Err(Refused::Corrections.into());
    }
    // Counts like a comment, so that nobody can flood a day with corrections.
    voice(ctx, work, draft.author, Counted::Comment).await?;
    let note = redact(CorrectionNote::parse(note)?.as_str(), &draft.exemptions);
    let cleared = clear(draft, row.thread == row.id)?;
    let exemptions = record([cleared.exemptions, note.exemptions].concat())?;
    let is_post = row.thread == row.id;
    drop_sketch(work, item, &row.body).await?;
    let trail = corrections::ActiveModel {
        id: Set(ctx.rng.uuid()),
        item: Set(item.0),
        hour: Set(now.0),
        order_key: Set(ctx.rng.order_key()),
        note: Set(note.text),
        earlier_html: Set(None),
        number: Set(Some(row.corrections + 1)),
        earlier_title: Set((is_post && !forget_earlier).then_some(row.title)),
        earlier_body: Set((!forget_earlier).then_some(row.body)),
    };
    corrections::Entity::insert(trail).exec_without_returning(work).await?;
    if forget_earlier {
        use corrections::Column::{EarlierBody, EarlierHtml, EarlierTitle};
        [EarlierHtml, EarlierTitle, EarlierBody]
            .into_iter()
            .fold(corrections::Entity::update_many(), |update, column| {
                update.col_expr(column, Expr::value(None::<String>))
            })
            .filter(corrections::Column::Item.eq(item.0))
            .exec(work)
            .await?;
    }
    let originality = originality(work, draft.author, item, &cleared.body).await?;
    let assessment = Assessment::of(&cleared.title, &cleared.body, originality);
    leave_sketch(work, item, &cleared.body).await?;
    items::Entity::update_many()
        .col_expr(items::Column::Quality, Expr::value(i32::from(assessment.score())))
        .col_expr(items::Column::Assessment, Expr::value(stored(assessment)?))
        .col_expr(items::Column::Citations, Expr::value(i32::from(assessment.citations)))
        .col_expr(items::Column::Title, Expr::value(cleared.title))
        .col_expr(items::Column::Html, Expr::value(to_html(&cleared.body)))
        .col_expr(items::Column::Excerpt, Expr::value(excerpt(&cleared.body)))
        .col_expr(items::Column::Body, Expr::value(cleared.body))
        .col_expr(items::Column::Exemptions, Expr::value(exemptions))
        .filter(items::Column::Id.eq(item.0))
        .exec(work)
        .await?;
    add(work, item.0, items::Column::Corrections, 1).await?;
    Ok(Outcome::Published { thread: ItemId(row.thread), item })
}
