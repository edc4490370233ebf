//! Watches a store being written to: on SQLite its log, commit by commit; on PostgreSQL the transaction numbers, which
//! group the rows in a copy and the records in the log.

use super::log::{HEADER, Log};
use super::pages::{Shape, Store};
use super::record::{Act, Change, Record, Row, Step, View, forum};
use super::waldump::{Access, Waldump};
use crate::dump::Dump;
use crate::world::World;
use std::collections::{BTreeMap, HashSet};
use std::io::{Read, Seek, SeekFrom};
use std::path::PathBuf;

/// A watch over the forum store.
pub enum Watch {
    Log { log: Box<LogWatch>, steps: Vec<Step> },
    Transactions { ends: Vec<i64>, waldump: Option<Waldump> },
}

impl Watch {
    /// Begins; the store has just been rewritten and its log is empty.
    pub async fn begin(world: &World) -> Self {
        if world.is_sqlite() {
            return Self::Log { log: Box::new(LogWatch::begin(world).await), steps: Vec::new() };
        }
        let waldump = Waldump::begin(world).await;
        Self::Transactions { ends: vec![transaction(world).await], waldump }
    }

    /// Reads what an act has written; acts are numbered from 0.
    pub async fn look(&mut self, world: &World, act: usize) {
        match self {
            Self::Log { log, steps } => {
                steps.extend(log.look().into_iter().map(|changes| Step { act, changes }));
            }
            Self::Transactions { ends, .. } => ends.push(transaction(world).await),
        }
    }

    /// The complete record, with the copies made during the day.
    pub async fn end(self, world: &World, acts: Vec<Act>, copies: Vec<Dump>) -> Record {
        let mut day = Record { acts, views: Vec::new(), copies, accounts: Vec::new(), identities: Vec::new() };
        match self {
            Self::Log { steps, .. } => day.views.push(View { name: "log", steps }),
            Self::Transactions { ends, waldump } => {
                day.views.push(View { name: "xmin", steps: by_xmin(&day.copies, &ends) });
                if let Some(waldump) = waldump {
                    let private = day.private_tables();
                    let touched = waldump.end(world).await;
                    day.views.push(View { name: "pg_waldump", steps: by_record(touched, &private, &ends) });
                }
            }
        }
        day
    }
}

async fn transaction(world: &World) -> i64 {
    world.number("forum", "SELECT txid_current()").await
}

/// The act that a transaction belongs to; `ends` are transactions that ran before the first act and after each one.
fn act_of(ends: &[i64], transaction: i64) -> Option<usize> {
    ends.partition_point(|end| *end < transaction).checked_sub(1).filter(|act| act + 1 < ends.len())
}

/// Rows grouped by the transaction that wrote them, if a copy still has them.
fn by_xmin(copies: &[Dump], ends: &[i64]) -> Vec<Step> {
    let mut written: BTreeMap<i64, HashSet<(&str, &Row)>> = BTreeMap::new();
    for table in copies.iter().flat_map(forum) {
        let (_, transactions) = table.hidden.iter().find(|(what, _)| *what == "transaction").unwrap();
        for (row, transaction) in table.rows.iter().zip(transactions) {
            written.entry(*transaction).or_default().insert((&table.name, row));
        }
    }
    let step = |(transaction, rows): (i64, HashSet<(&str, &Row)>)| {
        let changes = rows.into_iter().map(|(table, row)| Change::added(table, row.clone())).collect();
        Some(Step { act: act_of(ends, transaction)?, changes })
    };
    written.into_iter().filter_map(step).collect()
}

/// Rows grouped by the transaction that touched them, from the log records: these identify the rows but do not show
/// their contents.
fn by_record(touched: Vec<Access>, private: &std::collections::BTreeSet<String>, ends: &[i64]) -> Vec<Step> {
    let mut written: BTreeMap<i64, Vec<Change>> = BTreeMap::new();
    for access in touched {
        let row = || if private.contains(&access.table) { vec![access.row.clone()] } else { Vec::new() };
        let change = Change {
            table: access.table.clone(),
            before: access.was_there.then(row),
            after: access.is_there.then(row),
        };
        written.entry(access.transaction).or_default().push(change);
    }
    let step = |(transaction, changes)| Some(Step { act: act_of(ends, transaction)?, changes });
    written.into_iter().filter_map(step).collect()
}

