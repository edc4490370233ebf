//! Secrets and how they are sealed: AES-256-GCM with a fresh nonce at each write, every ciphertext bound to its table,
//! row and column, every plaintext padded to its column's fixed length (DESIGN sections 5 and 6).

use crate::ctx::Rng;
use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit, Nonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// First byte of every sealed value: the format.
const FORMAT: u8 = 1;
const NONCE: usize = 12;
const TAG: usize = 16;

/// Bytes that sealing adds to the padded plaintext: format, nonce, tag.
pub const OVERHEAD: usize = 1 + NONCE + TAG;

/// Why a value could not be sealed or opened. Reveals nothing about the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealFault {
    /// It does not open: wrong key, wrong place, or altered.
    #[error("does not open")]
    DoesNotOpen,
    /// It is too long for its column.
    #[error("too long for its column")]
    TooLong,
    /// The opened content is malformed.
    #[error("malformed")]
    Malformed,
}

/// A 32-byte secret. Wiped when dropped; cannot be printed, compared by accident or serialised.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Key([u8; 32]);

impl Key {
    /// A key from its bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
    /// A fresh random key.
    pub fn random(rng: &Rng) -> Self {
        Self(rng.bytes())
    }
    /// The bytes.
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }
    /// A key for one purpose and no other (HKDF-SHA256, RFC 5869; the purpose is the info).
    #[must_use]
    pub fn derive(&self, purpose: &str) -> Self {
        derive(&self.0, None, purpose)
    }
    /// HMAC-SHA256 over length-prefixed parts.
    pub fn mac(&self, parts: &[&[u8]]) -> [u8; 32] {
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else {
            unreachable!("HMAC takes keys of any length")
        };
        for part in parts {
            mac.update(&length(part));
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Key(..)")
    }
}

/// A key from input of high entropy, a salt and a purpose (HKDF-SHA256).
pub fn derive(input: &[u8], salt: Option<&[u8]>, purpose: &str) -> Key {
    let mut output = [0; 32];
    match Hkdf::<Sha256>::new(salt, input).expand(purpose.as_bytes(), &mut output) {
        Ok(()) => Key(output),
        Err(_) => unreachable!("32 bytes are within HKDF-SHA256's 8160"),
    }
}

/// The place a sealed value is bound to; it opens nowhere else.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// Table.
    pub table: &'a str,
    /// Primary key of the row.
    pub row: &'a [u8],
    /// Column.
    pub column: &'a str,
}

impl Place<'_> {
    fn associated_data(self) -> Vec<u8> {
        let mut data = vec![FORMAT];
        for part in [self.table.as_bytes(), self.row, self.column.as_bytes()] {
            data.extend_from_slice(&length(part));
            data.extend_from_slice(part);
        }
        data
    }
}

fn length(part: &[u8]) -> [u8; 8] {
    (part.len() as u64).to_be_bytes()
}

/// Seals exactly these bytes.
pub fn seal(key: &Key, place: Place<'_>, plaintext: &[u8], rng: &Rng) -> Result<Vec<u8>, SealFault> {
    let nonce: [u8; NONCE] = rng.bytes();
    let payload = Payload { msg: plaintext, aad: &place.associated_data() };
    let body = cipher(key)?.encrypt(&Nonce::from(nonce), payload).map_err(|_| SealFault::TooLong)?;
    let mut sealed = Vec::with_capacity(plaintext.len() + OVERHEAD);
    sealed.push(FORMAT);
    sealed.extend_from_slice(&nonce);
    sealed.extend_from_slice(&body);
    Ok(sealed)
}

