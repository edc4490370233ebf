//! Stretching passwords (Argon2id, RFC 9106, with the server's pepper) and rating new ones (zxcvbn). Both need a
//! [`Turn`] and run outside the async threads.

use super::turns::{Places, Turn};
use crate::error::Error;
use crate::seal::{Key, SealFault};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::account::{NewPassword, PasswordFault};
use zeroize::Zeroizing;

/// Characters of a new password that are rated: zxcvbn takes quadratic time, and forty characters are enough.
const JUDGED: usize = 40;
/// Characters considered of each text that a password must not be based on.
const KNOWN: usize = 100;

/// The cost of stretching a password. Every wrap records its own, so raising the cost locks nobody out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cost {
    pub memory_kib: u32,
    pub passes: u8,
}

/// The cost of new passwords, former costs still found in wraps, and the limit on concurrent work.
#[derive(Clone)]
pub struct PasswordHashing {
    cost: Cost,
    former: Vec<Cost>,
    pub(super) places: Places,
    #[cfg(test)]
    pub(super) worked: std::sync::Arc<std::sync::Mutex<Vec<Cost>>>,
}

impl PasswordHashing {
    /// 64 MiB and three passes (DESIGN 5.1). When raising this, add `.raised_from` with the old cost; it can be removed
    /// once no wrap uses it.
    pub fn recommended() -> Self {
        Self::with_cost(64 * 1024, 3)
    }

    /// A custom cost: memory in KiB, and passes over it.
    pub fn with_cost(memory_kib: u32, passes: u8) -> Self {
        Self {
            cost: Cost { memory_kib, passes },
            former: Vec::new(),
            places: Places::new(),
            #[cfg(test)]
            worked: std::sync::Arc::default(),
        }
    }

    /// A cost that some wraps still have. Every sign-in then computes it as well, with any wrap and even without one;
    /// otherwise the time would reveal which addresses have an account.
    #[must_use]
    pub fn raised_from(mut self, memory_kib: u32, passes: u8) -> Self {
        self.former.push(Cost { memory_kib, passes });
        self
    }

    /// The cost of new passwords.
    pub(super) fn cost(&self) -> Cost {
        self.cost
    }

    /// Every cost that a check computes: those in use, and the wrap's own if it is not among them.
    fn costs(&self, own: Cost) -> Vec<Cost> {
        let mut costs = vec![self.cost];
        costs.extend(&self.former);
        if !costs.contains(&own) {
            costs.push(own);
        }
        costs
    }
}

impl Turn {
    /// The key for a new password, at the current cost.
    pub(super) async fn stretch(&self, password: &str, salt: [u8; 16], pepper: Key) -> Result<Key, Error> {
        let cost = self.hashing.cost;
        self.stretch_through(vec![cost], password, (salt, pepper, cost)).await
    }

    /// The key for a typed password at a wrap's own cost, after the same work for every wrap.
    pub(super) async fn stretch_evenly(
        &self,
        password: &str,
        (salt, pepper, own): ([u8; 16], Key, Cost),
    ) -> Result<Key, Error> {
        self.stretch_through(self.hashing.costs(own), password, (salt, pepper, own)).await
    }

    async fn stretch_through(
        &self,
        costs: Vec<Cost>,
        password: &str,
        (salt, pepper, own): ([u8; 16], Key, Cost),
    ) -> Result<Key, Error> {
        let password = Zeroizing::new(password.to_owned());
        #[cfg(test)]
        let worked = self.hashing.worked.clone();
        let stretched = self.work(move || {
            let mut wanted = Err(SealFault::Malformed);
            for cost in costs {
                let key = stretch(&password, &salt, &pepper, cost);
                #[cfg(test)]
                worked.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(cost);
                if cost == own {
                    wanted = key;
                }
            }
            wanted
        });
        Ok(stretched.await??)
    }

