//! Fills a forum with made-up posts and comments, for benchmarks. Writes rows directly, as publishing would have, and
//! gives each text a sketch of its own.

use super::entity::{fingerprints, items};
use super::items::{NO_EXEMPTIONS, PUBLISHED, unread};
use super::markdown::{excerpt, to_html};
use crate::ctx::{Ctx, Rng};
use crate::error::Error;
use crate::persona::authors;
use crate::stores::{Store, Work};
use domain::discussion::{PostKind, Subject};
use domain::ids::AuthorId;
use domain::quality::sketch;
use sea_orm::{ActiveValue::Set, EntityTrait, QueryFilter, prelude::*};

/// Items per INSERT statement.
const BATCH: usize = 500;
/// Sketch rows per INSERT statement.
const SKETCHES: usize = 5_000;
/// Words that texts are made of: sixteen per sentence, in random order.
const WORDS: [&str; 48] = [
    "after", "again", "alarm", "asked", "before", "calls", "change", "chart", "check", "clinic", "culture", "dose",
    "early", "fever", "final", "first", "found", "group", "handover", "ignored", "intake", "labs", "late", "list",
    "looked", "missed", "morning", "night", "nobody", "note", "order", "pain", "patient", "plan", "pressure", "read",
    "repeat", "result", "review", "round", "scan", "second", "shift", "signed", "team", "under", "visit", "wrote",
];

/// Adds `posts` posts and `comments` comments by the existing authors.
pub async fn seed(ctx: &Ctx, posts: usize, comments: usize) -> Result<(), Error> {
    let db = ctx.forum();
    let authors: Vec<String> = authors::Entity::find()
        .filter(authors::Column::Id.ne(AuthorId::Deleted.to_string()))
        .all(db)
        .await?
        .into_iter()
        .map(|row| row.id)
        .collect();
    let spaces: Vec<String> = super::list_spaces(ctx).await?.into_iter().map(|space| space.slug).collect();
    if authors.is_empty() || spaces.is_empty() || posts == 0 {
        return Err(Error::Stored("nothing to seed"));
    }
    let pick = |from: &[String]| {
        let at = ctx.rng.one_to(i32::try_from(from.len()).unwrap_or(1)) - 1;
        from.get(usize::try_from(at).unwrap_or(0)).cloned().unwrap_or_default()
    };
    let now = ctx.clock.now().hour().0;
    let row = |thread: Option<(Uuid, String, i32)>| {
        let id = ctx.rng.uuid();
        let sentences = ctx.rng.one_to(if thread.is_some() { 4 } else { 12 });
        let body = (0..sentences).map(|_| sentence(&ctx.rng)).collect::<Vec<_>>().join(" ");
        let title = if thread.is_some() {
            String::new()
        } else {
            format!("What a change of routine taught us, part {sentences}")
        };
        let (thread, space, hour) = thread.unwrap_or_else(|| (id, pick(&spaces), now - ctx.rng.one_to(24 * 365)));
        items::Model {
            id,
            thread,
            space,
            author: pick(&authors),
            title,
            html: to_html(&body),
            excerpt: excerpt(&body),
            body,
            exemptions: NO_EXEMPTIONS.to_owned(),
            kind: PostKind::Discussion.word().to_owned(),
            subject: Subject::Clinical.word().to_owned(),
            hour,
            order_key: ctx.rng.order_key(),
            state: PUBLISHED.to_owned(),
            up: ctx.rng.one_to(20),
            ..unread()
        }
    };
    let mut places = Vec::with_capacity(posts);
    for from in (0..posts).step_by(BATCH) {
        let batch: Vec<items::Model> = (from..posts.min(from + BATCH)).map(|_| row(None)).collect();
        places.extend(batch.iter().map(|post| (post.id, post.space.clone(), post.hour)));
        write(db, batch).await?;
    }
    let mut said = places.iter().cycle().take(comments).map(|place| row(Some(place.clone())));
    loop {
        let batch: Vec<items::Model> = said.by_ref().take(BATCH).collect();
        if batch.is_empty() {
            break;
        }
        write(db, batch).await?;
    }
    let work = db.begin().await?;
    recount(&work).await?;
    Ok(work.commit().await?)
}

/// Writes items with their sketches, in a transaction per batch: a large forum would not fit in memory or in the log.
async fn write(db: &Store, batch: Vec<items::Model>) -> Result<(), Error> {
    let work = db.begin().await?;
    let sketches = batch.iter().flat_map(|row| {
        sketch(&row.body).into_iter().map(|hash| fingerprints::ActiveModel { hash: Set(hash), item: Set(row.id) })
    });
    for sketches in sketches.collect::<Vec<_>>().chunks(SKETCHES) {
        fingerprints::Entity::insert_many(sketches.iter().cloned()).exec_without_returning(&work).await?;
    }
    let rows = batch.into_iter().map(|row| items::ActiveModel::from(row).reset_all());
    items::Entity::insert_many(rows).exec_without_returning(&work).await?;
    Ok(work.commit().await?)
}

/// A random sentence that does not repeat.
pub fn sentence(rng: &Rng) -> String {
    let drawn = rng.bytes::<16>();
    let words: Vec<&str> =
        drawn.iter().filter_map(|byte| WORDS.get(usize::from(*byte) % WORDS.len()).copied()).collect();
    format!("We {}.", words.join(" "))
}

/// Recomputes every stored count from the rows.
async fn recount(work: &Work) -> Result<(), Error> {
    let standing = "state = 'published'";
    for statement in [
        format!(
            "UPDATE items SET comments = (SELECT COUNT(*) FROM items c WHERE c.thread = items.id AND c.id <> c.thread AND c.{standing}) WHERE thread = id"
        ),
        format!(
            "UPDATE spaces SET posts = (SELECT COUNT(*) FROM items p WHERE p.space = spaces.slug AND p.thread = p.id AND p.{standing})"
        ),
        format!(
            "UPDATE authors SET posts = (SELECT COUNT(*) FROM items p WHERE p.author = authors.id AND p.thread = p.id AND p.{standing}), comments = (SELECT COUNT(*) FROM items p WHERE p.author = authors.id AND p.thread <> p.id AND p.{standing}) WHERE id <> 'deleted_user'"
        ),
        "UPDATE dimensions SET posts = 0".to_owned(),
        posts_by("space", "space"),
        posts_by("subject", "subject"),
    ] {
        work.execute_unprepared(&statement).await?;
    }
    Ok(())
}

/// The statement that counts posts per dimension.
fn posts_by(axis: &str, column: &str) -> String {
    format!(
        "INSERT INTO dimensions (author, axis, value, posts, earned_tenths, helpful, unhelpful, shown_tenths) \
         SELECT author, '{axis}', {column}, COUNT(*), 0, 0, 0, 5000 FROM items \
         WHERE thread = id AND state = 'published' AND author <> 'deleted_user' GROUP BY author, {column} \
         ON CONFLICT (author, axis, value) DO UPDATE SET posts = excluded.posts"
    )
}
