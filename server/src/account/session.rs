//! Sessions (DESIGN 5.4). The cookie holds the only secret: the row's id and the key of its payload are two HKDF outputs
//! of it, so that the table opens nothing. Expiry stands on a grid of six hours, so that it does not tell when somebody
//! signed in.

use super::entity::sessions::{ActiveModel, Column, Entity};
use super::member::{Identity, Member};
use super::secret::AccountSecret;
use crate::ctx::{Chance, Clock, Ctx};
use crate::error::{Error, Refused};
use crate::seal::{Key, Place, derive, open_padded, seal_padded};
use crate::stores::Store;
use async_trait::async_trait;
use domain::ids::AuthorId;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, EntityTrait, prelude::*};
use serde::{Deserialize, Serialize};
use tower_sessions::cookie::time::OffsetDateTime;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error as StoreError, Result as StoreResult};
use tower_sessions::{Session, SessionStore};
use zeroize::Zeroizing;

/// Padded length of a payload, in bytes.
const SIZE: usize = 4_096;
/// A session lasts at least this long, in hours, and then to the next line of the grid.
const HOURS: i32 = 12;
/// Lines of the grid are this far apart, in hours.
const GRID: i32 = 6;

/// Sessions in the identity store, sealed under their cookies.
#[derive(Clone)]
pub struct SealedSessions {
    store: Store,
    clock: Clock,
    chance: Chance,
}

impl std::fmt::Debug for SealedSessions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SealedSessions(..)")
    }
}

impl SealedSessions {
    /// Sessions in this store.
    pub fn new(store: Store, clock: Clock, chance: Chance) -> Self {
        Self { store, clock, chance }
    }

    /// Drops the sessions that have run out. Run by the upkeep.
    pub async fn purge(&self) -> Result<(), DbErr> {
        Entity::delete_many().filter(Column::ExpiresHour.lte(self.clock.now().hour().0)).exec(&self.store).await?;
        Ok(())
    }

    fn row(&self, record: &Record) -> StoreResult<ActiveModel> {
        let (id, key) = id_and_key(record.id);
        let payload = Zeroizing::new(serde_json::to_vec(&record.data).map_err(|e| StoreError::Encode(e.to_string()))?);
        let payload = seal_padded(&key, place(&id), &payload, SIZE, &self.chance)
            .map_err(|fault| StoreError::Encode(fault.to_string()))?;
        let expires = (self.clock.now().hour().0 + HOURS).div_euclid(GRID) * GRID + GRID;
        Ok(ActiveModel { id: Set(id), payload: Set(payload), expires_hour: Set(expires) })
    }
}

fn id_and_key(cookie: Id) -> (String, Key) {
    let secret = Zeroizing::new(cookie.0.to_be_bytes());
    let id = derive(secret.as_slice(), None, "session row");
    (hex::encode(id.expose()), derive(secret.as_slice(), None, "session payload"))
}

fn place(id: &str) -> Place<'_> {
    Place { table: "sessions", row: id.as_bytes(), column: "payload" }
}

fn backend(error: &DbErr) -> StoreError {
    StoreError::Backend(error.to_string())
}

#[async_trait]
impl SessionStore for SealedSessions {
    async fn create(&self, record: &mut Record) -> StoreResult<()> {
        while let Err(error) = Entity::insert(self.row(record)?).exec_without_returning(&self.store).await {
            if !crate::stores::is_duplicate(&error) {
                return Err(backend(&error));
            }
            record.id = Id::default();
        }
        Ok(())
    }

    async fn save(&self, record: &Record) -> StoreResult<()> {
        let update = OnConflict::column(Column::Id).update_columns([Column::Payload, Column::ExpiresHour]).to_owned();
        let saved = Entity::insert(self.row(record)?).on_conflict(update).exec_without_returning(&self.store).await;
        saved.map(|_| ()).map_err(|error| backend(&error))
    }

