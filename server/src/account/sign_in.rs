//! Signing in and out, and finding the member behind a session.

use super::entity::accounts::{Column, Entity, Model};
use super::guesses::{count_guess, counter_at, take_back};
use super::keyring::load_keyring;
use super::member::{Identity, Member};
use super::secret::{AccountSecret, Opener, is_of_former_cost, open, unopenable, wrap};
use super::session::{held, start};
use super::sign_up::name_place;
use super::turns::Turn;
use super::verifying_key::fill_hash;
use crate::ctx::{Ctx, Services};
use crate::discussion::take_over;
use crate::error::{Error, Refused};
use crate::persona::settle;
use domain::account::{Claim, Email, Role, Specialty, Tier, TypedPassword, YearsBand};
use domain::ids::{AccountId, AuthorId};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{EntityTrait, QueryFilter, prelude::*};
use tower_sessions::Session;

/// Signs in, and finishes keyring changes that were interrupted when the server was killed. An unknown e-mail address,
/// a wrong password, and any password after too many guesses take the same work and get the same answer.
pub async fn sign_in(ctx: &Ctx, session: &Session, email: &str, password: &str) -> Result<(), Error> {
    let email = Email::parse(email)?;
    let password = TypedPassword::parse(password)?;
    let turn = ctx.passwords.take_turn()?;
    let index = ctx.keys.email_index(&email)?;
    let found = Entity::find().filter(Column::EmailIndex.eq(&index)).one(ctx.identity()).await?;
    let counter = counter_at(ctx, &index, found.as_ref())?;
    let (row, secret) = check_password(ctx, &turn, found, &counter, password).await?;
    wrap_at_present_cost(ctx, &turn, &row, &secret, password).await?;
    fill_hash(ctx, &row, &secret).await?;
    start(ctx, session, (row.id, &secret, row.generation), String::new()).await?;
    if let Some(member) = load_member(ctx, session).await? {
        let ctx = Ctx::member((**ctx).clone(), member);
        settle(&ctx).await?;
        take_over(&ctx).await?;
    }
    Ok(())
}

/// Opens an account's secret with its password. The guess is counted first, and uncounted if it is right.
pub(super) async fn check_password(
    ctx: &Ctx,
    turn: &Turn,
    found: Option<Model>,
    counter: &str,
    password: TypedPassword<'_>,
) -> Result<(Model, AccountSecret), Error> {
    let looked_at = count_guess(ctx, counter).await?;
    let opener = Opener::Password(password.expose(), turn);
    let (account, wrapped) = match found.as_ref().filter(|_| looked_at) {
        Some(row) => (row.id, row.secret_by_password.clone()),
        None => (ctx.rng.uuid(), unopenable(&opener, &ctx.keys, &ctx.rng)),
    };
    let secret = open(&wrapped, account, opener, &ctx.keys).await?;
    let row = found.ok_or(Refused::WrongCredentials)?;
    take_back(ctx, counter).await?;
    Ok((row, secret))
}

/// After the password cost was raised: re-wraps the secret once at the new cost. No other sign-in writes this column.
async fn wrap_at_present_cost(
    ctx: &Ctx,
    turn: &Turn,
    row: &Model,
    secret: &AccountSecret,
    password: TypedPassword<'_>,
) -> Result<(), Error> {
    if !is_of_former_cost(&row.secret_by_password, turn) {
        return Ok(());
    }
    let wrapped = wrap(secret, row.id, Opener::Password(password.expose(), turn), &ctx.keys, &ctx.rng).await?;
    // If the password has changed in the meantime, its wrap already has the new cost.
    let update = Entity::update_many().col_expr(Column::SecretByPassword, Expr::value(wrapped));
    let unchanged = Column::SecretByPassword.eq(row.secret_by_password.clone());
    ctx.identity().write(update.filter(Column::Id.eq(row.id)).filter(unchanged)).await?;
    Ok(())
}

/// The account row of the signed-in member.
pub(super) async fn own_row(ctx: &Ctx) -> Result<Model, Error> {
    let member = ctx.require()?;
    Ok(Entity::find_by_id(member.account.0).one(ctx.identity()).await?.ok_or(Refused::SignIn)?)
}

/// Ends this session, including any replaced cookies.
pub async fn sign_out(session: &Session) -> Result<(), Error> {
    Ok(session.flush().await?)
}

/// Ends every session of the account, including this one.
pub async fn sign_out_everywhere(ctx: &Ctx, session: &Session) -> Result<(), Error> {
    let member = ctx.require()?;
    let ended = Entity::update_many()
        .col_expr(Column::Generation, Expr::col(Column::Generation).add(1))
        .filter(Column::Id.eq(member.account.0));
    ctx.identity().write(ended).await?;
    sign_out(session).await
}

/// The member behind a session; `None` if it has expired or was ended elsewhere, or the account no longer exists.
pub async fn load_member(services: &Services, session: &Session) -> Result<Option<Member>, Error> {
    let Some(held) = held(session).await? else { return Ok(None) };
    let row = Entity::find_by_id(held.account).one(services.identity()).await?;
    let Some(row) = row.filter(|row| row.generation == held.generation) else {
        session.flush().await?;
        return Ok(None);
    };
    let secret = held.secret().ok_or(Error::Stored("session secret"))?;
    let today = services.clock.now().day();
    let keyring = load_keyring(services.forum(), &row.keyring, row.id, &secret, today).await?;
    let first = keyring.living().first().map_or(Identity::Member, |entry| Identity::Persona(entry.persona));
    let mut member = Member {
        account: AccountId(row.id),
        name: services.keys.open(name_place(&row.id), &row.name_sealed)?,
        claim: claim_of(&row)?,
        role: row.role.as_deref().and_then(Role::parse),
        secret,
        keyring,
        speaking: first,
    };
    let chosen = match held.speaking.as_deref() {
        Some("") => Some(Identity::Member),
        Some(persona) => persona.parse().ok().and_then(|persona| member.identity_of(AuthorId::Persona(persona))),
        None => None,
    };
    member.speaking = chosen.unwrap_or(first);
    Ok(Some(member))
}

/// What an account is verified as.
pub(super) fn claim_of(row: &Model) -> Result<Claim, Error> {
    let tier = u8::try_from(row.tier).ok().and_then(Tier::from_number).ok_or(Error::Stored("tier"))?;
    Ok(Claim {
        tier,
        specialty: row.specialty.as_deref().and_then(Specialty::parse),
        years: row.years_band.and_then(|band| u8::try_from(band).ok()).and_then(YearsBand::from_number),
    })
}
