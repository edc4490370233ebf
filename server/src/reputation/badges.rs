//! Badges: those an author holds, and the job that awards and withdraws them.

use super::entity::badges::{ActiveModel, Column, Entity, Model};
use super::entity::{dimensions, reputation_events as events, reputation_scores as scores};
use super::ledger::{Ledger, given};
use crate::ctx::Ctx;
use crate::discussion::{citation_counts, educational_counts, research_counts, space_names, top_contributor};
use crate::error::Error;
use crate::persona::{authors, tier_of};
use domain::calendar::{Day, Month};
use domain::ids::AuthorId;
use domain::reputation::{
    BadgeKind, BadgeView, Dimension, EDUCATOR_POSTS, EXPERT_ENDORSERS, EXPERT_FROM, EventKind,
    RESEARCHER_CONTRIBUTIONS, RISING_FROM, ReputationEvent, SCHOLAR_SOURCES, Sums, TOP_CONTRIBUTOR_VOTES, Tenths,
};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, prelude::*};
use std::collections::BTreeSet;

/// Period in days that the rising star is measured over.
const RISING_DAYS: i32 = 30;

/// Author, kind, and detail (such as the specialty or month).
type Award = (String, BadgeKind, String);

/// The badges an author holds.
pub(crate) async fn badges(ctx: &Ctx, author: AuthorId) -> Result<Vec<BadgeView>, Error> {
    let db = ctx.forum();
    let held = Entity::find().filter(Column::Author.eq(author.to_string())).filter(Column::WithdrawnDay.is_null());
    let rows = held.all(db).await?;
    let details = rows.iter().map(|row| row.detail.clone()).filter(|detail| !detail.is_empty()).collect();
    let names = space_names(db, details).await?;
    let mut held: Vec<(BadgeKind, &Model)> =
        rows.iter().filter_map(|row| Some((BadgeKind::parse(&row.kind)?, row))).collect();
    held.sort_by(|(a, one), (b, other)| a.cmp(b).then_with(|| other.detail.cmp(&one.detail)));
    let view = |(kind, row): (BadgeKind, &Model)| {
        let name = names.get(&row.detail).map_or("", String::as_str);
        kind.view(name, Month(row.detail.parse().unwrap_or(0)))
    };
    Ok(held.into_iter().map(view).collect())
}

/// Awards and withdraws badges as of today. Safe to run twice, and by two processes at once.
pub async fn award_badges(ctx: &Ctx) -> Result<(), Error> {
    let db = ctx.forum();
    let due = due(db, ctx.clock.now().day()).await?;
    let held: Vec<Model> = Entity::find().filter(Column::WithdrawnDay.is_null()).all(db).await?;
    let have: BTreeSet<Award> = held.iter().filter_map(award_of).collect();
    for award in due.difference(&have) {
        award_one(ctx, award).await?;
    }
    for row in &held {
        if award_of(row).is_some_and(|award| !award.1.is_for_good() && !due.contains(&award)) {
            withdraw_one(ctx, row).await?;
        }
    }
    Ok(())
}

fn award_of(row: &Model) -> Option<Award> {
    Some((row.author.clone(), BadgeKind::parse(&row.kind)?, row.detail.clone()))
}

async fn award_one(ctx: &Ctx, (author, kind, detail): &Award) -> Result<(), Error> {
    let work = ctx.forum().begin().await?;
    let id = author.parse().map_err(|_| Error::Stored("author"))?;
    let Some(mut ledger) = Ledger::find(&work, ctx, id).await? else { return Ok(()) };
    if *kind == BadgeKind::Expert {
        // Wait for a day whose cap has room for its points.
        if ledger.standing.room_on(ctx.clock.now().day()) < EventKind::ExpertBadge.points() {
            return Ok(());
        }
        ledger.apply(ctx, ReputationEvent::plain(EventKind::ExpertBadge)?, None);
    }
    let row = ActiveModel {
        id: Set(ctx.rng.uuid()),
        author: Set(author.clone()),
        kind: Set(kind.word().to_owned()),
        detail: Set(detail.clone()),
        awarded_day: Set(ctx.clock.now().day().0),
        withdrawn_day: Set(None),
    };
    // Another process may have awarded it already. Two unique indexes allow a badge to be held once per author, kind
    // and detail, and one top contributor per month.
    let once = OnConflict::new().do_nothing().to_owned();
    if Entity::insert(row).on_conflict(once).exec_without_returning(&work).await? != 1 {
        return Ok(());
    }
    ledger.close(&work).await?;
    Ok(work.commit().await?)
}

