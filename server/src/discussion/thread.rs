//! A thread, with few queries: the post, a page of comments, the replies to them, and what is known of each.

use super::entity::{corrections, items, spaces};
use super::items::{DELETED, WAITING};
use super::order::{at, place};
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use crate::persona::{author_view, authors, scores};
use crate::reputation::{Signal, own_signals, own_votes};
use domain::calendar::Hour;
use domain::discussion::{
    CommentView, CorrectionView, Cursor, HOURS_TO_CORRECT, ItemView, OwnSignals, Page, PostKind, QualityView,
    SpaceKind, ThreadView,
};
use domain::ids::{AuthorId, ItemId};
use domain::policy::{Act, Voice};
use domain::quality::Assessment;
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, Select, prelude::*};
use std::collections::{BTreeMap, BTreeSet};

/// Comments on a page of a thread, replies not counted.
const THREAD_PAGE: usize = 25;
/// Replies shown under the comments of one page.
const REPLIES: u64 = 500;

pub(super) type WithAuthor = (items::Model, Option<authors::Model>);

/// A thread: the post, a page of comments, and the replies to them.
pub async fn thread(ctx: &Ctx, post: ItemId, after: Option<Cursor>) -> Result<ThreadView, Error> {
    let db = &ctx.stores.forum;
    let with_author = |found: Select<items::Entity>| found.find_also_related(authors::Entity);
    let found = with_author(items::Entity::find_by_id(post.0)).find_also_related(spaces::Entity).one(db).await?;
    let (row, author, space) = found.filter(|(row, ..)| row.thread == row.id).ok_or(Refused::NotFound)?;
    let (post, space) = ((row, author), space.ok_or(Refused::NotFound)?);
    ctx.may(act_of_reading(ctx, &post.0))?;

    let in_thread = || {
        items::Entity::find()
            .filter(items::Column::Thread.eq(post.0.id))
            .filter(items::Column::Id.ne(post.0.id))
            .filter(items::Column::State.ne(WAITING))
    };
    let by_hour = |found: Select<items::Entity>| {
        found.order_by(items::Column::Hour, Order::Asc).order_by(items::Column::OrderKey, Order::Asc)
    };
    let (page, replies) = if after.is_none() && usize::try_from(post.0.comments).is_ok_and(|n| n <= THREAD_PAGE) {
        // A short thread is read in one go.
        let rows = with_author(by_hour(in_thread()).limit(REPLIES)).all(db).await?;
        let (replies, rows) = rows.into_iter().partition(|(row, _)| row.parent.is_some());
        (Page { rows, next: None }, replies)
    } else {
        let top = in_thread().filter(items::Column::Parent.is_null());
        let top = after.map_or(top.clone(), |cursor| top.filter(place().gt(at(cursor))));
        let rows = with_author(by_hour(top).limit(THREAD_PAGE as u64 + 1)).all(db).await?;
        let cursor = |(row, _): &WithAuthor| Cursor { hour: Hour(row.hour), key: row.order_key };
        let page = Page::cut(rows, THREAD_PAGE, cursor);
        let parents: Vec<Uuid> = page.rows.iter().map(|(row, _)| row.id).collect();
        let replies = by_hour(in_thread().filter(items::Column::Parent.is_in(parents))).limit(REPLIES);
        (page, with_author(replies).all(db).await?)
    };

    let everything = || std::iter::once(&post).chain(&page.rows).chain(&replies);
    let known = Known::load(ctx, &post.0, everything().map(|(row, _)| row)).await?;
    let comments = page
        .rows
        .iter()
        .map(|comment| CommentView {
            item: known.view(ctx, comment),
            replies: replies
                .iter()
                .filter(|(row, _)| row.parent == Some(comment.0.id))
                .map(|r| known.view(ctx, r))
                .collect(),
        })
        .collect();
    Ok(ThreadView {
        title: post.0.title.clone(),
        space: space.slug,
        space_name: space.name,
        space_kind: SpaceKind::parse(&space.kind).ok_or(Error::Stored("space kind"))?,
        kind: PostKind::parse(&post.0.kind).unwrap_or_default(),
        post: known.view(ctx, &post),
        comment_count: post.0.comments,
        comments,
        next: page.next.map(|cursor| cursor.to_string()),
    })
}

pub(super) fn is_mine(ctx: &Ctx, row: &items::Model) -> bool {
    ctx.signed_in().is_some_and(|member| row.author.parse().is_ok_and(|author| member.is_behind(author)))
}

