//! Doors of the account.
#![expect(missing_docs, reason = "the server macro makes a struct of the arguments, whose fields cannot be documented")]

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::web::{Door, Outcome};
#[cfg(feature = "ssr")]
use ::server::account;
#[cfg(feature = "ssr")]
use domain::refused::Refused;
use leptos::prelude::*;

/// Makes an account and shows its recovery code.
#[server(prefix = "", endpoint = "/sign-up")]
pub async fn sign_up(email: String, name: String) -> Result<(), AppError> {
    let door = Door::here()?;
    let (password, again) = (door.secret("password")?, door.secret("again")?);
    let new = account::NewAccount { email: &email, name: &name, password, again };
    let done = account::sign_up(&door.ctx, &door.session, new).await;
    door.end(done, Outcome::Reveal)
}

/// Signs in.
#[server(prefix = "", endpoint = "/sign-in")]
pub async fn sign_in(email: String) -> Result<(), AppError> {
    let door = Door::here()?;
    let done = account::sign_in(&door.ctx, &door.session, &email, door.secret("password")?).await;
    door.end(done, |()| Outcome::Enter("/".to_owned()))
}

/// Ends this session.
#[server(prefix = "", endpoint = "/sign-out")]
pub async fn sign_out() -> Result<(), AppError> {
    let door = Door::here()?;
    let done = account::sign_out(&door.session).await;
    door.end(done, |()| Outcome::SignedOut("/".to_owned()))
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
pub async fn reset(email: String, code: String) -> Result<(), AppError> {
    let door = Door::here()?;
    let (password, again) = (door.secret("password")?, door.secret("again")?);
    let done = account::recover(&door.ctx, &door.session, &email, &code, password, again).await;
    door.end(done, Outcome::Reveal)
}

/// Changes the password.
#[server(prefix = "", endpoint = "/account/password")]
pub async fn change_password() -> Result<(), AppError> {
    let door = Door::here()?;
    let (present, new, again) = (door.secret("present")?, door.secret("password")?, door.secret("again")?);
    let done = account::change_password(&door.ctx, &door.session, present, new, again).await;
    door.end(done, |()| Outcome::Enter("/account?done=password".to_owned()))
}

/// Makes a new recovery code and shows it.
#[server(prefix = "", endpoint = "/account/recovery-code")]
pub async fn renew_recovery_code() -> Result<(), AppError> {
    let door = Door::here()?;
    let done = account::renew_recovery_code(&door.ctx, &door.session, door.secret("present")?).await;
    door.end(done, Outcome::Reveal)
}

/// Ends one of the account's sessions.
#[server(prefix = "", endpoint = "/account/sessions/end")]
pub async fn end_session(session: String) -> Result<(), AppError> {
    let door = Door::here()?;
    let done = match session.parse() {
        Ok(id) => account::end_session(&door.ctx, &door.session, id).await,
        Err(_) => Err(Refused::NotFound.into()),
    };
    door.end(done, |ended| match ended {
        account::Ended::This => Outcome::SignedOut("/".to_owned()),
        account::Ended::Other => Outcome::Go("/account?done=session#sessions".to_owned()),
    })
}

/// Names one of the account's sessions.
#[server(prefix = "", endpoint = "/account/sessions/name")]
pub async fn name_session(session: String, label: String) -> Result<(), AppError> {
    let door = Door::here()?;
    let done = match session.parse() {
        Ok(id) => account::name_session(&door.ctx, &door.session, id, &label).await,
        Err(_) => Err(Refused::NotFound.into()),
    };
    door.end(done, |()| Outcome::Go("/account?done=name#sessions".to_owned()))
}

/// Speaks as another identity from now on.
#[server(prefix = "", endpoint = "/speak-as")]
pub async fn speak_as(author: String, from: String) -> Result<(), AppError> {
    let door = Door::here()?;
    let done = match author.parse() {
        Ok(author) => account::speak_as(&door.ctx, &door.session, author).await,
        Err(_) => Err(Refused::NotFound.into()),
    };
    door.end(done, |()| Outcome::Go(from))
}
