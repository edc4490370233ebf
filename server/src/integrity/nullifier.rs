//! Nullifiers: HMAC(subkey of the account secret; purpose, target or day). Whoever does not hold the account secret can
//! neither make one nor tell whose it is (DESIGN 5.7).

use crate::account::AccountSecret;
use crate::seal::Key;
use domain::calendar::Day;
use domain::ids::{AuthorId, ItemId};

/// The one ballot of an account on an item: 64 hexadecimal digits.
pub(crate) fn ballot(secret: &AccountSecret, item: ItemId) -> String {
    hex::encode(secret.ballot_key().mac(&[b"ballot", item.0.as_bytes()]))
}

/// The one reaction of a kind of an account on an item: 64 hexadecimal digits.
pub(crate) fn reaction(secret: &AccountSecret, kind: &str, item: ItemId) -> String {
    hex::encode(secret.ballot_key().mac(&[b"signal", kind.as_bytes(), item.0.as_bytes()]))
}

/// What a day's limit is on.
pub(super) enum Bucket {
    /// Posts or comments of one identity.
    OfAuthor(&'static str, AuthorId),
    /// Posts or comments of all identities together.
    OfAccount(&'static str),
    /// Votes.
    Votes,
    /// Votes on one author.
    VotesOn(AuthorId),
    /// Saves that say nothing to the author.
    Saves,
}

/// The nth mark of a limit on a day: 64 hexadecimal digits.
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
