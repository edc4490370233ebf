//! Rate limiting of password and recovery code guesses without storing anybody's IP address. Six guesses are checked at
//! once, then one every 15 minutes; only time brings the count down.
//!
//! A guess over the limit is answered like a wrong guess, after the same work and the same write. A right guess leaves
//! the count unchanged. So a stranger gets the same answers whether or not the owner has signed in since, and cannot
//! tell a known address from an unknown one.

use super::entity::accounts;
use super::entity::wrong_guesses::{ActiveModel, Column, Entity};
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use domain::ids::SessionId;
use sea_orm::{ActiveValue::Set, EntityTrait, QueryFilter, QuerySelect, prelude::*};

/// Guesses that are checked without a wait.
const AT_ONCE: i32 = 6;
/// Minutes until a guess is no longer counted; also the longest wait.
const EACH: i32 = 15;

/// The counter for guesses at an address: the browser's own if it has signed in to the account before, otherwise the
/// one shared by everybody else. `found` is the account, if there is one.
pub(super) fn counter_at(ctx: &Ctx, email_index: &str, found: Option<&accounts::Model>) -> Result<String, Error> {
    let (account, generation) = found.map_or_else(|| (ctx.rng.uuid(), 0), |row| (row.id, row.generation));
    Ok(match ctx.device().filter(|device| device.proves(&ctx.keys, account, generation)) {
        Some(device) => ctx.keys.guess_counter("device", device.bytes())?,
        None => ctx.keys.guess_counter("address", email_index.as_bytes())?,
    })
}

/// The counter for guesses at the password within a session.
pub(super) fn counter_in(ctx: &Ctx, session: SessionId) -> Result<String, Error> {
    Ok(ctx.keys.guess_counter("session", session.0.as_bytes())?)
}

/// Counts a guess before it is checked, so that parallel guesses cannot slip through: the row is inserted before it is
/// read because a row lock needs a row. Returns whether the guess may be checked; a refused one writes just as much.
pub(super) async fn count_guess(ctx: &Ctx, counter: &str) -> Result<bool, Error> {
    let now = ctx.clock.now().minute().0;
    let row = |clear| ActiveModel { counter: Set(counter.to_owned()), clear_minute: Set(clear) };
    let work = ctx.identity().begin().await?;
    Entity::insert(row(now)).on_conflict_do_nothing().exec_without_returning(&work).await?;
    let found = Entity::find_by_id(counter).lock_exclusive().one(&work).await?.ok_or(Refused::Busy)?;
    let one_more = one_more(found.clear_minute, now);
    Entity::update(row(one_more.unwrap_or(found.clear_minute))).exec(&work).await?;
    work.commit().await?;
    Ok(one_more.is_some())
}

/// Uncounts a guess that was right. A row that would hold nothing but a time is deleted.
pub(super) async fn take_back(ctx: &Ctx, counter: &str) -> Result<(), Error> {
    let now = ctx.clock.now().minute().0;
    let work = ctx.identity().begin().await?;
    let found = Entity::find_by_id(counter).lock_exclusive().one(&work).await?;
    let Some(clear) = found.map(|row| row.clear_minute - EACH) else { return Ok(()) };
    if clear > now {
        let before = ActiveModel { counter: Set(counter.to_owned()), clear_minute: Set(clear) };
        Entity::update(before).exec(&work).await?;
    } else {
        Entity::delete_by_id(counter).exec(&work).await?;
    }
    work.commit().await?;
    Ok(())
}

/// Deletes the counts that have run out. Run every hour.
pub async fn purge_guesses(ctx: &Ctx) -> Result<(), Error> {
    let now = ctx.clock.now().minute().0;
    ctx.identity().write(Entity::delete_many().filter(Column::ClearMinute.lte(now))).await?;
    Ok(())
}

/// The new clearing minute of a count after one more guess, given its current one; `None` if the guess has to wait.
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
