//! Which server keys the accounts are sealed under: a check value for each version, so that a server with another key
//! refuses to start instead of sealing half of the accounts under a key that the others do not have.

use crate::schema::{drop, int, table, text};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct KeyChecks;

#[async_trait::async_trait]
impl MigrationTrait for KeyChecks {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table(manager, "key_checks", vec![int("version"), text("check_value")], &["version"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["key_checks"]).await
    }
}
