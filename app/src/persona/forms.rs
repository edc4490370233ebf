//! Form handlers of personas.
#![expect(missing_docs, reason = "the server macro makes a struct of the arguments, whose fields cannot be documented")]

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::web::{FormContext, Outcome};
#[cfg(feature = "ssr")]
use ::server::persona;
#[cfg(feature = "ssr")]
use domain::{persona::Degree, policy::Refusal, refused::Refused};
use leptos::prelude::*;

/// Makes a persona.
#[server(prefix = "", endpoint = "/personas")]
pub async fn create(degree: String) -> Result<(), AppError> {
    let form = FormContext::here()?;
    let done = match Degree::parse(&degree) {
        Some(degree) => persona::create(&form.ctx, degree).await,
        None => Err(Refused::Forbidden(Refusal::Degree).into()),
    };
    form.end(done, |slot| Outcome::Go(format!("/dashboard?made={}", slot.number())))
}

/// Deletes a persona.
#[server(prefix = "", endpoint = "/personas/delete")]
pub async fn delete(slot: u8, handle: String) -> Result<(), AppError> {
    let form = FormContext::here()?;
    let done = match super::slot(slot) {
        Ok(slot) => persona::delete(&form.ctx, slot, &handle).await,
        Err(error) => Err(error),
    };
    form.end(done, |()| Outcome::Go("/dashboard?deleted=1".to_owned()))
}
