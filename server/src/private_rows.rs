//! Private rows (DESIGN 5.8): what an account keeps for itself in the forum store, such as its drafts and the history
//! of its keyring. A row is `(tag, sealed, day)`. Its tag is HMAC(key of the account; kind, epoch, n) and is used once;
//! nothing is changed, and only whole epochs are deleted. So no value in the store, in its log or in two copies of it
//! belongs to one account twice, and nothing on the account's side changes because of what a persona does.
//!
//! The rows of a series are numbered without gaps, and each can be read without the earlier ones. To find the last row,
//! the owner asks for several numbers per query. Writing the next number is the compare-and-set: if two sessions try,
//! one finds the tag taken.

use crate::ctx::Ctx;
use crate::error::Error;
use crate::seal::{Key, Place, SealFault, open_padded, seal_padded};
use crate::stores::{Store, Work, is_duplicate};
use domain::calendar::{Day, Month};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryFilter, Statement, Value, prelude::*};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use zeroize::Zeroizing;

mod entity {
    //! The rows.
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "private_rows")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tag: String,
        pub sealed: Vec<u8>,
        pub day: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use entity::{ActiveModel, Column, Entity};

/// Padded length of every row, in bytes, whatever it holds. PostgreSQL stores rows of up to 2 000 bytes in place; it
/// moves longer values out and numbers them in the order of writing.
const SIZE: usize = 1_536;
/// Bytes that one row can hold.
pub(crate) const ROOM: usize = SIZE - 4;
/// Consecutive numbers asked for before the steps grow.
const NEAR: u32 = 32;
/// Numbers asked for per query when narrowing down the last one.
const BETWEEN: u32 = 48;
/// The expiry day of rows that never expire: the last day the column can hold.
const NEVER: i32 = 47_482;

/// What a series holds, and how long its rows are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The keyring; never expires.
    Keyring,
    /// Drafts; a month's rows are deleted at the end of the next month.
    Drafts,
    /// Bookmarks; never expire.
    Bookmarks,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Self::Keyring => "keyring",
            Self::Drafts => "drafts",
            Self::Bookmarks => "bookmarks",
        }
    }

    /// The epoch of a day: its month for drafts, otherwise 0.
    fn epoch(self, today: Day) -> i32 {
        match self {
            Self::Drafts => today.month().0,
            Self::Keyring | Self::Bookmarks => 0,
        }
    }

    /// The epochs that a reader has to check, older first.
    fn current(self, today: Day) -> Vec<i32> {
        match self.epoch(today) {
            0 => vec![0],
            month => vec![month - 1, month],
        }
    }

    /// The day from which an epoch's rows may be deleted.
    fn until(self, epoch: i32) -> i32 {
        match self {
            Self::Drafts => Month(epoch + 1).last_day().0 + 1,
            Self::Keyring | Self::Bookmarks => NEVER,
        }
    }
}

/// The place of a row in its series.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Position {
    /// The epoch: a month for drafts, otherwise 0.
    pub epoch: i32,
    /// Its number in the epoch, from 0.
    pub n: u32,
}

/// A row that was found.
pub(crate) struct Found {
    /// Its position.
    pub at: Position,
    /// Its content.
    pub value: Zeroizing<Vec<u8>>,
}

/// Why nothing was appended to a series.
pub(crate) enum AppendFault {
    /// Another session was first: read again and start over.
    Taken,
    /// Anything else.
    Failed(Error),
}

/// All rows of one kind of one account.
pub(crate) struct Series {
    kind: Kind,
    tags: Key,
    seals: Key,
}

impl Series {
    /// The series of this kind under an account's private key.
    pub fn new(private: &Key, kind: Kind) -> Self {
        let key = private.derive(kind.word());
        Self { kind, tags: key.derive("tags"), seals: key.derive("seals") }
    }

    fn tag(&self, at: Position) -> String {
        hex::encode(self.tags.mac(&[&at.epoch.to_be_bytes(), &at.n.to_be_bytes()]))
    }

