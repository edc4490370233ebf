//! The device proof that a browser keeps after a successful sign-in. It is made with the server key and shows that
//! somebody signed in to this account there. Guesses from such a browser have their own count, so a stranger guessing
//! at an address cannot lock its owner out. No table stores it. It unlocks nothing; a stolen copy gives access to that
//! count and no more, and signing out everywhere or changing the password invalidates it.

use super::session::held;
use crate::ctx::{Rng, Services};
use crate::error::Error;
use crate::keys::ServerKeys;
use crate::seal::SealFault;
use subtle::ConstantTimeEq;
use tower_sessions::Session;
use uuid::Uuid;

const RANDOM: usize = 16;
const PROOF: usize = 32;
const BYTES: usize = 2 + RANDOM + PROOF;

/// The proof: `key version 2 | random 16 | HMAC 32`. Never printed.
pub struct Device([u8; BYTES]);

impl Device {
    fn new(keys: &ServerKeys, account: Uuid, generation: i32, rng: &Rng) -> Result<Self, SealFault> {
        let (version, random) = (keys.current().to_be_bytes(), rng.bytes::<RANDOM>());
        let proof = proof(keys, (version, random), account, generation)?;
        let mut bytes = [0; BYTES];
        let parts = version.iter().chain(&random).chain(&proof);
        bytes.iter_mut().zip(parts).for_each(|(to, from)| *to = *from);
        Ok(Self(bytes))
    }

    /// Parses the cookie value.
    pub fn parse(text: &str) -> Option<Self> {
        let mut bytes = [0; BYTES];
        hex::decode_to_slice(text, &mut bytes).ok()?;
        Some(Self(bytes))
    }

    /// The cookie value.
    pub fn shown(&self) -> String {
        hex::encode(self.0)
    }

    /// The bytes under which guesses from this browser are counted.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// Whether it was issued for this account, and since all its sessions were last ended.
    pub(super) fn proves(&self, keys: &ServerKeys, account: Uuid, generation: i32) -> bool {
        let Some((version, rest)) = self.0.split_first_chunk::<2>() else { return false };
        let Some((random, given)) = rest.split_first_chunk::<RANDOM>() else { return false };
        proof(keys, (*version, *random), account, generation)
            .is_ok_and(|proof| bool::from(proof.as_slice().ct_eq(given)))
    }
}

fn proof(
    keys: &ServerKeys,
    (version, random): ([u8; 2], [u8; RANDOM]),
    account: Uuid,
    generation: i32,
) -> Result<[u8; PROOF], SealFault> {
    keys.device_proof(u16::from_be_bytes(version), &[&random, account.as_bytes(), &generation.to_be_bytes()])
}

/// A new proof for the browser of a session that has just begun; `None` without a session.
pub async fn new_device(services: &Services, session: &Session) -> Result<Option<Device>, Error> {
    let Some(held) = held(session).await? else { return Ok(None) };
    Ok(Some(Device::new(&services.keys, held.account, held.generation, &services.rng)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_is_for_one_account_and_one_generation() -> Result<(), SealFault> {
        let rng = Rng::seeded(12);
        let (keys, account) = (ServerKeys::fresh(&rng), rng.uuid());
        let device = Device::new(&keys, account, 3, &rng)?;
        assert!(device.proves(&keys, account, 3));
        assert!(!device.proves(&keys, account, 4), "all sessions were ended since");
        assert!(!device.proves(&keys, rng.uuid(), 3));
        assert!(!device.proves(&ServerKeys::fresh(&rng), account, 3));
        assert!(device.proves(&keys.rotated(&rng), account, 3));

        let shown = device.shown();
        assert!(Device::parse(&shown).is_some_and(|read| read.0 == device.0));
        for at in 0..BYTES {
            let mut altered = Device(device.0);
            altered.0.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 1);
            assert!(!altered.proves(&keys, account, 3), "{at}");
        }
        for text in ["", "00", &shown[..98], &format!("{shown}00"), &"x".repeat(100)] {
            assert!(Device::parse(text).is_none(), "{text}");
        }
        Ok(())
    }
}
