//! Sealing a link (DESIGN 5.6). A fresh key seals the payload; the key is split t-of-n over GF(256) (Shamir), and each
//! share is sealed to one custodian (HPKE, RFC 9180, with X-Wing).
//!
//! ```text
//! record  = format 1 | epoch 4 | t 1 | n 1 | n commitments of 32 | body | n boxes, padded to one length
//! header  = SHA-256(tag, format, persona, epoch, t, n, commitments): associated data of the body and of every box
//! payload = account 16 | index 4 | salt 32 | day 4 | verifying key 32 | signature 64 over the persona's id, padded
//! ```
//! So a record copied to another persona's id does not open, and an altered share is caught by its commitment.
//!
//! That a record opens does not prove that it is true: the custodians' keys are public, and anybody who can write to
//! the vault can seal "this persona is X" to them. Whoever opens a record may trust it only if all of this holds:
//! 1. the signature holds under the payload's verifying key;
//! 2. the identity store has kept [`verifying_key_hash`] of that key for the payload's account since sign-up. It is a
//!    hash so that nobody with a copy of that store can check whose a signature is, and it includes the account, so it
//!    proves nothing for another account;
//! 3. [`link_hash`] of the record is in the vault's append-only table of hashes. The hash of a record that did not come
//!    from the server is missing there, unless the attacker could add it too; then 1 and 2 still protect.

use super::custodians::{Custodians, MOST};
use crate::ctx::Rng;
use crate::seal::{self, Key, OVERHEAD, Place, SealFault, pad};
use domain::calendar::Day;
use domain::ids::{AccountId, PersonaId};
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
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

/// The content of a link.
pub struct Linked {
    /// The account behind the persona.
    pub account: AccountId,
    /// Index of the persona in the account.
    pub index: u32,
    /// Salt used to derive the persona id.
    pub salt: [u8; 32],
    /// Day the persona was made.
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
    rng: &Rng,
) -> Result<Vec<u8>, LinkFault> {
    seal_payload(&payload(linked, persona, signing)?, persona, custodians, rng)
}

