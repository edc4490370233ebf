//! The three stores and how each is opened: on SQLite with write-ahead log for the forum, rollback journal for identity
//! and vault, `secure_delete` everywhere; on PostgreSQL as it is. Statement logging is off.

use migrations::{Forum, Identity, MigratorTrait, Vault};
use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DatabaseConnection, DatabaseTransaction, DbErr,
    SqliteTransactionMode, TransactionOptions, TransactionTrait,
};
use std::time::Duration;

/// Connections to the three stores.
#[derive(Clone)]
pub struct Stores {
    /// Accounts, sessions, keyrings.
    pub identity: DatabaseConnection,
    /// Everything public, and the persona side.
    pub forum: DatabaseConnection,
    /// Sealed links.
    pub vault: DatabaseConnection,
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
    /// Opens all three and brings their schemas up to date.
    pub async fn open(urls: &StoreUrls) -> Result<Self, DbErr> {
        let stores = Self {
            identity: connect(&urls.identity, SqliteJournalMode::Delete).await?,
            forum: connect(&urls.forum, SqliteJournalMode::Wal).await?,
            vault: connect(&urls.vault, SqliteJournalMode::Delete).await?,
        };
        Identity::up(&stores.identity, None).await?;
        Forum::up(&stores.forum, None).await?;
        Vault::up(&stores.vault, None).await?;
        Ok(stores)
    }
}

/// Pages of the write-ahead log (4 KiB each) after which it is folded into the store. That takes some ten milliseconds of
/// whichever act comes last: with SQLite's 1 000 one vote in seventy, with these one in seven hundred.
const LOG_PAGES: &str = "10000";

async fn connect(url: &str, journal: SqliteJournalMode) -> Result<DatabaseConnection, DbErr> {
    let mut options = ConnectOptions::new(url);
    options.sqlx_logging(false).acquire_timeout(Duration::from_secs(15));
    if url.starts_with("sqlite:") {
        options.max_connections(4).min_connections(1);
        options.map_sqlx_sqlite_opts(move |sqlite| {
            sqlite
                .create_if_missing(true)
                .journal_mode(journal)
                .synchronous(SqliteSynchronous::Normal)
                .busy_timeout(Duration::from_secs(10))
                .pragma("secure_delete", "ON")
                .pragma("wal_autocheckpoint", LOG_PAGES)
                .pragma("temp_store", "MEMORY")
                .statement_cache_capacity(256)
        });
    } else {
        options.max_connections(16);
    }
    Database::connect(options).await
}

/// Begins a transaction that may write. On SQLite it takes the write lock at once, so that what it reads stays true.
pub async fn begin(store: &DatabaseConnection) -> Result<DatabaseTransaction, DbErr> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    store.begin_with_options(options).await
}

/// After a deletion: empties SQLite's write-ahead log, so that no copy of the deleted text stays in it.
pub async fn forget_log(store: &DatabaseConnection) -> Result<(), DbErr> {
    if store.get_database_backend() == DatabaseBackend::Sqlite {
        store.execute_unprepared("PRAGMA wal_checkpoint(TRUNCATE)").await?;
    }
    Ok(())
}

/// Whether an error is a broken uniqueness rule: somebody else came first.
pub fn is_duplicate(error: &DbErr) -> bool {
    matches!(error.sql_err(), Some(sea_orm::SqlErr::UniqueConstraintViolation(_)))
}
