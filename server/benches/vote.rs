//! How long a vote takes, on SQLite, in a forum of 10 000 posts and 100 000 comments: a hundred votes a second for forty
//! seconds, each timed from the moment it was due until it is committed. Then how long a rebuild takes over a million
//! events. Writes one line of JSON, which `make bench` reads. Figures, not tests.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench fails loudly")]
#![expect(clippy::disallowed_methods, reason = "a bench reads the clock")]

use domain::account::{Claim, Specialty, Tier, YearsBand};
use domain::calendar::Moment;
use domain::discussion::{Draft, PostKind, Publication, SpaceSlug, Target};
use domain::ids::{AuthorId, ItemId};
use domain::persona::{Degree, Slot};
use domain::scrub::Kept;
use sea_orm::ConnectionTrait;
use server::account::{NewAccount, PasswordHashing, Proof, SealedSessions, load_member, sign_up, verify};
use server::ctx::{Chance, Clock};
use server::discussion::{Outcome, add_spaces, fill, publish, save_draft};
use server::keys::ServerKeys;
use server::reputation::{Choice, rebuild, vote};
use server::stores::{StoreUrls, Stores};
use server::vault::{CustodianKeys, Custodians};
use server::{Ctx, Deployment};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tower_sessions::Session;

const AUTHORS: usize = 10;
const VOTERS: usize = 40;
const EVENTS: usize = 1_000_000;
/// Items of an author: as many as an account may vote on in a day.
const ITEMS: usize = 10;

#[tokio::main]
async fn main() {
    let folder = std::env::temp_dir().join(format!("uniting-doctors-bench-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let deployment = deployment(&folder).await;
    let visitor = Ctx::visitor(deployment.clone());
    add_spaces(&visitor, server::demo::first_spaces().unwrap()).await.unwrap();

    let mut items = Vec::new();
    for number in 0..AUTHORS {
        let author = member(&deployment, &format!("author{number}@example.org")).await;
        let slot = server::persona::create(&author, Degree::PeerVerified).await.unwrap();
        let author = again(&deployment, &format!("author{number}@example.org")).await;
        items.extend(posts(&author, slot).await);
    }
    let mut voters = Vec::new();
    for number in 0..VOTERS {
        voters.push(member(&deployment, &format!("voter{number}@example.org")).await);
    }
    fill(&visitor, 10_000, 100_000).await.unwrap();

    let mut times = votes(&voters, &items).await;
    times.sort_unstable();
    let ms = |part: usize| times[(times.len() - 1) * part / 1_000].as_secs_f64() * 1_000.0;
    let (p50, p99, most) = (ms(500), ms(990), ms(1_000));
    let seconds = rebuilding(&deployment, &visitor).await;
    println!(
        "{{\"votes\":{},\"p50_ms\":{p50:.2},\"p99_ms\":{p99:.2},\"slowest_ms\":{most:.2},\"rebuild_events\":{EVENTS},\"rebuild_seconds\":{seconds:.2}}}",
        times.len()
    );
    drop((deployment, visitor, voters));
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

/// Writes a million events of no points, and times the rebuild that reads them.
async fn rebuilding(deployment: &Deployment, visitor: &Ctx) -> f64 {
    let sql = format!(
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {EVENTS}), \
         a AS (SELECT author, ROW_NUMBER() OVER (ORDER BY author) AS nth, COUNT(*) OVER () AS of FROM reputation_scores) \
         INSERT INTO reputation_events (id, author, kind, reversal, nominal_tenths, tenths, day) \
         SELECT randomblob(16), a.author, 'contribution', FALSE, 0, 0, 20000 FROM n JOIN a ON a.nth = n.i % a.of + 1"
    );
    deployment.stores.forum.execute_unprepared(&sql).await.unwrap();
    let begun = Instant::now();
    let done = rebuild(visitor).await.unwrap();
    assert!(done.events >= EVENTS && done.differences.is_empty(), "{done:?}");
    begun.elapsed().as_secs_f64()
}

async fn deployment(folder: &std::path::Path) -> Deployment {
    let chance = Chance::seeded(11);
    let url = |name: &str| format!("sqlite:{}", folder.join(name).display());
    let urls = StoreUrls { identity: url("identity.db"), forum: url("forum.db"), vault: url("vault.db") };
    let custodians: Vec<_> = (0..3).map(|_| CustodianKeys::random(&chance).public).collect();
    Deployment {
        stores: Stores::open(&urls).await.unwrap(),
        clock: Clock::fixed(Moment(1_790_000_000)),
        keys: Arc::new(ServerKeys::fresh(&chance)),
        custodians: Arc::new(Custodians::new(1, 2, &custodians).unwrap()),
        passwords: PasswordHashing::with_cost(64, 1),
        chance,
    }
}

const PASSWORD: &str = "copper violin harbour nine";

fn session(deployment: &Deployment) -> Session {
    let store =
        SealedSessions::new(deployment.stores.identity.clone(), deployment.clock.clone(), deployment.chance.clone());
    Session::new(None, Arc::new(store), None)
}

async fn member(deployment: &Deployment, email: &str) -> Ctx {
    let visitor = Ctx::visitor(deployment.clone());
    let new = NewAccount { email, name: "Member of the bench", password: PASSWORD, again: PASSWORD };
    sign_up(&visitor, &session(deployment), new).await.unwrap();
    let specialty = Specialty::parse("cardiology");
    let claim = Claim { tier: Tier::MedicalProfessional, specialty, years: Some(YearsBand::To19) };
    verify(&visitor, email, claim, &Proof::InPerson).await.unwrap();
    again(deployment, email).await
}

/// The context of somebody who signs in.
async fn again(deployment: &Deployment, email: &str) -> Ctx {
    let session = session(deployment);
    server::account::sign_in(&Ctx::visitor(deployment.clone()), &session, email, PASSWORD).await.unwrap();
    Ctx::member(deployment.clone(), load_member(deployment, &session).await.unwrap().unwrap())
}

async fn posts(author: &Ctx, slot: Slot) -> Vec<ItemId> {
    let persona = author.signed_in().unwrap().keyring().in_slot(slot).unwrap().persona;
    let mut items = Vec::new();
    for number in 0..ITEMS {
        let draft = Draft {
            author: AuthorId::Persona(persona),
            target: Target::Post { space: SpaceSlug::parse("cardiology"), kind: PostKind::Discussion },
            title: "What a change of routine taught us".to_owned(),
            body: format!("We changed the order of checks at handover for the {number}th time, and looked again."),
            publication: Publication::AtOnce,
            kept: Kept::none(),
        };
        let id = save_draft(author, None, &draft).await.unwrap();
        match publish(author, id).await.unwrap() {
            Outcome::Stands { item, .. } => items.push(item),
            Outcome::Waits => {}
        }
    }
    items
}
