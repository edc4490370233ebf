//! The account secret and its two wraps (DESIGN 5.1). Unwrapping *is* the login check.
//!
//! A password's wrap records its cost. Every check computes all costs in use (`Turn::stretch_evenly`), so that a
//! current wrap, one from before the cost was raised, and an address without an account all take the same work. A
//! successful sign-in re-wraps at the current cost.
//!
//! A wrap is `format 1 | pepper version 2 | memory in KiB 4 | passes 1 | salt 16 | check value 16 | sealed secret`;
//! memory and passes are zero under a recovery code, which needs no stretching. The check value is needed because
//! AES-GCM does not commit to its key.

use super::password::Cost;
use super::recovery_code::RecoveryCode;
use super::turns::Turn;
use crate::ctx::Rng;
use crate::error::{Error, Refused};
use crate::keys::ServerKeys;
use crate::seal::{self, Key, Place, SealFault};
use subtle::ConstantTimeEq;
use uuid::Uuid;

const FORMAT: u8 = 1;
const SALT: usize = 16;
const CHECK: usize = 16;

/// 32 random bytes made at sign-up, from which every key of the account is derived.
#[derive(Clone)]
pub struct AccountSecret(Key);

impl AccountSecret {
    /// A fresh secret.
    pub(super) fn random(rng: &Rng) -> Self {
        Self(Key::random(rng))
    }
    /// A secret as stored in a session.
    pub(super) fn from_key(key: Key) -> Self {
        Self(key)
    }
    /// The secret itself, for its session and its wraps.
    pub(super) fn key(&self) -> &Key {
        &self.0
    }
    /// Seals the keyring.
    pub fn keyring_key(&self) -> Key {
        self.0.derive("keyring")
    }
    /// Makes the nullifiers of ballots.
    pub fn ballot_key(&self) -> Key {
        self.0.derive("ballot")
    }
    /// Makes the nullifiers of daily limits.
    pub fn rate_key(&self) -> Key {
        self.0.derive("rate")
    }
    /// The salt of the persona with this index. It is never stored; it is derived again whenever it is needed.
    pub fn persona_salt(&self, index: u32) -> [u8; 32] {
        *self.0.derive(&format!("persona salt {index}")).expose()
    }
    /// Tags and seals private rows.
    pub fn private_list_key(&self) -> Key {
        self.0.derive("private list")
    }
    /// Tags and seals the labels of sessions.
    pub(super) fn session_list_key(&self) -> Key {
        self.0.derive("session list")
    }
    /// Signs a new persona.
    pub fn signing_key(&self) -> Key {
        self.0.derive("signing")
    }
}

/// Which of the two wraps; each is bound to its own column.
#[derive(Clone, Copy)]
pub(super) enum Wrap {
    Password,
    Recovery,
}

impl Wrap {
    fn place(self, row: &Uuid) -> Place<'_> {
        let column = match self {
            Self::Password => "secret_by_password",
            Self::Recovery => "secret_by_recovery",
        };
        Place { table: "accounts", row: row.as_bytes(), column }
    }
}

/// What the secret is wrapped under.
pub(super) enum Opener<'a> {
    Password(&'a str, &'a Turn),
    Recovery(&'a RecoveryCode),
}

impl Opener<'_> {
    fn wrap(&self) -> Wrap {
        match self {
            Self::Password(..) => Wrap::Password,
            Self::Recovery(_) => Wrap::Recovery,
        }
    }

    fn cost(&self) -> Cost {
        match self {
            Self::Password(_, turn) => turn.hashing.cost(),
            Self::Recovery(_) => Cost { memory_kib: 0, passes: 0 },
        }
    }

    /// The key of a new wrap.
    async fn new_key(&self, salt: [u8; SALT], pepper: Key) -> Result<Key, Error> {
        match self {
            Self::Password(password, turn) => turn.stretch(password, salt, pepper).await,
            Self::Recovery(code) => Ok(of_code(code, salt, &pepper)),
        }
    }

    /// The key to try on a wrap of this cost.
    async fn key_to_try(&self, salt: [u8; SALT], pepper: Key, cost: Cost) -> Result<Key, Error> {
        match self {
            Self::Password(password, turn) => turn.stretch_evenly(password, (salt, pepper, cost)).await,
            Self::Recovery(code) => Ok(of_code(code, salt, &pepper)),
        }
    }
}

