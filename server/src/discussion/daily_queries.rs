//! Queries over everything that is published, for daily jobs; no page uses them.

use super::entity::{items, spaces};
use super::items::PUBLISHED;
use crate::error::Error;
use domain::calendar::{Day, Month};
use domain::discussion::{PostKind, SpaceKind, Subject};
use domain::ids::{AuthorId, ItemId};
use domain::reputation::{GOOD_COMMENTS, GOOD_WEEK, HIGH_QUALITY};
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, Select, Statement, prelude::*};
use std::collections::BTreeSet;

/// Published items whose author still exists.
fn standing() -> Select<items::Entity> {
    items::Entity::find()
        .filter(items::Column::State.eq(PUBLISHED))
        .filter(items::Column::Author.ne(AuthorId::Deleted.to_string()))
}

/// Those with more helpful than unhelpful votes.
fn helpful() -> Select<items::Entity> {
    standing().filter(Expr::cust("items.up > items.down"))
}

/// Authors for whom an aggregate over their items is at least `least`.
async fn authors_reaching(
    db: &impl ConnectionTrait,
    found: Select<items::Entity>,
    sum: &'static str,
    least: i64,
) -> Result<Vec<String>, Error> {
    let reached = found
        .select_only()
        .column(items::Column::Author)
        .group_by(items::Column::Author)
        .having(Expr::cust(sum).gte(least));
    Ok(reached.into_tuple().all(db).await?)
}

/// Authors who have cited at least `least` sources.
pub(crate) async fn citation_counts(db: &impl ConnectionTrait, least: i64) -> Result<Vec<String>, Error> {
    authors_reaching(db, standing(), "SUM(items.citations)", least).await
}

/// Authors of at least `least` helpful educational posts.
pub(crate) async fn educational_counts(db: &impl ConnectionTrait, least: i64) -> Result<Vec<String>, Error> {
    let found = helpful().filter(items::Column::Kind.eq(PostKind::Educational.word()));
    authors_reaching(db, found, "COUNT(*)", least).await
}

/// Authors of at least `least` helpful contributions about research.
pub(crate) async fn research_counts(db: &impl ConnectionTrait, least: i64) -> Result<Vec<String>, Error> {
    let found = helpful().filter(items::Column::Subject.eq(Subject::Research.word()));
    authors_reaching(db, found, "COUNT(*)", least).await
}

/// The author with the most helpful votes on comments in a month, at least `least`; ties go to the smaller id.
pub(crate) async fn top_contributor(
    db: &impl ConnectionTrait,
    month: Month,
    least: i64,
) -> Result<Option<String>, Error> {
    let (first, after) = (Month(month.0 - 1).last_day().plus(1), month.last_day().plus(1));
    let rows: Vec<(String, i64)> = standing()
        .select_only()
        .column(items::Column::Author)
        .column_as(Expr::cust("CAST(SUM(items.up) AS BIGINT)"), "helpful")
        .filter(items::Column::Thread.into_expr().ne(Expr::col((items::Entity, items::Column::Id))))
        .filter(items::Column::Hour.gte(first.0 * 24))
        .filter(items::Column::Hour.lt(after.0 * 24))
        .group_by(items::Column::Author)
        .into_tuple()
        .all(db)
        .await?;
    let helpful = rows.into_iter().filter(|(_, helpful)| *helpful >= least);
    Ok(helpful.max_by(|(one, a), (other, b)| a.cmp(b).then_with(|| other.cmp(one))).map(|(author, _)| author))
}

/// Authors of two or more high-quality contributions, each with more helpful than unhelpful votes, from one day up to
/// but excluding another.
pub(crate) async fn consistent_authors(
    db: &impl ConnectionTrait,
    from: Day,
    before: Day,
) -> Result<Vec<String>, Error> {
    let found = helpful()
        .filter(items::Column::Quality.gte(i32::from(HIGH_QUALITY)))
        .filter(items::Column::Hour.gte(from.0 * 24))
        .filter(items::Column::Hour.lt(before.0 * 24));
    authors_reaching(db, found, "COUNT(*)", GOOD_WEEK).await
}

/// Posts from which a high-quality discussion grew: high-quality comments by others, with more helpful than unhelpful
/// votes.
pub(crate) async fn fertile_posts(db: &impl ConnectionTrait) -> Result<Vec<ItemId>, Error> {
    #[derive(FromQueryResult)]
    struct Fertile {
        id: Uuid,
    }
    let sql = format!(
        "SELECT p.id AS id FROM items p JOIN items c ON c.thread = p.id \
         WHERE p.thread = p.id AND p.state = 'published' AND NOT p.spawned AND p.author <> 'deleted_user' \
         AND c.id <> p.id AND c.state = 'published' AND c.author <> p.author AND c.up > c.down \
         AND c.quality >= {HIGH_QUALITY} GROUP BY p.id HAVING COUNT(*) >= {GOOD_COMMENTS}"
    );
    let found = Fertile::find_by_statement(Statement::from_string(db.get_database_backend(), sql)).all(db).await?;
    Ok(found.into_iter().map(|row| ItemId(row.id)).collect())
}

/// Slugs of the spaces that belong to a single specialty.
pub(crate) async fn specialty_slugs(db: &impl ConnectionTrait) -> Result<BTreeSet<String>, Error> {
    let specialties = spaces::Entity::find().filter(spaces::Column::Kind.eq(SpaceKind::Specialty.word()));
    Ok(specialties.all(db).await?.into_iter().map(|row| row.slug).collect())
}
