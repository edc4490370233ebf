//! Authors, spaces, items (posts and comments) with their fingerprints and corrections, daily counts, drafts and bookmarks.

use crate::schema::{Unit, bigint, boolean, bytes, coarse, coarse_where, drop, int, optional, run, table, text, uuid};
use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub struct Discussion;

#[async_trait::async_trait]
impl MigrationTrait for Discussion {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        authors(manager).await?;
        let columns = vec![text("slug"), text("name"), text("about"), text("kind"), int("position"), int("posts")];
        table(manager, "spaces", columns, &["slug"]).await?;
        items(manager).await?;
        let columns = vec![text("nullifier"), int("count"), coarse("day", Unit::Day)];
        table(manager, "daily_counts", columns, &["nullifier"]).await?;
        let columns = vec![uuid("id"), text("owner_tag"), bytes("sealed"), coarse("expires_day", Unit::Day)];
        table(manager, "drafts", columns, &["id"]).await?;
        table(manager, "bookmarks", vec![uuid("id"), text("owner_tag"), bytes("sealed")], &["id"]).await?;
        let by_owner = [
            "CREATE INDEX drafts_by_owner ON drafts (owner_tag)",
            "CREATE INDEX bookmarks_by_owner ON bookmarks (owner_tag)",
        ];
        run(manager, &by_owner).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let tables =
            ["bookmarks", "drafts", "daily_counts", "corrections", "fingerprints", "items", "spaces", "authors"];
        drop(manager, &tables).await
    }
}

/// Personas and public member profiles alike: whoever something can be said under.
async fn authors(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let columns = vec![
        text("id"),
        text("name"),
        optional(text("handle")).unique_key().to_owned(),
        int("tier"),
        optional(text("specialty")),
        optional(int("years_band")),
        coarse("joined_month", Unit::Month),
        int("shown_tenths"),
        coarse("shown_day", Unit::Day),
        int("posts"),
        int("comments"),
    ];
    table(manager, "authors", columns, &["id"]).await?;
    run(
        manager,
        &[
            "CREATE INDEX authors_by_shown_day ON authors (shown_day)",
            "INSERT INTO authors (id, name, tier, joined_month, shown_tenths, shown_day, posts, comments) \
             VALUES ('deleted_user', 'deleted user', 5, 0, 0, 0, 0, 0)",
        ],
    )
    .await
}

/// Posts and comments. `thread` is the post (its own id for a post); `parent` the comment replied to.
async fn items(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let waiting_has_a_minute = "(state = 'waiting') = (release_minute IS NOT NULL)";
    let columns = vec![
        uuid("id"),
        uuid("thread"),
        optional(uuid("parent")),
        text("space"),
        text("author"),
        text("title"),
        text("body"),
        text("html"),
        text("excerpt"),
        text("kept"),
        coarse("hour", Unit::Hour),
        bigint("order_key"),
        text("state").check(Expr::cust("state IN ('published', 'waiting', 'deleted')")).to_owned(),
        optional(coarse_where("release_minute", Unit::Minute, waiting_has_a_minute)),
        int("comments"),
        int("corrections"),
        int("up"),
        int("down"),
        text("kind"),
        text("subject"),
        int("quality"),
        text("assessment"),
        int("citations"),
        boolean("doubled"),
        boolean("rewarded"),
        boolean("spawned"),
        boolean("cites_counted"),
        optional(uuid("accepted")),
        boolean("featured"),
        int("endorsements"),
        int("saves"),
        int("saves_rewarded"),
    ];
    table(manager, "items", columns, &["id"]).await?;
    run(
        manager,
        &[
            "CREATE INDEX items_feed ON items (hour, order_key) WHERE thread = id AND state = 'published'",
            "CREATE INDEX items_by_space ON items (space, hour, order_key) WHERE thread = id AND state = 'published'",
            "CREATE INDEX items_posts_by_author ON items (author, hour, order_key) WHERE thread = id AND state = 'published'",
            "CREATE INDEX items_by_author ON items (author)",
            "CREATE INDEX items_by_thread ON items (thread, parent, hour, order_key)",
            "CREATE INDEX items_waiting ON items (release_minute) WHERE state = 'waiting'",
        ],
    )
    .await?;
    table(manager, "fingerprints", vec![bigint("hash"), uuid("item")], &["hash", "item"]).await?;
    run(manager, &["CREATE INDEX fingerprints_by_item ON fingerprints (item)"]).await?;
    let columns = vec![
        uuid("id"),
        uuid("item"),
        coarse("hour", Unit::Hour),
        bigint("order_key"),
        text("note"),
        optional(text("earlier_html")),
    ];
    table(manager, "corrections", columns, &["id"]).await?;
    run(manager, &["CREATE INDEX corrections_by_item ON corrections (item, hour, order_key)"]).await
}
