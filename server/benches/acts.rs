//! Times every act on SQLite, in a forum filled with the given number of posts and comments: `cargo bench -p server
//! --bench acts -- POSTS COMMENTS [FOLDER]`; a folder given by its whole path is kept, and not filled again by the next
//! run. Each act alone, then votes and comments from sixteen members at a time, votes while the store is rewritten, and
//! the size of the log under twenty writes a second. Prints one line of JSON. Figures, not tests.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench fails loudly")]
#![expect(clippy::disallowed_methods, reason = "a bench reads the clock")]

mod figures;
mod setting;

use domain::account::Role;
use domain::discussion::{Draft, PostKind, Publication, SpaceSlug, Target};
use domain::ids::{AuthorId, ItemId};
use domain::persona::Degree;
use domain::scrub::Exemptions;
use figures::{Figures, memory, ms, report, timed};
use sea_orm::ConnectionTrait;
use server::Ctx;
use server::Services;
use server::account::{Proof, give_role};
use server::ctx::Rng;
use server::discussion::{Outcome, add_spaces, delete, list_drafts, publish, save_draft, seed, sentence};
use server::jobs::Lane;
use server::persona::{create, dashboard};
use server::reputation::{Choice, Reaction, accept, feature, reaction, vote};
use server::worker::{nightly, run_due};
use setting::{load, member, persona_of, services, speaker};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use tower_sessions::Session;

/// Members who act; each may publish ten posts and fifty comments a day.
const MEMBERS: usize = 48;
const AT_A_TIME: usize = 16;

#[tokio::main]
async fn main() {
    let numbers: Vec<usize> = std::env::args().filter_map(|argument| argument.parse().ok()).collect();
    let (posts, comments) = (*numbers.first().unwrap_or(&10_000), *numbers.get(1).unwrap_or(&100_000));
    let kept = std::env::args().skip(1).map(PathBuf::from).find(|argument| argument.is_absolute());
    let folder = kept
        .clone()
        .unwrap_or_else(|| std::env::temp_dir().join(format!("uniting-doctors-acts-{}", std::process::id())));
    let is_filled = folder.join("forum.db").exists();
    std::fs::create_dir_all(&folder).unwrap();
    let services = services(&folder).await;
    let visitor = Ctx::visitor(services.clone());
    add_spaces(&visitor, server::demo::first_spaces().unwrap()).await.unwrap();
    let (mut members, mut sessions) = (Vec::new(), Vec::new());
    for number in 0..MEMBERS {
        let (member, session) = speaker(&services, &address(&format!("member{number}"))).await;
        members.push(member);
        sessions.push(session);
    }
    let begun = Instant::now();
    // Filling touches pages all over the store; the measurements run with the product's own cache size again.
    keep_pages(&services, 2_000_000).await;
    if !is_filled {
        seed(&visitor, posts, comments).await.unwrap();
    }
    keep_pages(&services, 16_000).await;
    let filled = begun.elapsed();
    nightly(&visitor).await.unwrap();

    let mut figures = vec![("fill_seconds", filled.as_secs_f64())];
    let items = alone(&members, &mut figures).await;
    Box::pin(rarer(&services, &members, &items, &mut figures)).await;
    probing(&services, (&members[0], &sessions[0]), &mut figures).await;
    at_a_time(&members, &items, &mut figures).await;
    log(&members, &items, &folder, &mut figures).await;
    night(&visitor, &members, &items, &mut figures).await;
    let figures: Vec<String> = figures.iter().map(|(name, value)| format!("\"{name}\":{value:.2}")).collect();
    println!("{{\"posts\":{posts},\"comments\":{comments},{}}}", figures.join(","));
    drop((services, visitor, members));
    if kept.is_none() {
        std::fs::remove_dir_all(&folder).unwrap();
    }
}

/// An address that no earlier run has used.
fn address(name: &str) -> String {
    format!("{name}-{}@example.org", std::process::id())
}

/// Sets the page cache of the forum's writing connection, in KiB.
async fn keep_pages(services: &Services, kib: u32) {
    let forum = services.stores.forum.connection();
    forum.execute_unprepared(&format!("PRAGMA cache_size = -{kib}")).await.unwrap();
}

fn draft(author: AuthorId, target: Target) -> Draft {
    let title = if matches!(target, Target::Post { .. }) { "What a change of routine taught us" } else { "" };
    let rng = Rng::system();
    let body = format!("{} {}", sentence(&rng), sentence(&rng));
    Draft {
        author,
        target,
        title: title.to_owned(),
        body,
        publication: Publication::AtOnce,
        exemptions: Exemptions::none(),
    }
}

async fn say(ctx: &Ctx, draft: &Draft, saves: &mut Vec<Duration>, publishes: &mut Vec<Duration>) -> ItemId {
    let begun = Instant::now();
    let id = save_draft(ctx, None, draft).await.unwrap();
    saves.push(begun.elapsed());
    let begun = Instant::now();
    let outcome = publish(ctx, id).await.unwrap();
    publishes.push(begun.elapsed());
    match outcome {
        Outcome::Published { item, .. } => item,
        Outcome::Scheduled => unreachable!("nothing waits here"),
    }
}

