//! Form handlers of the account.
#![expect(missing_docs, reason = "the server macro makes a struct of the arguments, whose fields cannot be documented")]

use crate::error::AppError;
#[cfg(feature = "ssr")]
use crate::web::{FormContext, Outcome};
#[cfg(feature = "ssr")]
use ::server::account;
#[cfg(feature = "ssr")]
use domain::refused::Refused;
use leptos::prelude::*;

/// Makes an account and shows its recovery code.
#[server(prefix = "", endpoint = "/sign-up")]
pub async fn sign_up(email: String, name: String) -> Result<(), AppError> {
    let form = FormContext::here()?;
    let (password, again) = (form.secret("password")?, form.secret("again")?);
    let new = account::NewAccount { email: &email, name: &name, password, again };
    let done = account::sign_up(&form.ctx, &form.session, new).await;
    form.end(done, Outcome::Reveal)
}

/// Signs in.
#[server(prefix = "", endpoint = "/sign-in")]
pub async fn sign_in(email: String) -> Result<(), AppError> {
    let form = FormContext::here()?;
    let done = account::sign_in(&form.ctx, &form.session, &email, form.secret("password")?).await;
    form.end(done, |()| Outcome::Enter("/".to_owned()))
}

/// Ends this session.
#[server(prefix = "", endpoint = "/sign-out")]
pub async fn sign_out() -> Result<(), AppError> {
    let form = FormContext::here()?;
    let done = account::sign_out(&form.session).await;
    form.end(done, |()| Outcome::SignedOut("/".to_owned()))
}

/// Ends this session and goes to a page that has nothing to do with this site.
#[server(prefix = "", endpoint = "/exit")]
pub async fn exit() -> Result<(), AppError> {
    let form = FormContext::here()?;
    let done = account::sign_out(&form.session).await;
    form.end(done, |()| Outcome::Leave("/units".to_owned()))
}

/// Ends every session of the account.
#[server(prefix = "", endpoint = "/sign-out-everywhere")]
pub async fn sign_out_everywhere() -> Result<(), AppError> {
    let form = FormContext::here()?;
    let done = account::sign_out_everywhere(&form.ctx, &form.session).await;
    form.end(done, |()| Outcome::Leave("/sign-in".to_owned()))
}

/// Sets a new password with the recovery code and shows a new one.
#[server(prefix = "", endpoint = "/reset")]
pub async fn reset(email: String, code: String) -> Result<(), AppError> {
    let form = FormContext::here()?;
    let (password, again) = (form.secret("password")?, form.secret("again")?);
    let done = account::recover(&form.ctx, &form.session, &email, &code, password, again).await;
    form.end(done, Outcome::Reveal)
}

/// Changes the password.
#[server(prefix = "", endpoint = "/account/password")]
pub async fn change_password() -> Result<(), AppError> {
    let form = FormContext::here()?;
    let (present, new, again) = (form.secret("present")?, form.secret("password")?, form.secret("again")?);
    let done = account::change_password(&form.ctx, &form.session, present, new, again).await;
    form.end(done, |()| Outcome::Enter("/account?done=password".to_owned()))
}

/// Makes a new recovery code and shows it.
#[server(prefix = "", endpoint = "/account/recovery-code")]
pub async fn renew_recovery_code() -> Result<(), AppError> {
    let form = FormContext::here()?;
    let done = account::renew_recovery_code(&form.ctx, &form.session, form.secret("present")?).await;
    form.end(done, Outcome::Reveal)
}

/// Ends one of the account's sessions.
#[server(prefix = "", endpoint = "/account/sessions/end")]
pub async fn end_session(session: String) -> Result<(), AppError> {
    let form = FormContext::here()?;
    let done = match session.parse() {
        Ok(id) => account::end_session(&form.ctx, &form.session, id).await,
        Err(_) => Err(Refused::NotFound.into()),
    };
    form.end(done, |ended| match ended {
        account::Ended::This => Outcome::SignedOut("/".to_owned()),
        account::Ended::Other => Outcome::Go("/account?done=session#sessions".to_owned()),
    })
}

/// Names one of the account's sessions.
#[server(prefix = "", endpoint = "/account/sessions/name")]
pub async fn name_session(session: String, label: String) -> Result<(), AppError> {
    let form = FormContext::here()?;
    let done = match session.parse() {
        Ok(id) => account::name_session(&form.ctx, &form.session, id, &label).await,
        Err(_) => Err(Refused::NotFound.into()),
    };
    form.end(done, |()| Outcome::Go("/account?done=name#sessions".to_owned()))
}

/// Speaks as another identity from now on.
#[server(prefix = "", endpoint = "/speak-as")]
pub async fn speak_as(author: String, from: String) -> Result<(), AppError> {
    let form = FormContext::here()?;
    let done = match author.parse() {
        Ok(author) => account::speak_as(&form.ctx, &form.session, author).await,
        Err(_) => Err(Refused::NotFound.into()),
    };
    form.end(done, |()| Outcome::Go(from))
}
