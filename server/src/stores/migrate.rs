//! Bringing a store's schema up to date: on PostgreSQL one server at a time, and never the store of a newer version.

use super::Store;
use migrations::MigratorTrait;
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DbErr};

/// Why the stores cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreFault {
    /// A store cannot be reached, or its schema cannot be migrated.
    #[error(transparent)]
    Store(#[from] DbErr),
    /// A newer version of the program has changed a store's schema.
    #[error(
        "the {0} store was written by a newer version of uniting-doctors ({1} is not known here): start that version"
    )]
    Newer(&'static str, String),
}

/// The number of the PostgreSQL advisory lock that lets one server at a time change a schema.
const MIGRATING: i64 = 0x0075_6e69_7469_6e67;

/// Migrates a store's schema.
pub(super) async fn migrate<M: MigratorTrait>(name: &'static str, store: &Store, url: &str) -> Result<(), StoreFault> {
    if store.is_sqlite() {
        return bring_up_to_date::<M>(name, store.connection()).await;
    }
    // The lock belongs to a connection, so use a dedicated one that is closed afterwards.
    let mut options = ConnectOptions::new(url);
    options.sqlx_logging(false).max_connections(1);
    let alone = Database::connect(options).await?;
    alone.execute_unprepared(&format!("SELECT pg_advisory_lock({MIGRATING})")).await?;
    let done = bring_up_to_date::<M>(name, &alone).await;
    alone.close().await?;
    done
}

async fn bring_up_to_date<M: MigratorTrait>(name: &'static str, db: &DatabaseConnection) -> Result<(), StoreFault> {
    let known: Vec<String> = M::migrations().iter().map(|migration| migration.name().to_owned()).collect();
    let applied = M::get_migration_models(db).await?;
    if let Some(newer) = applied.iter().find(|row| !known.contains(&row.version)) {
        return Err(StoreFault::Newer(name, newer.version.clone()));
    }
    M::up(db, None).await?;
    let new = known.len() - applied.len();
    if new > 0 {
        tracing::info!("{name} store: {new} migrations applied");
    }
    Ok(())
}
