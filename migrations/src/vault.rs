//! Sealed links, and nothing that tells when one was made.

use crate::schema::{bytes, drop, table, text};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Links;

#[async_trait::async_trait]
impl MigrationTrait for Links {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table(manager, "links", vec![text("persona"), bytes("record")], &["persona"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["links"]).await
    }
}
