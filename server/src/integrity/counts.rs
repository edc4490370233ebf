//! Daily limits, checked inside the transaction of the act that counts. A limit of N means N possible rows, the marks
//! HMAC(rate key; purpose, day, 1 to N); an act writes one that is free. No totals are stored, because totals across an
//! account's identities would show which belong together. Every act that counts writes the same number of rows,
//! whatever its limits, so the number of rows reveals nothing either.

use super::nullifier::{Bucket, mark};
use crate::account::Member;
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use crate::persona::Scores;
use domain::calendar::Day;
use domain::ids::AuthorId;
use domain::integrity::{Counted, SAVES_A_DAY, UNLIMITED, VOTES_A_DAY, VOTES_A_DAY_ON_ONE_AUTHOR, daily_limit};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, prelude::*};
use std::collections::BTreeSet;

mod daily_marks {
    //! Marks of the day.
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "daily_marks")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub nullifier: String,
        pub day: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

use daily_marks::{ActiveModel, Column, Entity};

/// Days a mark is kept; it is purged once 48 hours have certainly passed.
const KEPT_DAYS: i32 = 2;
/// Number of rows written by every act that counts.
const ROWS: usize = 2;

/// Counts a post or comment against the identity's own limit and against the account's highest.
pub(crate) async fn count_speaking(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    scores: &Scores,
    author: AuthorId,
    counted: Counted,
) -> Result<(), Error> {
    let voice = scores.voice(author).ok_or(Refused::NotFound)?;
    let anonymous = matches!(author, AuthorId::Persona(_));
    let own = daily_limit(anonymous, voice.score, counted);
    let highest = scores.all().map(|(anonymous, score)| daily_limit(anonymous, score, counted)).max().unwrap_or(own);
    let kind = match counted {
        Counted::Post => "post",
        Counted::Comment => "comment",
    };
    count(db, ctx, [Some((Bucket::OfAuthor(kind, author), own)), Some((Bucket::OfAccount(kind), highest))]).await
}

/// Counts a vote against the day's votes and against those on one author.
pub(crate) async fn count_vote(db: &impl ConnectionTrait, ctx: &Ctx, on: AuthorId) -> Result<(), Error> {
    count(db, ctx, vote_buckets(on)).await
}

/// Whether a vote would still count today.
pub(crate) async fn votes_left(db: &impl ConnectionTrait, ctx: &Ctx, on: AuthorId) -> Result<bool, Error> {
    let (member, today) = (ctx.require()?, ctx.clock.now().day());
    for (bucket, limit) in vote_buckets(on).iter().flatten() {
        let marks = marks(member, bucket, today, *limit);
        if taken(db, marks.iter()).await?.len() == marks.len() {
            return Ok(false);
        }
    }
    Ok(true)
}

fn vote_buckets(on: AuthorId) -> [Option<(Bucket, u32)>; ROWS] {
    let on_author = (on != AuthorId::Deleted).then_some((Bucket::VotesOn(on), VOTES_A_DAY_ON_ONE_AUTHOR));
    [on_author, Some((Bucket::Votes, VOTES_A_DAY))]
}

/// Counts a save that does not count for the author, because the day's votes are used up or the reader may not vote.
pub(crate) async fn count_save(db: &impl ConnectionTrait, ctx: &Ctx) -> Result<(), Error> {
    count(db, ctx, [Some((Bucket::Saves, SAVES_A_DAY)), None]).await
}

/// Writes the rows of an act without a limit.
pub(crate) async fn count_nothing(db: &impl ConnectionTrait, ctx: &Ctx) -> Result<(), Error> {
    count(db, ctx, [None, None]).await
}

/// Takes a free mark of each bucket, or refuses; without a limit, the row holds random bytes.
async fn count(db: &impl ConnectionTrait, ctx: &Ctx, buckets: [Option<(Bucket, u32)>; ROWS]) -> Result<(), Error> {
    let member = ctx.require()?;
    let today = ctx.clock.now().day();
    let limited = |(bucket, limit): &(Bucket, u32)| (*limit != UNLIMITED).then(|| marks(member, bucket, today, *limit));
    let possible: Vec<Option<Vec<String>>> = buckets.iter().map(|bucket| bucket.as_ref().and_then(limited)).collect();
    let taken = taken(db, possible.iter().flatten().flatten()).await?;
    for marks in &possible {
        let Some(marks) = marks else {
            leave(db, hex::encode(ctx.rng.bytes::<32>()), today).await?;
            continue;
        };
        let mut marked = false;
        for mark in marks.iter().filter(|mark| !taken.contains(*mark)) {
            // Another session may have taken it in the meantime.
            if leave(db, mark.clone(), today).await? {
                marked = true;
                break;
            }
        }
        if !marked {
            let limit = u32::try_from(marks.len()).unwrap_or(u32::MAX);
            return Err(Refused::DailyLimit { limit, again_on: today.plus(1) }.into());
        }
    }
    Ok(())
}

async fn taken(db: &impl ConnectionTrait, marks: impl Iterator<Item = &String>) -> Result<BTreeSet<String>, Error> {
    let rows: Vec<String> = Entity::find()
        .select_only()
        .column(Column::Nullifier)
        .filter(Column::Nullifier.is_in(marks))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// Inserts a mark; returns whether it was free.
async fn leave(db: &impl ConnectionTrait, mark: String, today: Day) -> Result<bool, Error> {
    let row = ActiveModel { nullifier: Set(mark), day: Set(today.0) };
    let free = OnConflict::column(Column::Nullifier).do_nothing().to_owned();
    Ok(Entity::insert(row).on_conflict(free).exec_without_returning(db).await? == 1)
}

fn marks(member: &Member, bucket: &Bucket, today: Day, limit: u32) -> Vec<String> {
    let key = member.secret.rate_key();
    (1..=limit).map(|n| mark(&key, bucket, today, n)).collect()
}

/// Deletes the marks of the days before yesterday. Run by the upkeep.
pub async fn purge_marks(db: &impl ConnectionTrait, today: Day) -> Result<(), Error> {
    Entity::delete_many().filter(Column::Day.lte(today.plus(-KEPT_DAYS).0)).exec(db).await?;
    Ok(())
}