/// Each act by itself. Returns the posts that were published.
async fn alone(members: &[Ctx], figures: &mut Figures) -> Vec<ItemId> {
    let (mut saves, mut posts, mut comments, mut corrections) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut items = Vec::new();
    for ctx in members {
        let author = persona_of(ctx);
        let target = Target::Post { space: SpaceSlug::parse("cardiology"), kind: PostKind::Discussion };
        for _ in 0..5 {
            items.push(say(ctx, &draft(author, target.clone()), &mut saves, &mut posts).await);
        }
        let post = items[items.len() - 1];
        for _ in 0..5 {
            say(ctx, &draft(author, Target::Comment { post, parent: None }), &mut saves, &mut comments).await;
        }
        for _ in 0..3 {
            let target = Target::Correction { item: post, note: "Clearer.".to_owned(), forget_earlier: false };
            let corrected = Draft { title: "What it taught us".to_owned(), ..draft(author, target) };
            say(ctx, &corrected, &mut Vec::new(), &mut corrections).await;
        }
    }
    let (mut votes, mut bookmarks) = (Vec::new(), Vec::new());
    for (number, ctx) in members.iter().enumerate() {
        for other in 1..5 {
            let item = items[(number + other) % members.len() * 5];
            let begun = Instant::now();
            vote(ctx, item, Choice::Up).await.unwrap();
            votes.push(begun.elapsed());
            let begun = Instant::now();
            reaction(ctx, item, Reaction::Save, true).await.unwrap();
            bookmarks.push(begun.elapsed());
        }
    }
    report(figures, ["save_draft_p50_ms", "save_draft_p99_ms"], &mut saves);
    report(figures, ["publish_post_p50_ms", "publish_post_p99_ms"], &mut posts);
    report(figures, ["publish_comment_p50_ms", "publish_comment_p99_ms"], &mut comments);
    report(figures, ["correct_p50_ms", "correct_p99_ms"], &mut corrections);
    report(figures, ["vote_p50_ms", "vote_p99_ms"], &mut votes);
    report(figures, ["bookmark_p50_ms", "bookmark_p99_ms"], &mut bookmarks);
    items
}

/// Less frequent acts: endorsing, sharing, accepting an answer, featuring, deleting, making a persona.
async fn rarer(services: &Services, members: &[Ctx], items: &[ItemId], figures: &mut Figures) {
    let visitor = Ctx::visitor(services.clone());
    // Endorsing takes 800 points; how they were earned does not matter here.
    let points = "UPDATE reputation_scores SET content_tenths = 3000";
    services.stores.forum.connection().execute_unprepared(points).await.unwrap();
    let (_, session) = speaker(services, &address("moderator")).await;
    give_role(&visitor, &address("moderator"), Role::Moderator, &Proof::InPerson).await.unwrap();
    let moderator = load(services, &session).await;

    let mut times: [Vec<Duration>; 7] = Default::default();
    let [endorsements, shares, answers, features, deletions, personas, releases] = &mut times;
    for (number, ctx) in members.iter().enumerate() {
        let (own, others) = (items[number * 5], items[(number + 1) % members.len() * 5]);
        timed(endorsements, reaction(ctx, others, Reaction::Endorse, true)).await;
        timed(shares, reaction(ctx, others, Reaction::Share, true)).await;
        timed(features, feature(&moderator, own, true)).await;
        let other = &members[(number + 1) % members.len()];
        let comment = draft(persona_of(other), Target::Comment { post: own, parent: None });
        let answer = say(other, &comment, &mut Vec::new(), &mut Vec::new()).await;
        timed(answers, accept(ctx, answer, true)).await;
        timed(deletions, delete(other, answer)).await;
    }
    for number in 0..10 {
        let newcomer = member(services, &address(&format!("newcomer{number}"))).await;
        timed(personas, create(&newcomer, Degree::PeerVerified)).await;
    }
    for ctx in members {
        let target = Target::Post { space: SpaceSlug::parse("cardiology"), kind: PostKind::Discussion };
        let scheduled = Draft { publication: Publication::Mixed, ..draft(persona_of(ctx), target) };
        let id = save_draft(ctx, None, &scheduled).await.unwrap();
        assert_eq!(publish(ctx, id).await.unwrap(), Outcome::Scheduled);
        let due = "UPDATE jobs SET run_minute = 0 WHERE kind = 'release'";
        services.stores.forum.connection().execute_unprepared(due).await.unwrap();
        timed(releases, run_due(&visitor, Lane::Once)).await;
    }
    report(figures, ["release_p50_ms", "release_p99_ms"], releases);
    report(figures, ["endorse_p50_ms", "endorse_p99_ms"], endorsements);
    report(figures, ["share_p50_ms", "share_p99_ms"], shares);
    report(figures, ["accept_p50_ms", "accept_p99_ms"], answers);
    report(figures, ["feature_p50_ms", "feature_p99_ms"], features);
    report(figures, ["delete_p50_ms", "delete_p99_ms"], deletions);
    report(figures, ["make_persona_p50_ms", "make_persona_p99_ms"], personas);
}

