//! Stretching passwords (Argon2id, RFC 9106, with the server's pepper) and judging new ones (zxcvbn).

use crate::error::Error;
use crate::seal::{Key, SealFault};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::account::{NewPassword, PasswordFault};
use std::sync::Arc;
use tokio::sync::Semaphore;
use zeroize::Zeroizing;

/// What stretching a password costs. Stands in every wrap, so that raising it locks nobody out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cost {
    pub memory_kib: u32,
    pub passes: u8,
}

/// The cost of new passwords, and how many are worked on at a time (each takes the whole memory).
#[derive(Clone)]
pub struct PasswordHashing {
    cost: Cost,
    places: Arc<Semaphore>,
}

impl PasswordHashing {
    /// 64 MiB and three passes (DESIGN 5.1), two at a time.
    pub fn recommended() -> Self {
        Self::with_cost(64 * 1024, 3)
    }

    /// Another cost: memory in KiB, and passes over it.
    pub fn with_cost(memory_kib: u32, passes: u8) -> Self {
        Self { cost: Cost { memory_kib, passes }, places: Arc::new(Semaphore::new(2)) }
    }

    /// The cost of new passwords.
    pub(super) fn cost(&self) -> Cost {
        self.cost
    }

    /// The key that a password stretches to. Runs outside the async threads.
    pub(super) async fn stretch(&self, password: &str, salt: [u8; 16], pepper: Key, cost: Cost) -> Result<Key, Error> {
        let _place = self.places.acquire().await.map_err(|_| Error::Stored("semaphore closed"))?;
        let password = Zeroizing::new(password.to_owned());
        let params =
            Params::new(cost.memory_kib, u32::from(cost.passes), 1, Some(32)).map_err(|_| SealFault::Malformed)?;
        let stretched = tokio::task::spawn_blocking(move || {
            let argon2 = Argon2::new_with_secret(pepper.expose(), Algorithm::Argon2id, Version::V0x13, params)
                .map_err(|_| SealFault::Malformed)?;
            let mut output = Zeroizing::new([0; 32]);
            argon2
                .hash_password_into(password.as_bytes(), &salt, output.as_mut_slice())
                .map_err(|_| SealFault::Malformed)?;
            Ok::<_, SealFault>(Key::from_bytes(*output))
        });
        Ok(stretched.await??)
    }
}

/// Reads a new password typed twice and refuses one that is easy to guess, also from what else was typed.
pub(super) fn judge(password: &str, again: &str, known: &[&str]) -> Result<NewPassword, PasswordFault> {
    let parsed = NewPassword::parse(password, again)?;
    match zxcvbn::zxcvbn(parsed.expose(), known).score() {
        zxcvbn::Score::Three | zxcvbn::Score::Four => Ok(parsed),
        _ => Err(PasswordFault::Guessable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guessable_passwords_are_refused() {
        for password in ["password1234", "aaaaaaaaaaaa", "qwertyuiop12", "ada@example.org"] {
            let judged = judge(password, password, &["ada@example.org"]);
            assert!(matches!(judged, Err(PasswordFault::Guessable)), "{password}");
        }
        let good = "copper violin harbour nine";
        assert!(judge(good, good, &[]).is_ok());
    }
}
