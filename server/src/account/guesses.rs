//! Slowing guesses at passwords and recovery codes, without anybody's address of connection. Six are looked at at once,
//! then one every quarter of an hour; the count goes down by time and by nothing else.
//!
//! What has to wait is answered like a wrong guess, after the same work and the same write. A right guess leaves the count
//! as it found it. So the answers to a stranger are the same whether or not the owner has signed in since, and there is
//! nothing to tell a known address from an unknown one.

use super::entity::accounts;
use super::entity::wrong_guesses::{ActiveModel, Column, Entity};
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use crate::stores::begin;
use domain::ids::SessionId;
use sea_orm::{ActiveValue::Set, EntityTrait, QueryFilter, QuerySelect, prelude::*};

/// Guesses that are looked at at once.
const AT_ONCE: i32 = 6;
/// Minutes after which a guess is no longer counted; the longest wait.
const EACH: i32 = 15;

/// The count for guesses at an address: that of a browser which has signed in to the account before, else the one that
/// everybody else shares. `found` is the account, if there is one.
pub(super) fn counter_at(ctx: &Ctx, email_index: &str, found: Option<&accounts::Model>) -> Result<String, Error> {
    let (account, generation) = found.map_or_else(|| (ctx.rng.uuid(), 0), |row| (row.id, row.generation));
    Ok(match ctx.device().filter(|device| device.proves(&ctx.keys, account, generation)) {
        Some(device) => ctx.keys.guess_counter("device", device.bytes())?,
        None => ctx.keys.guess_counter("address", email_index.as_bytes())?,
    })
}

/// The count for guesses at the password in a session.
pub(super) fn counter_in(ctx: &Ctx, session: SessionId) -> Result<String, Error> {
    Ok(ctx.keys.guess_counter("session", session.0.as_bytes())?)
}

/// Counts a guess before it is checked, so that parallel guesses cannot slip through: the row is there before it is
/// read, for a lock needs a row to hold. Whether the guess may be looked at; one that may not writes as much.
pub(super) async fn count_guess(ctx: &Ctx, counter: &str) -> Result<bool, Error> {
    let now = ctx.clock.now().minute().0;
    let row = |clear| ActiveModel { counter: Set(counter.to_owned()), clear_minute: Set(clear) };
    let tx = begin(&ctx.stores.identity).await?;
    Entity::insert(row(now)).on_conflict_do_nothing().exec_without_returning(&tx).await?;
    let found = Entity::find_by_id(counter).lock_exclusive().one(&tx).await?.ok_or(Refused::Busy)?;
    let one_more = one_more(found.clear_minute, now);
    Entity::update(row(one_more.unwrap_or(found.clear_minute))).exec(&tx).await?;
    tx.commit().await?;
    Ok(one_more.is_some())
}

/// Takes back the count of a guess that was right. No row stays that only says when.
pub(super) async fn take_back(ctx: &Ctx, counter: &str) -> Result<(), Error> {
    let now = ctx.clock.now().minute().0;
    let tx = begin(&ctx.stores.identity).await?;
    let found = Entity::find_by_id(counter).lock_exclusive().one(&tx).await?;
    let Some(clear) = found.map(|row| row.clear_minute - EACH) else { return Ok(()) };
    if clear > now {
        let before = ActiveModel { counter: Set(counter.to_owned()), clear_minute: Set(clear) };
        Entity::update(before).exec(&tx).await?;
    } else {
        Entity::delete_by_id(counter).exec(&tx).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Drops the counts that time has cleared. Run by the upkeep.
pub async fn purge_guesses(ctx: &Ctx) -> Result<(), Error> {
    let now = ctx.clock.now().minute().0;
    Entity::delete_many().filter(Column::ClearMinute.lte(now)).exec(&ctx.stores.identity).await?;
    Ok(())
}

/// The minute at which a count that was to be clear at `clear` is clear after one more guess; none where that must wait.
fn one_more(clear: i32, now: i32) -> Option<i32> {
    let clear = clear.max(now);
    (clear - now <= EACH * (AT_ONCE - 1)).then_some(clear + EACH)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_at_once_then_one_every_quarter_of_an_hour() {
        let mut clear = 0;
        let mut looked_at = Vec::new();
        for now in 1_000..1_100 {
            for _ in 0..10 {
                if let Some(counted) = one_more(clear, now) {
                    clear = counted;
                    looked_at.push(now);
                }
            }
        }
        let six_at_once = vec![1_000; 6];
        let later: Vec<i32> = (1..=6).map(|quarter| 1_000 + 15 * quarter).collect();
        assert_eq!(looked_at, [six_at_once, later].concat());
        assert_eq!(one_more(clear, clear), Some(clear + 15), "and all six again once it is clear");
    }
}
