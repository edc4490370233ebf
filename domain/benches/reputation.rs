//! How fast a ledger is replayed: a million events of every kind over ten years, once through the rules and once from
//! the text of a file. Writes one line of JSON, which `make bench` reads. A measurement, not a test.

use domain::calendar::Day;
use domain::reputation::{EventKind, Outcome, ReputationEvent, Scenario, Standing, Tenths, play};
use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};

const EVENTS: i32 = 1_000_000;
const YEARS_IN_DAYS: i32 = 3_652;
/// 2016-01-01.
const CREATED: Day = Day(16_801);

/// One event in the form that both replays need.
struct Event {
    on: Day,
    content_on: Day,
    kind: EventKind,
    voter: i32,
}

fn main() {
    let events: Vec<Event> = (0..EVENTS).map(event).collect();
    let text = file(&events);
    assert_eq!(read_and_play(&text).err(), None, "the file is played to its end");
    let replayed = median((0..7).map(|_| time(|| replay(&events))).collect());
    let from_file = median((0..7).map(|_| time(|| read_and_play(&text))).collect());
    println!(
        "{{\"events\":{EVENTS},\"replay_seconds\":{:.3},\"file_seconds\":{:.3}}}",
        replayed.as_secs_f64(),
        from_file.as_secs_f64(),
    );
}

/// Mostly votes, as in reality. Every other kind recurs in a seemingly random order.
fn event(number: i32) -> Event {
    let mixed = number.wrapping_mul(-1_640_531_527).rem_euclid(1 << 20);
    let on = CREATED.plus(i32::try_from(i64::from(number) * i64::from(YEARS_IN_DAYS) / i64::from(EVENTS)).unwrap_or(0));
    let age = (mixed % 1_000).min(on.0 - CREATED.0);
    let others = EventKind::ALL.len() - 1;
    let kind = match mixed % 10 {
        0..=5 => EventKind::Upvote,
        6 | 7 => EventKind::Downvote,
        _ => usize::try_from(mixed / 10)
            .ok()
            .and_then(|turn| EventKind::ALL.get(turn % others).copied())
            .unwrap_or(EventKind::Cited),
    };
    Event { on, content_on: on.plus(-age), kind, voter: mixed % 1_000 }
}

fn replay(events: &[Event]) -> Tenths {
    let mut standing = Standing::new(domain::account::Tier::MedicalProfessional, CREATED);
    for Event { on, content_on, kind, voter } in events {
        let reputation_event = match kind {
            EventKind::Contribution => {
                black_box(standing.contribute(*on, Some(80)));
                continue;
            }
            EventKind::Upvote | EventKind::Downvote => {
                Ok(ReputationEvent::vote(*kind == EventKind::Upvote, Tenths::points(*voter), *content_on, *on))
            }
            EventKind::Suspension => ReputationEvent::suspension(1),
            EventKind::Strike => ReputationEvent::strike(2, 1),
            EventKind::Adjustment => ReputationEvent::adjustment(Tenths::points(5)),
            kind => ReputationEvent::plain(*kind),
        };
        if let Ok(reputation_event) = reputation_event {
            black_box(standing.apply(*on, reputation_event, false));
        }
    }
    standing.score()
}

fn file(events: &[Event]) -> String {
    let mut text = format!("{{\"tier\":1,\"created\":\"{}\",\"events\":[", CREATED.iso());
    for (number, Event { on, content_on, kind, voter }) in events.iter().enumerate() {
        let comma = if number == 0 { "" } else { "," };
        let more = match kind {
            EventKind::Contribution => ",\"quality\":80".to_owned(),
            EventKind::Upvote | EventKind::Downvote => {
                format!(",\"voter_score\":{voter}.5,\"content_on\":\"{}\"", content_on.iso())
            }
            EventKind::Suspension => ",\"days\":1".to_owned(),
            EventKind::Strike => ",\"level\":2,\"days\":1".to_owned(),
            EventKind::Adjustment => ",\"points\":5".to_owned(),
            _ => String::new(),
        };
        let _ = write!(text, "{comma}\n{{\"on\":\"{}\",\"kind\":\"{}\"{more}}}", on.iso(), kind.word());
    }
    text + &format!("],\"as_of\":\"{}\"}}", CREATED.plus(YEARS_IN_DAYS).iso())
}

fn read_and_play(text: &str) -> Result<Outcome, String> {
    let scenario: Scenario = serde_json::from_str(text).map_err(|fault| fault.to_string())?;
    play(&scenario).map_err(|fault| fault.to_string())
}

fn time<T>(played: impl Fn() -> T) -> Duration {
    #[expect(clippy::disallowed_methods, reason = "a measurement asks the machine's clock")]
    let begun = Instant::now();
    black_box(played());
    begun.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