fn seal_payload(payload: &[u8], persona: PersonaId, custodians: &Custodians, rng: &Rng) -> Result<Vec<u8>, LinkFault> {
    let key = Key::random(rng);
    let (threshold, count) = (custodians.threshold, custodians.keys.len());
    let shares = rng
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
    record.extend(seal::seal(&key, body_place(&header), payload, rng)?);
    for (number, (share, custodian)) in (1_u8..).zip(shares.iter().zip(&custodians.keys)) {
        let bound = [header.as_slice(), &[number]].concat();
        let (encapsulated, sealed) = rng
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

/// The hash that the identity store keeps of the key that verifies an account's signatures: 64 hexadecimal digits.
pub(crate) fn verifying_key_hash(account: AccountId, signing: &Key) -> String {
    hash_of_key(account, &SigningKey::from_bytes(signing.expose()).verifying_key())
}

fn hash_of_key(account: AccountId, key: &VerifyingKey) -> String {
    hex::encode(hash("uniting-doctors verifying key", &[account.0.as_bytes(), key.as_bytes()]))
}

/// The hash of a persona's record, which the vault keeps for ever: 64 hexadecimal digits.
pub fn link_hash(persona: PersonaId, record: &[u8]) -> String {
    hex::encode(hash("uniting-doctors link record", &[persona.to_string().as_bytes(), record]))
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
    //! The opening side, written from the record's format alone.

    use super::super::CustodianKeys;
    use super::*;
    use crate::account::{NewAccount, PasswordHashing, SealedSessions, load_member, sign_up};
    use crate::ctx::{Clock, Ctx, Services};
    use crate::keys::ServerKeys;
    use crate::stores::{StoreUrls, Stores};
    use domain::calendar::Moment;
    use domain::persona::Degree;
    use ed25519_dalek::Signature;
    use hpke::{Deserializable, Kem, OpModeR};
    use sea_orm::{ConnectionTrait, QueryResult, Statement};
    use std::collections::{BTreeMap, BTreeSet};
    use std::sync::Arc;
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

    /// The contents of the stores that an opened record is checked against.
    #[derive(Clone, Default)]
    struct Stored {
        verifying_keys: BTreeMap<Uuid, String>,
        link_hashes: BTreeSet<String>,
    }

    /// Why an opened record is not trusted.
    #[derive(Debug, PartialEq, Eq)]
    enum Unproven {
        Signature,
        NoKeyKept,
        AnotherKey,
        NoSuchRecord,
    }

    fn believe(record: &[u8], persona: PersonaId, payload: &[u8], stored: &Stored) -> Result<AccountId, Unproven> {
        let (account, rest) = payload.split_first_chunk::<16>().ok_or(Unproven::Signature)?;
        let account = AccountId(Uuid::from_bytes(*account));
        let (key, rest) = rest.get(40..).and_then(<[u8]>::split_first_chunk::<32>).ok_or(Unproven::Signature)?;
        let key = VerifyingKey::from_bytes(key).map_err(|_| Unproven::Signature)?;
        let signature = Signature::from_slice(rest).map_err(|_| Unproven::Signature)?;
        let signed = key.verify_strict(persona.to_string().as_bytes(), &signature);
        signed.map_err(|_| Unproven::Signature)?;
        let kept = stored.verifying_keys.get(&account.0).ok_or(Unproven::NoKeyKept)?;
        if *kept != hash_of_key(account, &key) {
            return Err(Unproven::AnotherKey);
        }
        if !stored.link_hashes.contains(&link_hash(persona, record)) {
            return Err(Unproven::NoSuchRecord);
        }
        Ok(account)
    }

    struct Setting {
        rng: Rng,
        keys: Vec<CustodianKeys>,
        custodians: Custodians,
        persona: PersonaId,
        account: AccountId,
        record: Vec<u8>,
        stored: Stored,
    }

    fn setting() -> Result<Setting, Fault> {
        let rng = Rng::seeded(10);
        let (keys, custodians) = custodians(&rng)?;
        let persona = PersonaId::from_hash([1, 2, 3, 4]);
        let account = AccountId(Uuid::from_u128(42));
        let signing = Key::random(&rng);
        let record = seal_link(&linked(account), persona, &signing, &custodians, &rng)?;
        let stored = Stored {
            verifying_keys: BTreeMap::from([(account.0, verifying_key_hash(account, &signing))]),
            link_hashes: BTreeSet::from([link_hash(persona, &record)]),
        };
        Ok(Setting { rng, keys, custodians, persona, account, record, stored })
    }

    fn custodians(rng: &Rng) -> Result<(Vec<CustodianKeys>, Custodians), Fault> {
        let keys: Vec<CustodianKeys> = (0..3).map(|_| CustodianKeys::random(rng)).collect();
        let public: Vec<String> = keys.iter().map(|k| k.public.clone()).collect();
        let custodians = Custodians::new(1, 2, &public)?;
        Ok((keys, custodians))
    }

    fn linked(account: AccountId) -> Linked {
        Linked { account, index: 0, salt: [9; 32], made_on: Day(20_000) }
    }

    fn shares(keys: &[CustodianKeys], read: &Read<'_>, numbers: &[u8]) -> Result<Vec<Vec<u8>>, Fault> {
        numbers
            .iter()
            .map(|number| open_box(read, *number, &keys.get(usize::from(*number) - 1).ok_or("key")?.private))
            .collect()
    }

    /// Opens a record with the keys of two custodians.
    fn open(keys: &[CustodianKeys], record: &[u8], persona: PersonaId) -> Result<Zeroizing<Vec<u8>>, Fault> {
        let read = read(record, persona).ok_or("record")?;
        join(&read, persona, &shares(keys, &read, &[1, 3])?)
    }

    #[test]
    fn any_two_custodians_open_it_and_it_is_believed() -> Result<(), Fault> {
        let setting = setting()?;
        assert_eq!(setting.record.len(), RECORD);
        let read = read(&setting.record, setting.persona).ok_or("record")?;
        for pair in [[1, 2], [2, 3], [1, 3]] {
            let payload = join(&read, setting.persona, &shares(&setting.keys, &read, &pair)?)?;
            let account = believe(&setting.record, setting.persona, &payload, &setting.stored);
            assert_eq!(account, Ok(setting.account));
        }
        Ok(())
    }

    #[test]
    fn one_custodian_alone_or_twice_opens_nothing() -> Result<(), Fault> {
        let setting = setting()?;
        let read = read(&setting.record, setting.persona).ok_or("record")?;
        for numbers in [vec![1], vec![1, 1]] {
            assert!(join(&read, setting.persona, &shares(&setting.keys, &read, &numbers)?).is_err(), "{numbers:?}");
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
        assert!(shares(&setting.keys, &moved, &[1]).is_err());

        let read = read(&setting.record, setting.persona).ok_or("record")?;
        let mut altered = shares(&setting.keys, &read, &[1, 2])?;
        if let Some(byte) = altered.first_mut().and_then(|share| share.last_mut()) {
            *byte ^= 1;
        }
        assert!(join(&read, setting.persona, &altered).is_err());
        Ok(())
    }

    /// An attacker who can write to the vault claims that somebody else's persona belongs to this account.
    #[test]
    fn a_record_that_its_account_did_not_make_is_not_believed() -> Result<(), Fault> {
        let Setting { rng, keys, custodians, persona: own, account, record, stored } = setting()?;
        let framed = PersonaId::from_hash([4, 3, 2, 1]);
        let judge = |record: &[u8], stored: &Stored| -> Result<_, Fault> {
            let mut with_its_hash = stored.clone();
            with_its_hash.link_hashes.insert(link_hash(framed, record));
            let payload = open(&keys, record, framed)?;
            Ok((believe(record, framed, &payload, stored), believe(record, framed, &payload, &with_its_hash)))
        };

        let own_key = Key::random(&rng);
        let forged = seal_link(&linked(account), framed, &own_key, &custodians, &rng)?;
        assert_eq!(judge(&forged, &stored)?, (Err(Unproven::AnotherKey), Err(Unproven::AnotherKey)));
        assert_eq!(judge(&forged, &Stored::default())?.1, Err(Unproven::NoKeyKept));
        let attacker = AccountId(Uuid::from_u128(43));
        let mut planted = stored.clone();
        planted.verifying_keys.insert(account.0, verifying_key_hash(attacker, &own_key));
        assert_eq!(judge(&forged, &planted)?.1, Err(Unproven::AnotherKey), "the hash of the attacker's own account");

        let known = pad(&open(&keys, &record, own)?, PAYLOAD)?;
        let resealed = seal_payload(&known, framed, &custodians, &rng)?;
        assert_eq!(judge(&resealed, &stored)?.1, Err(Unproven::Signature), "the payload of a link opened before");
        Ok(())
    }

    #[test]
    fn a_record_whose_hash_was_not_kept_is_not_believed() -> Result<(), Fault> {
        let Setting { rng, keys, custodians, persona, account, record, stored } = setting()?;
        let payload = pad(&open(&keys, &record, persona)?, PAYLOAD)?;
        let replaced = seal_payload(&payload, persona, &custodians, &rng)?;
        let opened = open(&keys, &replaced, persona)?;
        assert_eq!(believe(&replaced, persona, &opened, &stored), Err(Unproven::NoSuchRecord));
        assert_eq!(believe(&record, persona, &opened, &stored), Ok(account));
        assert_ne!(link_hash(persona, &replaced), link_hash(PersonaId::from_hash([4, 3, 2, 1]), &replaced));
        Ok(())
    }

    async fn only_row(store: &crate::stores::Store, sql: &str) -> Result<QueryResult, Fault> {
        let rows = store.query_all_raw(Statement::from_string(store.get_database_backend(), sql)).await?;
        let [row] = <[QueryResult; 1]>::try_from(rows).map_err(|_| "one row")?;
        Ok(row)
    }

    #[tokio::test]
    async fn a_link_that_the_server_makes_is_believed() -> Result<(), Fault> {
        let rng = Rng::seeded(12);
        let (keys, custodians) = custodians(&rng)?;
        let folder = std::env::temp_dir().join(Rng::system().uuid().to_string());
        std::fs::create_dir(&folder)?;
        let file = |name: &str| format!("sqlite:{}", folder.join(name).display());
        let urls = StoreUrls { identity: file("identity.db"), forum: file("forum.db"), vault: file("vault.db") };
        let services = Services {
            stores: Stores::open(&urls).await?,
            clock: Clock::fixed(Moment(1_773_500_645)),
            keys: Arc::new(ServerKeys::fresh(&rng)),
            custodians: Arc::new(custodians),
            passwords: PasswordHashing::with_cost(64, 1),
            least_crowd: 1,
            rng,
        };
        let sessions = SealedSessions::of(&services);
        let session = tower_sessions::Session::new(None, Arc::new(sessions), None);
        let password = "copper violin harbour nine";
        let new = NewAccount { email: "ada@example.org", name: "Ada Brook", password, again: password };
        sign_up(&Ctx::visitor(services.clone()), &session, new).await?;
        let member = load_member(&services, &session).await?.ok_or("session")?;
        crate::persona::create(&Ctx::member(services.clone(), member), Degree::Unverified).await?;

        let Stores { identity, vault, .. } = &services.stores;
        let kept = only_row(identity, "SELECT id, verifying_key_hash FROM accounts").await?;
        let link = only_row(vault, "SELECT persona, record FROM links").await?;
        let hash = only_row(vault, "SELECT hash FROM link_hashes").await?;
        let account = AccountId(kept.try_get("", "id")?);
        let stored = Stored {
            verifying_keys: BTreeMap::from([(account.0, kept.try_get("", "verifying_key_hash")?)]),
            link_hashes: BTreeSet::from([hash.try_get("", "hash")?]),
        };
        let persona: String = link.try_get("", "persona")?;
        let (persona, record): (PersonaId, Vec<u8>) = (persona.parse().map_err(|_| "id")?, link.try_get("", "record")?);
        let payload = open(&keys, &record, persona)?;
        assert_eq!(believe(&record, persona, &payload, &stored), Ok(account));
        std::fs::remove_dir_all(folder)?;
        Ok(())
    }
}
