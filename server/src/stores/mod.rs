//! The three stores and how each is opened. SQLite: write-ahead log for the forum, rollback journal for identity and
//! vault, `secure_delete` everywhere. PostgreSQL: default settings. Statement logging is off.
//!
//! SQLite has one writer at a time. Each store here has one writing connection, and writers queue for it; with SQLite's
//! own lock they would sleep and retry in no order.

mod migrate;
mod work;

pub use migrate::StoreFault;
pub use work::Work;

use async_trait::async_trait;
use migrate::migrate;
use migrations::{Forum, Identity, Vault};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::sqlx::{query, query_as};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DatabaseConnection, DbErr, ExecResult, QueryResult,
    QueryTrait, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;
use tokio::time::timeout;

/// Connections to the three stores.
#[derive(Clone)]
pub struct Stores {
    /// Accounts, sessions.
    pub identity: Store,
    /// Everything public, and the persona side.
    pub forum: Store,
    /// Sealed links.
    pub vault: Store,
}

/// Where the stores are: `sqlite:` or `postgres:` addresses.
#[derive(Clone, Debug)]
pub struct StoreUrls {
    /// Of the identity store.
    pub identity: String,
    /// Of the forum store.
    pub forum: String,
    /// Of the vault.
    pub vault: String,
}

impl Stores {
    /// Opens all three without migrating them.
    pub async fn connect(urls: &StoreUrls) -> Result<Self, DbErr> {
        Ok(Self {
            identity: Store::open(&urls.identity, SqliteJournalMode::Delete).await?,
            forum: Store::open(&urls.forum, SqliteJournalMode::Wal).await?,
            vault: Store::open(&urls.vault, SqliteJournalMode::Delete).await?,
        })
    }

    /// Opens all three and migrates their schemas.
    pub async fn open(urls: &StoreUrls) -> Result<Self, StoreFault> {
        let stores = Self::connect(urls).await?;
        migrate::<Identity>("identity", &stores.identity, &urls.identity).await?;
        migrate::<Forum>("forum", &stores.forum, &urls.forum).await?;
        migrate::<Vault>("vault", &stores.vault, &urls.vault).await?;
        Ok(stores)
    }

    /// The first store that does not answer within two seconds, if any.
    pub async fn find_silent(&self) -> Option<&'static str> {
        for (name, store) in [("identity", &self.identity), ("forum", &self.forum), ("vault", &self.vault)] {
            let asked = store.query_one_raw(Statement::from_string(store.get_database_backend(), "SELECT 1"));
            if !matches!(timeout(ANSWER, asked).await, Ok(Ok(_))) {
                return Some(name);
            }
        }
        None
    }
}

/// One store. Queries go to several reading connections; writes go through a [`Work`] or `write`, which wait for the one
/// writing connection. On PostgreSQL both are the same pool.
#[derive(Clone)]
pub struct Store {
    readers: DatabaseConnection,
    writer: DatabaseConnection,
    /// How often in a row the write-ahead log could not be emptied.
    log_kept: Arc<AtomicU32>,
}

/// Pages of the write-ahead log (4 KiB each) after which a commit checkpoints it into the store. The next commit starts
/// a new log and truncates the old one, so the file never holds much of the day.
const LOG_PAGES: &str = "200";
/// How long a write waits for its turn: longer than the nightly rewrite of a large store.
const TURN: Duration = Duration::from_mins(5);
/// Page cache of the writing connection in KiB (negative, as the pragma expects): publishing touches pages all over the
/// store.
const CACHE: &str = "-16000";
/// How long a store may take to answer a health check, and PostgreSQL to provide a connection: a visitor gets an error
/// soon.
const ANSWER: Duration = Duration::from_secs(2);
/// How long a statement waits for another process.
const BUSY: Duration = Duration::from_secs(10);

/// The error of a write that goes through neither.
const READ_ONLY: &str = "a store is only read outside a unit of work";

