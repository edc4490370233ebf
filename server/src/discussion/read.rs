//! Reading: feeds and threads, in keyset pages by (hour, random key), with few queries and no scans.

use super::entity::{corrections, items, spaces};
use super::items::{DELETED, WAITING, standing_post};
use crate::ctx::Ctx;
use crate::error::{Error, Refused};
use crate::persona::{author_view, authors};
use crate::reputation::own_votes;
use domain::calendar::Hour;
use domain::discussion::{
    CommentView, CorrectionView, Cursor, HOURS_TO_CORRECT, ItemView, Page, PostCard, SpaceKind, SpaceSlug, ThreadView,
};
use domain::ids::{AuthorId, ItemId};
use domain::policy::Act;
use domain::scrub::Kept;
use sea_orm::sea_query::{Expr, ExprTrait as _, SimpleExpr};
use sea_orm::{
    EntityTrait, FromQueryResult, JoinType, Order, QueryFilter, QueryOrder, QuerySelect, RelationTrait, Select,
    prelude::*,
};
use std::collections::BTreeMap;

/// Posts on a page of a feed.
const FEED_PAGE: usize = 20;
/// Comments on a page of a thread, replies not counted.
const THREAD_PAGE: usize = 25;
/// Replies shown under the comments of one page.
const REPLIES: u64 = 500;

/// Which posts a feed has.
pub enum Scope {
    /// All.
    Everything,
    /// Those of a space.
    Space(SpaceSlug),
    /// Those of an author.
    Author(AuthorId),
}

#[derive(FromQueryResult)]
struct FeedRow {
    id: Uuid,
    title: String,
    excerpt: String,
    space: String,
    space_name: String,
    hour: i32,
    order_key: i64,
    comments: i32,
    up: i32,
    down: i32,
    author: String,
    name: String,
    tier: i32,
    specialty: Option<String>,
    years_band: Option<i32>,
    shown_tenths: i32,
}

/// A page of posts, the latest hour first.
pub async fn feed(ctx: &Ctx, scope: Scope, after: Option<Cursor>) -> Result<Page<PostCard>, Error> {
    use items::Column::{Comments, Down, Excerpt, Hour as HourColumn, Id, OrderKey, Space, Title, Up};
    ctx.may(Act::Read)?;
    let mut posts = items::Entity::find()
        .select_only()
        .columns([Id, Title, Excerpt, Space, HourColumn, OrderKey, Comments, Up, Down, items::Column::Author])
        .column_as(spaces::Column::Name, "space_name")
        .columns([
            authors::Column::Name,
            authors::Column::Tier,
            authors::Column::Specialty,
            authors::Column::YearsBand,
            authors::Column::ShownTenths,
        ])
        .join(JoinType::InnerJoin, items::Relation::Author.def())
        .join(JoinType::InnerJoin, items::Relation::Space.def())
        .filter(standing_post());
    posts = match scope {
        Scope::Everything => posts,
        Scope::Space(slug) => posts.filter(Space.eq(slug.as_str())),
        Scope::Author(author) => posts.filter(items::Column::Author.eq(author.to_string())),
    };
    if let Some(cursor) = after {
        posts = posts.filter(place().lt(at(cursor)));
    }
    let rows = posts
        .order_by_desc(HourColumn)
        .order_by_desc(OrderKey)
        .limit(FEED_PAGE as u64 + 1)
        .into_model::<FeedRow>()
        .all(&ctx.stores.forum)
        .await?;
    let cursor = |row: &FeedRow| Cursor { hour: Hour(row.hour), key: row.order_key };
    Ok(Page::cut(rows, FEED_PAGE, cursor).map(card))
}

fn card(row: FeedRow) -> PostCard {
    let author = authors::Model {
        id: row.author,
        name: row.name,
        handle: None,
        tier: row.tier,
        specialty: row.specialty,
        years_band: row.years_band,
        joined_month: 0,
        content_tenths: 0,
        shown_tenths: row.shown_tenths,
        shown_day: 0,
        posts: 0,
        comments: 0,
    };
    PostCard {
        id: row.id.to_string(),
        title: row.title,
        excerpt: row.excerpt,
        space: row.space,
        space_name: row.space_name,
        author: author_view(&author),
        hour: Hour(row.hour),
        comments: row.comments,
        votes: row.up - row.down,
    }
}

