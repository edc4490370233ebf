//! The custodians: whose public keys a link is sealed to, and how many of them must come together. Their keys are pinned
//! in the configuration, never read from a database; their private keys never touch the server.

use crate::ctx::Chance;
use hpke::kem::XWing;
use hpke::{Deserializable, Kem, Serializable};
use zeroize::Zeroizing;

/// Most custodians a record has room for.
pub(super) const MOST: usize = 6;

/// A quorum rule and the custodians' public keys (X-Wing), in their order.
pub struct Custodians {
    pub(super) epoch: u32,
    pub(super) threshold: u8,
    pub(super) keys: Vec<<XWing as Kem>::PublicKey>,
}

/// Why a set of custodians cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CustodianFault {
    /// Not the hexadecimal digits of an X-Wing public key.
    #[error("custodian key {0} is not an X-Wing public key in hexadecimal digits")]
    Key(usize),
    /// The same key twice: one person would count as two.
    #[error("custodian key {0} is there twice")]
    Twice(usize),
    /// Fewer than two or more than all must come together.
    #[error("the threshold must be at least 2 and at most the number of custodians (2 to 6)")]
    Threshold,
}

impl Custodians {
    /// Custodians by their public keys in hexadecimal digits. `epoch` counts the sets an installation has had.
    pub fn new(epoch: u32, threshold: u8, public_keys: &[String]) -> Result<Self, CustodianFault> {
        if !(2..=MOST).contains(&public_keys.len()) || threshold < 2 || usize::from(threshold) > public_keys.len() {
            return Err(CustodianFault::Threshold);
        }
        let mut keys = Vec::new();
        for (at, text) in public_keys.iter().enumerate() {
            if public_keys.iter().take(at).any(|other| other.trim() == text.trim()) {
                return Err(CustodianFault::Twice(at + 1));
            }
            let key = hex::decode(text.trim()).ok().and_then(|bytes| Deserializable::from_bytes(&bytes).ok());
            keys.push(key.ok_or(CustodianFault::Key(at + 1))?);
        }
        Ok(Self { epoch, threshold, keys })
    }
}

/// A custodian's pair of keys, in hexadecimal digits; made by the offline tool, or by the demo for show.
pub struct CustodianKeys {
    /// To pin in the configuration.
    pub public: String,
    /// For the custodian alone.
    pub private: Zeroizing<String>,
}

impl CustodianKeys {
    /// Fresh keys.
    pub fn random(chance: &Chance) -> Self {
        let (private, public) = chance.with(XWing::gen_keypair_with_rng);
        Self { public: hex::encode(public.to_bytes()), private: Zeroizing::new(hex::encode(private.to_bytes())) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_real_quorum_of_different_keys_is_taken() -> Result<(), CustodianFault> {
        let chance = Chance::seeded(9);
        let keys: Vec<String> = (0..3).map(|_| CustodianKeys::random(&chance).public).collect();
        Custodians::new(1, 2, &keys)?;
        assert_eq!(Custodians::new(1, 1, &keys).err(), Some(CustodianFault::Threshold));
        assert_eq!(Custodians::new(1, 4, &keys).err(), Some(CustodianFault::Threshold));
        let twice: Vec<String> = [keys.clone(), keys].concat().into_iter().take(4).collect();
        assert_eq!(Custodians::new(1, 2, &twice).err(), Some(CustodianFault::Twice(4)));
        assert_eq!(Custodians::new(1, 2, &["00".into(), "01".into()]).err(), Some(CustodianFault::Key(1)));
        Ok(())
    }
}
