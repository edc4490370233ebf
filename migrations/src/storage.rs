//! Keeps sealed values in their rows on PostgreSQL. Where a row is longer than 2 000 bytes, values of it are otherwise moved to a
//! side table, where each gets a number that counts up over the whole cluster: the order of writing, which not even `CLUSTER`
//! undoes.

use crate::schema::run;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

/// The tables of the identity store.
#[derive(DeriveMigrationName)]
pub struct Storage;

#[async_trait::async_trait]
impl MigrationTrait for Storage {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        set(manager, &["accounts", "sessions"], "PLAIN").await
    }
    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        set(manager, &["accounts", "sessions"], "EXTENDED").await
    }
}

/// The table of the vault.
pub struct VaultStorage;

impl MigrationName for VaultStorage {
    fn name(&self) -> &'static str {
        "storage"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for VaultStorage {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        set(manager, &["links"], "PLAIN").await
    }
    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        set(manager, &["links"], "EXTENDED").await
    }
}

/// Sets the storage of every column that could be moved.
async fn set(manager: &SchemaManager<'_>, tables: &[&str], storage: &str) -> Result<(), DbErr> {
    if manager.get_database_backend() != DatabaseBackend::Postgres {
        return Ok(());
    }
    for table in tables {
        let every_column = format!(
            "DO $$ DECLARE col name; BEGIN FOR col IN SELECT attname FROM pg_attribute \
             WHERE attrelid = '{table}'::regclass AND attnum > 0 AND attlen = -1 AND NOT attisdropped \
             LOOP EXECUTE format('ALTER TABLE {table} ALTER COLUMN %I SET STORAGE {storage}', col); END LOOP; END $$"
        );
        run(manager, &[&every_column]).await?;
    }
    Ok(())
}