/// Reads the log of a SQLite store as it grows.
pub struct LogWatch {
    file: PathBuf,
    log_file: PathBuf,
    store: Store,
    log: Option<Log>,
}

impl LogWatch {
    /// Begins with the current content of the store's file.
    pub async fn begin(world: &World) -> Self {
        let (file, log_file) = (world.path_of("forum.db"), world.path_of("forum.db-wal"));
        let (store, _) = Store::open(std::fs::read(&file).unwrap(), Shape::of_all(world, "forum").await);
        Self { file, log_file, store, log: None }
    }

    /// The changes of each commit since the last call. If the log was checkpointed and restarted in the meantime, its
    /// content is in the store's file and counts as one change.
    pub fn look(&mut self) -> Vec<Vec<Change>> {
        let mut steps = Vec::new();
        let mut log_file = std::fs::File::open(&self.log_file).ok();
        let length = log_file.as_ref().map_or(0, |file| file.metadata().unwrap().len());
        let mut header = [0; HEADER];
        let read = log_file.as_mut().is_some_and(|file| file.read_exact(&mut header).is_ok());
        let now = Log::open(&header).filter(|_| read);
        let goes_on = match (&self.log, &now) {
            (Some(log), Some(now)) => log.is_continued_by(now) && u64::try_from(log.at).unwrap() <= length,
            (None, None) => true,
            _ => false,
        };
        if !goes_on {
            steps.push(self.store.replace(&std::fs::read(&self.file).unwrap()));
            self.log = now;
        }
        if let (Some(log), Some(file)) = (&mut self.log, &mut log_file) {
            let mut bytes = Vec::new();
            file.seek(SeekFrom::Start(u64::try_from(log.at).unwrap())).unwrap();
            file.read_to_end(&mut bytes).unwrap();
            let store = &mut self.store;
            steps.extend(log.read(&bytes).iter().map(|commit| store.apply(commit)));
        }
        steps.retain(|changes| !changes.is_empty());
        steps
    }
}

#[tokio::test]
async fn the_log_tells_every_row_there_is() {
    let world = World::sqlite().await;
    let mut watch = LogWatch::begin(&world).await;
    let mut rows: BTreeMap<(String, Vec<u8>), Row> = BTreeMap::new();
    let (_, before) = Store::open(std::fs::read(&watch.file).unwrap(), Shape::of_all(&world, "forum").await);
    let mut steps = vec![before];
    let (person, persona) = world.with_persona("ada").await;
    for _ in 0..9 {
        let post = person.post(persona).await;
        person.comment(persona, post, None).await;
        steps.extend(watch.look());
    }
    person.draft(persona, "Half a title", &"A long text. ".repeat(400)).await;
    let (_, other) = world.with_persona("eve").await;
    server::discussion::delete(&person.ctx().await, person.post(persona).await).await.unwrap();
    steps.extend(watch.look());
    assert!(steps.len() > 30, "{}", steps.len());
    let key = |change: &Change, row: &Row| (change.table.clone(), format!("{row:?}").into_bytes());
    for change in steps.iter().flatten() {
        if let Some(row) = &change.before {
            assert_eq!(rows.remove(&key(change, row)).as_ref(), Some(row), "{}", change.table);
        }
        if let Some(row) = &change.after {
            rows.insert(key(change, row), row.clone());
        }
    }
    let dump = Dump::of(&world).await;
    let mut told: Vec<(&str, &Row)> = rows.iter().map(|((table, _), row)| (table.as_str(), row)).collect();
    let mut there: Vec<(&str, &Row)> =
        forum(&dump).flat_map(|table| table.rows.iter().map(|row| (table.name.as_str(), row))).collect();
    told.sort();
    there.sort();
    assert!(told == there, "{} rows told, {} there", told.len(), there.len());
    assert!(there.iter().any(|(_, row)| row.iter().any(|cell| format!("{cell:?}").contains(&other.to_string()))));
    world.end().await;
}
