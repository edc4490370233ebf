//! Background work as rows: what is to be done, when, and under whose lease. A scheduled text is released by a job, so its
//! minute moves there; when something was last done follows from when it is due next.

use crate::schema::{Unit, boolean, coarse, int, optional, run, table, text, uuid};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DatabaseBackend;

#[derive(DeriveMigrationName)]
pub struct Jobs;

#[async_trait::async_trait]
impl MigrationTrait for Jobs {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![
            text("kind"),
            text("subject"),
            coarse("run_minute", Unit::Minute),
            int("attempts"),
            optional(coarse("lease_minute", Unit::Minute)),
            optional(uuid("taken_by")),
            optional(text("fault")),
            boolean("dead"),
        ];
        table(manager, "jobs", columns, &["kind", "subject"]).await?;
        let periodic = "INSERT INTO jobs (kind, subject, run_minute, attempts, dead) VALUES ('purge', '', 0, 0, FALSE), \
                        ('credentials', '', 0, 0, FALSE), ('daily', '', 0, 0, FALSE), ('nightly', '', 0, 0, FALSE)";
        let release = format!(
            "INSERT INTO jobs (kind, subject, run_minute, attempts, dead) \
             SELECT 'release', {}, release_minute, 0, FALSE FROM items WHERE state = 'waiting'",
            hex_of_id(manager)
        );
        run(
            manager,
            &[
                "CREATE INDEX jobs_by_minute ON jobs (run_minute)",
                periodic,
                &release,
                "DROP INDEX items_waiting",
                "ALTER TABLE items DROP COLUMN release_minute",
                "DROP TABLE upkeep_days",
            ],
        )
        .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table(manager, "upkeep_days", vec![text("job"), coarse("day", Unit::Day)], &["job"]).await?;
        let minutes = format!(
            "UPDATE items SET release_minute = (SELECT run_minute FROM jobs WHERE kind = 'release' AND subject = {}) \
             WHERE state = 'waiting'",
            hex_of_id(manager)
        );
        run(
            manager,
            &[
                "ALTER TABLE items ADD COLUMN release_minute INTEGER",
                &minutes,
                "CREATE INDEX items_waiting ON items (release_minute) WHERE state = 'waiting'",
                "DROP TABLE jobs",
            ],
        )
        .await
    }
}

/// The id of an item as the subject of a job: 32 hexadecimal digits.
fn hex_of_id(manager: &SchemaManager<'_>) -> &'static str {
    match manager.get_database_backend() {
        DatabaseBackend::Postgres => "replace(items.id::text, '-', '')",
        _ => "lower(hex(items.id))",
    }
}
