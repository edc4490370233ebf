//! The sealed keyring: its layout, and its history in private rows (DESIGN 5.3). The keyring from sign-up is stored
//! with the account and never written again; every later state is a private row of its own that only the owner can tell
//! from others. If two sessions of one account change it at once, only one can write the next row.

use super::member::Member;
use super::secret::AccountSecret;
use crate::ctx::{Ctx, Rng};
use crate::error::{Error, Refused};
use crate::private_rows::{AppendFault, Kind, Series};
use crate::seal::{Place, SealFault, open_padded, seal_padded};
use domain::calendar::Day;
use domain::ids::{MemberId, PersonaId};
use domain::persona::{Degree, Entry, Keyring, KeyringFault, Slot, State};
use sea_orm::{ConnectionTrait, prelude::Uuid};

/// Padded length of the keyring that sign-up makes, in bytes.
const SIZE: usize = 4_096;
/// Bytes of one entry: id 4, index 4, slot 1, degree 1, day 4, state 1.
const ENTRY: usize = 15;

fn place(account: &Uuid) -> Place<'_> {
    Place { table: "accounts", row: account.as_bytes(), column: "keyring" }
}

/// Seals a keyring, with a fresh nonce at each write.
pub(super) fn seal_keyring(
    keyring: &Keyring,
    account: Uuid,
    secret: &AccountSecret,
    rng: &Rng,
) -> Result<Vec<u8>, SealFault> {
    seal_padded(&secret.keyring_key(), place(&account), &written(keyring), SIZE, rng)
}

/// The keyring as bytes, before sealing.
fn written(keyring: &Keyring) -> Vec<u8> {
    let mut bytes = keyring.member.0.as_bytes().to_vec();
    for entry in keyring.entries() {
        bytes.extend(entry.persona.bytes());
        bytes.extend(entry.index.to_be_bytes());
        bytes.push(entry.slot.number());
        bytes.push(match entry.degree {
            Degree::CredentialVerified => 0,
            Degree::PeerVerified => 1,
            Degree::Unverified => 2,
        });
        bytes.extend(entry.made_on.0.to_be_bytes());
        bytes.push(match entry.state {
            State::Making => 0,
            State::Living => 1,
            State::Leaving => 2,
            State::Gone => 3,
        });
    }
    bytes
}

/// Opens a keyring.
fn open_keyring(sealed: &[u8], account: Uuid, secret: &AccountSecret) -> Result<Keyring, SealFault> {
    read_keyring(&open_padded(&secret.keyring_key(), place(&account), sealed)?)
}

fn read_keyring(bytes: &[u8]) -> Result<Keyring, SealFault> {
    let (member, rest) = bytes.split_first_chunk::<16>().ok_or(SealFault::Malformed)?;
    let (entries, odd) = rest.as_chunks::<ENTRY>();
    if !odd.is_empty() {
        return Err(SealFault::Malformed);
    }
    let entries = entries.iter().map(read_entry).collect::<Option<Vec<Entry>>>().ok_or(SealFault::Malformed)?;
    Ok(Keyring::restore(MemberId(Uuid::from_bytes(*member)), entries))
}

fn read_entry(bytes: &[u8; ENTRY]) -> Option<Entry> {
    let [p0, p1, p2, p3, i0, i1, i2, i3, slot, degree, d0, d1, d2, d3, state] = *bytes;
    Some(Entry {
        persona: PersonaId::from_hash([p0, p1, p2, p3]),
        index: u32::from_be_bytes([i0, i1, i2, i3]),
        slot: Slot::new(slot)?,
        degree: match degree {
            0 => Degree::CredentialVerified,
            1 => Degree::PeerVerified,
            2 => Degree::Unverified,
            _ => return None,
        },
        made_on: Day(i32::from_be_bytes([d0, d1, d2, d3])),
        state: match state {
            0 => State::Making,
            1 => State::Living,
            2 => State::Leaving,
            3 => State::Gone,
            _ => return None,
        },
    })
}

