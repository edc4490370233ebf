//! Writing the ledger: an author's standing is opened under a row lock, events are applied, and it is closed. The
//! events, the sums and the dimensions are written together, in the transaction of the act.

use super::dimensions::{Moved, move_dimensions};
use super::entity::{reputation_events as events, reputation_scores as scores};
use crate::ctx::Ctx;
use crate::discussion::Contribution;
use crate::error::{Error, Refused};
use crate::persona::{authors, tier_of};
use crate::stores::Work;
use domain::account::Tier;
use domain::calendar::{Day, Month};
use domain::ids::{AuthorId, ItemId};
use domain::reputation::{Component, Entry, EventKind, Posting, ReputationEvent, Standing, Sums, Tenths};
use sea_orm::sea_query::LockType;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, prelude::*};
use std::collections::BTreeMap;

/// An author's ledger, open for writing. Deleted authors have none: for deleted authors nothing is written.
#[must_use = "what a ledger took is written when it is closed"]
pub(crate) struct Ledger {
    author: AuthorId,
    /// The current standing.
    pub standing: Standing,
    /// Helpful votes received.
    pub helpful: i32,
    /// Number of accounts that endorse at least one item of the author.
    pub endorsers: i32,
    today: Day,
    written: Vec<events::ActiveModel>,
    moved: Moved,
}

impl Ledger {
    /// Opens an author's ledger. The row is locked until the transaction ends. Refused if the author has been deleted
    /// since the act began.
    pub async fn open(db: &impl ConnectionTrait, ctx: &Ctx, author: AuthorId) -> Result<Self, Error> {
        Ok(Self::find(db, ctx, author).await?.ok_or(Refused::Busy)?)
    }

    /// The same for jobs: `None` if the author has been deleted.
    pub async fn find(db: &impl ConnectionTrait, ctx: &Ctx, author: AuthorId) -> Result<Option<Self>, Error> {
        let today = ctx.clock.now().day();
        let ledger = |standing, helpful, endorsers| Self {
            author,
            standing,
            helpful,
            endorsers,
            today,
            written: Vec::new(),
            moved: Moved::default(),
        };
        if author == AuthorId::Deleted {
            return Ok(Some(ledger(Standing::new(Tier::Unverified, today), 0, 0)));
        }
        let mut find = scores::Entity::find_by_id(author.to_string()).find_also_related(authors::Entity);
        // The author's public row is only read.
        QuerySelect::query(&mut find).lock_with_tables(LockType::Update, [scores::Entity]);
        Ok(find.one(db).await?.and_then(|(row, who)| {
            let who = who?;
            Some(ledger(standing_of(&row, tier_of(who.tier), Month(who.joined_month)), row.helpful, row.endorsers))
        }))
    }

    /// Applies an event, about a contribution or about the author in general; returns how much of it counts.
    pub fn apply(&mut self, ctx: &Ctx, reputation_event: ReputationEvent, about: Option<&Contribution>) -> Tenths {
        let doubled = about.is_some_and(|contribution| contribution.doubled);
        let posting = self.standing.apply(self.today, reputation_event, doubled);
        self.write(ctx, posting, about)
    }

    /// Reverses what an earlier event counted.
    pub fn reverse(&mut self, ctx: &Ctx, given: Given, about: Option<&Contribution>) {
        let posting = self.standing.reverse(self.today, given.kind, given.counted, given.on);
        self.write(ctx, posting, about);
    }

    /// Records a contribution of this quality; returns whether it is granted double points.
    pub fn contribute(&mut self, ctx: &Ctx, item: ItemId, quality: u8) -> bool {
        let (posting, doubles) = self.standing.contribute(self.today, Some(quality));
        self.enter(ctx, posting, Some(item));
        doubles
    }

    /// Applies the decay for silence up to today.
    pub fn settle(&mut self, ctx: &Ctx) {
        if let Some(decay) = self.standing.settle(self.today) {
            self.line(ctx, &decay, None);
        }
    }

    /// Adds to the weight of the readers who found a contribution helpful or unhelpful.
    pub fn weigh(&mut self, about: &Contribution, up: bool, weight: i32) {
        self.moved.weigh(about, up, weight);
    }

