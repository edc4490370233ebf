//! The schemas of the three stores, one list of migrations each; the same code on SQLite and PostgreSQL.
//!
//! No foreign key and no shared value crosses a store (DESIGN section 4). What each column is for and how long it is
//! kept is in `docs/data-inventory.toml`, which a test compares with the live schemas.

mod claim_counts;
mod endorsed;
mod forum;
mod identity;
mod jobs;
mod key_checks;
mod link_hashes;
mod private_rows;
mod recent;
mod reputation;
mod schema;
mod sessions;
mod sketches;
mod storage;
mod vault;
mod verification;
mod verifying_key;
mod wording;
mod words;

pub use sea_orm_migration::MigratorTrait;

/// Migrations of the identity store: the account side.
pub struct Identity;
/// Migrations of the forum store: everything public, and the persona side.
pub struct Forum;
/// Migrations of the vault: sealed links.
pub struct Vault;

macro_rules! migrator {
    ($store:ident, [$($migration:expr),+ $(,)?]) => {
        impl MigratorTrait for $store {
            fn migrations() -> Vec<Box<dyn sea_orm_migration::MigrationTrait>> {
                vec![$(Box::new($migration)),+]
            }
        }
    };
}

migrator!(
    Identity,
    [
        identity::Accounts,
        verifying_key::VerifyingKey,
        claim_counts::ClaimCounts,
        verification::Verification,
        sessions::Sessions,
        storage::Storage,
        key_checks::KeyChecks,
    ]
);
migrator!(
    Forum,
    [
        forum::Discussion,
        reputation::Reputation,
        private_rows::PrivateRows,
        wording::Wording,
        sketches::Sketches,
        endorsed::Endorsed,
        words::Words,
        recent::Recent,
        jobs::Jobs,
    ]
);
migrator!(Vault, [vault::Links, link_hashes::LinkHashes, storage::VaultStorage]);
