//! Reputation: votes and reactions, the ledger, time, badges, and what is deleted.

mod accept;
mod alike;
mod assess;
mod badges;
mod bonus;
mod cite;
mod course;
mod expert;
mod forget;
mod gone;
mod ledger;
mod locks;
mod reaction;
mod rebuild;
mod saved;
mod shown;
mod spent;
mod time;
mod vote;
mod weekly;
mod weight;

use crate::world::{Person, World};
use domain::ids::{AuthorId, ItemId};
use server::Error;
use server::reputation::{Choice, Reaction, Rebuilt, reaction, rebuild, vote};
use server::worker::daily;

/// Days from the start of a world until quality losses count for authors who joined at the start.
const GRACE: i64 = 47;

/// The sketches of all texts: those of the day, and those of the days before.
pub const SKETCHES: &str = "(SELECT item FROM recent_fingerprints UNION ALL SELECT item FROM fingerprints) sketches";

/// The right answers to the course.
pub fn right_answers() -> Vec<Option<usize>> {
    let right = |question: usize| {
        (0..3).find(|choice| {
            let mut answers = vec![None; domain::reputation::COURSE.len()];
            answers[question] = Some(*choice);
            !domain::reputation::mistakes(&answers).contains(&question)
        })
    };
    (0..domain::reputation::COURSE.len()).map(right).collect()
}

/// Casts a ballot.
async fn cast(voter: &Person, item: ItemId, choice: Choice) -> Result<ItemId, Error> {
    vote(&voter.ctx().await, item, choice).await
}

/// Gives a reaction.
async fn give(who: &Person, item: ItemId, what: Reaction) -> Result<ItemId, Error> {
    reaction(&who.ctx().await, item, what, true).await
}

/// Takes a reaction back.
async fn take_back(who: &Person, item: ItemId, what: Reaction) -> Result<ItemId, Error> {
    reaction(&who.ctx().await, item, what, false).await
}

/// Somebody who speaks as a persona with this content sum.
async fn somebody(world: &World, name: &str, content_tenths: i32) -> Person {
    let (person, persona) = world.with_persona(name).await;
    world.set_content(persona, content_tenths).await;
    person
}

/// A member who speaks as a persona with 800 points.
async fn expert(world: &World, name: &str) -> Person {
    somebody(world, name, 3_000).await
}

/// A stored value of an author's standing.
async fn kept(world: &World, author: AuthorId, column: &str) -> i64 {
    world.number("forum", &format!("SELECT {column} FROM reputation_scores WHERE author = '{author}'")).await
}

/// The sum of an author's content points, which must match the ledger.
async fn content(world: &World, author: AuthorId) -> i64 {
    replay(world).await;
    kept(world, author, "content_tenths").await
}

/// Replays every ledger; nothing may differ.
async fn replay(world: &World) -> Rebuilt {
    let done = rebuild(&world.visitor()).await.unwrap();
    assert_eq!(done.differences, []);
    done
}

/// An author's events except contributions: kind, whether it is a reversal, its nominal points, the points that count,
/// and why the rest does not.
async fn lines(world: &World, author: AuthorId) -> Vec<String> {
    let sql = format!(
        "SELECT kind || CASE WHEN reversal THEN ' back' ELSE '' END || ' ' || nominal_tenths || ' ' || tenths \
         || COALESCE(' ' || limited_by, '') AS cell FROM reputation_events \
         WHERE author = '{author}' AND kind <> 'contribution' AND day > 0"
    );
    let mut lines = world.texts("forum", &sql).await;
    lines.sort_unstable();
    lines
}

/// A column of an item.
async fn of_item(world: &World, item: ItemId, column: &str) -> i64 {
    let id = world.sql_uuid(item.0);
    world.number("forum", &format!("SELECT CAST({column} AS INTEGER) FROM items WHERE id = {id}")).await
}

/// Updates an item's row.
async fn set_item(world: &World, item: ItemId, what: &str) {
    let id = world.sql_uuid(item.0);
    assert_eq!(world.run("forum", &format!("UPDATE items SET {what} WHERE id = {id}")).await, 1);
}

/// Runs the daily jobs.
async fn reckon(world: &World) {
    daily(&world.visitor()).await.unwrap();
}

/// Three readers: as many helpful votes as a bonus takes.
struct Readers(Vec<Person>);

impl Readers {
    async fn of(world: &World) -> Self {
        let mut readers = Vec::new();
        for number in 0..3 {
            readers.push(world.cardiologist(&format!("reader{number}")).await);
        }
        Self(readers)
    }

    async fn find_helpful_by(&self, number: usize, item: ItemId) {
        cast(&self.0[number], item, Choice::Up).await.unwrap();
    }

    async fn find_helpful(&self, item: ItemId) {
        for number in 0..3 {
            self.find_helpful_by(number, item).await;
        }
    }
}
