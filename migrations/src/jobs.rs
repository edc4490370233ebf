//! Background work as rows: what is to be done, when, and under whose lease. A scheduled text is released by a job, so its
//! minute moves there. `upkeep_days` goes, because the time of the next run says the same.

use crate::schema::{Unit, boolean, coarse, int, optional, run, table, text, uuid};
use domain::calendar::Day;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseBackend, Statement};
use std::collections::BTreeMap;

#[derive(DeriveMigrationName)]
pub struct Jobs;

#[async_trait::async_trait]
impl MigrationTrait for Jobs {
    /// All or nothing on SQLite as well: the rows of `items` are written again without the column.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

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
        let periodic = periodic(manager).await?;
        let release = format!(
            "INSERT INTO jobs (kind, subject, run_minute, attempts, dead) \
             SELECT 'release', {}, release_minute, 0, FALSE FROM items WHERE state = 'waiting'",
            hex_of_id(manager)
        );
        run(
            manager,
            &[
                "CREATE INDEX jobs_by_minute ON jobs (run_minute)",
                &periodic,
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

/// The rows of the periodic jobs. What was done on a day is not done again before its next period: credentials above all,
/// because what is shown changes on one day of the month.
async fn periodic(manager: &SchemaManager<'_>) -> Result<String, DbErr> {
    let (db, backend) = (manager.get_connection(), manager.get_database_backend());
    let done = db.query_all_raw(Statement::from_string(backend, "SELECT job, day FROM upkeep_days")).await?;
    let mut days = BTreeMap::new();
    for row in done {
        days.insert(row.try_get::<String>("", "job")?, Day(row.try_get("", "day")?));
    }
    let due = |job: &str, next: fn(Day) -> Day| days.get(job).map_or(0, |day| next(*day).0 * 24 * 60);
    let (credentials, daily, nightly) = (
        due("monthly", |day| day.month().last_day().plus(1)),
        due("daily", |day| day.plus(1)),
        due("nightly", |day| day.plus(1)),
    );
    Ok(format!(
        "INSERT INTO jobs (kind, subject, run_minute, attempts, dead) VALUES ('purge', '', 0, 0, FALSE), \
         ('credentials', '', {credentials}, 0, FALSE), ('daily', '', {daily}, 0, FALSE), \
         ('nightly', '', {nightly}, 0, FALSE)"
    ))
}

/// The id of an item as the subject of a job: 32 hexadecimal digits.
fn hex_of_id(manager: &SchemaManager<'_>) -> &'static str {
    match manager.get_database_backend() {
        DatabaseBackend::Postgres => "replace(items.id::text, '-', '')",
        _ => "lower(hex(items.id))",
    }
}
