//! Setting a new password with the recovery code. The code is used up; a new one is shown.

use super::change_password::rewrap;
use super::check_word::seal_check_word;
use super::entity::accounts::{Column, Entity};
use super::guesses::{count_guess, forget_guesses};
use super::password::judge;
use super::recovery_code::RecoveryCode;
use super::secret::{Opener, unopenable, unwrap, wrap};
use super::session::{Held, start};
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use domain::account::Email;
use sea_orm::{EntityTrait, QueryFilter, prelude::*};
use tower_sessions::Session;

/// Sets a new password and returns a new recovery code. An unknown e-mail, a wrong code and a text that is no code get
/// the same answer.
pub async fn recover(
    ctx: &Ctx,
    session: &Session,
    email: &str,
    code: &str,
    password: &str,
    again: &str,
) -> Result<RecoveryCode, Error> {
    let parsed = Email::parse(email).map_err(Refused::from);
    let judged = judge(password, again, &[email]).map_err(Refused::from);
    let (parsed, password) = match (parsed, judged) {
        (Ok(parsed), Ok(password)) => (parsed, password),
        (parsed, password) => {
            return Err(Error::Several([parsed.err(), password.err()].into_iter().flatten().collect()));
        }
    };
    let index = ctx.keys.email_index(&parsed)?;
    count_guess(ctx, &index).await?;
    let code = RecoveryCode::parse(code).unwrap_or_else(|| RecoveryCode::random(&ctx.chance));
    let opener = Opener::Recovery(&code);
    let row = Entity::find().filter(Column::EmailIndex.eq(&index)).one(&ctx.stores.identity).await?;
    let (account, wrapped) = match &row {
        Some(row) => (row.id, row.secret_by_recovery.clone()),
        None => (ctx.chance.uuid(), unopenable(&opener, &ctx.keys, &ctx.chance)),
    };
    let secret = unwrap(&wrapped, account, opener, &ctx.keys).await?;
    let row = row.ok_or(Refused::WrongCredentials)?;

    let by_password = Opener::Password(password.expose(), &ctx.passwords);
    let by_password = wrap(&secret, account, by_password, &ctx.keys, &ctx.chance).await?;
    let new_code = RecoveryCode::random(&ctx.chance);
    let by_recovery = wrap(&secret, account, Opener::Recovery(&new_code), &ctx.keys, &ctx.chance).await?;
    let check_word = seal_check_word(ctx, account, &new_code)?;
    let wraps = [
        (Column::SecretByPassword, by_password),
        (Column::SecretByRecovery, by_recovery),
        (Column::CheckWordSealed, check_word),
    ];
    rewrap(ctx, &row, wraps).await?;
    forget_guesses(ctx, &index).await?;
    start(session, Held::new(account, &secret, row.generation + 1)).await?;
    Ok(new_code)
}
