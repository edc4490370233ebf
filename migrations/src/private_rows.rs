//! Private rows in place of lists by owner, marks in place of counts, when the daily work was last done, and an index by which
//! the badges of an author are found. The lists kept before stay until their owners have signed in once and taken them
//! over.

use crate::schema::{Unit, bytes, coarse, drop, int, run, table, text};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct PrivateRows;

#[async_trait::async_trait]
impl MigrationTrait for PrivateRows {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![text("tag"), bytes("sealed"), coarse("day", Unit::Day)];
        table(manager, "private_rows", columns, &["tag"]).await?;
        table(manager, "daily_marks", vec![text("nullifier"), coarse("day", Unit::Day)], &["nullifier"]).await?;
        table(manager, "upkeep_days", vec![text("job"), coarse("day", Unit::Day)], &["job"]).await?;
        drop(manager, &["daily_counts"]).await?;
        let indexes = [
            "CREATE INDEX private_rows_by_day ON private_rows (day)",
            "CREATE INDEX daily_marks_by_day ON daily_marks (day)",
            "CREATE INDEX badges_by_author ON badges (author)",
        ];
        run(manager, &indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, &["DROP INDEX badges_by_author"]).await?;
        drop(manager, &["upkeep_days", "daily_marks", "private_rows"]).await?;
        let columns = vec![text("nullifier"), int("count"), coarse("day", Unit::Day)];
        table(manager, "daily_counts", columns, &["nullifier"]).await
    }
}
