//! Sessions that their owner can list, name and end, and counts of wrong guesses that decay by time.
//!
//! Sessions from before do not say on which day they began and counts from before do not decay, so neither is carried
//! over: everybody signs in once more.

use crate::schema::{Unit, bytes, coarse, coarse_where, drop, int, run, table, text};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Sessions;

#[async_trait::async_trait]
impl MigrationTrait for Sessions {
    /// Another connection of the pool may still remember the table that was dropped, and its indexes.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["wrong_guesses", "sessions"]).await?;
        let columns = vec![text("id"), bytes("payload"), expires(), text("owner_tag"), bytes("label")];
        table(manager, "sessions", columns, &["id"]).await?;
        run(manager, &[BY_EXPIRY, "CREATE INDEX sessions_by_owner ON sessions (owner_tag)"]).await?;
        let columns = vec![text("counter"), coarse("clear_minute", Unit::Minute)];
        table(manager, "wrong_guesses", columns, &["counter"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["wrong_guesses", "sessions"]).await?;
        table(manager, "sessions", vec![text("id"), bytes("payload"), expires()], &["id"]).await?;
        run(manager, &[BY_EXPIRY]).await?;
        let columns = vec![text("email_index"), int("failures"), coarse("open_minute", Unit::Minute)];
        table(manager, "wrong_guesses", columns, &["email_index"]).await
    }
}

const BY_EXPIRY: &str = "CREATE INDEX sessions_by_expiry ON sessions (expires_hour)";

fn expires() -> ColumnDef {
    coarse_where("expires_hour", Unit::Hour, "expires_hour % 6 = 0")
}
