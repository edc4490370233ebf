//! The sketches of the day's texts, in a small table of their own. Each sketch has up to 32 hashes, and writing them to
//! the large table would touch up to 32 pages all over it. At night they move there.

use crate::schema::{bigint, table, uuid};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Recent;

#[async_trait::async_trait]
impl MigrationTrait for Recent {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table(manager, "recent_fingerprints", vec![bigint("hash"), uuid("item")], &["hash", "item"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table(Alias::new("recent_fingerprints")).to_owned()).await
    }
}
