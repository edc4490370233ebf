//! Changing the password and requesting a new recovery code. Both need the current password.

use super::check_word::seal_check_word;
use super::entity::accounts::{Column, Entity, Model};
use super::guesses::counter_in;
use super::own_sessions::own_name;
use super::recovery_code::RecoveryCode;
use super::secret::{AccountSecret, Opener, wrap};
use super::session::{held, start};
use super::sign_in::{check_password, own_row};
use super::turns::Turn;
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use domain::account::{NewPassword, TypedPassword};
use sea_orm::sea_query::Expr;
use sea_orm::{EntityTrait, QueryFilter, prelude::*};
use tower_sessions::Session;

/// Changes the password, ends every other session and keeps this one.
pub async fn change_password(ctx: &Ctx, session: &Session, present: &str, new: &str, again: &str) -> Result<(), Error> {
    let member = ctx.require()?;
    let new = NewPassword::parse(new, again)?;
    let turn = ctx.passwords.take_turn()?;
    let (row, secret) = confirm(ctx, session, &turn, present).await?;
    let new = turn.judge(new, &[&member.name]).await??;
    let name = own_name(ctx, session).await?;
    let wrapped = wrap(&secret, row.id, Opener::Password(new.expose(), &turn), &ctx.keys, &ctx.rng).await?;
    rewrap(ctx, &row, [(Column::SecretByPassword, wrapped)]).await?;
    start(ctx, session, (row.id, &secret, row.generation + 1), name).await
}

/// Makes a new recovery code; the old one and its check word stop working.
pub async fn renew_recovery_code(ctx: &Ctx, session: &Session, present: &str) -> Result<RecoveryCode, Error> {
    ctx.require()?;
    let turn = ctx.passwords.take_turn()?;
    let (row, secret) = confirm(ctx, session, &turn, present).await?;
    let name = own_name(ctx, session).await?;
    let code = RecoveryCode::random(&ctx.rng);
    let wrapped = wrap(&secret, row.id, Opener::Recovery(&code), &ctx.keys, &ctx.rng).await?;
    let check_word = seal_check_word(ctx, row.id, &code)?;
    rewrap(ctx, &row, [(Column::SecretByRecovery, wrapped), (Column::CheckWordSealed, check_word)]).await?;
    start(ctx, session, (row.id, &secret, row.generation + 1), name).await?;
    Ok(code)
}

/// Checks the current password. Guesses are counted for this session only, so a stranger guessing at the address cannot
/// stop its owner from changing the password.
async fn confirm(ctx: &Ctx, session: &Session, turn: &Turn, present: &str) -> Result<(Model, AccountSecret), Error> {
    let present = TypedPassword::parse(present)?;
    let row = own_row(ctx).await?;
    let counter = counter_in(ctx, held(session).await?.ok_or(Refused::SignIn)?.id)?;
    check_password(ctx, turn, Some(row), &counter, present).await
}

/// Writes new wraps (and the check word of a new code) and bumps the session generation, unless another session has
/// done so in the meantime.
pub(super) async fn rewrap<const N: usize>(ctx: &Ctx, row: &Model, wraps: [(Column, Vec<u8>); N]) -> Result<(), Error> {
    let mut update = Entity::update_many().col_expr(Column::Generation, Expr::value(row.generation + 1));
    for (column, wrapped) in wraps {
        update = update.col_expr(column, Expr::value(wrapped));
    }
    let unchanged = update.filter(Column::Id.eq(row.id)).filter(Column::Generation.eq(row.generation));
    let rows = ctx.identity().write(unchanged).await?;
    if rows == 1 { Ok(()) } else { Err(Refused::Busy.into()) }
}