/// A change to the keyring as currently stored.
pub type Change<'a> = &'a (dyn Fn(Keyring) -> Result<Keyring, KeyringFault> + Send + Sync);

fn history(secret: &AccountSecret) -> Series {
    Series::new(&secret.private_list_key(), Kind::Keyring)
}

/// The current keyring: the last private row, or the one stored with the account at sign-up.
pub(super) async fn load_keyring(
    db: &impl ConnectionTrait,
    at_sign_up: &[u8],
    account: Uuid,
    secret: &AccountSecret,
    today: Day,
) -> Result<Keyring, Error> {
    match history(secret).latest(db, today).await? {
        Some(found) => Ok(read_keyring(&found.value)?),
        None => Ok(open_keyring(at_sign_up, account, secret)?),
    }
}

/// Changes a member's keyring: reads it, applies the change and writes a new history row; retries if another session
/// was faster. The account's own row is never touched. Returns the new keyring.
pub async fn change_keyring(ctx: &Ctx, member: &Member, change: Change<'_>) -> Result<Keyring, Error> {
    let today = ctx.clock.now().day();
    for _ in 0..8 {
        let work = ctx.forum().begin().await?;
        // Without a private row, the keyring from sign-up is still current, and the member was loaded with it.
        let (now, last) = match history(&member.secret).latest(&work, today).await? {
            Some(found) => (read_keyring(&found.value)?, Some(found.at)),
            None => (member.keyring.clone(), None),
        };
        let keyring = change(now)?;
        match history(&member.secret).append(&work, ctx, last, &[written(&keyring).as_slice()]).await {
            Ok(()) => {
                work.commit().await?;
                return Ok(keyring);
            }
            Err(AppendFault::Taken) => {}
            Err(AppendFault::Failed(error)) => return Err(error),
        }
    }
    Err(Refused::Busy.into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ctx::Rng;
    use crate::private_rows::ROOM;
    use proptest::prelude::*;

    #[test]
    fn a_keyring_round_trips_in_one_length() -> Result<(), Box<dyn std::error::Error>> {
        let rng = Rng::seeded(8);
        let (secret, account) = (AccountSecret::random(&rng), rng.uuid());
        let empty = Keyring::new(MemberId(rng.uuid()));
        let persona = PersonaId::from_hash([1, 2, 3, 4]);
        let full = empty.clone().begin(persona, 0, Degree::PeerVerified, Day(20_000))?.finish(persona)?;
        let mut lengths = Vec::new();
        for keyring in [empty, full] {
            let sealed = seal_keyring(&keyring, account, &secret, &rng)?;
            assert_eq!(open_keyring(&sealed, account, &secret)?, keyring);
            assert!(open_keyring(&sealed, rng.uuid(), &secret).is_err());
            lengths.push(sealed.len());
        }
        assert_eq!(lengths.first(), lengths.last());
        Ok(())
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_keyring_that_is_written_the_same_or_none(bytes in proptest::collection::vec(any::<u8>(), 0..120)) {
            if let Ok(keyring) = read_keyring(&bytes) {
                prop_assert_eq!(written(&keyring), bytes);
            }
        }

        #[test]
        fn entries_of_every_kind_are_read_back(
            entries in proptest::collection::vec((any::<[u8; 8]>(), 1..4_u8, 0..3_u8, any::<[u8; 4]>(), 0..4_u8), 0..9)
        ) {
            let mut bytes = vec![7; 16];
            for (id_and_index, slot, degree, day, state) in entries {
                bytes.extend(id_and_index);
                bytes.extend([slot, degree]);
                bytes.extend(day);
                bytes.push(state);
            }
            prop_assert_eq!(read_keyring(&bytes).map(|keyring| written(&keyring)), Ok(bytes));
        }
    }

    #[test]
    fn the_fullest_keyring_fits() {
        const { assert!(16 + ENTRY * (90 + 3) <= ROOM) };
    }
}
