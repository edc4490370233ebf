//! A hash of every sealed link there ever was. Rows are added and never changed or taken away; one table and one column,
//! so that a row tells neither when it came nor what it belongs to.

use crate::schema::{drop, run, table, text};
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::{ConnectionTrait, DatabaseBackend};
use sha2::{Digest, Sha256};

#[derive(DeriveMigrationName)]
pub struct LinkHashes;

/// An update that changes nothing passes: the nightly rewriting on PostgreSQL is one.
const SQLITE: [&str; 2] = [
    "CREATE TRIGGER link_hashes_not_changed BEFORE UPDATE ON link_hashes WHEN NEW.hash IS NOT OLD.hash \
     BEGIN SELECT RAISE(ABORT, 'hashes of links are kept as they are'); END",
    "CREATE TRIGGER link_hashes_not_deleted BEFORE DELETE ON link_hashes \
     BEGIN SELECT RAISE(ABORT, 'hashes of links are kept as they are'); END",
];
const POSTGRES: [&str; 4] = [
    "CREATE FUNCTION keep_link_hashes() RETURNS trigger LANGUAGE plpgsql AS \
     $$ BEGIN RAISE EXCEPTION 'hashes of links are kept as they are'; END $$",
    "CREATE TRIGGER link_hashes_not_changed BEFORE UPDATE ON link_hashes FOR EACH ROW \
     WHEN (NEW.hash IS DISTINCT FROM OLD.hash) EXECUTE FUNCTION keep_link_hashes()",
    "CREATE TRIGGER link_hashes_not_deleted BEFORE DELETE ON link_hashes FOR EACH ROW \
     EXECUTE FUNCTION keep_link_hashes()",
    "CREATE TRIGGER link_hashes_not_emptied BEFORE TRUNCATE ON link_hashes FOR EACH STATEMENT \
     EXECUTE FUNCTION keep_link_hashes()",
];

#[async_trait::async_trait]
impl MigrationTrait for LinkHashes {
    /// In one transaction on both engines: broken off half-way, it begins anew.
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        table(manager, "link_hashes", vec![text("hash")], &["hash"]).await?;
        hash_links_from_before(manager).await?;
        match manager.get_database_backend() {
            DatabaseBackend::Sqlite => run(manager, &SQLITE).await,
            _ => run(manager, &POSTGRES).await,
        }
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(manager, &["link_hashes"]).await?;
        match manager.get_database_backend() {
            DatabaseBackend::Sqlite => Ok(()),
            _ => run(manager, &["DROP FUNCTION keep_link_hashes()"]).await,
        }
    }
}

async fn hash_links_from_before(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let (links, persona, record) = (Alias::new("links"), Alias::new("persona"), Alias::new("record"));
    let db = manager.get_connection();
    let mut last = String::new();
    loop {
        let mut page = Query::select();
        page.columns([persona.clone(), record.clone()]).from(links.clone());
        page.and_where(Expr::col(persona.clone()).gt(&last)).order_by(persona.clone(), Order::Asc).limit(200);
        let rows = db.query_all(&page).await?;
        for row in &rows {
            let (persona, record): (String, Vec<u8>) = (row.try_get("", "persona")?, row.try_get("", "record")?);
            let mut insert = Query::insert();
            insert.into_table(Alias::new("link_hashes")).columns([Alias::new("hash")]);
            insert.values([hash(&persona, &record).into()]).map_err(|error| DbErr::Custom(error.to_string()))?;
            db.execute(&insert).await?;
            last = persona;
        }
        if rows.is_empty() {
            return Ok(());
        }
    }
}

/// The hash that the server gives a link when it makes it (`server::vault::link_hash`).
fn hash(persona: &str, record: &[u8]) -> String {
    let mut hash = Sha256::new();
    for part in [b"uniting-doctors link record".as_slice(), persona.as_bytes(), record] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hex::encode(hash.finalize())
}
