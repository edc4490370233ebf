//! Replaying every ledger: the stored totals are recomputed from the events alone, compared, and corrected.

use super::dimensions::{SPACE, SUBJECT, add_part};
use super::entity::{dimensions, reputation_events as events, reputation_scores as scores};
use super::ledger::sums_of;
use crate::ctx::Ctx;
use crate::error::Error;
use crate::stores::Work;
use domain::reputation::{Component, Entry, EventKind, Sums, Tenths};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, Statement, prelude::*,
};
use std::collections::BTreeMap;

/// Authors replayed at a time.
const BATCH: u64 = 50;

/// The result of a rebuild.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Rebuilt {
    /// Authors replayed.
    pub authors: usize,
    /// Events replayed.
    pub events: usize,
    /// Sums that differed; they have been corrected.
    pub differences: Vec<Difference>,
}

/// A sum that differed from the replay of its events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The author.
    pub author: String,
    /// Which sum.
    pub what: String,
    /// The stored value.
    pub kept: Tenths,
    /// What the events add up to.
    pub replayed: Tenths,
}

/// Replays all ledgers, reports differences and corrects them.
pub async fn rebuild(ctx: &Ctx) -> Result<Rebuilt, Error> {
    let mut done = Rebuilt::default();
    let mut after = String::new();
    loop {
        let work = ctx.forum().begin().await?;
        // Writing a ledger locks this row first.
        let rows = scores::Entity::find()
            .filter(scores::Column::Author.gt(&after))
            .order_by_asc(scores::Column::Author)
            .limit(BATCH)
            .lock_exclusive()
            .all(&work)
            .await?;
        let Some(last) = rows.last() else { return Ok(done) };
        after.clone_from(&last.author);
        let authors: Vec<String> = rows.iter().map(|row| row.author.clone()).collect();
        let mut sums = replay(&work, &authors, &mut done.events).await?;
        for row in rows {
            let replayed = sums.remove(&row.author).unwrap_or_default();
            compare(&work, &row, replayed, &mut done.differences).await?;
            done.authors += 1;
        }
        compare_parts(&work, &authors, &mut done.differences).await?;
        work.commit().await?;
    }
}

/// Similar events of one author, summed up by the database.
#[derive(FromQueryResult)]
struct Line {
    author: String,
    kind: String,
    reversal: bool,
    upwards: bool,
    tenths: i64,
    events: i64,
}

impl Line {
    fn entry(&self) -> Result<Entry, Error> {
        Ok(Entry {
            kind: EventKind::parse(&self.kind).ok_or(Error::Stored("event kind"))?,
            reversal: self.reversal,
            nominal: Tenths(if self.upwards { 1 } else { -1 }),
            counted: Tenths(i32::try_from(self.tenths).map_err(|_| Error::Stored("sum of events"))?),
            limit: None,
        })
    }
}

async fn replay(
    db: &impl ConnectionTrait,
    authors: &[String],
    count: &mut usize,
) -> Result<BTreeMap<String, Sums>, Error> {
    use events::Column::{Author, Kind, Reversal};
    // Only for an adjustment does the sign decide which sum it affects.
    let upwards = "(nominal_tenths > 0)";
    let lines = events::Entity::find()
        .select_only()
        .columns([Author, Kind, Reversal])
        .column_as(Expr::cust(upwards), "upwards")
        .column_as(Expr::cust("CAST(SUM(tenths) AS BIGINT)"), "tenths")
        .column_as(Expr::cust("COUNT(*)"), "events")
        .filter(Author.is_in(authors))
        .group_by(Author)
        .group_by(Kind)
        .group_by(Reversal)
        .group_by(Expr::cust(upwards))
        .into_model::<Line>()
        .all(db)
        .await?;
    let mut sums: BTreeMap<String, Sums> = BTreeMap::new();
    for line in lines {
        *count += usize::try_from(line.events).unwrap_or(0);
        let entry = line.entry()?;
        sums.entry(line.author).or_default().add(&entry);
    }
    Ok(sums)
}

