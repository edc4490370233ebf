//! Sealing a link (DESIGN 5.6). A fresh key seals the payload; the key is split t-of-n over GF(256) (Shamir), and each
//! share is sealed to one custodian (HPKE, RFC 9180, with X-Wing).
//!
//! ```text
//! record  = format 1 | epoch 4 | t 1 | n 1 | n commitments of 32 | body | n boxes, padded to one length
//! header  = SHA-256(tag, format, persona, epoch, t, n, commitments): associated data of the body and of every box
//! ```
//! So a record shown under another persona's id does not open, and an altered share is caught by its commitment.

use super::custodians::{Custodians, MOST};
use crate::ctx::Chance;
use crate::seal::{self, Key, OVERHEAD, Place, SealFault, pad};
use domain::calendar::Day;
use domain::ids::{AccountId, PersonaId};
use ed25519_dalek::{Signer, SigningKey};
use hpke::aead::AesGcm256;
use hpke::kdf::HkdfSha256;
use hpke::kem::XWing;
use hpke::{OpModeS, Serializable};
use sha2::{Digest, Sha256};
use vsss_rs::Gf256;

const FORMAT: u8 = 1;
/// Padded length of the payload, in bytes.
const PAYLOAD: usize = 256;
/// A box: encapsulated X-Wing key, share (its number and 32 bytes), tag.
const BOX: usize = 1_120 + 33 + 16;
/// Length of every record, in bytes.
pub const RECORD: usize = 7 + MOST * (32 + BOX) + PAYLOAD + OVERHEAD;
const INFO: &[u8] = b"uniting-doctors share of a link, format 1";

/// What a link says.
pub struct Linked {
    /// Whose persona it is.
    pub account: AccountId,
    /// Number of the persona in the account's order of making.
    pub index: u32,
    /// Salt of the derivation of the persona id.
    pub salt: [u8; 32],
    /// Day of making.
    pub made_on: Day,
}

/// Why a link could not be sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LinkFault {
    /// The key could not be split.
    #[error("the key could not be split")]
    Split,
    /// A share could not be sealed to its custodian.
    #[error("a share could not be sealed")]
    Share,
    /// The payload could not be sealed.
    #[error("the payload could not be sealed: {0}")]
    Payload(#[from] SealFault),
}

/// Seals a link to the custodians. `signing` is the account's signing key; its signature over the persona id proves,
/// once opened, that the account itself made the persona.
pub fn seal_link(
    linked: &Linked,
    persona: PersonaId,
    signing: &Key,
    custodians: &Custodians,
    chance: &Chance,
) -> Result<Vec<u8>, LinkFault> {
    let key = Key::random(chance);
    let (threshold, count) = (custodians.threshold, custodians.keys.len());
    let shares = chance
        .with(|rng| Gf256::split_bytes(usize::from(threshold), count, key.expose(), rng))
        .map_err(|_| LinkFault::Split)?;
    let commitments: Vec<[u8; 32]> = shares.iter().map(|share| commitment(persona, share)).collect();
    let header = header(persona, custodians.epoch, threshold, &commitments);

    let mut record = vec![FORMAT];
    record.extend(custodians.epoch.to_be_bytes());
    record.push(threshold);
    record.push(u8::try_from(count).map_err(|_| LinkFault::Split)?);
    for commitment in &commitments {
        record.extend(commitment);
    }
    record.extend(seal::seal(&key, body_place(&header), &payload(linked, persona, signing)?, chance)?);
    for (number, (share, custodian)) in (1_u8..).zip(shares.iter().zip(&custodians.keys)) {
        let bound = [header.as_slice(), &[number]].concat();
        let (encapsulated, sealed) = chance
            .with(|rng| {
                hpke::single_shot_seal_with_rng::<AesGcm256, HkdfSha256, XWing>(
                    &OpModeS::Base,
                    custodian,
                    INFO,
                    share,
                    &bound,
                    rng,
                )
            })
            .map_err(|_| LinkFault::Share)?;
        record.extend(encapsulated.to_bytes());
        record.extend(sealed);
    }
    record.resize(RECORD, 0);
    Ok(record)
}

