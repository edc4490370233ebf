//! Doors of the account.
#![expect(missing_docs, reason = "the server macro makes a struct of the arguments, whose fields cannot be documented")]

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::web::{Door, Outcome};
#[cfg(feature = "ssr")]
use ::server::account;
use leptos::prelude::*;

/// Makes an account and shows its recovery code.
#[server(prefix = "", endpoint = "/sign-up")]
pub async fn sign_up(email: String, name: String, password: String, again: String) -> Result<(), AppError> {
    let door = Door::here()?;
    let new = account::NewAccount { email: &email, name: &name, password: &password, again: &again };
    let done = account::sign_up(&door.ctx, &door.session, new).await;
    door.end(done, Outcome::Reveal)
}

/// Signs in.
#[server(prefix = "", endpoint = "/sign-in")]
pub async fn sign_in(email: String, password: String) -> Result<(), AppError> {
    let door = Door::here()?;
    let done = account::sign_in(&door.ctx, &door.session, &email, &password).await;
    door.end(done, |()| Outcome::Go("/".to_owned()))
}

/// Ends this session.
#[server(prefix = "", endpoint = "/sign-out")]
pub async fn sign_out() -> Result<(), AppError> {
    let door = Door::here()?;
    let done = account::sign_out(&door.session).await;
    door.end(done, |()| Outcome::Leave("/".to_owned()))
}

/// Ends this session and goes to a page that has nothing to do with this site.
#[server(prefix = "", endpoint = "/exit")]
pub async fn exit() -> Result<(), AppError> {
    let door = Door::here()?;
    let done = account::sign_out(&door.session).await;
    door.end(done, |()| Outcome::Leave("/units".to_owned()))
}

/// Ends every session of the account.
#[server(prefix = "", endpoint = "/sign-out-everywhere")]
pub async fn sign_out_everywhere() -> Result<(), AppError> {
    let door = Door::here()?;
    let done = account::sign_out_everywhere(&door.ctx, &door.session).await;
    door.end(done, |()| Outcome::Leave("/sign-in".to_owned()))
}

/// Sets a new password with the recovery code and shows a new one.
#[server(prefix = "", endpoint = "/reset")]
pub async fn reset(email: String, code: String, password: String, again: String) -> Result<(), AppError> {
    let door = Door::here()?;
    let done = account::recover(&door.ctx, &door.session, &email, &code, &password, &again).await;
    door.end(done, Outcome::Reveal)
}

/// Changes the password.
#[server(prefix = "", endpoint = "/account/password")]
pub async fn change_password(present: String, password: String, again: String) -> Result<(), AppError> {
    let door = Door::here()?;
    let done = account::change_password(&door.ctx, &door.session, &present, &password, &again).await;
    door.end(done, |()| Outcome::Go("/account?done=password".to_owned()))
}

/// Makes a new recovery code and shows it.
#[server(prefix = "", endpoint = "/account/recovery-code")]
pub async fn renew_recovery_code(present: String) -> Result<(), AppError> {
    let door = Door::here()?;
    let done = account::renew_recovery_code(&door.ctx, &door.session, &present).await;
    door.end(done, Outcome::Reveal)
}

/// Speaks as another identity from now on.
#[server(prefix = "", endpoint = "/speak-as")]
pub async fn speak_as(author: String, from: String) -> Result<(), AppError> {
    let door = Door::here()?;
    let done = match author.parse() {
        Ok(author) => account::speak_as(&door.ctx, &door.session, author).await,
        Err(_) => Err(domain::refused::Refused::NotFound.into()),
    };
    door.end(done, |()| Outcome::Go(from))
}