fn of_code(code: &RecoveryCode, salt: [u8; SALT], pepper: &Key) -> Key {
    code.key(&[salt.as_slice(), pepper.expose()].concat())
}

/// Wraps the secret.
pub(super) async fn wrap(
    secret: &AccountSecret,
    account: Uuid,
    opener: Opener<'_>,
    keys: &ServerKeys,
    rng: &Rng,
) -> Result<Vec<u8>, Error> {
    let salt: [u8; SALT] = rng.bytes();
    let key = opener.new_key(salt, keys.pepper(keys.current())?).await?;
    let sealed = seal::seal(&key.derive("wrap"), opener.wrap().place(&account), secret.0.expose(), rng)?;
    let mut wrapped = start(keys, opener.cost());
    wrapped.extend(salt);
    wrapped.extend(check(&key));
    wrapped.extend(sealed);
    Ok(wrapped)
}

/// Unwraps the secret; [`Refused::WrongCredentials`] if the password or code is wrong.
pub(super) async fn open(
    wrapped: &[u8],
    account: Uuid,
    opener: Opener<'_>,
    keys: &ServerKeys,
) -> Result<AccountSecret, Error> {
    let (version, rest) = wrapped.split_first_chunk::<8>().ok_or(SealFault::Malformed)?;
    let (salt, rest) = rest.split_first_chunk::<SALT>().ok_or(SealFault::Malformed)?;
    let (stored_check, sealed) = rest.split_first_chunk::<CHECK>().ok_or(SealFault::Malformed)?;
    let [FORMAT, high, low, m0, m1, m2, m3, passes] = *version else { return Err(SealFault::Malformed.into()) };
    let cost = Cost { memory_kib: u32::from_be_bytes([m0, m1, m2, m3]), passes };
    let key = opener.key_to_try(*salt, keys.pepper(u16::from_be_bytes([high, low]))?, cost).await?;
    if !bool::from(check(&key).ct_eq(stored_check)) {
        return Err(Refused::WrongCredentials.into());
    }
    let secret = seal::open(&key.derive("wrap"), opener.wrap().place(&account), sealed)?;
    let bytes: [u8; 32] = secret.as_slice().try_into().map_err(|_| SealFault::Malformed)?;
    Ok(AccountSecret(Key::from_bytes(bytes)))
}

/// Whether a password's wrap has a different cost from new ones.
pub(super) fn is_of_former_cost(wrapped: &[u8], turn: &Turn) -> bool {
    let Cost { memory_kib, passes } = turn.hashing.cost();
    let [m0, m1, m2, m3] = memory_kib.to_be_bytes();
    wrapped.get(3..8) != Some(&[m0, m1, m2, m3, passes])
}

/// A wrap of the right length that nothing opens; used for unknown e-mail addresses, so that checking them takes the
/// same work.
pub(super) fn unopenable(opener: &Opener<'_>, keys: &ServerKeys, rng: &Rng) -> Vec<u8> {
    let mut wrapped = start(keys, opener.cost());
    wrapped.extend(rng.bytes::<{ SALT + CHECK }>());
    wrapped.extend(rng.bytes::<{ seal::OVERHEAD + 32 }>());
    wrapped
}

fn start(keys: &ServerKeys, cost: Cost) -> Vec<u8> {
    let mut wrapped = vec![FORMAT];
    wrapped.extend(keys.current().to_be_bytes());
    wrapped.extend(cost.memory_kib.to_be_bytes());
    wrapped.push(cost.passes);
    wrapped
}

fn check(key: &Key) -> [u8; CHECK] {
    let mut value = [0; CHECK];
    value.iter_mut().zip(key.derive("check value").expose()).for_each(|(to, from)| *to = *from);
    value
}

#[cfg(test)]
mod tests {
    use super::super::password::PasswordHashing;
    use super::*;

    const PASSWORD: &str = "correct horse";

