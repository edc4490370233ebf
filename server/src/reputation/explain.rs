//! "Why 612?": the ledger of one's own identity, with every event and how much of it counts.

use super::entity::badges as held;
use super::entity::reputation_events::{Column, Entity, Model};
use super::exact::exact;
use crate::account::Identity;
use crate::ctx::Ctx;
use crate::discussion::{item_titles, path_to};
use crate::error::{Error, Refused};
use crate::persona::authors;
use domain::calendar::Day;
use domain::ids::{AuthorId, ItemId};
use domain::persona::Slot;
use domain::policy::Act;
use domain::reputation::{
    BadgeKind, Component, ComponentView, DECAY_STOPS_AT, DayView, Entry, EventKind, GRACE_DAYS, ItemLink, LedgerView,
    Limit, LineView, Privileges, QUIET_DAYS, Rating, Standing, Sums, Tenths, cap,
};
use sea_orm::sea_query::Expr;
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, prelude::*};
use std::collections::BTreeMap;

/// Days on a page.
const DAYS: u64 = 20;
const WEEK: i32 = 7;

/// Whose ledger is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// That of the member's own persona in a slot.
    Slot(Slot),
    /// That of the member's public profile.
    Profile,
}

/// The ledger of one of the member's own identities; only days before `before`, if given.
pub async fn ledger(ctx: &Ctx, whose: Whose, before: Option<Day>) -> Result<LedgerView, Error> {
    let member = ctx.require()?;
    let (slot, author) = match whose {
        Whose::Profile => (None, member.author(Identity::Member)),
        Whose::Slot(slot) => {
            let entry = member.keyring().in_slot(slot);
            ctx.may(Act::TendPersona { mine: entry.is_some() })?;
            (Some(slot.number()), AuthorId::Persona(entry.ok_or(Refused::NotFound)?.persona))
        }
    };
    let db = ctx.forum();
    let today = ctx.clock.now().day();
    let row = authors::Entity::find_by_id(author.to_string()).one(db).await?;
    let name = row.as_ref().map_or_else(|| member.name.clone(), |row| row.name.clone());
    let exact = exact(db, row.as_slice()).await?.remove(&author.to_string());
    // A profile that has not published yet has no row.
    let standing = match (exact, whose) {
        (None, _) => Standing::new(member.claim.tier, today),
        (Some(exact), Whose::Slot(_)) => exact.standing,
        // A profile has its account's current tier, not the one from when it last published.
        (Some(exact), Whose::Profile) => Standing { tier: member.claim.tier, ..exact.standing },
    };
    let score = standing.score();
    let (history, capped) = history(db, author, standing).await?;
    let (days, earlier) = days(db, author, before, &history).await?;
    let until = |day: Day| (today < day).then(|| day.plus(-1));
    Ok(LedgerView {
        slot,
        author: author.to_string(),
        name,
        score,
        rating: Rating::of(score),
        cap: cap(standing.tier),
        components: components(standing.sums),
        capped,
        earned_today: if standing.earned_on == today { standing.earned } else { Tenths::ZERO },
        grace_until: until(standing.opened_on.plus(GRACE_DAYS)),
        suspended_until: until(standing.suspended_until),
        probation_until: until(standing.probation_until),
        decays_from: (score > DECAY_STOPS_AT).then(|| standing.contributed_on.plus(QUIET_DAYS + WEEK)),
        privileges: privileges(db, author, standing, today).await?.list(),
        history: from_the_start(history),
        days,
        earlier,
    })
}

/// Prepends the starting score, one day before the first event.
fn from_the_start(history: Vec<(Day, Tenths)>) -> Vec<(Day, Tenths)> {
    let start = history.first().map(|(day, _)| (day.plus(-1), Sums::START));
    start.into_iter().chain(history).collect()
}

fn components(sums: Sums) -> Vec<ComponentView> {
    let view = |component: Component| {
        let (sum, bound, sign) = match component {
            Component::Content => (sums.content, Some(300), 1),
            Component::Engagement => (sums.engagement, Some(100), 1),
            Component::Peer => (sums.peer, Some(100), 1),
            Component::Behaviour => (sums.behaviour, Some(100), 1),
            Component::Penalties => (sums.penalties, Some(500), -1),
            Component::Decay => (sums.decay, None, -1),
        };
        let signed = |tenths: Tenths| if sign > 0 { tenths } else { -tenths };
        ComponentView { label: component.label(), points: signed(sums.bounded(component)), sum: signed(sum), bound }
    };
    Component::ALL.into_iter().map(view).collect()
}

async fn privileges(
    db: &impl ConnectionTrait,
    author: AuthorId,
    standing: Standing,
    today: Day,
) -> Result<Privileges, Error> {
    let expert = held::Entity::find()
        .filter(held::Column::Author.eq(author.to_string()))
        .filter(held::Column::Kind.eq(BadgeKind::SpecialtyExpert.word()))
        .filter(held::Column::WithdrawnDay.is_null());
    Ok(Privileges {
        anonymous: matches!(author, AuthorId::Persona(_)),
        tier: standing.tier,
        score: standing.score(),
        days_here: (today.0 - standing.opened_on.0).max(0),
        days_clean: standing.violated_on.map(|day| today.0 - day.0),
        expert: expert.one(db).await?.is_some(),
    })
}