fn payload(linked: &Linked, persona: PersonaId, signing: &Key) -> Result<zeroize::Zeroizing<Vec<u8>>, SealFault> {
    let signing = SigningKey::from_bytes(signing.expose());
    let mut payload = zeroize::Zeroizing::new(linked.account.0.as_bytes().to_vec());
    payload.extend(linked.index.to_be_bytes());
    payload.extend(linked.salt);
    payload.extend(linked.made_on.0.to_be_bytes());
    payload.extend(signing.verifying_key().to_bytes());
    payload.extend(signing.sign(persona.to_string().as_bytes()).to_bytes());
    pad(&payload, PAYLOAD)
}

fn body_place(header: &[u8]) -> Place<'_> {
    Place { table: "links", row: header, column: "record" }
}

fn hash(tag: &str, parts: &[&[u8]]) -> [u8; 32] {
    let mut hash = Sha256::new();
    for part in [tag.as_bytes()].iter().chain(parts) {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().into()
}

fn commitment(persona: PersonaId, share: &[u8]) -> [u8; 32] {
    hash("uniting-doctors link share", &[persona.to_string().as_bytes(), share])
}

fn header(persona: PersonaId, epoch: u32, threshold: u8, commitments: &[[u8; 32]]) -> [u8; 32] {
    let count = u8::try_from(commitments.len()).unwrap_or(u8::MAX);
    let commitments = commitments.concat();
    hash(
        "uniting-doctors link header",
        &[&[FORMAT], persona.to_string().as_bytes(), &epoch.to_be_bytes(), &[threshold], &[count], &commitments],
    )
}

#[cfg(test)]
mod tests {
    //! The opening side, written against the record's format alone.

    use super::super::CustodianKeys;
    use super::*;
    use ed25519_dalek::{Signature, VerifyingKey};
    use hpke::{Deserializable, Kem, OpModeR};
    use uuid::Uuid;
    use zeroize::Zeroizing;

    type Fault = Box<dyn std::error::Error>;

    struct Read<'a> {
        header: [u8; 32],
        commitments: Vec<[u8; 32]>,
        body: &'a [u8],
        boxes: Vec<&'a [u8]>,
    }

    fn read(record: &[u8], persona: PersonaId) -> Option<Read<'_>> {
        let (start, rest) = record.split_first_chunk::<7>()?;
        let [FORMAT, e0, e1, e2, e3, threshold, count] = *start else { return None };
        let (commitments, rest) = rest.split_at_checked(usize::from(count) * 32)?;
        let commitments: Vec<[u8; 32]> = commitments.as_chunks::<32>().0.to_vec();
        let (body, rest) = rest.split_at_checked(PAYLOAD + OVERHEAD)?;
        Some(Read {
            header: header(persona, u32::from_be_bytes([e0, e1, e2, e3]), threshold, &commitments),
            commitments,
            body,
            boxes: rest.chunks_exact(BOX).take(usize::from(count)).collect(),
        })
    }

    fn open_box(read: &Read<'_>, number: u8, private: &str) -> Result<Vec<u8>, Fault> {
        let sealed = read.boxes.get(usize::from(number) - 1).ok_or("no such box")?;
        let (encapsulated, sealed) = sealed.split_at_checked(1_120).ok_or("short box")?;
        let private = <XWing as Kem>::PrivateKey::from_bytes(&hex::decode(private)?).map_err(|_| "key")?;
        let encapsulated = <XWing as Kem>::EncappedKey::from_bytes(encapsulated).map_err(|_| "encapsulated key")?;
        let bound = [read.header.as_slice(), &[number]].concat();
        let share = hpke::single_shot_open::<AesGcm256, HkdfSha256, XWing>(
            &OpModeR::Base,
            &private,
            &encapsulated,
            INFO,
            sealed,
            &bound,
        );
        Ok(share.map_err(|_| "box does not open")?)
    }

    fn join(read: &Read<'_>, persona: PersonaId, shares: &[Vec<u8>]) -> Result<Zeroizing<Vec<u8>>, Fault> {
        for share in shares {
            if !read.commitments.contains(&commitment(persona, share)) {
                return Err("altered share".into());
            }
        }
        let key: [u8; 32] = Gf256::combine_bytes(shares).map_err(|_| "not enough")?.try_into().map_err(|_| "length")?;
        let opened = seal::open(&Key::from_bytes(key), body_place(&read.header), read.body)?;
        Ok(seal::unpad(&opened)?)
    }

    struct Setting {
        keys: Vec<CustodianKeys>,
        persona: PersonaId,
        account: AccountId,
        record: Vec<u8>,
    }

    fn setting() -> Result<Setting, Fault> {
        let chance = Chance::seeded(10);
        let keys: Vec<CustodianKeys> = (0..3).map(|_| CustodianKeys::random(&chance)).collect();
        let public: Vec<String> = keys.iter().map(|k| k.public.clone()).collect();
        let custodians = Custodians::new(1, 2, &public)?;
        let persona = PersonaId::from_hash([1, 2, 3, 4]);
        let account = AccountId(Uuid::from_u128(42));
        let linked = Linked { account, index: 0, salt: [9; 32], made_on: Day(20_000) };
        let record = seal_link(&linked, persona, &Key::random(&chance), &custodians, &chance)?;
        Ok(Setting { keys, persona, account, record })
    }

    fn shares(setting: &Setting, read: &Read<'_>, numbers: &[u8]) -> Result<Vec<Vec<u8>>, Fault> {
        numbers
            .iter()
            .map(|number| open_box(read, *number, &setting.keys.get(usize::from(*number) - 1).ok_or("key")?.private))
            .collect()
    }

    #[test]
    fn any_two_custodians_open_it_and_the_signature_holds() -> Result<(), Fault> {
        let setting = setting()?;
        assert_eq!(setting.record.len(), RECORD);
        let read = read(&setting.record, setting.persona).ok_or("record")?;
        for pair in [[1, 2], [2, 3], [1, 3]] {
            let payload = join(&read, setting.persona, &shares(&setting, &read, &pair)?)?;
            assert!(payload.starts_with(setting.account.0.as_bytes()));
            let key: [u8; 32] = payload.get(56..88).ok_or("short")?.try_into()?;
            let signature: [u8; 64] = payload.get(88..152).ok_or("short")?.try_into()?;
            let persona = setting.persona.to_string();
            VerifyingKey::from_bytes(&key)?.verify_strict(persona.as_bytes(), &Signature::from_bytes(&signature))?;
        }
        Ok(())
    }

    #[test]
    fn one_custodian_alone_or_twice_opens_nothing() -> Result<(), Fault> {
        let setting = setting()?;
        let read = read(&setting.record, setting.persona).ok_or("record")?;
        for numbers in [vec![1], vec![1, 1]] {
            assert!(join(&read, setting.persona, &shares(&setting, &read, &numbers)?).is_err(), "{numbers:?}");
        }
        let foreign = setting.keys.get(1).ok_or("key")?;
        assert!(open_box(&read, 1, &foreign.private).is_err(), "a box opens to its own custodian only");
        Ok(())
    }

    #[test]
    fn a_record_under_another_persona_and_an_altered_share_do_not_open() -> Result<(), Fault> {
        let setting = setting()?;
        let other = PersonaId::from_hash([4, 3, 2, 1]);
        let moved = read(&setting.record, other).ok_or("record")?;
        assert!(shares(&setting, &moved, &[1]).is_err());

        let read = read(&setting.record, setting.persona).ok_or("record")?;
        let mut altered = shares(&setting, &read, &[1, 2])?;
        if let Some(byte) = altered.first_mut().and_then(|share| share.last_mut()) {
            *byte ^= 1;
        }
        assert!(join(&read, setting.persona, &altered).is_err());
        Ok(())
    }
}
