//! Ballots and signals, the ledger, the standings that are its replay, and badges.

use crate::schema::{Unit, boolean, coarse, drop, int, optional, run, table, text, uuid};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Reputation;

#[async_trait::async_trait]
impl MigrationTrait for Reputation {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        acts(manager).await?;
        ledger(manager).await?;
        standings(manager).await?;
        let columns = vec![
            uuid("id"),
            text("author"),
            text("kind"),
            text("detail"),
            coarse("awarded_day", Unit::Day),
            optional(coarse("withdrawn_day", Unit::Day)),
        ];
        table(manager, "badges", columns, &["id"]).await?;
        let indexes = [
            "CREATE UNIQUE INDEX badges_held ON badges (author, kind, detail) WHERE withdrawn_day IS NULL",
            "CREATE UNIQUE INDEX badges_once_a_month ON badges (detail) WHERE kind = 'top-contributor'",
        ];
        run(manager, &indexes).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables =
            ["badges", "dimensions", "reputation_scores", "reputation_events", "citations", "signals", "ballots"];
        drop(manager, &tables).await
    }
}

/// What accounts do about items, each once, under nullifiers.
async fn acts(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns =
        vec![uuid("item"), text("nullifier"), boolean("up"), int("weight"), int("tenths"), coarse("day", Unit::Day)];
    table(manager, "ballots", columns, &["item", "nullifier"]).await?;
    let columns = vec![
        uuid("item"),
        text("kind"),
        text("nullifier"),
        boolean("given"),
        boolean("counted"),
        int("tenths"),
        coarse("day", Unit::Day),
    ];
    table(manager, "signals", columns, &["item", "kind", "nullifier"]).await?;
    table(manager, "citations", vec![uuid("item"), text("author")], &["item", "author"]).await?;
    run(manager, &["CREATE INDEX citations_by_author ON citations (author)"]).await
}

async fn ledger(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        uuid("id"),
        text("author"),
        text("kind"),
        boolean("reversal"),
        int("nominal_tenths"),
        int("tenths"),
        optional(text("limited_by")),
        optional(uuid("item")),
        coarse("day", Unit::Day),
    ];
    table(manager, "reputation_events", columns, &["id"]).await?;
    let indexes = [
        "CREATE INDEX reputation_events_by_author ON reputation_events (author, day)",
        "CREATE INDEX reputation_events_by_day ON reputation_events (day)",
    ];
    run(manager, &indexes).await
}

/// The state that the rules over time need, a row an author, and the same sums by specialty and kind of content.
async fn standings(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        text("author"),
        int("content_tenths"),
        int("engagement_tenths"),
        int("peer_tenths"),
        int("behaviour_tenths"),
        int("penalty_tenths"),
        int("decay_tenths"),
        coarse("contributed_day", Unit::Day),
        coarse("settled_day", Unit::Day),
        coarse("suspended_until_day", Unit::Day),
        coarse("probation_until_day", Unit::Day),
        coarse("earned_day", Unit::Day),
        int("earned_tenths"),
        int("doubled"),
        optional(coarse("violated_day", Unit::Day)),
        int("helpful"),
        int("endorsers"),
    ];
    table(manager, "reputation_scores", columns, &["author"]).await?;
    run(manager, &["CREATE INDEX reputation_scores_silent ON reputation_scores (settled_day)"]).await?;
    let columns = vec![
        text("author"),
        text("axis").check(Expr::cust("axis IN ('space', 'subject')")).to_owned(),
        text("value"),
        int("posts"),
        int("earned_tenths"),
        int("helpful"),
        int("unhelpful"),
        int("shown_tenths"),
        optional(int("shown_rating")),
    ];
    table(manager, "dimensions", columns, &["author", "axis", "value"]).await
}
