//! Accounts, sessions and the count of wrong guesses. No column here holds a time of activity.

use crate::schema::{Unit, bytes, coarse, coarse_where, drop, int, optional, run, table, text, uuid};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Accounts;

#[async_trait::async_trait]
impl MigrationTrait for Accounts {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            uuid("id"),
            text("email_index").unique_key().to_owned(),
            bytes("email_sealed"),
            bytes("name_sealed"),
            bytes("secret_by_password"),
            bytes("secret_by_recovery"),
            bytes("keyring"),
            int("generation"),
            int("tier"),
            optional(text("specialty")),
            optional(int("years_band")),
            optional(text("role")),
        ];
        table(manager, "accounts", columns, &["id"]).await?;
        run(manager, &["CREATE INDEX accounts_by_claim ON accounts (tier, specialty, years_band)"]).await?;

        let expires = coarse_where("expires_hour", Unit::Hour, "expires_hour % 6 = 0");
        let columns = vec![text("id"), bytes("payload"), expires];
        table(manager, "sessions", columns, &["id"]).await?;
        run(manager, &["CREATE INDEX sessions_by_expiry ON sessions (expires_hour)"]).await?;

        let columns = vec![text("email_index"), int("failures"), coarse("open_minute", Unit::Minute)];
        table(manager, "wrong_guesses", columns, &["email_index"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["wrong_guesses", "sessions", "accounts"]).await
    }
}