fn act_of_reading(ctx: &Ctx, row: &items::Model) -> Act {
    if row.state == WAITING { Act::ReadWaiting { mine: is_mine(ctx, row) } } else { Act::Read }
}

/// What is known about the items of a page besides their rows.
struct Known {
    votes: BTreeMap<Uuid, i8>,
    signals: BTreeSet<(Uuid, Signal)>,
    trails: BTreeMap<Uuid, Vec<CorrectionView>>,
    /// The identity spoken as, for those who are signed in.
    voice: Option<Voice>,
    accepted: Option<Uuid>,
    /// Whether the reader asked the question.
    asked: bool,
}

impl Known {
    async fn load(
        ctx: &Ctx,
        post: &items::Model,
        rows: impl Iterator<Item = &items::Model> + Clone,
    ) -> Result<Self, Error> {
        let ids: Vec<Uuid> = rows.clone().map(|row| row.id).collect();
        let corrected: Vec<Uuid> = rows.filter(|row| row.corrections > 0).map(|row| row.id).collect();
        let mut trails: BTreeMap<Uuid, Vec<CorrectionView>> = BTreeMap::new();
        if !corrected.is_empty() {
            let rows = corrections::Entity::find()
                .filter(corrections::Column::Item.is_in(corrected))
                .order_by_desc(corrections::Column::Hour)
                .order_by_desc(corrections::Column::OrderKey)
                .all(&ctx.stores.forum)
                .await?;
            for row in rows {
                let view = CorrectionView { hour: Hour(row.hour), note: row.note, earlier: row.earlier_html };
                trails.entry(row.item).or_default().push(view);
            }
        }
        let voice = match ctx.signed_in() {
            Some(member) => scores(&ctx.stores.forum, ctx).await?.voice(member.author(member.speaking)),
            None => None,
        };
        Ok(Self {
            votes: own_votes(ctx, &ids).await?,
            signals: own_signals(ctx, &ids).await?,
            trails,
            voice,
            accepted: post.accepted,
            asked: is_mine(ctx, post),
        })
    }

    fn view(&self, ctx: &Ctx, (row, author): &WithAuthor) -> ItemView {
        let mine = is_mine(ctx, row);
        let deleted = row.state == DELETED;
        let recent = ctx.clock.now().hour().0 - row.hour < HOURS_TO_CORRECT;
        ItemView {
            id: row.id.to_string(),
            author: author.as_ref().map_or_else(|| author_view(&nobody()), author_view),
            html: (!deleted).then(|| row.html.clone()),
            hour: Hour(row.hour),
            votes: row.up - row.down,
            my_vote: self.votes.get(&row.id).copied().unwrap_or(0),
            endorsements: row.endorsements,
            accepted: self.accepted == Some(row.id) && !deleted,
            featured: row.featured && !deleted,
            own: if deleted { OwnSignals::default() } else { self.own(ctx, row, mine) },
            quality: if mine && !deleted { quality(row) } else { None },
            mine,
            open_to_correction: mine && recent && !deleted,
            corrections: self.trails.get(&row.id).cloned().unwrap_or_default(),
        }
    }

    /// What the reader has done with an item, and may do.
    fn own(&self, ctx: &Ctx, row: &items::Model, mine: bool) -> OwnSignals {
        let may = |act| ctx.may(act).is_ok();
        OwnSignals {
            endorsed: self.signals.contains(&(row.id, Signal::Endorse)),
            may_endorse: self.voice.is_some_and(|voice| may(Act::Endorse { voice, mine })),
            saved: self.signals.contains(&(row.id, Signal::Save)),
            may_accept: row.id != row.thread && may(Act::Accept { asked: self.asked, mine }),
            may_feature: may(Act::Feature { mine }),
        }
    }
}

/// The quality of an item, as its author is told it.
fn quality(row: &items::Model) -> Option<QualityView> {
    let assessment: Assessment = serde_json::from_str(&row.assessment).ok()?;
    Some(QualityView { score: assessment.score(), parts: assessment.parts() })
}

/// The author of items whose author is no more.
fn nobody() -> authors::Model {
    authors::Model {
        id: AuthorId::Deleted.to_string(),
        name: "deleted user".to_owned(),
        handle: None,
        tier: 5,
        specialty: None,
        years_band: None,
        joined_month: 0,
        shown_tenths: 0,
        shown_day: 0,
        posts: 0,
        comments: 0,
    }
}