/// Opens what [`seal`] sealed for this place.
pub fn open(key: &Key, place: Place<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealFault> {
    let (format, rest) = sealed.split_first().ok_or(SealFault::Malformed)?;
    let (nonce, body) = rest.split_first_chunk::<NONCE>().ok_or(SealFault::Malformed)?;
    if *format != FORMAT {
        return Err(SealFault::Malformed);
    }
    let payload = Payload { msg: body, aad: &place.associated_data() };
    cipher(key)?.decrypt(&Nonce::from(*nonce), payload).map(Zeroizing::new).map_err(|_| SealFault::DoesNotOpen)
}

/// Seals bytes padded to `size`, so that all values of a column have the same length.
pub fn seal_padded(
    key: &Key,
    place: Place<'_>,
    plaintext: &[u8],
    size: usize,
    rng: &Rng,
) -> Result<Vec<u8>, SealFault> {
    seal(key, place, &pad(plaintext, size)?, rng)
}

/// Opens what [`seal_padded`] sealed.
pub fn open_padded(key: &Key, place: Place<'_>, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealFault> {
    unpad(&open(key, place, sealed)?)
}

/// A four-byte length, the bytes, and zeros up to `size`.
pub fn pad(plaintext: &[u8], size: usize) -> Result<Zeroizing<Vec<u8>>, SealFault> {
    let length = u32::try_from(plaintext.len()).map_err(|_| SealFault::TooLong)?;
    if plaintext.len() + 4 > size {
        return Err(SealFault::TooLong);
    }
    let mut padded = Zeroizing::new(Vec::with_capacity(size));
    padded.extend_from_slice(&length.to_be_bytes());
    padded.extend_from_slice(plaintext);
    padded.resize(size, 0);
    Ok(padded)
}

/// The bytes that [`pad`] padded.
pub fn unpad(padded: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealFault> {
    let (length, rest) = padded.split_first_chunk::<4>().ok_or(SealFault::Malformed)?;
    let length = usize::try_from(u32::from_be_bytes(*length)).map_err(|_| SealFault::Malformed)?;
    rest.get(..length).map(|bytes| Zeroizing::new(bytes.to_vec())).ok_or(SealFault::Malformed)
}

fn cipher(key: &Key) -> Result<Aes256Gcm, SealFault> {
    Aes256Gcm::new_from_slice(&key.0).map_err(|_| SealFault::Malformed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ctx::Rng;
    use proptest::prelude::*;

    const PLACE: Place<'_> = Place { table: "t", row: b"r", column: "c" };

    #[test]
    fn a_value_opens_only_with_its_key_and_in_its_place() -> Result<(), SealFault> {
        let rng = Rng::seeded(1);
        let key = Key::random(&rng);
        let sealed = seal_padded(&key, PLACE, b"secret", 64, &rng)?;
        assert_eq!(sealed.len(), 64 + OVERHEAD);
        assert_eq!(open_padded(&key, PLACE, &sealed)?.as_slice(), b"secret");
        assert_eq!(open(&Key::random(&rng), PLACE, &sealed).err(), Some(SealFault::DoesNotOpen));
        for place in [Place { table: "u", ..PLACE }, Place { row: b"s", ..PLACE }, Place { column: "d", ..PLACE }] {
            assert_eq!(open(&key, place, &sealed).err(), Some(SealFault::DoesNotOpen));
        }
        Ok(())
    }

    #[test]
    fn no_single_changed_byte_opens() -> Result<(), SealFault> {
        let rng = Rng::seeded(2);
        let key = Key::random(&rng);
        let sealed = seal(&key, PLACE, b"secret", &rng)?;
        for at in 0..sealed.len() {
            let mut altered = sealed.clone();
            if let Some(byte) = altered.get_mut(at) {
                *byte ^= 1;
            }
            assert!(open(&key, PLACE, &altered).is_err(), "{at}");
        }
        for cut in 0..sealed.len() {
            assert!(open(&key, PLACE, sealed.get(..cut).unwrap_or_default()).is_err());
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn arbitrary_bytes_open_nothing(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(open_padded(&Key::from_bytes([7; 32]), PLACE, &bytes).is_err());
            if let Ok(plain) = unpad(&bytes) {
                prop_assert!(plain.len() + 4 <= bytes.len());
            }
        }
    }

    #[test]
    fn parts_of_a_mac_cannot_run_into_one_another() {
        let key = Key::from_bytes([7; 32]);
        assert_ne!(key.mac(&[b"ab", b"c"]), key.mac(&[b"a", b"bc"]));
    }

    #[test]
    fn a_value_too_long_for_its_column_is_refused() {
        assert_eq!(pad(&[0; 61], 64).err(), Some(SealFault::TooLong));
        assert!(pad(&[0; 60], 64).is_ok());
    }
}
