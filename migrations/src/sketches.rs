//! The sketch of a text is found by its hashes alone, which the text itself gives: a second index, by item, only adds to
//! what is written.

use crate::schema::run;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Sketches;

#[async_trait::async_trait]
impl MigrationTrait for Sketches {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &["DROP INDEX fingerprints_by_item"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &["CREATE INDEX fingerprints_by_item ON fingerprints (item)"]).await
    }
}