    fn write(&mut self, ctx: &Ctx, posting: Posting, about: Option<&Contribution>) -> Tenths {
        self.enter(ctx, posting, about.map(|contribution| contribution.item));
        let of_quality =
            matches!(posting.entry.component(), Component::Content | Component::Engagement | Component::Peer);
        if let Some(about) = about.filter(|_| of_quality) {
            self.moved.earn(about, posting.entry.counted);
        }
        posting.entry.counted
    }

    fn enter(&mut self, ctx: &Ctx, posting: Posting, item: Option<ItemId>) {
        if let Some(decay) = posting.decay {
            self.line(ctx, &decay, None);
        }
        self.line(ctx, &posting.entry, item);
    }

    fn line(&mut self, ctx: &Ctx, entry: &Entry, item: Option<ItemId>) {
        self.written.push(events::ActiveModel {
            id: Set(ctx.rng.uuid()),
            author: Set(self.author.to_string()),
            kind: Set(entry.kind.word().to_owned()),
            reversal: Set(entry.reversal),
            nominal_tenths: Set(entry.nominal.0),
            tenths: Set(entry.counted.0),
            limited_by: Set(entry.limit.map(|limit| limit.word().to_owned())),
            item: Set(item.map(|item| item.0)),
            day: Set(self.today.0),
        });
    }

    /// Writes everything that was applied.
    pub async fn close(self, work: &Work) -> Result<(), Error> {
        if self.author == AuthorId::Deleted {
            return Ok(());
        }
        if !self.written.is_empty() {
            events::Entity::insert_many(self.written).exec_without_returning(work).await?;
        }
        let mut row: scores::ActiveModel = row_of(self.author, &self.standing).into();
        row = row.reset_all();
        row.helpful = Set(self.helpful);
        row.endorsers = Set(self.endorsers);
        scores::Entity::update(row).exec(work).await?;
        move_dimensions(work, self.author, self.moved).await
    }
}

/// Locks the ledgers of several authors in a fixed order, so that two acts that need the same ones do not deadlock.
pub(super) async fn lock_ledgers(
    db: &impl ConnectionTrait,
    authors: impl IntoIterator<Item = AuthorId>,
) -> Result<(), Error> {
    let authors = authors.into_iter().map(|author| author.to_string());
    scores::Entity::find()
        .filter(scores::Column::Author.is_in(authors))
        .order_by_asc(scores::Column::Author)
        .lock_exclusive()
        .all(db)
        .await?;
    Ok(())
}

/// What an earlier event earned.
#[derive(Clone, Copy, Debug)]
pub(super) struct Given {
    /// Its kind.
    pub kind: EventKind,
    /// How much of it counted.
    pub counted: Tenths,
    /// Its day.
    pub on: Day,
}

/// What an author currently has from events of a kind, in general or about an item: events minus their reversals.
/// `None` if nothing is left.
pub(super) async fn given(
    db: &impl ConnectionTrait,
    author: AuthorId,
    kind: EventKind,
    item: Option<ItemId>,
) -> Result<Option<Given>, Error> {
    let rows = events::Entity::find()
        .filter(events::Column::Author.eq(author.to_string()))
        .filter(events::Column::Kind.eq(kind.word()))
        .filter(item.map_or_else(|| events::Column::Item.is_null(), |item| events::Column::Item.eq(item.0)))
        .all(db)
        .await?;
    let standing: i32 = rows.iter().map(|row| if row.reversal { -1 } else { 1 }).sum();
    let counted = Tenths(rows.iter().map(|row| row.tenths).sum());
    let on = Day(rows.iter().map(|row| row.day).max().unwrap_or(0));
    Ok((standing > 0).then_some(Given { kind, counted, on }))
}

