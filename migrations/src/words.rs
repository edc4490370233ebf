//! Tables and columns under the words of the field: reactions (before: signals), exemptions of the scrubber (kept).

use crate::schema::run;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

#[derive(DeriveMigrationName)]
pub struct Words;

#[async_trait::async_trait]
impl MigrationTrait for Words {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        rename(manager, "signals", "reactions").await?;
        run(manager, &["ALTER TABLE items RENAME COLUMN kept TO exemptions"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &["ALTER TABLE items RENAME COLUMN exemptions TO kept"]).await?;
        rename(manager, "reactions", "signals").await
    }
}

/// Renames a table; on PostgreSQL its key as well, which would stay under the old name.
async fn rename(manager: &SchemaManager<'_>, before: &str, after: &str) -> Result<(), DbErr> {
    run(manager, &[&format!("ALTER TABLE {before} RENAME TO {after}")]).await?;
    if manager.get_database_backend() == DatabaseBackend::Postgres {
        run(manager, &[&format!("ALTER INDEX {before}_pkey RENAME TO {after}_pkey")]).await?;
    }
    Ok(())
}
