//! Times votes on SQLite in a forum of 10 000 posts and 100 000 comments: a hundred votes a second for forty seconds,
//! each timed from the moment it was due until it is committed. Then times a rebuild over a million events. Prints one
//! line of JSON, which `make bench` reads. Figures, not tests.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench fails loudly")]
#![expect(clippy::disallowed_methods, reason = "a bench reads the clock")]

mod setting;

use domain::discussion::{Draft, PostKind, Publication, SpaceSlug, Target};
use domain::ids::ItemId;
use domain::scrub::Exemptions;
use sea_orm::ConnectionTrait;
use server::discussion::{Outcome, add_spaces, publish, save_draft, seed};
use server::reputation::{Choice, rebuild, vote};
use server::{Ctx, Services};
use setting::{member, persona_of, services, speaker};
use std::time::{Duration, Instant};

const AUTHORS: usize = 10;
const VOTERS: usize = 40;
const EVENTS: usize = 1_000_000;
/// Items of an author: as many as an account may vote on in a day.
const ITEMS: usize = 10;

#[tokio::main]
async fn main() {
    let folder = std::env::temp_dir().join(format!("uniting-doctors-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let services = services(&folder).await;
    let visitor = Ctx::visitor(services.clone());
    add_spaces(&visitor, server::demo::first_spaces().unwrap()).await.unwrap();

    let mut items = Vec::new();
    for number in 0..AUTHORS {
        let (author, _) = speaker(&services, &format!("author{number}@example.org")).await;
        items.extend(posts(&author).await);
    }
    let mut voters = Vec::new();
    for number in 0..VOTERS {
        voters.push(member(&services, &format!("voter{number}@example.org")).await);
    }
    seed(&visitor, 10_000, 100_000).await.unwrap();

    let mut times = votes(&voters, &items).await;
    times.sort_unstable();
    let ms = |part: usize| times[(times.len() - 1) * part / 1_000].as_secs_f64() * 1_000.0;
    let (p50, p99, most) = (ms(500), ms(990), ms(1_000));
    let seconds = rebuilding(&services, &visitor).await;
    println!(
        "{{\"votes\":{},\"p50_ms\":{p50:.2},\"p99_ms\":{p99:.2},\"slowest_ms\":{most:.2},\"rebuild_events\":{EVENTS},\"rebuild_seconds\":{seconds:.2}}}",
        times.len()
    );
    drop((services, visitor, voters));
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Every voter votes on every item, ten milliseconds after the vote before.
async fn votes(voters: &[Ctx], items: &[ItemId]) -> Vec<Duration> {
    let begun = Instant::now();
    let mut cast = Vec::new();
    let each = items.iter().flat_map(|item| voters.iter().map(move |voter| (voter.clone(), *item)));
    for (number, (voter, item)) in each.enumerate() {
        let due = begun + Duration::from_millis(10) * u32::try_from(number).unwrap();
        tokio::time::sleep_until(due.into()).await;
        cast.push(tokio::spawn(async move {
            vote(&voter, item, Choice::Up).await.unwrap();
            due.elapsed()
        }));
    }
    let mut times = Vec::new();
    for vote in cast {
        times.push(vote.await.unwrap());
    }
    times
}

/// Writes a million events worth no points, and times the rebuild that reads them.
async fn rebuilding(services: &Services, visitor: &Ctx) -> f64 {
    let sql = format!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {EVENTS}), \
         a AS (SELECT author, ROW_NUMBER() OVER (ORDER BY author) AS nth, COUNT(*) OVER () AS of FROM reputation_scores) \
         INSERT INTO reputation_events (id, author, kind, reversal, nominal_tenths, tenths, day) \
         SELECT randomblob(16), a.author, 'contribution', FALSE, 0, 0, 20000 FROM n JOIN a ON a.nth = n.i % a.of + 1"
    );
    services.stores.forum.execute_unprepared(&sql).await.unwrap();
    let begun = Instant::now();
    let done = rebuild(visitor).await.unwrap();
    assert!(done.events >= EVENTS && done.differences.is_empty(), "{done:?}");
    begun.elapsed().as_secs_f64()
}

async fn posts(author: &Ctx) -> Vec<ItemId> {
    let mut items = Vec::new();
    for number in 0..ITEMS {
        let draft = Draft {
            author: persona_of(author),
            target: Target::Post { space: SpaceSlug::parse("cardiology"), kind: PostKind::Discussion },
            title: "What a change of routine taught us".to_owned(),
            body: format!("We changed the order of checks at handover for the {number}th time, and looked again."),
            publication: Publication::AtOnce,
            exemptions: Exemptions::none(),
        };
        let id = save_draft(author, None, &draft).await.unwrap();
        match publish(author, id).await.unwrap() {
            Outcome::Published { item, .. } => items.push(item),
            Outcome::Scheduled => {}
        }
    }
    items
}
