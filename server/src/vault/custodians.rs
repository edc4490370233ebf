//! The custodians: the public keys that links are sealed to, and how many are needed to open one. Their keys are pinned
//! in the configuration, never read from a database; their private keys never touch the server.

use crate::ctx::Rng;
use hpke::kem::XWing;
use hpke::{Deserializable, Kem, Serializable};
use x25519_dalek::x25519;
use zeroize::Zeroizing;

/// Bytes of the X25519 part, which comes last in an X-Wing public key, after its ML-KEM-768 part.
const X25519: usize = 32;

/// Maximum number of custodians a record has room for.
pub(super) const MOST: usize = 6;

/// The quorum rule and the custodians' public keys (X-Wing), in order.
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
    /// The X25519 part is not in canonical form, which would allow two spellings of the same key.
    #[error("custodian key {0}: its X25519 part is not in its one valid form; ask the custodian for the file again")]
    Form(usize),
    /// The X25519 part is a point of low order: what is sealed to it is protected by the ML-KEM part only.
    #[error("custodian key {0}: its X25519 part is a point of low order and protects nothing; it must be made anew")]
    LowOrder(usize),
    /// A key, or a part of one, appears twice: one person would count as two.
    #[error("custodian key {0} is there twice, or shares a part with an earlier one")]
    Twice(usize),
    /// The threshold is below two or above the number of custodians, or there are not two to six custodians.
    #[error("the threshold must be at least 2 and at most the number of custodians (2 to 6)")]
    Threshold,
}

impl Custodians {
    /// Builds the set from public keys in hexadecimal digits. `epoch` counts the sets an installation has had.
    pub fn new(epoch: u32, threshold: u8, public_keys: &[String]) -> Result<Self, CustodianFault> {
        if !(2..=MOST).contains(&public_keys.len()) || threshold < 2 || usize::from(threshold) > public_keys.len() {
            return Err(CustodianFault::Threshold);
        }
        let mut halves: Vec<(Vec<u8>, [u8; X25519])> = Vec::new();
        let mut keys = Vec::new();
        for (number, text) in (1..).zip(public_keys) {
            let bytes = hex::decode(text.trim()).map_err(|_| CustodianFault::Key(number))?;
            keys.push(Deserializable::from_bytes(&bytes).map_err(|_| CustodianFault::Key(number))?);
            let (lattice, curve) = bytes.split_last_chunk::<X25519>().ok_or(CustodianFault::Key(number))?;
            if is_low_order(*curve) {
                return Err(CustodianFault::LowOrder(number));
            }
            if !is_canonical(curve) {
                return Err(CustodianFault::Form(number));
            }
            if halves.iter().any(|(other, other_curve)| other == lattice || other_curve == curve) {
                return Err(CustodianFault::Twice(number));
            }
            halves.push((lattice.to_vec(), *curve));
        }
        Ok(Self { epoch, threshold, keys })
    }
}

/// Whether a point has low order: a shared secret with it is always zero (RFC 7748, section 6.1). Every X25519 scalar
/// is a multiple of the cofactor, so any scalar will show it.
fn is_low_order(point: [u8; X25519]) -> bool {
    x25519([1; X25519], point) == [0; X25519]
}

/// Whether a coordinate is below 2^255 - 19 with the unused bit clear, as X25519 itself writes it.
fn is_canonical(point: &[u8; X25519]) -> bool {
    let [lowest, between @ .., highest] = point;
    *highest < 0x7f || (*highest == 0x7f && (*lowest < 0xed || between.iter().any(|byte| *byte != 0xff)))
}

/// A custodian's key pair in hexadecimal digits, made by the offline tool, or by the demo for show.
pub struct CustodianKeys {
    /// The public key, to be pinned in the configuration.
    pub public: String,
    /// The private key, for the custodian only.
    pub private: Zeroizing<String>,
}

