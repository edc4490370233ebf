//! Form handlers of the discussion.
#![expect(clippy::too_many_arguments, reason = "a form handler takes the fields of its form")]
#![expect(missing_docs, reason = "the server macro makes a struct of the arguments, whose fields cannot be documented")]

#[cfg(feature = "ssr")]
use super::compose_form::Composed;
use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::web::{FormContext, Outcome, PageContext};
#[cfg(feature = "ssr")]
use ::server::{Error, account, discussion};
#[cfg(feature = "ssr")]
use domain::{ids::AuthorId, refused::Refused, scrub::Exemption};
use leptos::prelude::*;

/// Takes what the composer holds: saves it as a draft, continues under another identity, or goes on to the review.
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
    #[server(default)] exemptions: String,
    #[server(default)] act: String,
    #[server(default)] speak_as: String,
) -> Result<(), AppError> {
    let form = FormContext::here()?;
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
        exemptions,
    };
    let done = match (speak_as.as_str(), act.as_str()) {
        ("", "draft") => keep(&form, &fields).await,
        ("", _) => check(&form, &fields).await,
        (other, _) => change_identity(&form, &fields, other).await,
    };
    form.end(done, Outcome::Go)
}

#[cfg(feature = "ssr")]
async fn keep(form: &FormContext, fields: &Composed) -> Result<String, Error> {
    discussion::keep_draft(&form.ctx, fields.draft_id(), &fields.draft(None)?).await?;
    Ok("/drafts".to_owned())
}

#[cfg(feature = "ssr")]
async fn check(form: &FormContext, fields: &Composed) -> Result<String, Error> {
    let submitted = discussion::submit(&form.ctx, fields.draft_id(), &fields.draft(None)?).await;
    if let Some(id) = submitted.draft {
        form.recall("draft", id.to_string());
    }
    submitted.verdict.map(|id| format!("/drafts/{id}"))
}

#[cfg(feature = "ssr")]
async fn change_identity(form: &FormContext, fields: &Composed, other: &str) -> Result<String, Error> {
    let author: AuthorId = super::read(other)?;
    let id = discussion::keep_draft(&form.ctx, fields.draft_id(), &fields.draft(Some(author))?).await?;
    account::speak_as(&form.ctx, &form.session, author).await?;
    Ok(format!("/compose?draft={id}"))
}

/// Signs in again in the middle of composing, and continues with what was typed.
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
    #[server(default)] exemptions: String,
) -> Result<(), AppError> {
    let form = FormContext::here()?;
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
        exemptions,
    };
    let done = match account::sign_in(&form.ctx, &form.session, &email, form.secret("password")?).await {
        Ok(()) => go_on(&form, &fields).await,
        Err(error) => Err(error),
    };
    form.end(done, Outcome::Enter)
}

/// Keeps what was typed as a draft of the member who has just signed in.
#[cfg(feature = "ssr")]
async fn go_on(form: &FormContext, fields: &Composed) -> Result<String, Error> {
    let context = PageContext::of(&form.ctx, form.session.clone(), "/compose".to_owned()).await?;
    let member = context.ctx.signed_in().ok_or(Refused::SignIn)?;
    let own = fields.author.parse().ok().filter(|author| member.identity_of(*author).is_some());
    let author = own.unwrap_or_else(|| member.author(member.speaking));
    let id = discussion::keep_draft(&context.ctx, fields.draft_id(), &fields.draft(Some(author))?).await?;
    Ok(format!("/compose?draft={id}"))
}

/// Keeps a finding that the author says identifies nobody, or removes it after all.
#[server(prefix = "", endpoint = "/drafts/mark")]
pub async fn keep_finding(
    draft: String,
    kind: String,
    words: String,
    act: String,
    #[server(default)] at: String,
) -> Result<(), AppError> {
    let form = FormContext::here()?;
    let done = match (super::read(&draft), Exemption::parse(&kind, &words)) {
        (Ok(id), Some(mark)) => discussion::mark_draft(&form.ctx, id, &mark, act == "keep").await,
        (Err(error), _) => Err(error),
        (_, None) => Err(Refused::NotFound.into()),
    };
    form.end(done, |()| Outcome::Go(format!("/drafts/{draft}#{at}")))
}

/// Publishes a draft.
#[server(prefix = "", endpoint = "/drafts/publish")]
pub async fn publish(draft: String) -> Result<(), AppError> {
    let form = FormContext::here()?;
    let done = match super::read(&draft) {
        Ok(id) => discussion::publish(&form.ctx, id).await,
        Err(error) => Err(error),
    };
    let done = match done {
        // It is published, even if its page cannot be found.
        Ok(discussion::Outcome::Published { thread, item }) => {
            let place = discussion::place_of(&form.ctx, item).await;
            Ok(place.unwrap_or_else(|_| format!("/posts/{thread}#item-{item}")))
        }
        Ok(discussion::Outcome::Scheduled) => Ok("/drafts?scheduled=1".to_owned()),
        Err(error) => Err(error),
    };
    form.end(done, Outcome::Go)
}

/// Throws a draft away.
#[server(prefix = "", endpoint = "/drafts/discard")]
pub async fn discard(draft: String) -> Result<(), AppError> {
    let form = FormContext::here()?;
    let done = match super::read(&draft) {
        Ok(id) => discussion::discard_draft(&form.ctx, id).await,
        Err(error) => Err(error),
    };
    form.end(done, |()| Outcome::Go("/drafts".to_owned()))
}

/// Deletes a post or comment, or one that is scheduled.
#[server(prefix = "", endpoint = "/items/delete")]
pub async fn delete(item: String) -> Result<(), AppError> {
    let form = FormContext::here()?;
    let done = match super::read(&item) {
        Ok(item) => discussion::delete(&form.ctx, item).await,
        Err(error) => Err(error),
    };
    form.end(done, |deleted| {
        Outcome::Go(match deleted {
            discussion::Deleted::From(thread) => format!("/posts/{thread}"),
            discussion::Deleted::Unscheduled => "/drafts".to_owned(),
        })
    })
}