/// Times the search for private rows, with few and with a thousand of them.
async fn probing(services: &Services, (ctx, session): (&Ctx, &Session), figures: &mut Figures) {
    let time = async |what: &str| {
        let mut times = Vec::new();
        for _ in 0..200 {
            let begun = Instant::now();
            match what {
                "drafts" => drop(list_drafts(ctx).await.unwrap()),
                "dashboard" => drop(dashboard(ctx).await.unwrap()),
                _ => drop(load(services, session).await),
            }
            times.push(begun.elapsed());
        }
        ms(&mut times, 500)
    };
    figures.push(("member_loaded_ms", time("member").await));
    figures.push(("dashboard_ms", time("dashboard").await));
    let author = persona_of(ctx);
    let target = Target::Comment { post: ItemId(uuid::Uuid::nil()), parent: None };
    let first = save_draft(ctx, None, &draft(author, target.clone())).await.unwrap();
    figures.push(("drafts_listed_ms", time("drafts").await));
    for _ in 0..500 {
        save_draft(ctx, Some(first), &draft(author, target.clone())).await.unwrap();
    }
    figures.push(("drafts_listed_after_1000_rows_ms", time("drafts").await));
}

async fn at_a_time(members: &[Ctx], items: &[ItemId], figures: &mut Figures) {
    for (names, votes) in
        [(["vote_16_p50_ms", "vote_16_p99_ms"], true), (["comment_16_p50_ms", "comment_16_p99_ms"], false)]
    {
        let mut acting = Vec::new();
        for (number, ctx) in members.iter().take(AT_A_TIME).enumerate() {
            let (ctx, items) = (ctx.clone(), items.to_vec());
            acting.push(tokio::spawn(async move {
                let mut times = Vec::new();
                for turn in 0..20 {
                    let item = items[((number + 10 + turn) % MEMBERS * 5) % items.len()];
                    if votes {
                        let begun = Instant::now();
                        vote(&ctx, item, Choice::Up).await.unwrap();
                        times.push(begun.elapsed());
                    } else {
                        let target = Target::Comment { post: item, parent: None };
                        say(&ctx, &draft(persona_of(&ctx), target), &mut Vec::new(), &mut times).await;
                    }
                }
                times
            }));
        }
        let mut times = Vec::new();
        for acts in acting {
            times.extend(acts.await.unwrap());
        }
        report(figures, names, &mut times);
    }
}

/// The largest size of the log under twenty writes a second, in kB.
async fn log(members: &[Ctx], items: &[ItemId], folder: &Path, figures: &mut Figures) {
    let mut largest = 0_u32;
    for number in 0..400 {
        let due = Instant::now() + Duration::from_millis(50);
        let ctx = &members[number % MEMBERS];
        let target = Target::Comment { post: items[number % items.len()], parent: None };
        save_draft(ctx, None, &draft(persona_of(ctx), target)).await.unwrap();
        let bytes = std::fs::metadata(folder.join("forum.db-wal")).map_or(0, |file| file.len());
        largest = largest.max(u32::try_from(bytes / 1_000).unwrap());
        tokio::time::sleep_until(due.into()).await;
    }
    figures.push(("log_kb", f64::from(largest)));
}

/// Ten votes a second while the store is rewritten.
async fn night(visitor: &Ctx, members: &[Ctx], items: &[ItemId], figures: &mut Figures) {
    let (members, items) = (members.to_vec(), items.to_vec());
    let voting = tokio::spawn(async move {
        let mut acts = Vec::new();
        for number in 0..200 {
            let (ctx, item) = (members[number % MEMBERS].clone(), items[(number * 5 + 2) % items.len()]);
            acts.push(tokio::spawn(async move {
                let begun = Instant::now();
                let done = vote(&ctx, item, Choice::Up).await;
                (begun.elapsed(), matches!(done, Err(server::Error::Store(_))))
            }));
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        let mut times = Vec::new();
        let mut failed = 0;
        for act in acts {
            let (took, broke) = act.await.unwrap();
            times.push(took);
            failed += u32::from(broke);
        }
        (times, failed)
    });
    // Resets the memory peak (proc(5)).
    std::fs::write("/proc/self/clear_refs", "5").unwrap();
    let before = memory("VmRSS:");
    let begun = Instant::now();
    nightly(visitor).await.unwrap();
    figures.push(("night_seconds", begun.elapsed().as_secs_f64()));
    figures.push(("night_memory_mb", memory("VmHWM:") - before));
    let (mut times, failed) = voting.await.unwrap();
    figures.push(("vote_at_night_slowest_ms", ms(&mut times, 1_000)));
    figures.push(("votes_failed_at_night", f64::from(failed)));
}
