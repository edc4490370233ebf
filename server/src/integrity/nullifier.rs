//! Nullifiers: HMAC(subkey of the account secret; purpose, target or day). Without the account secret nobody can
//! compute one or tell whose it is (DESIGN 5.7).

use crate::account::AccountSecret;
use crate::seal::Key;
use domain::calendar::Day;
use domain::ids::{AuthorId, ItemId};

/// An account's one ballot on an item: 64 hexadecimal digits.
pub(crate) fn ballot(secret: &AccountSecret, item: ItemId) -> String {
    hex::encode(secret.ballot_key().mac(&[b"ballot", item.0.as_bytes()]))
}

/// An account's one reaction of a kind on an item: 64 hexadecimal digits.
pub(crate) fn reaction(secret: &AccountSecret, kind: &str, item: ItemId) -> String {
    hex::encode(secret.ballot_key().mac(&[b"signal", kind.as_bytes(), item.0.as_bytes()]))
}

/// What a daily limit applies to.
pub(super) enum Bucket {
    /// Posts or comments of one identity.
    OfAuthor(&'static str, AuthorId),
    /// Posts or comments of all identities together.
    OfAccount(&'static str),
    /// Votes.
    Votes,
    /// Votes on one author.
    VotesOn(AuthorId),
    /// Saves that do not count for the author.
    Saves,
}

/// The nth mark of a daily limit: 64 hexadecimal digits.
pub(super) fn mark(rate: &Key, bucket: &Bucket, day: Day, n: u32) -> String {
    let (purpose, kind, target) = match bucket {
        Bucket::OfAuthor(kind, author) => ("author", *kind, author.to_string()),
        Bucket::OfAccount(kind) => ("account", *kind, String::new()),
        Bucket::Votes => ("account", "vote", String::new()),
        Bucket::VotesOn(author) => ("votes on", "vote", author.to_string()),
        Bucket::Saves => ("account", "save", String::new()),
    };
    let (day, n) = (day.0.to_be_bytes(), n.to_be_bytes());
    hex::encode(rate.mac(&[purpose.as_bytes(), kind.as_bytes(), target.as_bytes(), &day, &n]))
}
