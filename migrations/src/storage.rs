//! Keeps sealed values in their rows on PostgreSQL. A value beyond 2 000 bytes is otherwise moved to a side table, where it gets
//! a number that counts up over the whole cluster: the order of writing, which not even `CLUSTER` undoes.

use crate::schema::run;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

/// The columns of the identity store.
#[derive(DeriveMigrationName)]
pub struct Storage;

const IDENTITY: [(&str, &str); 2] = [("accounts", "keyring"), ("sessions", "payload")];
const VAULT: [(&str, &str); 1] = [("links", "record")];

#[async_trait::async_trait]
impl MigrationTrait for Storage {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        set(manager, &IDENTITY, "PLAIN").await
    }
    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        set(manager, &IDENTITY, "EXTENDED").await
    }
}

/// The columns of the vault.
pub struct VaultStorage;

impl MigrationName for VaultStorage {
    fn name(&self) -> &'static str {
        "storage"
    }
}

#[async_trait::async_trait]
impl MigrationTrait for VaultStorage {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        set(manager, &VAULT, "PLAIN").await
    }
    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        set(manager, &VAULT, "EXTENDED").await
    }
}

async fn set(manager: &SchemaManager<'_>, columns: &[(&str, &str)], storage: &str) -> Result<(), DbErr> {
    if manager.get_database_backend() != DatabaseBackend::Postgres {
        return Ok(());
    }
    for (table, column) in columns {
        run(manager, &[&format!("ALTER TABLE {table} ALTER COLUMN {column} SET STORAGE {storage}")]).await?;
    }
    Ok(())
}