async fn withdraw_one(ctx: &Ctx, row: &Model) -> Result<(), Error> {
    let work = ctx.forum().begin().await?;
    let author = row.author.parse().map_err(|_| Error::Stored("author"))?;
    let Some(mut ledger) = Ledger::find(&work, ctx, author).await? else { return Ok(()) };
    let withdrawn = Entity::update_many()
        .col_expr(Column::WithdrawnDay, Expr::value(ctx.clock.now().day().0))
        .filter(Column::Id.eq(row.id))
        .filter(Column::WithdrawnDay.is_null())
        .exec(&work)
        .await?;
    if withdrawn.rows_affected != 1 {
        return Ok(());
    }
    if row.kind == BadgeKind::Expert.word()
        && let Some(given) = given(&work, author, EventKind::ExpertBadge, None).await?
    {
        ledger.reverse(ctx, given, None);
    }
    ledger.close(&work).await?;
    Ok(work.commit().await?)
}

/// The badges that authors should hold as of today.
async fn due(db: &impl ConnectionTrait, today: Day) -> Result<BTreeSet<Award>, Error> {
    let plain = |kind: BadgeKind| move |author: String| (author, kind, String::new());
    let mut due: BTreeSet<Award> = specialty_experts(db).await?;
    let experts = scores::Entity::find().filter(scores::Column::Endorsers.gte(EXPERT_ENDORSERS)).all(db).await?;
    due.extend(experts.into_iter().map(|row| row.author).map(plain(BadgeKind::Expert)));
    due.extend(citation_counts(db, SCHOLAR_SOURCES).await?.into_iter().map(plain(BadgeKind::Scholar)));
    due.extend(educational_counts(db, EDUCATOR_POSTS).await?.into_iter().map(plain(BadgeKind::Educator)));
    due.extend(research_counts(db, RESEARCHER_CONTRIBUTIONS).await?.into_iter().map(plain(BadgeKind::Researcher)));
    due.extend(rising_star(db, today).await?.map(plain(BadgeKind::RisingStar)));
    let month = Month(today.month().0 - 1);
    let top = top_contributor(db, month, TOP_CONTRIBUTOR_VOTES).await?;
    due.extend(top.map(|author| (author, BadgeKind::TopContributor, month.0.to_string())));
    Ok(due)
}

async fn specialty_experts(db: &impl ConnectionTrait) -> Result<BTreeSet<Award>, Error> {
    let least = EXPERT_FROM - Sums::START;
    let rows = dimensions::Entity::find()
        .filter(dimensions::Column::Axis.eq(super::dimensions::SPACE))
        .filter(dimensions::Column::EarnedTenths.gte(least.0))
        .all(db)
        .await?;
    let specialties = crate::discussion::specialty_slugs(db).await?;
    let who = authors::Entity::find().filter(authors::Column::Id.is_in(rows.iter().map(|row| row.author.as_str())));
    let who = who.all(db).await?;
    let is_expert = |row: &dimensions::Model| {
        let dimension = Dimension { earned: Tenths(row.earned_tenths), ..Dimension::default() };
        let author = who.iter().find(|author| author.id == row.author);
        specialties.contains(&row.value) && author.is_some_and(|a| dimension.score(tier_of(a.tier)) >= EXPERT_FROM)
    };
    let experts = rows.into_iter().filter(is_expert);
    Ok(experts.map(|row| (row.author, BadgeKind::SpecialtyExpert, row.value)).collect())
}

/// The author who gained most in the past thirty days; ties go to the smaller id.
async fn rising_star(db: &impl ConnectionTrait, today: Day) -> Result<Option<String>, Error> {
    let rows: Vec<(String, i64)> = events::Entity::find()
        .select_only()
        .column(events::Column::Author)
        .column_as(Expr::cust("CAST(SUM(tenths) AS BIGINT)"), "gained")
        .filter(events::Column::Day.gt(today.0 - RISING_DAYS))
        .group_by(events::Column::Author)
        .into_tuple()
        .all(db)
        .await?;
    let rising = rows.into_iter().filter(|(_, gained)| *gained >= i64::from(RISING_FROM.0));
    Ok(rising.max_by(|(one, a), (other, b)| a.cmp(b).then_with(|| other.cmp(one))).map(|(author, _)| author))
}