    #[test]
    fn each_persona_has_a_salt_of_its_own_that_its_secret_gives_again() {
        let rng = Rng::seeded(3);
        let (one, other) = (AccountSecret::random(&rng), AccountSecret::random(&rng));
        let salts = [one.persona_salt(0), one.persona_salt(1), other.persona_salt(0)];
        assert!(salts[0] != salts[1] && salts[0] != salts[2] && salts[1] != salts[2]);
        assert_eq!(one.persona_salt(1), salts[1]);
    }

    struct Account {
        rng: Rng,
        keys: ServerKeys,
        secret: AccountSecret,
        id: Uuid,
    }

    fn account(seed: u64) -> Account {
        let rng = Rng::seeded(seed);
        let keys = ServerKeys::fresh(&rng);
        Account { secret: AccountSecret::random(&rng), id: rng.uuid(), keys, rng }
    }

    impl Account {
        async fn wrap(&self, turn: &Turn) -> Result<Vec<u8>, Error> {
            wrap(&self.secret, self.id, Opener::Password(PASSWORD, turn), &self.keys, &self.rng).await
        }
    }

    #[tokio::test]
    async fn only_the_right_password_unwraps_and_only_its_own_account() -> Result<(), Error> {
        let turn = PasswordHashing::with_cost(64, 1).take_turn()?;
        let ada = account(6);
        let wrapped = ada.wrap(&turn).await?;
        assert_eq!(wrapped.len(), unopenable(&Opener::Password("", &turn), &ada.keys, &ada.rng).len());

        let opened = open(&wrapped, ada.id, Opener::Password(PASSWORD, &turn), &ada.keys).await?;
        assert_eq!(opened.0.expose(), ada.secret.0.expose());
        let wrong = open(&wrapped, ada.id, Opener::Password("Correct horse", &turn), &ada.keys).await;
        assert!(matches!(wrong, Err(Error::Refused(Refused::WrongCredentials))));
        let elsewhere = open(&wrapped, ada.rng.uuid(), Opener::Password(PASSWORD, &turn), &ada.keys).await;
        assert!(matches!(elsewhere, Err(Error::Seal(SealFault::DoesNotOpen))));
        Ok(())
    }

    #[tokio::test]
    async fn a_stolen_database_without_the_pepper_does_not_check_passwords() -> Result<(), Error> {
        let turn = PasswordHashing::with_cost(64, 1).take_turn()?;
        let ada = account(7);
        let wrapped = ada.wrap(&turn).await?;
        let other = ServerKeys::fresh(&ada.rng);
        let opened = open(&wrapped, ada.id, Opener::Password(PASSWORD, &turn), &other).await;
        assert!(matches!(opened, Err(Error::Refused(Refused::WrongCredentials))));
        Ok(())
    }

    #[tokio::test]
    async fn while_the_cost_is_raised_every_check_takes_the_same_work() -> Result<(), Error> {
        let ada = account(8);
        let old = ada.wrap(&PasswordHashing::with_cost(64, 1).take_turn()?).await?;
        let raised = PasswordHashing::with_cost(96, 2).raised_from(64, 1);
        let turn = raised.take_turn()?;
        let new = ada.wrap(&turn).await?;
        assert!(is_of_former_cost(&old, &turn) && !is_of_former_cost(&new, &turn));
        let nobody = unopenable(&Opener::Password("", &turn), &ada.keys, &ada.rng);

        let mut works = Vec::new();
        for (wrapped, password, opens) in [
            (&old, PASSWORD, true),
            (&new, PASSWORD, true),
            (&old, "wrong horse", false),
            (&new, "wrong horse", false),
            (&nobody, PASSWORD, false),
        ] {
            let worked = || raised.worked.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            worked().clear();
            let opened = open(wrapped, ada.id, Opener::Password(password, &turn), &ada.keys).await;
            assert_eq!(opened.is_ok(), opens);
            works.push(worked().clone());
        }
        let every = [Cost { memory_kib: 96, passes: 2 }, Cost { memory_kib: 64, passes: 1 }];
        for work in works {
            assert_eq!(work, every);
        }
        Ok(())
    }
}
