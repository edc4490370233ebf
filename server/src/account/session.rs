//! Sessions (DESIGN 5.4). The cookie holds the only secret: the row's id and the key of its payload are both derived
//! from it by HKDF, so the table alone opens nothing. Expiry is on a grid of six hours, so it does not reveal when
//! somebody signed in.
//!
//! A session in use gets a new cookie at each grid line. The old cookie's row is deleted when the new one is first
//! used, so a lost response or two pages opened at once sign nobody out.

use super::entity::sessions::{ActiveModel, Column, Entity, Model};
use super::held::{HELD, Held, Label};
use super::member::{Identity, Member};
use super::secret::AccountSecret;
use crate::ctx::{Clock, Ctx, Rng, Services};
use crate::error::{Error, Refused};
use crate::seal::{Key, Place, SealFault, derive, open_padded, seal_padded};
use crate::stores::Store;
use async_trait::async_trait;
use domain::ids::{AuthorId, SessionId};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryFilter, prelude::*};
use serde_json::Value;
use std::collections::HashMap;
use tower_sessions::cookie::time::OffsetDateTime;
use tower_sessions::session::{Id, Record};
use tower_sessions::session_store::{Error as StoreError, Result as StoreResult};
use tower_sessions::{Session, SessionStore};
use zeroize::Zeroizing;

/// Padded length of a payload, in bytes.
const SIZE: usize = 4_096;

/// Sessions in the identity store, sealed under their cookies.
#[derive(Clone)]
pub struct SealedSessions {
    store: Store,
    clock: Clock,
    rng: Rng,
}

impl std::fmt::Debug for SealedSessions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SealedSessions(..)")
    }
}

impl SealedSessions {
    /// The sessions of this server.
    pub fn of(services: &Services) -> Self {
        Self { store: services.identity().clone(), clock: services.clock.clone(), rng: services.rng.clone() }
    }

    /// Deletes expired sessions. Run every hour.
    pub async fn purge(&self) -> Result<(), DbErr> {
        self.store.write(Entity::delete_many().filter(Column::ExpiresHour.lte(self.clock.now().hour().0))).await?;
        Ok(())
    }

    fn payload(&self, data: &HashMap<String, Value>, id: &str, key: &Key) -> StoreResult<Vec<u8>> {
        let payload = Zeroizing::new(serde_json::to_vec(data).map_err(|e| StoreError::Encode(e.to_string()))?);
        seal_padded(key, place(id), &payload, SIZE, &self.rng).map_err(not_sealed)
    }

    fn row(&self, record: &Record) -> StoreResult<ActiveModel> {
        let (id, key) = id_and_key(record.id);
        let held = Held::of(&record.data).and_then(|held| Some((held.secret()?, held)));
        let (secret, held) = held.ok_or_else(|| StoreError::Encode("a session of nobody".to_owned()))?;
        Ok(ActiveModel {
            payload: Set(self.payload(&record.data, &id, &key)?),
            expires_hour: Set(held.ends().0),
            owner_tag: Set(held.owner_tag(&secret)),
            label: Set(held.label().seal(&id, &secret, &self.rng).map_err(not_sealed)?),
            id: Set(id),
        })
    }

    /// The row of a cookie, with its content.
    async fn find(&self, cookie: Id) -> StoreResult<Option<(Model, HashMap<String, Value>)>> {
        let (id, key) = id_and_key(cookie);
        let Some(row) = Entity::find_by_id(&id).one(&self.store).await.map_err(backend)? else { return Ok(None) };
        let payload =
            open_padded(&key, place(&id), &row.payload).map_err(|fault| StoreError::Decode(fault.to_string()))?;
        let data = serde_json::from_slice(&payload).map_err(|e| StoreError::Decode(e.to_string()))?;
        Ok(Some((row, data)))
    }

    /// Deletes the previous cookie's row when the new cookie is first used.
    async fn settle(&self, cookie: Id, row: &Model, data: &mut HashMap<String, Value>, held: &Held) -> StoreResult<()> {
        let Some(replaced) = &held.replaces else { return Ok(()) };
        let (id, key) = id_and_key(cookie);
        data.insert(HELD.to_owned(), value(&held.settled())?);
        let payload = self.payload(data, &id, &key)?;
        let work = self.store.begin().await.map_err(backend)?;
        Entity::delete_by_id(replaced).exec(&work).await.map_err(backend)?;
        let update = Entity::update_many().col_expr(Column::Payload, Expr::value(payload));
        // Another request with this cookie may have settled it already and changed the payload since.
        let update = update.filter(Column::Id.eq(id)).filter(Column::Payload.eq(row.payload.clone()));
        update.exec(&work).await.map_err(backend)?;
        work.commit().await.map_err(backend)
    }

    /// Gives a session a new cookie if it is due. The old one stays valid until the new one is used.
    async fn renew(&self, cookie: Id) -> StoreResult<Option<Id>> {
        let Some((row, mut data)) = self.find(cookie).await? else { return Ok(None) };
        let held = Held::of(&data).and_then(|held| held.renewed(self.clock.now().hour(), &row.id));
        let Some((secret, mut held)) = held.and_then(|held| Some((held.secret()?, held))) else { return Ok(None) };
        held.name = Label::open(&row.label, &row.id, &secret).map_err(not_sealed)?.name;
        data.insert(HELD.to_owned(), value(&held)?);
        let id = Id(i128::from_be_bytes(self.rng.bytes()));
        let mut record = Record { id, data, expiry_date: OffsetDateTime::UNIX_EPOCH };
        self.create(&mut record).await?;
        Ok(Some(record.id))
    }
}