/// The first day at whose end an item still had something of a kind: what is given and reversed on the same day is
/// ignored.
pub(super) async fn first_given(
    db: &impl ConnectionTrait,
    author: AuthorId,
    kind: EventKind,
    item: ItemId,
) -> Result<Option<Day>, Error> {
    let rows = events::Entity::find()
        .filter(events::Column::Author.eq(author.to_string()))
        .filter(events::Column::Kind.eq(kind.word()))
        .filter(events::Column::Item.eq(item.0))
        .all(db)
        .await?;
    let mut days: BTreeMap<i32, i32> = BTreeMap::new();
    for row in rows {
        *days.entry(row.day).or_default() += if row.reversal { -1 } else { 1 };
    }
    Ok(days.into_iter().find(|(_, standing)| *standing > 0).map(|(day, _)| Day(day)))
}

/// Rows of a new author, with the starting score. The day is the last of the month of joining, because the forum knows
/// only the month.
pub(crate) async fn open_account(work: &Work, author: AuthorId, tier: Tier, joined: Month) -> Result<(), Error> {
    let row: scores::ActiveModel = row_of(author, &Standing::new(tier, joined.last_day())).into();
    scores::Entity::insert(row.reset_all()).on_conflict_do_nothing().exec_without_returning(work).await?;
    Ok(())
}

/// The standing stored in a row, for an author of this tier who joined in this month.
pub(super) fn standing_of(row: &scores::Model, tier: Tier, joined: Month) -> Standing {
    Standing {
        tier,
        sums: sums_of(row),
        opened_on: joined.last_day(),
        contributed_on: Day(row.contributed_day),
        settled_on: Day(row.settled_day),
        suspended_until: Day(row.suspended_until_day),
        probation_until: Day(row.probation_until_day),
        earned_on: Day(row.earned_day),
        earned: Tenths(row.earned_tenths),
        doubled: u8::try_from(row.doubled).unwrap_or(u8::MAX),
        violated_on: row.violated_day.map(Day),
    }
}

/// The sums stored in a row.
pub(super) fn sums_of(row: &scores::Model) -> Sums {
    Sums {
        content: Tenths(row.content_tenths),
        engagement: Tenths(row.engagement_tenths),
        peer: Tenths(row.peer_tenths),
        behaviour: Tenths(row.behaviour_tenths),
        penalties: Tenths(row.penalty_tenths),
        decay: Tenths(row.decay_tenths),
    }
}

fn row_of(author: AuthorId, standing: &Standing) -> scores::Model {
    scores::Model {
        author: author.to_string(),
        content_tenths: standing.sums.content.0,
        engagement_tenths: standing.sums.engagement.0,
        peer_tenths: standing.sums.peer.0,
        behaviour_tenths: standing.sums.behaviour.0,
        penalty_tenths: standing.sums.penalties.0,
        decay_tenths: standing.sums.decay.0,
        contributed_day: standing.contributed_on.0,
        settled_day: standing.settled_on.0,
        suspended_until_day: standing.suspended_until.0,
        probation_until_day: standing.probation_until.0,
        earned_day: standing.earned_on.0,
        earned_tenths: standing.earned.0,
        doubled: i32::from(standing.doubled),
        violated_day: standing.violated_on.map(|day| day.0),
        helpful: 0,
        endorsers: 0,
    }
}

/// Locks an author who is about to publish, so that nothing is published under a persona that is being deleted; returns
/// whether the author still exists.
pub(crate) async fn lock_author(db: &impl ConnectionTrait, author: AuthorId) -> Result<bool, Error> {
    Ok(scores::Entity::find_by_id(author.to_string()).lock_exclusive().one(db).await?.is_some())
}

/// Deletes everything an author has earned, when the author is deleted.
pub(crate) async fn drop_ledger(work: &Work, author: AuthorId) -> Result<(), Error> {
    use super::entity::{badges, citations, dimensions};
    let author = author.to_string();
    // Delete the locked row first, so that concurrent writers have finished before the rest goes.
    scores::Entity::delete_many().filter(scores::Column::Author.eq(&author)).exec(work).await?;
    events::Entity::delete_many().filter(events::Column::Author.eq(&author)).exec(work).await?;
    dimensions::Entity::delete_many().filter(dimensions::Column::Author.eq(&author)).exec(work).await?;
    badges::Entity::delete_many().filter(badges::Column::Author.eq(&author)).exec(work).await?;
    citations::Entity::delete_many().filter(citations::Column::Author.eq(&author)).exec(work).await?;
    Ok(())
}
