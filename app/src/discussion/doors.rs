//! Doors of the discussion.
#![expect(clippy::too_many_arguments, reason = "a door takes the fields of its form")]
#![expect(missing_docs, reason = "the server macro makes a struct of the arguments, whose fields cannot be documented")]

#[cfg(feature = "ssr")]
use super::compose_form::Composed;
use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::web::{Door, Outcome, Visit};
#[cfg(feature = "ssr")]
use ::server::{Error, account, discussion};
#[cfg(feature = "ssr")]
use domain::{ids::AuthorId, refused::Refused, scrub::Mark};
use leptos::prelude::*;

/// Takes what the composer holds: keeps it as a draft, goes on with another identity, or goes on to the review.
#[server(prefix = "", endpoint = "/compose")]
pub async fn compose(
    author: String,
    #[server(default)] draft: String,
    #[server(default)] space: String,
    #[server(default)] kind: String,
    #[server(default)] post: String,
    #[server(default)] parent: String,
    #[server(default)] item: String,
    #[server(default)] note: String,
    #[server(default)] forget_earlier: String,
    #[server(default)] title: String,
    body: String,
    #[server(default)] publication: String,
    #[server(default)] kept: String,
    #[server(default)] act: String,
    #[server(default)] speak_as: String,
) -> Result<(), AppError> {
    let door = Door::here()?;
    let fields = Composed {
        author,
        draft,
        space,
        kind,
        post,
        parent,
        item,
        note,
        forget_earlier,
        title,
        body,
        publication,
        kept,
    };
    let done = match (speak_as.as_str(), act.as_str()) {
        ("", "draft") => keep(&door, &fields).await,
        ("", _) => check(&door, &fields).await,
        (other, _) => change_identity(&door, &fields, other).await,
    };
    door.end(done, Outcome::Go)
}

#[cfg(feature = "ssr")]
async fn keep(door: &Door, fields: &Composed) -> Result<String, Error> {
    discussion::keep_draft(&door.ctx, fields.draft_id(), &fields.draft(None)?).await?;
    Ok("/drafts".to_owned())
}

#[cfg(feature = "ssr")]
async fn check(door: &Door, fields: &Composed) -> Result<String, Error> {
    let submitted = discussion::submit(&door.ctx, fields.draft_id(), &fields.draft(None)?).await;
    if let Some(id) = submitted.draft {
        door.recall("draft", id.to_string());
    }
    submitted.verdict.map(|id| format!("/drafts/{id}"))
}

#[cfg(feature = "ssr")]
async fn change_identity(door: &Door, fields: &Composed, other: &str) -> Result<String, Error> {
    let author: AuthorId = super::read(other)?;
    let id = discussion::keep_draft(&door.ctx, fields.draft_id(), &fields.draft(Some(author))?).await?;
    account::speak_as(&door.ctx, &door.session, author).await?;
    Ok(format!("/compose?draft={id}"))
}

/// Signs in again in the middle of composing, and goes on with what was typed.
#[server(prefix = "", endpoint = "/sign-in/resume")]
pub async fn resume(
    email: String,
    #[server(default)] author: String,
    #[server(default)] draft: String,
    #[server(default)] space: String,
    #[server(default)] kind: String,
    #[server(default)] post: String,
    #[server(default)] parent: String,
    #[server(default)] item: String,
    #[server(default)] note: String,
    #[server(default)] forget_earlier: String,
    #[server(default)] title: String,
    body: String,
    #[server(default)] publication: String,
    #[server(default)] kept: String,
) -> Result<(), AppError> {
    let door = Door::here()?;
    let fields = Composed {
        author,
        draft,
        space,
        kind,
        post,
        parent,
        item,
        note,
        forget_earlier,
        title,
        body,
        publication,
        kept,
    };
    let done = match account::sign_in(&door.ctx, &door.session, &email, door.secret("password")?).await {
        Ok(()) => go_on(&door, &fields).await,
        Err(error) => Err(error),
    };
    door.end(done, Outcome::Enter)
}

/// Keeps what was typed as a draft of whoever has just signed in.
#[cfg(feature = "ssr")]
async fn go_on(door: &Door, fields: &Composed) -> Result<String, Error> {
    let visit = Visit::of(&door.ctx, door.session.clone(), "/compose".to_owned()).await?;
    let member = visit.ctx.signed_in().ok_or(Refused::SignIn)?;
    let own = fields.author.parse().ok().filter(|author| member.identity_of(*author).is_some());
    let author = own.unwrap_or_else(|| member.author(member.speaking));
    let id = discussion::keep_draft(&visit.ctx, fields.draft_id(), &fields.draft(Some(author))?).await?;
    Ok(format!("/compose?draft={id}"))
}

/// Keeps what its author says identifies nobody, or has it removed after all.
#[server(prefix = "", endpoint = "/drafts/mark")]
pub async fn keep_finding(
    draft: String,
    kind: String,
    words: String,
    act: String,
    #[server(default)] at: String,
) -> Result<(), AppError> {
    let door = Door::here()?;
    let done = match (super::read(&draft), Mark::parse(&kind, &words)) {
        (Ok(id), Some(mark)) => discussion::mark_draft(&door.ctx, id, &mark, act == "keep").await,
        (Err(error), _) => Err(error),
        (_, None) => Err(Refused::NotFound.into()),
    };
    door.end(done, |()| Outcome::Go(format!("/drafts/{draft}#{at}")))
}

/// Publishes a draft.
#[server(prefix = "", endpoint = "/drafts/publish")]
pub async fn publish(draft: String) -> Result<(), AppError> {
    let door = Door::here()?;
    let done = match super::read(&draft) {
        Ok(id) => discussion::publish(&door.ctx, id).await,
        Err(error) => Err(error),
    };
    let done = match done {
        // It is published, whatever becomes of finding its page.
        Ok(discussion::Outcome::Stands { thread, item }) => {
            let place = discussion::place_of(&door.ctx, item).await;
            Ok(place.unwrap_or_else(|_| format!("/posts/{thread}#item-{item}")))
        }
        Ok(discussion::Outcome::Waits) => Ok("/drafts?waits=1".to_owned()),
        Err(error) => Err(error),
    };
    door.end(done, Outcome::Go)
}

/// Throws a draft away.
#[server(prefix = "", endpoint = "/drafts/discard")]
pub async fn discard(draft: String) -> Result<(), AppError> {
    let door = Door::here()?;
    let done = match super::read(&draft) {
        Ok(id) => discussion::discard_draft(&door.ctx, id).await,
        Err(error) => Err(error),
    };
    door.end(done, |()| Outcome::Go("/drafts".to_owned()))
}

/// Deletes a post or comment, or takes back one that waits.
#[server(prefix = "", endpoint = "/items/delete")]
pub async fn delete(item: String) -> Result<(), AppError> {
    let door = Door::here()?;
    let done = match super::read(&item) {
        Ok(item) => discussion::delete(&door.ctx, item).await,
        Err(error) => Err(error),
    };
    door.end(done, |deleted| {
        Outcome::Go(match deleted {
            discussion::Deleted::From(thread) => format!("/posts/{thread}"),
            discussion::Deleted::TakenBack => "/drafts".to_owned(),
        })
    })
}
