//! What a correction changed: its number on its item, and title and text before it as they were written, to be compared
//! with what took their place. Corrections from before keep the HTML they have.

use crate::schema::run;
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Wording;

#[async_trait::async_trait]
impl MigrationTrait for Wording {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            "ALTER TABLE corrections ADD COLUMN number INTEGER",
            "ALTER TABLE corrections ADD COLUMN earlier_title TEXT",
            "ALTER TABLE corrections ADD COLUMN earlier_body TEXT",
            "CREATE UNIQUE INDEX corrections_numbered ON corrections (item, number)",
        ];
        run(manager, &columns).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            "DROP INDEX corrections_numbered",
            "ALTER TABLE corrections DROP COLUMN earlier_body",
            "ALTER TABLE corrections DROP COLUMN earlier_title",
            "ALTER TABLE corrections DROP COLUMN number",
        ];
        run(manager, &columns).await
    }
}
