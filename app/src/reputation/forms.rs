//! Form handlers of votes, of the other reactions of readers, and of the course.
#![expect(missing_docs, reason = "the server macro makes a struct of the arguments, whose fields cannot be documented")]

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::web::{FormContext, Outcome};
#[cfg(feature = "ssr")]
use ::server::reputation;
#[cfg(feature = "ssr")]
use domain::{ids::ItemId, refused::Refused};
use leptos::prelude::*;

/// The act that gives something. Any other act takes it back.
#[cfg(feature = "ssr")]
const GIVE: &str = "give";

/// Votes on a post or comment, or takes the vote back.
#[server(prefix = "", endpoint = "/vote")]
pub async fn vote(item: String, ballot: String, from: String) -> Result<(), AppError> {
    let form = FormContext::here()?;
    let done = match (read(&item), reputation::Choice::parse(&ballot)) {
        (Ok(id), Some(choice)) => reputation::vote(&form.ctx, id, choice).await,
        (Err(error), _) => Err(error),
        (_, None) => Err(Refused::NotFound.into()),
    };
    form.end(done, |_| back(&from, &item))
}

/// Endorses, saves or shares a post or comment, or takes that back. Sharing goes on to the link.
#[server(prefix = "", endpoint = "/reaction")]
pub async fn reaction(item: String, reaction: String, act: String, from: String) -> Result<(), AppError> {
    let form = FormContext::here()?;
    let done = match (read(&item), reputation::Reaction::parse(&reaction)) {
        (Ok(id), Some(reaction)) => reputation::reaction(&form.ctx, id, reaction, act == GIVE).await,
        (Err(error), _) => Err(error),
        (_, None) => Err(Refused::NotFound.into()),
    };
    let shared = matches!(reputation::Reaction::parse(&reaction), Some(reputation::Reaction::Share));
    form.end(done, |_| if shared { Outcome::Go(format!("/items/{item}/share")) } else { back(&from, &item) })
}

/// Accepts a comment as the answer, or takes that back.
#[server(prefix = "", endpoint = "/accept")]
pub async fn accept(item: String, act: String, from: String) -> Result<(), AppError> {
    let form = FormContext::here()?;
    let done = match read(&item) {
        Ok(id) => reputation::accept(&form.ctx, id, act == GIVE).await,
        Err(error) => Err(error),
    };
    form.end(done, |_| back(&from, &item))
}

/// Features a post or comment, or takes that back.
#[server(prefix = "", endpoint = "/feature")]
pub async fn feature(item: String, act: String, from: String) -> Result<(), AppError> {
    let form = FormContext::here()?;
    let done = match read(&item) {
        Ok(id) => reputation::feature(&form.ctx, id, act == GIVE).await,
        Err(error) => Err(error),
    };
    form.end(done, |_| back(&from, &item))
}

/// Hands in the answers to the course on the guidelines.
#[server(prefix = "", endpoint = "/guidelines/course")]
pub async fn course(
    #[server(default)] q1: String,
    #[server(default)] q2: String,
    #[server(default)] q3: String,
    #[server(default)] q4: String,
    #[server(default)] q5: String,
    #[server(default)] q6: String,
) -> Result<(), AppError> {
    let form = FormContext::here()?;
    let answers = [q1, q2, q3, q4, q5, q6].map(|answer| answer.parse().ok());
    let done = reputation::complete_course(&form.ctx, &answers).await;
    form.end(done, |()| Outcome::Go("/guidelines/course?done=1".to_owned()))
}

#[cfg(feature = "ssr")]
fn read(item: &str) -> Result<ItemId, ::server::Error> {
    item.parse().map_err(|_| Refused::NotFound.into())
}

/// Back to the item on its page.
#[cfg(feature = "ssr")]
fn back(from: &str, item: &str) -> Outcome {
    Outcome::Go(format!("{from}#item-{item}"))
}
