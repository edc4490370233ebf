//! Doors of personas.
#![expect(missing_docs, reason = "the server macro makes a struct of the arguments, whose fields cannot be documented")]

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::web::{Door, Outcome};
#[cfg(feature = "ssr")]
use ::server::persona;
#[cfg(feature = "ssr")]
use domain::{persona::Degree, policy::Refusal, refused::Refused};
use leptos::prelude::*;

/// Makes a persona.
#[server(prefix = "", endpoint = "/personas")]
pub async fn create(degree: String) -> Result<(), AppError> {
    let door = Door::here()?;
    let done = match Degree::parse(&degree) {
        Some(degree) => persona::create(&door.ctx, degree).await,
        None => Err(Refused::Forbidden(Refusal::Degree).into()),
    };
    door.end(done, |slot| Outcome::Go(format!("/dashboard?made={}", slot.number())))
}

/// Deletes a persona.
#[server(prefix = "", endpoint = "/personas/delete")]
pub async fn delete(slot: u8, handle: String) -> Result<(), AppError> {
    let door = Door::here()?;
    let done = match super::slot(slot) {
        Ok(slot) => persona::delete(&door.ctx, slot, &handle).await,
        Err(error) => Err(error),
    };
    door.end(done, |()| Outcome::Go("/dashboard?deleted=1".to_owned()))
}
