//! What a session holds and how long it lasts: 12 to 18 hours from its last use, on a grid of six hours, and never more
//! than seven days from its start. Both follow from the sealed content, so changing the table cannot prolong a session.

use super::secret::AccountSecret;
use crate::ctx::Rng;
use crate::seal::{Key, Place, SealFault, open_padded, seal_padded};
use domain::account::SessionName;
use domain::calendar::{Day, Hour};
use domain::ids::SessionId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::HashMap;
use uuid::Uuid;
use zeroize::Zeroizing;

/// Distance between two grid lines, in hours.
const GRID: i32 = 6;
/// A session lasts at least this many hours after its last use, then until the next grid line.
const UNUSED: i32 = 12;
/// Days after which a session ends even if it is in use, including the first one.
pub(super) const LONGEST: i32 = 7;
/// Padded length of a label, in bytes.
const LABEL: usize = 352;

/// The only value a session holds. Serialised only into the sealed payload, because the session layer requires it.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Held {
    pub account: Uuid,
    secret: Zeroizing<String>,
    pub generation: i32,
    pub speaking: Option<String>,
    /// Identifies the session to its owner; stays the same when the cookie changes.
    pub id: SessionId,
    began_on: Day,
    /// Grid line since which its cookie has been in use.
    since: Hour,
    /// The row of the cookie before this one, until this one is used for the first time.
    pub replaces: Option<String>,
    /// The owner's name for it when its row is created; after that the label holds it.
    pub name: String,
}

/// Name of that value.
pub(super) const HELD: &str = "member";

impl Held {
    pub fn new(account: Uuid, secret: &AccountSecret, generation: i32, now: Hour, id: SessionId) -> Self {
        Self {
            account,
            secret: Zeroizing::new(hex::encode(secret.key().expose())),
            generation,
            speaking: None,
            id,
            began_on: now.day(),
            since: line(now),
            replaces: None,
            name: String::new(),
        }
    }

    /// Reads it from a record of the session layer.
    pub fn of(data: &HashMap<String, Value>) -> Option<Self> {
        serde_json::from_value(data.get(HELD)?.clone()).ok()
    }

    pub fn secret(&self) -> Option<AccountSecret> {
        let mut bytes = Zeroizing::new([0; 32]);
        hex::decode_to_slice(self.secret.as_bytes(), bytes.as_mut_slice()).ok()?;
        Some(AccountSecret::from_key(Key::from_bytes(*bytes)))
    }

    /// The hour at which it ends unless a new cookie replaces this one first.
    pub fn ends(&self) -> Hour {
        Hour((self.since.0 + UNUSED + GRID).min((self.began_on.0 + LONGEST) * 24))
    }

    /// The same session under a new cookie, issued at each grid line; `None` before the next line, or if it would not
    /// last longer.
    pub fn renewed(&self, now: Hour, row: &str) -> Option<Self> {
        let renewed = Self { since: line(now), replaces: Some(row.to_owned()), ..self.clone() };
        (renewed.ends() > self.ends()).then_some(renewed)
    }

    /// The same session once its cookie has been used.
    pub fn settled(&self) -> Self {
        Self { replaces: None, ..self.clone() }
    }

    /// The tag under which its owner finds it.
    pub fn owner_tag(&self, secret: &AccountSecret) -> String {
        owner_tag(secret, self.generation, self.began_on)
    }

    /// The label that its owner sees listed.
    pub fn label(&self) -> Label {
        Label { id: self.id, began_on: self.began_on, name: self.name.clone() }
    }
}

fn line(hour: Hour) -> Hour {
    Hour(hour.0.div_euclid(GRID) * GRID)
}

/// All sessions of an account that began on one day share a tag. Nobody else can compute it, and tags of different days
/// are unrelated. It includes the generation, so sessions that were ended all at once are no longer found.
fn owner_tag(secret: &AccountSecret, generation: i32, began_on: Day) -> String {
    let key = secret.session_list_key().derive("tag");
    hex::encode(key.mac(&[&generation.to_be_bytes(), &began_on.0.to_be_bytes()]))
}

/// Every tag that a current session of the account can have.
pub(super) fn owner_tags(secret: &AccountSecret, generation: i32, today: Day) -> Vec<String> {
    (0..=LONGEST).map(|days| owner_tag(secret, generation, today.plus(-days))).collect()
}

/// What the session list shows. Sealed under the account secret and bound to the session's row.
#[derive(Serialize, Deserialize)]
pub(super) struct Label {
    pub id: SessionId,
    pub began_on: Day,
    pub name: String,
}

impl Label {
    pub fn seal(&self, row: &str, secret: &AccountSecret, rng: &Rng) -> Result<Vec<u8>, SealFault> {
        let text = serde_json::to_vec(self).map_err(|_| SealFault::Malformed)?;
        seal_padded(&label_key(secret), place(row), &text, LABEL, rng)
    }

    pub fn open(sealed: &[u8], row: &str, secret: &AccountSecret) -> Result<Self, SealFault> {
        let text = open_padded(&label_key(secret), place(row), sealed)?;
        serde_json::from_slice(&text).map_err(|_| SealFault::Malformed)
    }

    pub fn named(self, name: &SessionName) -> Self {
        Self { name: name.as_str().to_owned(), ..self }
    }
}

fn label_key(secret: &AccountSecret) -> Key {
    secret.session_list_key().derive("label")
}

fn place(row: &str) -> Place<'_> {
    Place { table: "sessions", row: row.as_bytes(), column: "label" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(rng: &Rng, now: Hour) -> Held {
        Held::new(rng.uuid(), &AccountSecret::random(rng), 0, now, SessionId(rng.uuid()))
    }

    #[test]
    fn a_session_that_is_always_used_ends_after_seven_days() {
        let midnight = 490_000 / 24 * 24;
        for first in 0..24 {
            let began = Hour(midnight + first);
            let mut held = held(&Rng::seeded(13), began);
            let mut now = began;
            let mut cookies = 1;
            while held.ends() > now && now.0 < midnight + 8 * 24 {
                assert_eq!(held.ends().0 % GRID, 0);
                if let Some(renewed) = held.renewed(now, "row") {
                    held = renewed;
                    cookies += 1;
                }
                now = Hour(now.0 + 1);
            }
            assert_eq!(now, Hour(midnight + 7 * 24), "began at {first}");
            assert!((22..=26).contains(&cookies), "one for each line of the grid, not for each use: {cookies}");
        }
    }

    #[test]
    fn a_session_that_is_not_used_ends_after_half_a_day() {
        for first in 0..24 {
            let began = Hour(490_000 + first);
            assert!((12..=18).contains(&(held(&Rng::seeded(14), began).ends().0 - began.0)), "{first}");
        }
    }

    #[test]
    fn labels_have_one_length_and_open_in_their_row_alone() -> Result<(), Box<dyn std::error::Error>> {
        let rng = Rng::seeded(15);
        let secret = AccountSecret::random(&rng);
        let mut lengths = Vec::new();
        for name in ["", &"\u{20000}".repeat(40)] {
            let name = SessionName::parse(name)?;
            let label = held(&rng, Hour(490_000)).label().named(&name);
            let sealed = label.seal("row", &secret, &rng)?;
            assert_eq!(Label::open(&sealed, "row", &secret)?.name, name.as_str());
            assert!(Label::open(&sealed, "another", &secret).is_err());
            assert!(Label::open(&sealed, "row", &AccountSecret::random(&rng)).is_err());
            lengths.push(sealed.len());
        }
        assert_eq!(lengths.first(), lengths.last());
        Ok(())
    }
}
