//! Counting against a day's limit, inside the transaction of the act that counts.

use super::nullifier::{Bucket, bucket};
use crate::account::Member;
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use crate::persona::Scores;
use domain::calendar::Day;
use domain::ids::AuthorId;
use domain::integrity::{Counted, UNLIMITED, VOTES_A_DAY, VOTES_A_DAY_ON_ONE_AUTHOR, daily_limit};
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryFilter, prelude::*};

mod daily_counts {
    //! Rows of the day's counts.
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "daily_counts")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub nullifier: String,
        pub count: i32,
        pub day: i32,
    }

    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// Days a bucket is kept: purged when 48 hours have surely passed.
const KEPT_DAYS: i32 = 2;

/// Counts a post or comment against the identity's own limit and against the account's highest.
pub(crate) async fn count_speaking(
    db: &impl ConnectionTrait,
    ctx: &Ctx,
    scores: &Scores,
    author: AuthorId,
    counted: Counted,
) -> Result<(), Error> {
    let member = ctx.require()?;
    let voice = scores.voice(author).ok_or(Refused::NotFound)?;
    let anonymous = matches!(author, AuthorId::Persona(_));
    let own = daily_limit(anonymous, voice.score, counted);
    let highest = scores.all().map(|(anonymous, score)| daily_limit(anonymous, score, counted)).max().unwrap_or(own);
    let kind = match counted {
        Counted::Post => "post",
        Counted::Comment => "comment",
    };
    count(db, ctx, member, &Bucket::OfAuthor(kind, author), own).await?;
    count(db, ctx, member, &Bucket::OfAccount(kind), highest).await
}

/// Counts a vote against the day's votes, and against those on one author.
pub(crate) async fn count_vote(db: &impl ConnectionTrait, ctx: &Ctx, on: AuthorId) -> Result<(), Error> {
    let member = ctx.require()?;
    if on != AuthorId::Deleted {
        count(db, ctx, member, &Bucket::VotesOn(on), VOTES_A_DAY_ON_ONE_AUTHOR).await?;
    }
    count(db, ctx, member, &Bucket::Votes, VOTES_A_DAY).await
}

async fn count(db: &impl ConnectionTrait, ctx: &Ctx, member: &Member, what: &Bucket, limit: u32) -> Result<(), Error> {
    use daily_counts::Column;
    if limit == UNLIMITED {
        return Ok(());
    }
    let today = ctx.clock.now().day();
    let most = i32::try_from(limit).unwrap_or(i32::MAX);
    let row = daily_counts::ActiveModel {
        nullifier: Set(bucket(&member.secret, what, today)),
        count: Set(1),
        day: Set(today.0),
    };
    let one_more = OnConflict::column(Column::Nullifier)
        .value(Column::Count, Expr::col((daily_counts::Entity, Column::Count)).add(1))
        .action_and_where(Expr::col((daily_counts::Entity, Column::Count)).lt(most))
        .to_owned();
    let counted = daily_counts::Entity::insert(row).on_conflict(one_more).exec_without_returning(db).await?;
    if counted == 1 { Ok(()) } else { Err(Refused::DailyLimit { limit, again_on: today.plus(1) }.into()) }
}

/// Drops the buckets of the days before yesterday. Run by the upkeep.
pub async fn purge_counts(db: &impl ConnectionTrait, today: Day) -> Result<(), Error> {
    daily_counts::Entity::delete_many()
        .filter(daily_counts::Column::Day.lte(today.plus(-KEPT_DAYS).0))
        .exec(db)
        .await?;
    Ok(())
}