    async fn load(&self, cookie: &Id) -> StoreResult<Option<Record>> {
        let (id, key) = id_and_key(*cookie);
        let row = Entity::find_by_id(&id).one(&self.store).await.map_err(|error| backend(&error))?;
        let Some(row) = row.filter(|row| row.expires_hour > self.clock.now().hour().0) else { return Ok(None) };
        let payload =
            open_padded(&key, place(&id), &row.payload).map_err(|fault| StoreError::Decode(fault.to_string()))?;
        let expires = i64::from(row.expires_hour) * 3_600;
        Ok(Some(Record {
            id: *cookie,
            data: serde_json::from_slice(&payload).map_err(|e| StoreError::Decode(e.to_string()))?,
            expiry_date: OffsetDateTime::from_unix_timestamp(expires).unwrap_or(OffsetDateTime::UNIX_EPOCH),
        }))
    }

    async fn delete(&self, cookie: &Id) -> StoreResult<()> {
        let deleted = Entity::delete_by_id(id_and_key(*cookie).0).exec(&self.store).await;
        deleted.map(|_| ()).map_err(|error| backend(&error))
    }
}

/// The one value a session holds. It is serialised only into the sealed payload, because the session layer asks for it.
#[derive(Serialize, Deserialize)]
pub(super) struct Held {
    pub account: Uuid,
    secret: Zeroizing<String>,
    pub generation: i32,
    pub speaking: Option<String>,
}

/// Name of that value.
pub(super) const HELD: &str = "member";

impl Held {
    pub fn new(account: Uuid, secret: &AccountSecret, generation: i32) -> Self {
        let secret = Zeroizing::new(hex::encode(secret.key().expose()));
        Self { account, secret, generation, speaking: None }
    }

    pub fn secret(&self) -> Option<AccountSecret> {
        let mut bytes = [0; 32];
        hex::decode_to_slice(self.secret.as_bytes(), &mut bytes).ok()?;
        Some(AccountSecret::from_key(Key::from_bytes(bytes)))
    }
}

/// Starts a session for an account under a fresh cookie: whoever knew the one before holds nothing. (`flush` would keep
/// the old id in the record and save under it again.)
pub(super) async fn start(session: &Session, held: Held) -> Result<(), Error> {
    session.clear().await;
    session.cycle_id().await?;
    session.insert(HELD, held).await?;
    Ok(())
}

/// Remembers the identity the member speaks as from now on, in this session.
pub async fn speak_as(ctx: &Ctx, session: &Session, author: AuthorId) -> Result<(), Error> {
    let member: &Member = ctx.require()?;
    let identity = member.identity_of(author).ok_or(Refused::NotFound)?;
    let mut held: Held = session.get(HELD).await?.ok_or(Refused::SignIn)?;
    held.speaking = match identity {
        Identity::Member => Some(String::new()),
        Identity::Persona(persona) => Some(persona.to_string()),
    };
    session.insert(HELD, held).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// What a browser sends as its cookie is a number in base 64; everything else is no session, and no panic.
        #[test]
        fn any_cookie_is_a_session_id_that_means_itself_or_none(text in "[A-Za-z0-9_=+/. é-]{0,30}") {
            if let Ok(id) = text.parse::<Id>() {
                prop_assert_eq!(id.to_string().parse::<Id>().ok(), Some(id));
            }
        }

        #[test]
        fn no_payload_opens_under_another_cookie(bytes in proptest::collection::vec(any::<u8>(), 0..200), cookie: i128) {
            let (id, key) = id_and_key(Id(cookie));
            prop_assert!(open_padded(&key, place(&id), &bytes).is_err());
        }
    }

    #[test]
    fn id_and_key_differ_and_neither_is_the_cookie() {
        let (id, key) = id_and_key(Id(42));
        assert_ne!(id, hex::encode(key.expose()));
        assert!(!id.contains(&hex::encode(42_i128.to_be_bytes())));
        assert_ne!(id, id_and_key(Id(43)).0);
    }
}
