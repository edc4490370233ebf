//! What an account's signatures are checked against, so that a link can prove whose it is. Accounts from before have none
//! until they sign in.

use crate::schema::{add_column, drop_column, optional, text};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct VerifyingKey;

#[async_trait::async_trait]
impl MigrationTrait for VerifyingKey {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add_column(manager, "accounts", optional(text("verifying_key_hash"))).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_column(manager, "accounts", "verifying_key_hash").await
    }
}
