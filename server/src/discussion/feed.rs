//! Feeds: keyset pages by (hour, random key), with one query and no scan.

use super::entity::{items, spaces};
use super::items::published_post;
use super::order::{at, place};
use crate::ctx::Ctx;
use crate::error::Error;
use crate::persona::{author_view, authors};
use domain::calendar::Hour;
use domain::discussion::{Cursor, Page, PostCard, PostKind, SpaceSlug};
use domain::ids::AuthorId;
use domain::policy::Act;
use sea_orm::sea_query::ExprTrait as _;
use sea_orm::{
    EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait, prelude::*,
};

/// Posts on a page of a feed.
const FEED_PAGE: usize = 20;

/// Which posts a feed contains.
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
    kind: String,
    featured: bool,
    author: String,
    name: String,
    tier: i32,
    specialty: Option<String>,
    years_band: Option<i32>,
    shown_tenths: i32,
}

/// A page of posts, latest hour first.
pub async fn feed(ctx: &Ctx, scope: Scope, after: Option<Cursor>) -> Result<Page<PostCard>, Error> {
    use items::Column::{Comments, Down, Excerpt, Featured, Hour as HourColumn, Id, Kind, OrderKey, Space, Title, Up};
    ctx.may(Act::Read)?;
    let mut posts = items::Entity::find()
        .select_only()
        .columns([Id, Title, Excerpt, Space, HourColumn, OrderKey, Comments, Up, Down, Kind, Featured])
        .column(items::Column::Author)
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
        .filter(published_post());
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
        .all(ctx.forum())
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
        kind: PostKind::parse(&row.kind).unwrap_or_default(),
        featured: row.featured,
    }
}