    /// Refuses a new password that is easy to guess, also from the other fields of the form.
    pub(super) async fn judge(
        &self,
        password: NewPassword,
        known: &[&str],
    ) -> Result<Result<NewPassword, PasswordFault>, Error> {
        let judged = Zeroizing::new(first(password.expose(), JUDGED).to_owned());
        let known: Vec<String> = known.iter().map(|text| first(text, KNOWN).to_owned()).collect();
        let score = self.work(move || {
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            zxcvbn::zxcvbn(&judged, &known).score()
        });
        Ok(match score.await? {
            zxcvbn::Score::Three | zxcvbn::Score::Four => Ok(password),
            _ => Err(PasswordFault::Guessable),
        })
    }
}

fn first(text: &str, characters: usize) -> &str {
    let end = text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}

fn stretch(password: &str, salt: &[u8; 16], pepper: &Key, cost: Cost) -> Result<Key, SealFault> {
    let params = Params::new(cost.memory_kib, u32::from(cost.passes), 1, Some(32)).map_err(|_| SealFault::Malformed)?;
    let argon2 = Argon2::new_with_secret(pepper.expose(), Algorithm::Argon2id, Version::V0x13, params)
        .map_err(|_| SealFault::Malformed)?;
    let mut output = Zeroizing::new([0; 32]);
    argon2.hash_password_into(password.as_bytes(), salt, output.as_mut_slice()).map_err(|_| SealFault::Malformed)?;
    Ok(Key::from_bytes(*output))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Refused;

    async fn judged(password: &str, known: &[&str]) -> Result<Result<(), PasswordFault>, Error> {
        let turn = PasswordHashing::with_cost(64, 1).take_turn()?;
        let new = NewPassword::parse(password, password).map_err(Refused::from)?;
        Ok(turn.judge(new, known).await?.map(|_| ()))
    }

    #[tokio::test]
    async fn guessable_passwords_are_refused() -> Result<(), Error> {
        for password in ["password1234", "aaaaaaaaaaaa", "qwertyuiop12", "ada@example.org"] {
            assert_eq!(judged(password, &["ada@example.org"]).await?, Err(PasswordFault::Guessable), "{password}");
        }
        assert_eq!(judged("copper violin harbour nine", &[]).await?, Ok(()));
        Ok(())
    }

    #[tokio::test]
    async fn only_the_first_forty_characters_are_judged() -> Result<(), Error> {
        let late = format!("{}copper violin harbour nine", "a".repeat(40));
        assert_eq!(judged(&late, &[]).await?, Err(PasswordFault::Guessable));
        let early = format!("copper violin harbour nine{}", "a".repeat(200));
        assert_eq!(judged(&early, &[]).await?, Ok(()));
        Ok(())
    }

    #[tokio::test]
    async fn judging_waits_for_a_place_like_stretching() -> Result<(), Box<dyn std::error::Error>> {
        let hashing = PasswordHashing::with_cost(64, 1);
        let (begun, mut begins) = tokio::sync::mpsc::unbounded_channel();
        let (end, ends) = std::sync::mpsc::channel::<()>();
        let ends = std::sync::Arc::new(std::sync::Mutex::new(ends));
        let mut held = Vec::new();
        for _ in 0..2 {
            let (turn, begun, ends) = (hashing.take_turn()?, begun.clone(), ends.clone());
            held.push(tokio::spawn(async move {
                let work = move || {
                    let _ = begun.send(());
                    let _ = ends.lock().map(|ends| ends.recv());
                };
                turn.work(work).await
            }));
            begins.recv().await.ok_or("has not begun")?;
        }
        let turn = hashing.take_turn()?;
        let password = "copper violin harbour nine";
        let mut judging = std::pin::pin!(turn.judge(NewPassword::parse(password, password)?, &[]));
        let waits = tokio::select! {
            biased;
            _ = &mut judging => false,
            () = std::future::ready(()) => true,
        };
        assert!(waits, "both places are taken");
        end.send(())?;
        end.send(())?;
        for request in held {
            request.await??;
        }
        assert!(judging.await?.is_ok());
        Ok(())
    }
}