/// The sum of one day's events that affect the same component.
#[derive(FromQueryResult)]
struct DaySum {
    day: i32,
    kind: String,
    reversal: bool,
    upwards: bool,
    tenths: i64,
    capped: i64,
}

/// The score at the end of each day with events, and the points lost to the daily caps.
async fn history(
    db: &impl ConnectionTrait,
    author: AuthorId,
    standing: Standing,
) -> Result<(Vec<(Day, Tenths)>, Tenths), Error> {
    let capped =
        "CAST(COALESCE(SUM(CASE WHEN limited_by = 'daily_cap' THEN nominal_tenths - tenths END), 0) AS BIGINT)";
    let upwards = "(nominal_tenths > 0)";
    let rows = Entity::find()
        .select_only()
        .columns([Column::Day, Column::Kind, Column::Reversal])
        .column_as(Expr::cust(upwards), "upwards")
        .column_as(Expr::cust("CAST(SUM(tenths) AS BIGINT)"), "tenths")
        .column_as(Expr::cust(capped), "capped")
        .filter(Column::Author.eq(author.to_string()))
        .group_by(Column::Day)
        .group_by(Column::Kind)
        .group_by(Column::Reversal)
        .group_by(Expr::cust(upwards))
        .order_by_asc(Column::Day)
        .into_model::<DaySum>()
        .all(db)
        .await?;
    let narrow = |number: i64| Tenths(i32::try_from(number).unwrap_or(i32::MAX));
    let mut sums = Sums::default();
    let mut history: Vec<(Day, Tenths)> = Vec::new();
    for row in &rows {
        let kind = EventKind::parse(&row.kind).ok_or(Error::Stored("event kind"))?;
        let nominal = Tenths(if row.upwards { 1 } else { -1 });
        sums.add(&Entry { kind, reversal: row.reversal, nominal, counted: narrow(row.tenths), limit: None });
        let after = (Day(row.day), sums.score(standing.tier));
        match history.last_mut() {
            Some(last) if last.0 == after.0 => *last = after,
            _ => history.push(after),
        }
    }
    Ok((history, narrow(rows.iter().map(|row| row.capped).sum())))
}

/// A page of days, latest first, and where the next one starts.
async fn days(
    db: &impl ConnectionTrait,
    author: AuthorId,
    before: Option<Day>,
    history: &[(Day, Tenths)],
) -> Result<(Vec<DayView>, Option<Day>), Error> {
    let size = usize::try_from(DAYS).unwrap_or(usize::MAX);
    let mut wanted: Vec<(Day, Tenths)> = history
        .iter()
        .rev()
        .filter(|(day, _)| before.is_none_or(|before| *day < before))
        .take(size + 1)
        .copied()
        .collect();
    let more = wanted.len() > size;
    wanted.truncate(size);
    let earlier = wanted.last().filter(|_| more).map(|(day, _)| *day);
    let rows = Entity::find()
        .filter(Column::Author.eq(author.to_string()))
        .filter(Column::Day.is_in(wanted.iter().map(|(day, _)| day.0)))
        .all(db)
        .await?;
    let titles = item_titles(db, rows.iter().filter_map(|row| row.item).collect()).await?;
    let view = |(day, score): (Day, Tenths)| {
        let of_day = rows.iter().filter(|row| row.day == day.0);
        Ok(DayView { day, score, lines: lines(of_day, &titles)? })
    };
    Ok((wanted.into_iter().map(view).collect::<Result<_, Error>>()?, earlier))
}

type Alike = (EventKind, bool, Option<Uuid>, Option<String>);

fn lines<'a>(
    rows: impl Iterator<Item = &'a Model>,
    titles: &BTreeMap<Uuid, (Uuid, String)>,
) -> Result<Vec<LineView>, Error> {
    let mut alike: BTreeMap<Alike, (i32, Tenths, Tenths)> = BTreeMap::new();
    for row in rows {
        let kind = EventKind::parse(&row.kind).ok_or(Error::Stored("event kind"))?;
        let line = alike.entry((kind, row.reversal, row.item, row.limited_by.clone())).or_default();
        line.0 += 1;
        line.1 += Tenths(row.nominal_tenths);
        line.2 += Tenths(row.tenths);
    }
    let view = |((kind, reversal, item, limit), (times, nominal, counted)): (Alike, _)| LineView {
        label: kind.label(),
        taken_back: reversal,
        times,
        nominal,
        counted,
        reason: limit.as_deref().and_then(Limit::parse).map(Limit::reason).or_else(|| {
            (kind == EventKind::Decay && counted < nominal).then_some("what stood above the cap went first")
        }),
        item: item.and_then(|item| Some(link(item, titles.get(&item)?))),
    };
    Ok(alike.into_iter().map(view).collect())
}

fn link(item: Uuid, (thread, title): &(Uuid, String)) -> ItemLink {
    let title = if title.is_empty() { "a deleted post".to_owned() } else { title.clone() };
    ItemLink { title, is_comment: item != *thread, path: path_to(ItemId(*thread), ItemId(item)) }
}
