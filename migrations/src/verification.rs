//! What an administrator who verifies an account can ask for while no mail proves an address: how long ago it signed up, and
//! the check word of its recovery code. Accounts from before have neither.

use crate::schema::{Unit, add_column, bytes, coarse, drop_column, optional};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Verification;

#[async_trait::async_trait]
impl MigrationTrait for Verification {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add_column(manager, "accounts", optional(coarse("signed_up_day", Unit::Day))).await?;
        add_column(manager, "accounts", optional(bytes("check_word_sealed"))).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_column(manager, "accounts", "check_word_sealed").await?;
        drop_column(manager, "accounts", "signed_up_day").await
    }
}
