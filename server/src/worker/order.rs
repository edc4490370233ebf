//! The order of writing. Tables are rewritten in key order every night, so that the order of rows on disk does not reveal
//! the order in which they were written.

use super::empty_log;
use crate::ctx::Ctx;
use crate::discussion::move_sketches;
use crate::error::Error;

/// All tables of each store, each with a column of its primary key.
const FORUM: [(&str, &str); 18] = [
    ("authors", "id"),
    ("spaces", "slug"),
    ("items", "id"),
    ("corrections", "id"),
    ("ballots", "item"),
    ("reputation_events", "id"),
    ("daily_marks", "nullifier"),
    ("private_rows", "tag"),
    ("drafts", "id"),
    ("bookmarks", "id"),
    ("fingerprints", "hash"),
    ("recent_fingerprints", "hash"),
    ("reactions", "item"),
    ("citations", "item"),
    ("reputation_scores", "author"),
    ("dimensions", "author"),
    ("badges", "id"),
    ("jobs", "kind"),
];
const IDENTITY: [(&str, &str); 5] = [
    ("accounts", "id"),
    ("claim_counts", "tier"),
    ("key_checks", "version"),
    ("sessions", "id"),
    ("wrong_guesses", "counter"),
];
const VAULT: [(&str, &str); 2] = [("links", "persona"), ("link_hashes", "hash")];

/// Files the day's sketches with the others, and rewrites the tables of all stores in key order.
pub async fn nightly(ctx: &Ctx) -> Result<(), Error> {
    move_sketches(ctx.forum()).await?;
    ctx.forum().rewrite(&FORUM).await?;
    ctx.identity().rewrite(&IDENTITY).await?;
    ctx.vault().rewrite(&VAULT).await?;
    empty_log(ctx).await
}
