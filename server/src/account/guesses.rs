//! Slowing guesses at passwords and recovery codes, by the blind index of the e-mail and without any address: a row for
//! a known e-mail and for an unknown one look the same. Slows, never locks: the longest wait is a quarter of an hour.

use super::entity::wrong_guesses::{ActiveModel, Entity};
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use crate::stores::begin;
use domain::calendar::Minute;
use sea_orm::{ActiveValue::Set, EntityTrait, QuerySelect, prelude::*};

/// Guesses before the first wait.
const FREE: i32 = 5;
/// Longest wait, in minutes.
const LONGEST: i32 = 15;
/// Minutes after which wrong guesses are forgotten.
const FORGET_AFTER: i32 = 24 * 60;

/// Counts a guess before it is checked, so that parallel guesses cannot slip through: the row is there before it is
/// read, for a lock needs a row to hold.
pub(super) async fn count_guess(ctx: &Ctx, email_index: &str) -> Result<(), Error> {
    let now = ctx.clock.now().minute();
    let tx = begin(&ctx.stores.identity).await?;
    let none = ActiveModel { email_index: Set(email_index.to_owned()), failures: Set(0), open_minute: Set(now.0) };
    Entity::insert(none).on_conflict_do_nothing().exec_without_returning(&tx).await?;
    let row = Entity::find_by_id(email_index).lock_exclusive().one(&tx).await?.ok_or(Refused::Busy)?;
    let failures = match row {
        row if row.open_minute > now.0 => return Err(Refused::SlowDown(Minute(row.open_minute)).into()),
        row if row.open_minute > now.0 - FORGET_AFTER => row.failures.saturating_add(1),
        _ => 1,
    };
    let guess = ActiveModel {
        email_index: Set(email_index.to_owned()),
        failures: Set(failures),
        open_minute: Set(now.0 + wait_after(failures)),
    };
    Entity::update(guess).exec(&tx).await?;
    tx.commit().await?;
    Ok(())
}

/// Forgets the wrong guesses once one was right.
pub(super) async fn forget_guesses(ctx: &Ctx, email_index: &str) -> Result<(), Error> {
    Entity::delete_by_id(email_index).exec(&ctx.stores.identity).await?;
    Ok(())
}

/// Drops what is older than a day. Run by the upkeep.
pub async fn purge_guesses(ctx: &Ctx) -> Result<(), Error> {
    let limit = ctx.clock.now().minute().0 - FORGET_AFTER;
    Entity::delete_many()
        .filter(super::entity::wrong_guesses::Column::OpenMinute.lt(limit))
        .exec(&ctx.stores.identity)
        .await?;
    Ok(())
}

/// Minutes to wait after so many wrong guesses: none, then 1, 2, 4, 8, 15.
fn wait_after(failures: i32) -> i32 {
    match failures - FREE {
        ..=0 => 0,
        over @ 1..=4 => 1 << (over - 1),
        _ => LONGEST,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end() {
        let waits: Vec<i32> = (1..=12).map(wait_after).collect();
        assert_eq!(waits, [0, 0, 0, 0, 0, 1, 2, 4, 8, 15, 15, 15]);
    }
}
