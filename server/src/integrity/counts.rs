//! Daily limits, checked inside the transaction of the act that counts. A limit of N means N possible rows, the marks
//! HMAC(rate key; purpose, day, 1 to N); an act writes the first that is free. No totals are stored, because totals across an
//! account's identities would show which belong together. Every act that counts writes the same number of rows,
//! whatever its limits, so the number of rows reveals nothing either.

use super::nullifier::{Bucket, mark};
use crate::account::Member;
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use crate::persona::Identities;
use crate::stores::{Store, Work};
use domain::calendar::Day;
use domain::ids::AuthorId;
use domain::integrity::{Counted, SAVES_A_DAY, UNLIMITED, VOTES_A_DAY, VOTES_A_DAY_ON_ONE_AUTHOR, daily_limit};
use sea_orm::sea_query::{OnConflict, Query};
use sea_orm::{ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, prelude::*};
use std::collections::{BTreeSet, VecDeque};

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

use daily_marks::{Column, Entity};

/// Days a mark is kept; it is purged once 48 hours have certainly passed.
const KEPT_DAYS: i32 = 2;
/// Number of rows written by every act that counts.
const ROWS: usize = 2;

/// Counts a post or comment against the identity's own limit and against the account's highest.
pub(crate) async fn count_speaking(
    work: &Work,
    ctx: &Ctx,
    identities: &Identities,
    author: AuthorId,
    counted: Counted,
) -> Result<(), Error> {
    let voice = identities.voice(author).ok_or(Refused::NotFound)?;
    let anonymous = matches!(author, AuthorId::Persona(_));
    let own = daily_limit(anonymous, voice.score, counted);
    let highest =
        identities.all().map(|(anonymous, score)| daily_limit(anonymous, score, counted)).max().unwrap_or(own);
    let kind = match counted {
        Counted::Post => "post",
        Counted::Comment => "comment",
    };
    count(work, ctx, [Some((Bucket::OfAuthor(kind, author), own)), Some((Bucket::OfAccount(kind), highest))]).await
}

/// Counts a vote against the day's votes and against those on one author.
pub(crate) async fn count_vote(work: &Work, ctx: &Ctx, on: AuthorId) -> Result<(), Error> {
    count(work, ctx, vote_buckets(on)).await
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
pub(crate) async fn count_save(work: &Work, ctx: &Ctx) -> Result<(), Error> {
    count(work, ctx, [Some((Bucket::Saves, SAVES_A_DAY)), None]).await
}

/// Writes the rows of an act without a limit.
pub(crate) async fn count_nothing(work: &Work, ctx: &Ctx) -> Result<(), Error> {
    count(work, ctx, [None, None]).await
}

/// Takes the first free mark of each bucket, or refuses; without a limit, the row holds random bytes. Marks are taken in
/// order, so that those already taken count if the limit falls during the day.
async fn count(work: &Work, ctx: &Ctx, buckets: [Option<(Bucket, u32)>; ROWS]) -> Result<(), Error> {
    let (member, today) = (ctx.require()?, ctx.clock.now().day());
    let marks = buckets.map(|bucket| match bucket {
        Some((bucket, limit)) if limit != UNLIMITED => marks(member, &bucket, today, limit),
        _ => vec![hex::encode(ctx.rng.bytes::<32>())],
    });
    let taken = taken(work, marks.iter().flatten()).await?;
    let mut open: Vec<_> = marks
        .iter()
        .map(|marks| {
            (marks.len(), marks.iter().filter(|mark| !taken.contains(*mark)).cloned().collect::<VecDeque<_>>())
        })
        .collect();
    while !open.is_empty() {
        let mut next = Vec::new();
        for (limit, free) in &mut open {
            let limit = u32::try_from(*limit).unwrap_or(u32::MAX);
            next.push(free.pop_front().ok_or(Refused::DailyLimit { limit, again_on: today.plus(1) })?);
        }
        // Another session may have taken one in the meantime; then the one after it is tried.
        let left = leave(work, &next, today).await?;
        let mut was_left = next.iter().map(|mark| left.contains(mark));
        open.retain(|_| !was_left.next().unwrap_or(false));
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

/// Inserts marks; returns those that were free.
async fn leave(work: &Work, marks: &[String], today: Day) -> Result<BTreeSet<String>, Error> {
    let mut insert = Query::insert();
    insert.into_table(Entity).columns([Column::Nullifier, Column::Day]);
    for mark in marks {
        insert.values_panic([mark.as_str().into(), today.0.into()]);
    }
    insert.on_conflict(OnConflict::column(Column::Nullifier).do_nothing().to_owned()).returning_col(Column::Nullifier);
    let rows = work.query_all(&insert).await?;
    Ok(rows.iter().map(|row| row.try_get("", "nullifier")).collect::<Result<_, _>>()?)
}

fn marks(member: &Member, bucket: &Bucket, today: Day, limit: u32) -> Vec<String> {
    let key = member.secret.rate_key();
    (1..=limit).map(|n| mark(&key, bucket, today, n)).collect()
}

/// Deletes the marks of the days before yesterday. Run every hour.
pub async fn purge_marks(forum: &Store, today: Day) -> Result<(), Error> {
    forum.write(Entity::delete_many().filter(Column::Day.lte(today.plus(-KEPT_DAYS).0))).await?;
    Ok(())
}