    fn open(&self, tag: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealFault> {
        open_padded(&self.seals, place(tag), sealed)
    }

    /// The last row, if there is any.
    pub async fn latest(&self, db: &impl ConnectionTrait, today: Day) -> Result<Option<Found>, Error> {
        let epochs = self.kind.current(today);
        let mut found = self.last_of(db, &epochs).await?;
        // An empty row closes its epoch: a server with a clock ahead of ours has already started the next one.
        while let Some(closed) = found.as_ref().filter(|found| found.value.is_empty()) {
            found = self.last_of(db, &[closed.at.epoch + 1]).await?;
        }
        Ok(found)
    }

    async fn last_of(&self, db: &impl ConnectionTrait, epochs: &[i32]) -> Result<Option<Found>, Error> {
        let far = (0..16).map(|power| NEAR << power);
        let numbers: Vec<u32> = (0..NEAR).chain(far).collect();
        let first = epochs.iter().flat_map(|epoch| numbers.iter().map(|n| Position { epoch: *epoch, n: *n }));
        let Some(mut found) = self.highest(db, &first.collect::<Vec<_>>()).await? else { return Ok(None) };
        let mut above = numbers.into_iter().find(|n| *n > found.at.n).unwrap_or(u32::MAX);
        while above - found.at.n > 1 {
            let step = (above - found.at.n).div_ceil(BETWEEN);
            let between = (1..BETWEEN).map_while(|k| found.at.n.checked_add(k * step)).take_while(|n| *n < above);
            let between: Vec<Position> = between.map(|n| Position { n, ..found.at }).collect();
            match self.highest(db, &between).await? {
                Some(higher) => {
                    above = between.iter().map(|at| at.n).find(|n| *n > higher.at.n).unwrap_or(above);
                    found = higher;
                }
                None => above = between.first().map_or(above, |at| at.n),
            }
        }
        Ok(Some(found))
    }

    /// The last of these positions that has a row, in one query by primary key.
    async fn highest(&self, db: &impl ConnectionTrait, asked: &[Position]) -> Result<Option<Found>, Error> {
        let tags: Vec<String> = asked.iter().map(|at| self.tag(*at)).collect();
        let mut values = String::new();
        for n in 1..=tags.len() {
            let comma = if n > 1 { ", " } else { "" };
            let _ = write!(values, "{comma}({n}, ${n})");
        }
        let sql = format!(
            "WITH asked (n, tag) AS (VALUES {values}) SELECT tag, sealed FROM private_rows WHERE tag = (SELECT asked.tag \
             FROM asked JOIN private_rows AS p ON p.tag = asked.tag ORDER BY asked.n DESC LIMIT 1)"
        );
        let bound: Vec<Value> = tags.iter().map(|tag| tag.as_str().into()).collect();
        let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, bound);
        let Some(row) = db.query_one_raw(statement).await? else { return Ok(None) };
        let (tag, sealed): (String, Vec<u8>) = (row.try_get("", "tag")?, row.try_get("", "sealed")?);
        let at = tags.iter().position(|asked| *asked == tag).and_then(|nth| asked.get(nth)).copied();
        Ok(Some(Found { at: at.ok_or(Error::Stored("private row"))?, value: self.open(&tag, &sealed)? }))
    }

    /// The rows at these positions, in order; an error if one is missing.
    pub async fn read(&self, db: &impl ConnectionTrait, wanted: &[Position]) -> Result<Vec<Zeroizing<Vec<u8>>>, Error> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let tags: Vec<String> = wanted.iter().map(|at| self.tag(*at)).collect();
        let rows = Entity::find().filter(Column::Tag.is_in(&tags)).all(db).await?;
        let rows: BTreeMap<String, Vec<u8>> = rows.into_iter().map(|row| (row.tag, row.sealed)).collect();
        tags.iter()
            .map(|tag| Ok(self.open(tag, rows.get(tag).ok_or(Error::Stored("private row is missing"))?)?))
            .collect()
    }

    /// The position of the next row: after the last one, or at the start of a new epoch.
    pub fn next(&self, after: Option<Position>, today: Day) -> Position {
        let now = self.kind.epoch(today);
        match after {
            Some(last) if last.epoch >= now => Position { n: last.n + 1, ..last },
            _ => Position { epoch: now, n: 0 },
        }
    }

    /// Appends these values to the series, all or none, each in a row of its own from [`Series::next`] on. Writing the
    /// first row of a new epoch also closes the old one, so that nobody can append to it any more.
    pub async fn append(
        &self,
        work: &Work,
        ctx: &Ctx,
        after: Option<Position>,
        values: &[&[u8]],
    ) -> Result<(), AppendFault> {
        let first = self.next(after, ctx.clock.now().day());
        let closing =
            after.filter(|last| last.epoch < first.epoch).map(|last| (Position { n: last.n + 1, ..last }, &[][..]));
        let numbered = (first.n..).zip(values).map(|(n, value)| (Position { n, ..first }, *value));
        let rows: Result<Vec<ActiveModel>, SealFault> =
            closing.into_iter().chain(numbered).map(|(at, value)| self.row(ctx, at, value)).collect();
        let rows = rows.map_err(|fault| AppendFault::Failed(fault.into()))?;
        match Entity::insert_many(rows).exec_without_returning(work).await {
            Ok(_) => Ok(()),
            Err(error) if is_duplicate(&error) => Err(AppendFault::Taken),
            Err(error) => Err(AppendFault::Failed(error.into())),
        }
    }

    fn row(&self, ctx: &Ctx, at: Position, value: &[u8]) -> Result<ActiveModel, SealFault> {
        let tag = self.tag(at);
        let sealed = seal_padded(&self.seals, place(&tag), value, SIZE, &ctx.rng)?;
        Ok(ActiveModel { tag: Set(tag), sealed: Set(sealed), day: Set(self.kind.until(at.epoch)) })
    }
}

fn place(tag: &str) -> Place<'_> {
    Place { table: "private_rows", row: tag.as_bytes(), column: "sealed" }
}

/// Deletes expired epochs. Run every hour.
pub async fn purge_private_rows(forum: &Store, today: Day) -> Result<(), Error> {
    forum.write(Entity::delete_many().filter(Column::Day.lte(today.0))).await?;
    Ok(())
}