fn column(column: items::Column) -> Expr {
    Expr::col((items::Entity, column))
}

/// (hour, key) of a row, and of a cursor.
fn place() -> SimpleExpr {
    Expr::tuple([column(items::Column::Hour), column(items::Column::OrderKey)])
}

fn at(cursor: Cursor) -> SimpleExpr {
    Expr::tuple([Expr::value(cursor.hour.0), Expr::value(cursor.key)])
}

type WithAuthor = (items::Model, Option<authors::Model>);

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
    let known = Known::load(ctx, everything().map(|(row, _)| row)).await?;
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
        post: known.view(ctx, &post),
        comment_count: post.0.comments,
        comments,
        next: page.next.map(|cursor| cursor.to_string()),
    })
}

fn is_mine(ctx: &Ctx, row: &items::Model) -> bool {
    ctx.signed_in().is_some_and(|member| row.author.parse().is_ok_and(|author| member.is_behind(author)))
}

fn act_of_reading(ctx: &Ctx, row: &items::Model) -> Act {
    if row.state == WAITING { Act::ReadWaiting { mine: is_mine(ctx, row) } } else { Act::Read }
}

/// What is known about the items of a page besides their rows.
struct Known {
    votes: BTreeMap<Uuid, i8>,
    trails: BTreeMap<Uuid, Vec<CorrectionView>>,
}

impl Known {
    async fn load(ctx: &Ctx, rows: impl Iterator<Item = &items::Model> + Clone) -> Result<Self, Error> {
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
        Ok(Self { votes: own_votes(ctx, &ids).await?, trails })
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
            mine,
            open_to_correction: mine && recent && !deleted,
            corrections: self.trails.get(&row.id).cloned().unwrap_or_default(),
        }
    }
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
        content_tenths: 0,
        shown_tenths: 0,
        shown_day: 0,
        posts: 0,
        comments: 0,
    }
}

/// One of the member's own items as it stands.
pub struct OwnItem {
    /// Its thread.
    pub thread: ItemId,
    /// Under whom it was said.
    pub author: AuthorId,
    /// Its title.
    pub title: String,
    /// Its text.
    pub body: String,
    /// What its author said identifies nobody.
    pub kept: Kept,
}

/// One of the member's own items, to correct or delete.
pub async fn own_item(ctx: &Ctx, item: ItemId) -> Result<OwnItem, Error> {
    ctx.require()?;
    let row = items::Entity::find_by_id(item.0).one(&ctx.stores.forum).await?.ok_or(Refused::NotFound)?;
    let recent = row.state == WAITING || ctx.clock.now().hour().0 - row.hour < HOURS_TO_CORRECT;
    ctx.may(Act::Correct { mine: is_mine(ctx, &row) && row.state != DELETED, recent })?;
    let author = row.author.parse().map_err(|_| Error::Stored("author"))?;
    // A record that cannot be read keeps nothing: correcting and deleting go on.
    let kept = serde_json::from_str(&row.kept).unwrap_or_default();
    Ok(OwnItem { thread: ItemId(row.thread), author, title: row.title, body: row.body, kept })
}

/// The member's own items that still wait to appear: id, author's name, and the first words.
pub async fn waiting(ctx: &Ctx) -> Result<Vec<(ItemId, String, String)>, Error> {
    let member = ctx.require()?;
    let own = member.identities().into_iter().map(|identity| member.author(identity).to_string());
    let rows = items::Entity::find()
        .filter(items::Column::Author.is_in(own))
        .filter(items::Column::State.eq(WAITING))
        .find_also_related(authors::Entity)
        .all(&ctx.stores.forum)
        .await?;
    let line = |(row, author): WithAuthor| {
        let words = if row.title.is_empty() { row.excerpt } else { row.title };
        (ItemId(row.id), author.map_or_else(String::new, |author| author.name), words)
    };
    Ok(rows.into_iter().map(line).collect())
}