/// A sum: its name, its value and its column.
type Part = (&'static str, fn(&Sums) -> Tenths, scores::Column);

const PARTS: [Part; 6] = [
    ("content", |sums| sums.content, scores::Column::ContentTenths),
    ("engagement", |sums| sums.engagement, scores::Column::EngagementTenths),
    ("peer", |sums| sums.peer, scores::Column::PeerTenths),
    ("behaviour", |sums| sums.behaviour, scores::Column::BehaviourTenths),
    ("penalties", |sums| sums.penalties, scores::Column::PenaltyTenths),
    ("decay", |sums| sums.decay, scores::Column::DecayTenths),
];

async fn compare(
    work: &Work,
    row: &scores::Model,
    replayed: Sums,
    differences: &mut Vec<Difference>,
) -> Result<(), Error> {
    let kept = sums_of(row);
    for (what, part, column) in PARTS {
        let (kept, replayed) = (part(&kept), part(&replayed));
        if kept != replayed {
            differences.push(Difference { author: row.author.clone(), what: what.to_owned(), kept, replayed });
            scores::Entity::update_many()
                .col_expr(column, Expr::value(replayed.0))
                .filter(scores::Column::Author.eq(&row.author))
                .exec(work)
                .await?;
        }
    }
    Ok(())
}

#[derive(FromQueryResult)]
struct AboutItem {
    author: String,
    kind: String,
    tenths: i64,
    space: String,
    subject: String,
}

/// The same for the dimensions.
async fn compare_parts(work: &Work, authors: &[String], differences: &mut Vec<Difference>) -> Result<(), Error> {
    let places = (1..=authors.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "SELECT e.author AS author, e.kind AS kind, CAST(SUM(e.tenths) AS BIGINT) AS tenths, i.space AS space, \
         i.subject AS subject FROM reputation_events e JOIN items i ON i.id = e.item \
         WHERE e.author IN ({places}) GROUP BY e.author, e.kind, i.space, i.subject"
    );
    let values = authors.iter().map(|author| author.as_str().into());
    let statement = Statement::from_sql_and_values(work.get_database_backend(), sql, values.collect::<Vec<Value>>());
    let mut replayed: BTreeMap<(String, &str, String), i64> = BTreeMap::new();
    for row in AboutItem::find_by_statement(statement).all(work).await? {
        let kind = EventKind::parse(&row.kind).ok_or(Error::Stored("event kind"))?;
        if matches!(kind.component(), Component::Content | Component::Engagement | Component::Peer) {
            *replayed.entry((row.author.clone(), SPACE, row.space)).or_default() += row.tenths;
            *replayed.entry((row.author, SUBJECT, row.subject)).or_default() += row.tenths;
        }
    }
    let kept = dimensions::Entity::find().filter(dimensions::Column::Author.is_in(authors)).all(work).await?;
    for row in kept {
        let axis = if row.axis == SPACE { SPACE } else { SUBJECT };
        let sum = replayed.remove(&(row.author.clone(), axis, row.value.clone())).unwrap_or(0);
        let sum = Tenths(i32::try_from(sum).unwrap_or(i32::MAX));
        if sum.0 != row.earned_tenths {
            differences.push(Difference {
                author: row.author.clone(),
                what: format!("{axis} {}", row.value),
                kept: Tenths(row.earned_tenths),
                replayed: sum,
            });
            dimensions::Entity::update_many()
                .col_expr(dimensions::Column::EarnedTenths, Expr::value(sum.0))
                .filter(dimensions::Column::Author.eq(&row.author))
                .filter(dimensions::Column::Axis.eq(&row.axis))
                .filter(dimensions::Column::Value.eq(&row.value))
                .exec(work)
                .await?;
        }
    }
    // The remaining sums have no stored row.
    for ((author, axis, value), sum) in replayed.into_iter().filter(|(_, sum)| *sum != 0) {
        let sum = Tenths(i32::try_from(sum).unwrap_or(i32::MAX));
        add_part(work, (&author, axis, &value), sum).await?;
        differences.push(Difference { author, what: format!("{axis} {value}"), kept: Tenths::ZERO, replayed: sum });
    }
    Ok(())
}