impl Store {
    async fn open(url: &str, journal: SqliteJournalMode) -> Result<Self, DbErr> {
        let log_kept = Arc::default();
        if !url.starts_with("sqlite:") {
            let mut options = ConnectOptions::new(url);
            options.sqlx_logging(false).acquire_timeout(ANSWER).connect_timeout(ANSWER).max_connections(16);
            let pool = Database::connect(options).await?;
            return Ok(Self { readers: pool.clone(), writer: pool, log_kept });
        }
        // A committed transaction must be on disk even if the power fails; with a rollback journal, so must the
        // journal's deletion.
        let synchronous = match journal {
            SqliteJournalMode::Wal => SqliteSynchronous::Full,
            _ => SqliteSynchronous::Extra,
        };
        let connect = |connections: u32, wait: Duration, reads: bool| {
            let mut options = ConnectOptions::new(url);
            options.sqlx_logging(false).acquire_timeout(wait).max_connections(connections).min_connections(1);
            // A file does not go away like a server: a ping before each statement would only cost time.
            options.test_before_acquire(false);
            options.map_sqlx_sqlite_opts(move |sqlite| {
                sqlite
                    .create_if_missing(true)
                    .journal_mode(journal)
                    .synchronous(synchronous)
                    .busy_timeout(BUSY)
                    .pragma("secure_delete", "ON")
                    .pragma("wal_autocheckpoint", LOG_PAGES)
                    .pragma("journal_size_limit", "0")
                    .pragma("temp_store", "MEMORY")
                    .pragma("cache_size", if reads { "-2000" } else { CACHE })
                    .pragma("query_only", if reads { "ON" } else { "OFF" })
                    .statement_cache_capacity(256)
            });
            Database::connect(options)
        };
        let writer = connect(1, TURN, false).await?;
        let readers = connect(4, Duration::from_secs(15), true).await?;
        Ok(Self { readers, writer, log_kept })
    }

    /// The writing connection, for migrations.
    pub fn connection(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Begins a unit of work. On SQLite it takes the write lock at once, so that what it has read stays valid.
    pub async fn begin(&self) -> Result<Work, DbErr> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(Work(self.writer.begin_with_options(options).await?))
    }

    /// Runs one statement that is complete by itself. Returns how many rows it changed.
    pub(crate) async fn write(&self, query: impl QueryTrait) -> Result<u64, DbErr> {
        let statement = query.build(self.get_database_backend());
        Ok(self.writer.execute_raw(statement).await?.rows_affected())
    }

    /// Whether this is SQLite, embedded.
    pub fn is_sqlite(&self) -> bool {
        self.readers.get_database_backend() == DatabaseBackend::Sqlite
    }

