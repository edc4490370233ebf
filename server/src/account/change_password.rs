//! Changing the password, and asking for a new recovery code. Both need the present password.

use super::check_word::seal_check_word;
use super::entity::accounts::{Column, Entity, Model};
use super::guesses::forget_guesses;
use super::password::judge;
use super::recovery_code::RecoveryCode;
use super::secret::{AccountSecret, Opener, wrap};
use super::session::{Held, start};
use super::sign_in::{check_password, own_row};
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use sea_orm::sea_query::Expr;
use sea_orm::{EntityTrait, QueryFilter, prelude::*};
use tower_sessions::Session;

/// Changes the password, ends every other session, and goes on in this one.
pub async fn change_password(ctx: &Ctx, session: &Session, present: &str, new: &str, again: &str) -> Result<(), Error> {
    let member = ctx.require()?;
    let new = judge(new, again, &[&member.name])?;
    let (row, secret) = confirm(ctx, present).await?;
    let wrapped = wrap(&secret, row.id, Opener::Password(new.expose(), &ctx.passwords), &ctx.keys, &ctx.chance).await?;
    rewrap(ctx, &row, [(Column::SecretByPassword, wrapped)]).await?;
    start(session, Held::new(row.id, &secret, row.generation + 1)).await
}

/// Makes a new recovery code; the old one and its check word stop working.
pub async fn renew_recovery_code(ctx: &Ctx, session: &Session, present: &str) -> Result<RecoveryCode, Error> {
    let (row, secret) = confirm(ctx, present).await?;
    let code = RecoveryCode::random(&ctx.chance);
    let wrapped = wrap(&secret, row.id, Opener::Recovery(&code), &ctx.keys, &ctx.chance).await?;
    let check_word = seal_check_word(ctx, row.id, &code)?;
    rewrap(ctx, &row, [(Column::SecretByRecovery, wrapped), (Column::CheckWordSealed, check_word)]).await?;
    start(session, Held::new(row.id, &secret, row.generation + 1)).await?;
    Ok(code)
}

async fn confirm(ctx: &Ctx, present: &str) -> Result<(Model, AccountSecret), Error> {
    let row = own_row(ctx).await?;
    let confirmed = check_password(ctx, &row.email_index, present).await?;
    forget_guesses(ctx, &row.email_index).await?;
    Ok(confirmed)
}

/// Writes new wraps, and the check word with a new code, and bumps the session generation, unless another session has done so in between.
pub(super) async fn rewrap<const N: usize>(ctx: &Ctx, row: &Model, wraps: [(Column, Vec<u8>); N]) -> Result<(), Error> {
    let mut update = Entity::update_many().col_expr(Column::Generation, Expr::value(row.generation + 1));
    for (column, wrapped) in wraps {
        update = update.col_expr(column, Expr::value(wrapped));
    }
    let written = update
        .filter(Column::Id.eq(row.id))
        .filter(Column::Generation.eq(row.generation))
        .exec(&ctx.stores.identity)
        .await?;
    if written.rows_affected == 1 { Ok(()) } else { Err(Refused::Busy.into()) }
}
