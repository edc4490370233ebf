//! Setting a new password with the recovery code. The code is used up; a new one is shown.

use super::change_password::rewrap;
use super::check_word::seal_check_word;
use super::entity::accounts::{Column, Entity};
use super::guesses::{count_guess, counter_at, take_back};
use super::recovery_code::RecoveryCode;
use super::secret::{Opener, open, unopenable, wrap};
use super::session::start;
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use domain::account::{Email, NewPassword};
use sea_orm::{EntityTrait, QueryFilter, prelude::*};
use tower_sessions::Session;

/// Sets a new password and returns a new recovery code. An unknown e-mail address, a wrong code, a malformed code, and
/// any code after too many guesses all get the same answer.
pub async fn recover(
    ctx: &Ctx,
    session: &Session,
    email: &str,
    code: &str,
    password: &str,
    again: &str,
) -> Result<RecoveryCode, Error> {
    let parsed = Email::parse(email).map_err(Refused::from);
    let password = NewPassword::parse(password, again).map_err(Refused::from);
    let (parsed, password) = match (parsed, password) {
        (Ok(parsed), Ok(password)) => (parsed, password),
        (parsed, password) => {
            return Err(Error::Several([parsed.err(), password.err()].into_iter().flatten().collect()));
        }
    };
    let index = ctx.keys.email_index(&parsed)?;
    let turn = ctx.passwords.take_turn()?;
    let found = Entity::find().filter(Column::EmailIndex.eq(&index)).one(ctx.identity()).await?;
    let counter = counter_at(ctx, &index, found.as_ref())?;
    let looked_at = count_guess(ctx, &counter).await?;
    let password = turn.judge(password, &[email]).await??;
    let code = RecoveryCode::parse(code).unwrap_or_else(|| RecoveryCode::random(&ctx.rng));
    let opener = Opener::Recovery(&code);
    let (account, wrapped) = match found.as_ref().filter(|_| looked_at) {
        Some(row) => (row.id, row.secret_by_recovery.clone()),
        None => (ctx.rng.uuid(), unopenable(&opener, &ctx.keys, &ctx.rng)),
    };
    let secret = open(&wrapped, account, opener, &ctx.keys).await?;
    let row = found.ok_or(Refused::WrongCredentials)?;
    take_back(ctx, &counter).await?;

    let by_password = Opener::Password(password.expose(), &turn);
    let by_password = wrap(&secret, account, by_password, &ctx.keys, &ctx.rng).await?;
    let new_code = RecoveryCode::random(&ctx.rng);
    let by_recovery = wrap(&secret, account, Opener::Recovery(&new_code), &ctx.keys, &ctx.rng).await?;
    let check_word = seal_check_word(ctx, account, &new_code)?;
    let wraps = [
        (Column::SecretByPassword, by_password),
        (Column::SecretByRecovery, by_recovery),
        (Column::CheckWordSealed, check_word),
    ];
    rewrap(ctx, &row, wraps).await?;
    start(ctx, session, (account, &secret, row.generation + 1), String::new()).await?;
    Ok(new_code)
}
