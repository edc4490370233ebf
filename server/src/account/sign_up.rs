//! Signing up: an account, its secret, and a recovery code that is shown once.

use super::check_word::{self, seal_check_word};
use super::crowd::count_claim;
use super::entity::accounts::{ActiveModel, Entity};
use super::keyring::seal_keyring;
use super::recovery_code::RecoveryCode;
use super::secret::{AccountSecret, Opener, wrap};
use super::session::start;
use super::verifying_key::hash_for;
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use crate::seal::Place;
use crate::stores::is_duplicate;
use domain::account::{Claim, Email, FullName, NewPassword, Tier};
use domain::ids::MemberId;
use domain::persona::Keyring;
use sea_orm::{ActiveValue::Set, EntityTrait};
use tower_sessions::Session;
use uuid::Uuid;

/// Padded lengths of sealed texts, in bytes.
const EMAIL_SIZE: usize = 264;
const NAME_SIZE: usize = 332;

/// The fields of the sign-up form.
pub struct NewAccount<'a> {
    /// E-mail address.
    pub email: &'a str,
    /// Full name.
    pub name: &'a str,
    /// Password.
    pub password: &'a str,
    /// The password again.
    pub again: &'a str,
}

/// Creates the account, signs it in and returns the recovery code. All faults of the form are returned together.
pub async fn sign_up(ctx: &Ctx, session: &Session, new: NewAccount<'_>) -> Result<RecoveryCode, Error> {
    let email = Email::parse(new.email).map_err(Refused::from);
    let name = FullName::parse(new.name).map_err(Refused::from);
    let turn = ctx.passwords.take_turn()?;
    let password = match NewPassword::parse(new.password, new.again) {
        Ok(password) => turn.judge(password, &[new.email, new.name]).await?,
        Err(fault) => Err(fault),
    };
    let password = password.map_err(Refused::from);
    let (email, name, password) = match (email, name, password) {
        (Ok(email), Ok(name), Ok(password)) => (email, name, password),
        (email, name, password) => {
            return Err(Error::Several([name.err(), email.err(), password.err()].into_iter().flatten().collect()));
        }
    };
    let account = ctx.rng.uuid();
    let secret = AccountSecret::random(&ctx.rng);
    let code = RecoveryCode::random(&ctx.rng);
    let by_password = Opener::Password(password.expose(), &turn);
    let keyring = Keyring::new(MemberId(ctx.rng.uuid()));
    let row = ActiveModel {
        id: Set(account),
        email_index: Set(ctx.keys.email_index(&email)?),
        email_sealed: Set(ctx.keys.seal(email_place(&account), email.as_str(), EMAIL_SIZE, &ctx.rng)?),
        name_sealed: Set(ctx.keys.seal(name_place(&account), name.as_str(), NAME_SIZE, &ctx.rng)?),
        secret_by_password: Set(wrap(&secret, account, by_password, &ctx.keys, &ctx.rng).await?),
        secret_by_recovery: Set(wrap(&secret, account, Opener::Recovery(&code), &ctx.keys, &ctx.rng).await?),
        keyring: Set(seal_keyring(&keyring, account, &secret, &ctx.rng)?),
        generation: Set(0),
        tier: Set(i32::from(Tier::Unverified.number())),
        specialty: Set(None),
        years_band: Set(None),
        role: Set(None),
        verifying_key_hash: Set(Some(hash_for(account, &secret))),
        signed_up_day: Set(Some(ctx.clock.now().day().0)),
        check_word_sealed: Set(Some(seal_check_word(ctx, account, &code)?)),
    };
    let work = ctx.identity().begin().await?;
    match Entity::insert(row).exec_without_returning(&work).await {
        Err(error) if is_duplicate(&error) => return Err(Refused::EmailTaken.into()),
        inserted => inserted?,
    };
    count_claim(&work, None, Claim::nothing()).await?;
    work.commit().await?;
    start(ctx, session, (account, &secret, 0), String::new()).await?;
    Ok(code)
}

pub(super) fn email_place(account: &Uuid) -> Place<'_> {
    Place { table: "accounts", row: account.as_bytes(), column: "email_sealed" }
}

pub(super) fn name_place(account: &Uuid) -> Place<'_> {
    Place { table: "accounts", row: account.as_bytes(), column: "name_sealed" }
}

/// Reseals a text of an account under the current server key.
pub(super) fn reseal(
    ctx_keys: (&crate::keys::ServerKeys, &crate::keys::ServerKeys),
    place: Place<'_>,
    sealed: &[u8],
    rng: &crate::ctx::Rng,
) -> Result<Vec<u8>, Error> {
    let (old, new) = ctx_keys;
    let size = match place.column {
        "name_sealed" => NAME_SIZE,
        "check_word_sealed" => check_word::SIZE,
        _ => EMAIL_SIZE,
    };
    Ok(new.seal(place, &old.open(place, sealed)?, size, rng)?)
}