impl CustodianKeys {
    /// Fresh keys.
    pub fn random(rng: &Rng) -> Self {
        let (private, public) = rng.with(XWing::gen_keypair_with_rng);
        Self { public: hex::encode(public.to_bytes()), private: Zeroizing::new(hex::encode(private.to_bytes())) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The coordinates below 2^255 of the points of order 1, 2, 4 and 8 on the curve and on its twist.
    const LOW_ORDER: [&str; 7] = [
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    ];
    /// The same points for an X25519 that does not ignore the unused bit.
    const LOW_ORDER_IN_256_BITS: [&str; 5] = [
        "cdeb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b880",
        "4c9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f11d7",
        "d9ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "daffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
        "dbffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
    ];

    fn three() -> Vec<String> {
        let rng = Rng::seeded(9);
        (0..3).map(|_| CustodianKeys::random(&rng).public).collect()
    }

    /// The fault found if the third key ends in these digits.
    fn ending_in(digits: &str) -> Option<CustodianFault> {
        let mut keys = three();
        let start = keys[2].len() - digits.len();
        keys[2].replace_range(start.., digits);
        Custodians::new(1, 2, &keys).err()
    }

    #[test]
    fn only_a_real_quorum_of_different_keys_is_taken() -> Result<(), CustodianFault> {
        let keys = three();
        Custodians::new(1, 2, &keys)?;
        assert_eq!(Custodians::new(1, 1, &keys).err(), Some(CustodianFault::Threshold));
        assert_eq!(Custodians::new(1, 4, &keys).err(), Some(CustodianFault::Threshold));
        let twice: Vec<String> = [keys.clone(), keys].concat().into_iter().take(4).collect();
        assert_eq!(Custodians::new(1, 2, &twice).err(), Some(CustodianFault::Twice(4)));
        assert_eq!(Custodians::new(1, 2, &["00".into(), "01".into()]).err(), Some(CustodianFault::Key(1)));
        Ok(())
    }

    #[test]
    fn the_same_key_in_another_spelling_is_the_same_key() {
        let keys = three();
        let mixed = keys[0].char_indices().map(|(at, digit)| match at % 2 {
            0 => digit.to_ascii_uppercase(),
            _ => digit,
        });
        for spelling in [keys[0].to_uppercase(), mixed.collect(), format!("  {}\r\n", keys[0])] {
            let again = Custodians::new(1, 2, &[keys[0].clone(), keys[1].clone(), spelling]);
            assert_eq!(again.err(), Some(CustodianFault::Twice(3)));
        }
    }

    #[test]
    fn half_of_another_key_is_that_key_as_well() {
        let keys = three();
        let curve = keys[0].len() - 2 * X25519;
        for mixed in [
            format!("{}{}", &keys[0][..curve], &keys[2][curve..]),
            format!("{}{}", &keys[2][..curve], &keys[0][curve..]),
        ] {
            let taken = Custodians::new(1, 2, &[keys[0].clone(), keys[1].clone(), mixed]);
            assert_eq!(taken.err(), Some(CustodianFault::Twice(3)));
        }
    }

    #[test]
    fn points_of_low_order_are_refused() {
        for point in LOW_ORDER {
            assert_eq!(ending_in(point), Some(CustodianFault::LowOrder(3)), "{point}");
            let mut bytes = hex::decode(point).unwrap();
            bytes[X25519 - 1] |= 0x80;
            let with_the_unused_bit = hex::encode(bytes);
            assert_eq!(ending_in(&with_the_unused_bit), Some(CustodianFault::LowOrder(3)), "{with_the_unused_bit}");
        }
        for point in LOW_ORDER_IN_256_BITS {
            assert_eq!(ending_in(point), Some(CustodianFault::Form(3)), "{point}");
        }
    }

    #[test]
    fn a_key_in_no_valid_form_is_refused() {
        let keys = three();
        let last = u8::from_str_radix(&keys[2][keys[2].len() - 2..], 16).unwrap();
        assert_eq!(ending_in(&format!("{:02x}", last | 0x80)), Some(CustodianFault::Form(3)), "the unused bit");
        let base_point_and_the_prime = format!("f6{}7f", "ff".repeat(30));
        assert_eq!(ending_in(&base_point_and_the_prime), Some(CustodianFault::Form(3)));
    }
}