fn value(held: &Held) -> StoreResult<Value> {
    serde_json::to_value(held).map_err(|e| StoreError::Encode(e.to_string()))
}

fn id_and_key(cookie: Id) -> (String, Key) {
    let secret = Zeroizing::new(cookie.0.to_be_bytes());
    let id = derive(secret.as_slice(), None, "session row");
    (hex::encode(id.expose()), derive(secret.as_slice(), None, "session payload"))
}

fn place(id: &str) -> Place<'_> {
    Place { table: "sessions", row: id.as_bytes(), column: "payload" }
}

#[expect(clippy::needless_pass_by_value, reason = "it stands in map_err")]
fn backend(error: DbErr) -> StoreError {
    StoreError::Backend(error.to_string())
}

fn not_sealed(fault: SealFault) -> StoreError {
    StoreError::Encode(fault.to_string())
}

#[async_trait]
impl SessionStore for SealedSessions {
    async fn create(&self, record: &mut Record) -> StoreResult<()> {
        while let Err(error) = self.store.write(Entity::insert(self.row(record)?)).await {
            if !crate::stores::is_duplicate(&error) {
                return Err(backend(error));
            }
            record.id = Id::default();
        }
        Ok(())
    }

    /// Stores the session's content. A session that was ended in the meantime stays ended.
    async fn save(&self, record: &Record) -> StoreResult<()> {
        let (id, key) = id_and_key(record.id);
        let payload = self.payload(&record.data, &id, &key)?;
        let update = Entity::update_many().col_expr(Column::Payload, Expr::value(payload));
        self.store.write(update.filter(Column::Id.eq(id))).await.map_err(backend)?;
        Ok(())
    }

    async fn load(&self, cookie: &Id) -> StoreResult<Option<Record>> {
        let now = self.clock.now().hour();
        let Some((row, mut data)) = self.find(*cookie).await? else { return Ok(None) };
        // The sealed content decides; the column is only for the hourly purge.
        let Some(held) = Held::of(&data).filter(|held| held.ends() > now && row.expires_hour > now.0) else {
            return Ok(None);
        };
        let ends = i64::from(held.ends().0) * 3_600;
        self.settle(*cookie, &row, &mut data, &held).await?;
        let expiry_date = OffsetDateTime::from_unix_timestamp(ends).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        Ok(Some(Record { id: *cookie, data, expiry_date }))
    }

    /// Ends the session, including any replaced cookies.
    async fn delete(&self, cookie: &Id) -> StoreResult<()> {
        let Some((row, data)) = self.find(*cookie).await? else { return Ok(()) };
        let held = Held::of(&data).and_then(|held| Some((held.secret()?, held)));
        let mut ended = vec![row.id];
        if let Some((secret, held)) = held {
            let siblings = labelled(&self.store, vec![row.owner_tag], &secret).await.map_err(backend)?;
            ended.extend(siblings.into_iter().filter(|(_, label)| label.id == held.id).map(|(row, _)| row.id));
        }
        self.store.write(Entity::delete_many().filter(Column::Id.is_in(ended))).await.map_err(backend)?;
        Ok(())
    }
}

/// The rows under an owner's tags, with their labels.
pub(super) async fn labelled(
    store: &impl ConnectionTrait,
    tags: Vec<String>,
    secret: &AccountSecret,
) -> Result<Vec<(Model, Label)>, DbErr> {
    let rows = Entity::find().filter(Column::OwnerTag.is_in(tags)).all(store).await?;
    // Labels that the owner's key does not open were not written by this server under that tag, so skip them.
    let opened = rows.into_iter().filter_map(|row| Some((Label::open(&row.label, &row.id, secret).ok()?, row)));
    Ok(opened.map(|(label, row)| (row, label)).collect())
}

/// What a session holds, if somebody has signed in.
pub(super) async fn held(session: &Session) -> Result<Option<Held>, Error> {
    Ok(session.get(HELD).await?)
}

/// Starts a session for an account under a fresh cookie, so that knowing the previous cookie gives no access. (`flush`
/// would keep the old id in the record and save under it again.)
pub(super) async fn start(
    ctx: &Ctx,
    session: &Session,
    (account, secret, generation): (Uuid, &AccountSecret, i32),
    name: String,
) -> Result<(), Error> {
    let now = ctx.clock.now().hour();
    super::own_sessions::make_room(ctx, secret, generation).await?;
    let mut held = Held::new(account, secret, generation, now, SessionId(ctx.rng.uuid()));
    held.name = name;
    session.clear().await;
    session.cycle_id().await?;
    session.insert(HELD, held).await?;
    Ok(())
}

/// A new cookie for a session in use, at each grid line; `None` if it is not due. The caller sets it in the response.
pub async fn renew(services: &Services, session: &Session) -> Result<Option<Id>, Error> {
    let Some(held) = held(session).await?.filter(|_| !session.is_modified()) else { return Ok(None) };
    let Some(cookie) = session.id().filter(|_| held.renewed(services.clock.now().hour(), "").is_some()) else {
        return Ok(None);
    };
    Ok(SealedSessions::of(services).renew(cookie).await.map_err(tower_sessions::session::Error::from)?)
}

/// Stores in this session the identity the member speaks as from now on.
pub async fn speak_as(ctx: &Ctx, session: &Session, author: AuthorId) -> Result<(), Error> {
    let member: &Member = ctx.require()?;
    let identity = member.identity_of(author).ok_or(Refused::NotFound)?;
    let mut held = held(session).await?.ok_or(Refused::SignIn)?;
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
        /// A session cookie is a number in base 64; anything else is no session and must not panic.
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
