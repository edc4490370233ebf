//! The few items of an author that are endorsed, found without reading the many that are not.

use crate::schema::run;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Endorsed;

#[async_trait::async_trait]
impl MigrationTrait for Endorsed {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &["CREATE INDEX items_endorsed ON items (author) WHERE endorsements > 0"]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &["DROP INDEX items_endorsed"]).await
    }
}