    /// Empties SQLite's write-ahead log, so that neither deleted text nor the order of the day's writes stays in it.
    /// Returns whether that worked: it fails while somebody still reads from the log.
    pub async fn empty_log(&self) -> Result<bool, DbErr> {
        if !self.is_sqlite() {
            return Ok(true);
        }
        let mut connection = self.writer.get_sqlite_connection_pool().acquire().await.map_err(failed)?;
        // Block writers no longer than this while readers finish; then restore the usual timeout.
        query("PRAGMA busy_timeout = 250").execute(&mut *connection).await.map_err(failed)?;
        let emptied: Result<(i64, i64, i64), _> =
            query_as("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&mut *connection).await;
        query("PRAGMA busy_timeout = 10000").execute(&mut *connection).await.map_err(failed)?;
        let (busy, ..) = emptied.map_err(failed)?;
        if busy == 0 {
            self.log_kept.store(0, Ordering::Relaxed);
        } else {
            self.log_kept.fetch_add(1, Ordering::Relaxed);
        }
        Ok(busy == 0)
    }

    /// How often in a row the log could not be emptied; normally 0.
    pub fn log_kept(&self) -> u32 {
        self.log_kept.load(Ordering::Relaxed)
    }

    /// Rewrites tables in key order, each given with a column of its key. On SQLite this is the whole file; writers queue
    /// in the meantime, and the copy is made in a temporary file, not in memory.
    pub async fn rewrite(&self, tables: &[(&str, &str)]) -> Result<(), DbErr> {
        if !self.is_sqlite() {
            for (table, column) in tables {
                // PostgreSQL keeps in every row the number of the transaction that wrote it, and all databases of a
                // cluster share one counter: comparing them would match accounts with links. Rewriting all rows in one
                // transaction removes that.
                for rewrite in
                    [format!("UPDATE {table} SET {column} = {column}"), format!("CLUSTER {table} USING {table}_pkey")]
                {
                    // Statements that wait for a lock hold up those that come after them.
                    self.writer.execute_unprepared(&format!("SET LOCAL lock_timeout = '10s'; {rewrite}")).await?;
                }
            }
            return Ok(());
        }
        let mut connection = self.writer.get_sqlite_connection_pool().acquire().await.map_err(failed)?;
        query("PRAGMA temp_store = FILE").execute(&mut *connection).await.map_err(failed)?;
        let done = query("VACUUM").execute(&mut *connection).await;
        query("PRAGMA temp_store = MEMORY").execute(&mut *connection).await.map_err(failed)?;
        done.map(|_| ()).map_err(failed)
    }

    /// Closes its connections.
    pub async fn close(self) -> Result<(), DbErr> {
        self.readers.close().await?;
        self.writer.close().await
    }

    /// Reports every statement to a callback. For tests and benchmarks.
    pub fn observe(&mut self, told: impl Fn(&sea_orm::metric::Info<'_>) + Send + Sync + Clone + 'static) {
        self.readers.set_metric_callback(told.clone());
        self.writer.set_metric_callback(told);
    }
}

fn failed(error: sea_orm::sqlx::Error) -> DbErr {
    DbErr::Conn(sea_orm::RuntimeErr::SqlxError(Arc::new(error)))
}

#[async_trait]
impl ConnectionTrait for Store {
    fn get_database_backend(&self) -> DatabaseBackend {
        self.readers.get_database_backend()
    }
    async fn execute_raw(&self, _: Statement) -> Result<ExecResult, DbErr> {
        Err(DbErr::Custom(READ_ONLY.to_owned()))
    }
    async fn execute_unprepared(&self, _: &str) -> Result<ExecResult, DbErr> {
        Err(DbErr::Custom(READ_ONLY.to_owned()))
    }
    async fn query_one_raw(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        self.readers.query_one_raw(statement).await
    }
    async fn query_all_raw(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        self.readers.query_all_raw(statement).await
    }
}

/// After a deletion: empties SQLite's write-ahead log, so that no copy of the deleted text stays in it. If a reader
/// prevents that, the worker retries every minute until it works.
pub async fn forget_log(store: &Store) -> Result<(), DbErr> {
    if !store.empty_log().await? {
        tracing::warn!(
            "a reader keeps the write-ahead log from being emptied after a deletion; trying again every minute"
        );
    }
    Ok(())
}

/// Whether an error means that a store is unreachable or out of connections, so that a retry may succeed later.
pub fn is_away(error: &DbErr) -> bool {
    use sea_orm::RuntimeErr::SqlxError;
    use sea_orm::sqlx::Error::{Database, Io, PoolClosed, PoolTimedOut, WorkerCrashed};
    match error {
        DbErr::ConnectionAcquire(_) => true,
        DbErr::Conn(SqlxError(error)) | DbErr::Exec(SqlxError(error)) | DbErr::Query(SqlxError(error)) => {
            match &**error {
                Io(_) | PoolTimedOut | PoolClosed | WorkerCrashed => true,
                // PostgreSQL error classes: 08 connection, 53 resources, 57P operator shutdown (PostgreSQL manual,
                // appendix A).
                Database(error) => {
                    let code = error.code().unwrap_or_default();
                    code.len() == 5 && ["08", "53", "57P"].iter().any(|class| code.starts_with(class))
                }
                _ => false,
            }
        }
        _ => false,
    }
}

/// Whether an error is a uniqueness violation: somebody else was first.
pub fn is_duplicate(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(sea_orm::SqlErr::UniqueConstraintViolation(_)))
}
