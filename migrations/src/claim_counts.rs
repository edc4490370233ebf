//! How many accounts are verified as what, kept beside the accounts, so that nobody has to count them to know what a persona may
//! show.

use crate::schema::{drop, int, run, table, text};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct ClaimCounts;

#[async_trait::async_trait]
impl MigrationTrait for ClaimCounts {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = vec![int("tier"), text("specialty"), int("years_band"), int("accounts")];
        table(manager, "claim_counts", columns, &["tier", "specialty", "years_band"]).await?;
        let count = "INSERT INTO claim_counts (tier, specialty, years_band, accounts) \
                     SELECT tier, COALESCE(specialty, ''), COALESCE(years_band, -1), COUNT(*) FROM accounts \
                     GROUP BY tier, COALESCE(specialty, ''), COALESCE(years_band, -1)";
        run(manager, &[count]).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["claim_counts"]).await
    }
}
