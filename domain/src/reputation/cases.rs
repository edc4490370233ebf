//! Worked examples: scenario files and their results.

use super::{EventKind, Outcome, Scenario, play};

fn played(text: &str) -> Result<Outcome, String> {
    let scenario: Scenario = serde_json::from_str(text).unwrap_or_else(|fault| panic!("{fault} in {text}"));
    play(&scenario).map_err(|fault| fault.to_string())
}

fn file(tier: u8, created: &str, events: &str, as_of: &str) -> String {
    format!(r#"{{"tier":{tier},"created":"{created}","events":[{events}],"as_of":"{as_of}"}}"#)
}

/// Score; content, engagement, peer, behaviour, penalties; capped.
type End = (f64, [f64; 5], f64);

fn end(text: &str) -> End {
    let outcome = played(text).unwrap_or_else(|fault| panic!("{fault} in {text}"));
    let parts = outcome.components;
    let parts = [parts.content, parts.engagement, parts.peer, parts.behaviour, parts.penalties];
    (outcome.score, parts, outcome.capped)
}

/// The same event `times` times on one day.
fn each(times: usize, on: &str, event: &str) -> String {
    vec![format!(r#"{{"on":"{on}",{event}}}"#); times].join(",")
}

/// One event on each of these days.
fn on_days(days: &[&str], event: &str) -> String {
    days.iter().map(|on| each(1, on, event)).collect::<Vec<_>>().join(",")
}

#[test]
fn the_example_of_the_file_format() {
    let text = r#"{"tier":1,"created":"2026-01-01","events":[
        {"on":"2026-01-05","kind":"upvote","voter_score":850,"content_on":"2026-01-04"}],"as_of":"2026-02-01"}"#;
    assert_eq!(
        serde_json::to_string(&played(text).unwrap()).unwrap(),
        r#"{"score":502.0,"components":{"content":2.0,"engagement":0.0,"peer":0.0,"behaviour":0.0,"penalties":0.0},"#
            .to_owned()
            + r#""rating":3.0,"stars":3,"label":"Established","capped":0.0}"#
    );
}

#[test]
fn each_kind_by_itself() {
    let table: [(&str, f64, [f64; 5]); 42] = [
        (r#""kind":"upvote""#, 501.0, [1.0, 0.0, 0.0, 0.0, 0.0]),
        (r#""kind":"upvote","voter_score":799.99"#, 501.0, [1.0, 0.0, 0.0, 0.0, 0.0]),
        (r#""kind":"upvote","voter_score":800.0"#, 502.0, [2.0, 0.0, 0.0, 0.0, 0.0]),
        (r#""kind":"downvote","voter_score":1000"#, 499.0, [-1.0, 0.0, 0.0, 0.0, 0.0]),
        (r#""kind":"accepted_answer""#, 515.0, [15.0, 0.0, 0.0, 0.0, 0.0]),
        (r#""kind":"featured""#, 525.0, [25.0, 0.0, 0.0, 0.0, 0.0]),
        (r#""kind":"original_case""#, 510.0, [10.0, 0.0, 0.0, 0.0, 0.0]),
        (r#""kind":"literature_review""#, 508.0, [8.0, 0.0, 0.0, 0.0, 0.0]),
        (r#""kind":"guideline_analysis""#, 512.0, [12.0, 0.0, 0.0, 0.0, 0.0]),
        (r#""kind":"educational""#, 510.0, [10.0, 0.0, 0.0, 0.0, 0.0]),
        (r#""kind":"cites_peer_reviewed""#, 502.0, [2.0, 0.0, 0.0, 0.0, 0.0]),
        (r#""kind":"provides_data""#, 502.0, [2.0, 0.0, 0.0, 0.0, 0.0]),
        (r#""kind":"links_guideline""#, 503.0, [3.0, 0.0, 0.0, 0.0, 0.0]),
        (r#""kind":"low_quality""#, 495.0, [-5.0, 0.0, 0.0, 0.0, 0.0]),
        (r#""kind":"misinformation""#, 490.0, [-10.0, 0.0, 0.0, 0.0, 0.0]),
        (r#""kind":"anecdotal""#, 498.0, [-2.0, 0.0, 0.0, 0.0, 0.0]),
        (r#""kind":"off_topic""#, 497.0, [-3.0, 0.0, 0.0, 0.0, 0.0]),
        (r#""kind":"cited""#, 505.0, [0.0, 5.0, 0.0, 0.0, 0.0]),
        (r#""kind":"saves_10""#, 502.0, [0.0, 2.0, 0.0, 0.0, 0.0]),
        (r#""kind":"shared""#, 503.0, [0.0, 3.0, 0.0, 0.0, 0.0]),
        (r#""kind":"spawned_discussion""#, 505.0, [0.0, 5.0, 0.0, 0.0, 0.0]),
        (r#""kind":"helped_new_user""#, 501.0, [0.0, 1.0, 0.0, 0.0, 0.0]),
        (r#""kind":"endorsement""#, 515.0, [0.0, 0.0, 15.0, 0.0, 0.0]),
        (r#""kind":"expert_badge""#, 550.0, [0.0, 0.0, 50.0, 0.0, 0.0]),
        (r#""kind":"weekly_consistency""#, 502.0, [0.0, 0.0, 2.0, 0.0, 0.0]),
        (r#""kind":"course""#, 510.0, [0.0, 0.0, 0.0, 10.0, 0.0]),
        (r#""kind":"mentorship""#, 510.0, [0.0, 0.0, 0.0, 10.0, 0.0]),
        (r#""kind":"false_flag""#, 495.0, [0.0, 0.0, 0.0, -5.0, 0.0]),
        (r#""kind":"harassment""#, 485.0, [0.0, 0.0, 0.0, 0.0, 15.0]),
        (r#""kind":"spam""#, 480.0, [0.0, 0.0, 0.0, 0.0, 20.0]),
        (r#""kind":"trolling""#, 490.0, [0.0, 0.0, 0.0, 0.0, 10.0]),
        (r#""kind":"report_upheld""#, 495.0, [0.0, 0.0, 0.0, 0.0, 5.0]),
        (r#""kind":"patient_information""#, 400.0, [0.0, 0.0, 0.0, 0.0, 100.0]),
        (r#""kind":"plagiarism""#, 450.0, [0.0, 0.0, 0.0, 0.0, 50.0]),
        (r#""kind":"harmful_advice""#, 450.0, [0.0, 0.0, 0.0, 0.0, 50.0]),
        (r#""kind":"warning""#, 495.0, [0.0, 0.0, 0.0, 0.0, 5.0]),
        (r#""kind":"suspension","days":1"#, 475.0, [0.0, 0.0, 0.0, 0.0, 25.0]),
        (r#""kind":"strike","level":1"#, 495.0, [0.0, 0.0, 0.0, 0.0, 5.0]),
        (r#""kind":"strike","level":4,"days":30"#, 450.0, [0.0, 0.0, 0.0, 0.0, 50.0]),
        (r#""kind":"adjustment","points":-2.5"#, 497.5, [0.0, 0.0, 0.0, 0.0, 2.5]),
        (r#""kind":"adjustment","points":0.1"#, 500.1, [0.0, 0.0, 0.0, 0.1, 0.0]),
        (r#""kind":"contribution","quality":100"#, 500.0, [0.0, 0.0, 0.0, 0.0, 0.0]),
    ];
    for (event, score, parts) in table {
        let text = file(1, "2025-01-01", &each(1, "2025-03-01", event), "2025-03-01");
        assert_eq!(end(&text), (score, parts, 0.0), "{text}");
    }
    let told = EventKind::ALL.iter().filter(|kind| **kind != EventKind::Decay);
    let without: Vec<_> =
        told.filter(|kind| !table.iter().any(|row| row.0.contains(&format!("\"{}\"", kind.word())))).collect();
    assert_eq!(without, [] as [&EventKind; 0]);
}

/// Name, events and the day of the result; score, components, capped.
type Case<'a> = (&'a str, String, &'a str, f64, [f64; 5], f64);

fn holds(tier: u8, created: &str, table: &[Case]) {
    for (name, events, as_of, score, parts, capped) in table {
        assert_eq!(end(&file(tier, created, events, as_of)), (*score, *parts, *capped), "{name}");
    }
}

const NONE: [f64; 5] = [0.0; 5];
const UP: &str = r#""kind":"upvote""#;
const DOWN: &str = r#""kind":"downvote""#;
const FEATURED: &str = r#""kind":"featured""#;
const WEEK_OFF: &str = r#""kind":"suspension","days":7"#;

fn content(points: f64) -> [f64; 5] {
    [points, 0.0, 0.0, 0.0, 0.0]
}

fn penalties(points: f64) -> [f64; 5] {
    [0.0, 0.0, 0.0, 0.0, points]
}

#[test]
fn the_first_thirty_days() {
    let losses = ["low_quality", "misinformation", "anecdotal", "off_topic"];
    let losses = |on| losses.map(|kind| each(1, on, &format!(r#""kind":"{kind}""#))).join(",");
    let for_cause = r#"{"on":"2025-01-01","kind":"spam"},{"on":"2025-01-02","kind":"false_flag"}"#;
    let table = [
        ("nothing happens", String::new(), "2025-01-01", 500.0, NONE, 0.0),
        ("the thirtieth day is in them", each(1, "2025-01-30", DOWN), "2025-01-31", 500.0, NONE, 0.0),
        ("the next is not", each(1, "2025-01-31", DOWN), "2025-01-31", 499.0, content(-1.0), 0.0),
        ("no loss of quality counts", losses("2025-01-30"), "2025-03-01", 500.0, NONE, 0.0),
        ("afterwards all do", losses("2025-01-31"), "2025-03-01", 480.0, content(-20.0), 0.0),
        ("gains count", each(2, "2025-01-01", UP), "2025-01-01", 502.0, content(2.0), 0.0),
        ("moderation counts", for_cause.to_owned(), "2025-01-02", 475.0, [0.0, 0.0, 0.0, -5.0, 20.0], 0.0),
    ];
    holds(1, "2025-01-01", &table);
}

#[test]
fn fifty_points_a_day() {
    let day = "2025-03-01";
    let many = |events: &[String]| events.join(",");
    let badge = each(1, day, r#""kind":"endorsement""#) + "," + &each(1, day, r#""kind":"expert_badge""#);
    let adjusted = many(&[each(50, day, UP), each(1, day, r#""kind":"adjustment","points":10"#)]);
    let table = [
        ("the fiftieth counts", each(50, day, UP), day, 550.0, content(50.0), 0.0),
        ("the fifty-first does not", each(51, day, UP), day, 550.0, content(50.0), 1.0),
        ("part of an event", many(&[each(49, day, UP), each(1, day, FEATURED)]), day, 550.0, content(50.0), 24.0),
        ("a new day", many(&[each(60, day, UP), each(1, "2025-03-02", UP)]), "2025-03-02", 551.0, content(51.0), 10.0),
        (
            "a loss makes no room",
            many(&[each(50, day, UP), each(1, day, DOWN), each(1, day, UP)]),
            day,
            549.0,
            content(49.0),
            1.0,
        ),
        ("losses have no limit", each(2, day, r#""kind":"patient_information""#), day, 300.0, penalties(200.0), 0.0),
        ("all components share it", badge, day, 550.0, [0.0, 0.0, 50.0, 0.0, 0.0], 15.0),
        ("so do adjustments", adjusted, day, 550.0, content(50.0), 10.0),
    ];
    holds(1, "2025-01-01", &table);
}

#[test]
fn votes_on_what_is_older_than_two_years() {
    let alive = on_days(&["2023-06-01", "2023-11-01", "2024-04-01", "2024-09-01"], r#""kind":"contribution""#);
    let vote = |on, vote: &str| format!(r#"{alive},{{"on":"{on}","content_on":"2023-01-01",{vote}}}"#);
    let high = r#""kind":"upvote","voter_score":900"#;
    let table = [
        ("730 days are two years", vote("2024-12-31", UP), "2024-12-31", 501.0, content(1.0), 0.0),
        ("731 are older", vote("2025-01-01", UP), "2025-01-01", 500.5, content(0.5), 0.0),
        ("of a high voter", vote("2025-01-01", high), "2025-01-01", 501.0, content(1.0), 0.0),
        ("before that", vote("2024-12-31", high), "2024-12-31", 502.0, content(2.0), 0.0),
        ("downwards", vote("2025-01-01", DOWN), "2025-01-01", 499.5, content(-0.5), 0.0),
        ("only votes", vote("2025-01-01", r#""kind":"accepted_answer""#), "2025-01-01", 515.0, content(15.0), 0.0),
    ];
    holds(1, "2022-12-31", &table);
}

#[test]
fn silence() {
    let spoken = |on| each(1, on, r#""kind":"contribution""#);
    let suspended = |days| each(1, "2025-07-09", &format!(r#""kind":"suspension","days":{days}"#));
    let fallen = each(3, "2025-03-01", r#""kind":"plagiarism""#);
    let table = [
        ("188 days", String::new(), "2025-07-08", 500.0, NONE, 0.0),
        ("189 days", String::new(), "2025-07-09", 499.0, NONE, 0.0),
        ("195 days", String::new(), "2025-07-15", 499.0, NONE, 0.0),
        ("196 days", String::new(), "2025-07-16", 498.0, NONE, 0.0),
        ("a contribution in time", spoken("2025-07-08"), "2026-01-12", 500.0, NONE, 0.0),
        ("189 days after it", spoken("2025-07-08"), "2026-01-13", 499.0, NONE, 0.0),
        ("a contribution too late", spoken("2025-07-09"), "2026-01-13", 499.0, NONE, 0.0),
        ("a vote is no contribution", each(1, "2025-07-08", UP), "2025-07-09", 500.0, content(1.0), 0.0),
        ("it costs nobody below 400", fallen, "2030-01-01", 350.0, penalties(150.0), 0.0),
        ("a week that ends after a suspension", suspended(7), "2025-07-16", 473.0, penalties(25.0), 0.0),
        ("a week that ends within it", suspended(8), "2025-07-16", 474.0, penalties(25.0), 0.0),
        ("the weeks after it", suspended(8), "2025-07-23", 473.0, penalties(25.0), 0.0),
    ];
    holds(1, "2025-01-01", &table);
}

#[test]
fn silence_stops_at_400() {
    let half = r#"{"on":"2022-05-25","kind":"upvote","content_on":"2020-01-01"}"#.to_owned();
    let table = [
        ("99 weeks", String::new(), "2022-05-25", 401.0, NONE, 0.0),
        ("100 weeks", String::new(), "2022-06-01", 400.0, NONE, 0.0),
        ("for ever", String::new(), "2100-12-31", 400.0, NONE, 0.0),
        ("half a point over it", half.clone(), "2022-06-01", 400.5, content(0.5), 0.0),
        ("takes half a point", half, "2022-06-08", 400.0, content(0.5), 0.0),
        ("and asks for none of the years at 400", each(1, "2030-01-01", UP), "2030-01-01", 401.0, content(1.0), 0.0),
    ];
    holds(1, "2020-01-01", &table);
}

#[test]
fn silence_above_the_cap_begins_at_the_cap() {
    let days = ["2025-02-01", "2025-02-02", "2025-02-03", "2025-02-04", "2025-02-05"];
    let earned =
        [on_days(&days, FEATURED), on_days(&["2025-02-06", "2025-02-07"], r#""kind":"expert_badge""#)].join(",");
    let parts = [125.0, 0.0, 100.0, 0.0, 0.0];
    let table = [
        ("held at the cap", earned.clone(), "2025-07-08", 600.0, parts, 0.0),
        ("one week", earned.clone(), "2025-07-09", 599.0, parts, 0.0),
        ("two weeks", earned, "2025-07-16", 598.0, parts, 0.0),
    ];
    holds(4, "2025-01-01", &table);
}

#[test]
fn suspension() {
    let with = |events: &str| each(1, "2025-03-01", WEEK_OFF) + "," + events;
    let around = [each(1, "2025-03-01", UP), with(&each(1, "2025-03-01", UP))].join(",");
    let end = "2025-03-08";
    let parts = [1.0, 0.0, 0.0, 0.0, 25.0];
    let table = [
        ("no gain on its last day", with(&each(1, "2025-03-07", UP)), end, 475.0, penalties(25.0), 0.0),
        ("gains from the day after", with(&each(1, end, UP)), end, 476.0, parts, 0.0),
        ("no gain on its first day, once spoken", around, end, 476.0, parts, 0.0),
        ("nothing is lost to votes", with(&each(9, "2025-03-07", DOWN)), end, 475.0, penalties(25.0), 0.0),
        ("penalties count", with(&each(1, "2025-03-02", r#""kind":"spam""#)), end, 455.0, penalties(45.0), 0.0),
    ];
    holds(1, "2025-01-01", &table);
}

#[test]
fn probation() {
    let strike = |on, level: u8| each(1, on, &format!(r#""kind":"strike","level":{level}"#));
    let with = |events: &[String]| each(1, "2025-03-01", WEEK_OFF) + "," + &events.join(",");
    let end = "2025-04-08";
    let again = each(1, "2025-03-01", r#""kind":"strike","level":2,"days":1"#) + "," + &strike("2025-03-02", 1);
    let table = [
        ("its last day", with(&[strike("2025-04-06", 1)]), end, 460.0, penalties(40.0), 0.0),
        ("the day after", with(&[strike("2025-04-07", 1)]), end, 470.0, penalties(30.0), 0.0),
        ("once", with(&[strike("2025-03-10", 1), strike("2025-03-11", 1)]), end, 455.0, penalties(45.0), 0.0),
        ("the second step", with(&[strike("2025-03-10", 2)]), end, 445.0, penalties(55.0), 0.0),
        ("there is no fifth step here", with(&[strike("2025-03-10", 4)]), end, 425.0, penalties(75.0), 0.0),
        (
            "nothing else uses it up",
            with(&[each(1, "2025-03-10", r#""kind":"warning""#), strike("2025-03-10", 3)]),
            end,
            420.0,
            penalties(80.0),
            0.0,
        ),
        ("after a strike that suspends", again, end, 470.0, penalties(30.0), 0.0),
        (
            "never suspended",
            (1..=4).map(|level| strike("2025-03-01", level)).collect::<Vec<_>>().join(","),
            end,
            400.0,
            penalties(100.0),
            0.0,
        ),
    ];
    holds(1, "2025-01-01", &table);
}

/// An author at 395, followed by these events.
fn at_395(events: &[String]) -> String {
    let below = r#"{"on":"2025-03-01","kind":"patient_information"},{"on":"2025-03-01","kind":"warning"}"#;
    format!("{below},{}", events.join(","))
}

fn good(on: &str) -> String {
    each(1, on, r#""kind":"contribution","quality":75"#)
}

fn about(content_on: &str, event: &str) -> String {
    each(1, "2025-04-01", &format!(r#"{event},"content_on":"{content_on}""#))
}

#[test]
fn contributions_that_earn_double() {
    let (day, end) = ("2025-03-02", "2025-04-01");
    let ten: Vec<String> = (2..=11).map(|day| good(&format!("2025-03-{day:02}"))).collect();
    let after_ten = |more: [String; 2]| at_395(&[&ten[..], &more[..]].concat());
    let tenth = after_ten([good("2025-03-12"), about("2025-03-11", UP)]);
    let eleventh = after_ten([good("2025-03-12"), about("2025-03-12", UP)]);
    let poor = at_395(&[each(1, day, r#""kind":"contribution","quality":74"#), each(1, day, UP)]);
    let unknown = at_395(&[each(1, day, r#""kind":"contribution""#), each(1, day, UP)]);
    let raised = at_395(&[good(day), each(1, day, r#""kind":"adjustment","points":5"#), about(day, UP)]);
    let lost = each(1, day, r#""kind":"patient_information""#);
    let at_400 = [lost.clone(), good(day), each(1, day, UP)].join(",");
    let fallen_since = [lost, good(day), each(1, day, r#""kind":"warning""#), each(1, day, UP)].join(",");
    let parts = |content| [content, 0.0, 0.0, 0.0, 105.0];
    let table = [
        ("of quality 75", at_395(&[good(day), each(1, day, UP)]), end, 397.0, parts(2.0), 0.0),
        ("of quality 74", poor, end, 396.0, parts(1.0), 0.0),
        ("of unknown quality", unknown, end, 396.0, parts(1.0), 0.0),
        ("at 400", at_400, end, 401.0, [1.0, 0.0, 0.0, 0.0, 100.0], 0.0),
        ("at 400, fallen since", fallen_since, end, 396.0, parts(1.0), 0.0),
        ("raised to 400 since", raised, end, 401.0, [1.0, 0.0, 0.0, 5.0, 105.0], 0.0),
        ("of another day", at_395(&[good(day), about("2025-03-03", UP)]), end, 396.0, parts(1.0), 0.0),
        ("the tenth", tenth, end, 397.0, parts(2.0), 0.0),
        ("the eleventh", eleventh, end, 396.0, parts(1.0), 0.0),
    ];
    holds(1, "2025-01-01", &table);
}

#[test]
fn what_is_doubled() {
    let parts = |content, engagement, peer, behaviour| [content, engagement, peer, behaviour, 105.0];
    let table: [(&[&str], f64, [f64; 5], f64); 10] = [
        (&["accepted_answer"], 425.0, parts(30.0, 0.0, 0.0, 0.0), 0.0),
        (&["cited"], 405.0, parts(0.0, 10.0, 0.0, 0.0), 0.0),
        (&["endorsement"], 425.0, parts(0.0, 0.0, 30.0, 0.0), 0.0),
        (&["downvote"], 394.0, parts(-1.0, 0.0, 0.0, 0.0), 0.0),
        (&["weekly_consistency"], 397.0, parts(0.0, 0.0, 2.0, 0.0), 0.0),
        (&["expert_badge"], 445.0, parts(0.0, 0.0, 50.0, 0.0), 0.0),
        (&["course"], 405.0, parts(0.0, 0.0, 0.0, 10.0), 0.0),
        (&["provides_data", "upvote"], 401.0, parts(6.0, 0.0, 0.0, 0.0), 0.0),
        (&["original_case", "upvote"], 416.0, parts(21.0, 0.0, 0.0, 0.0), 0.0),
        (&["featured", "upvote"], 445.0, parts(50.0, 0.0, 0.0, 0.0), 1.0),
    ];
    for (kinds, score, parts, capped) in table {
        let day = "2025-03-02";
        let told = kinds.iter().map(|kind| about(day, &format!(r#""kind":"{kind}""#)));
        let events: Vec<String> = [good(day)].into_iter().chain(told).collect();
        let text = file(1, "2025-01-01", &at_395(&events), "2025-04-01");
        assert_eq!(end(&text), (score, parts, capped), "{kinds:?}");
    }
}

#[test]
fn bounds_caps_and_floor() {
    let days: Vec<String> = (1..=28).map(|day| format!("2025-02-{day:02}")).collect();
    let run =
        |days: &[String], times, event| days.iter().map(|on| each(times, on, event)).collect::<Vec<_>>().join(",");
    let all = [
        run(&days[..7], 2, FEATURED),
        run(&days[7..10], 10, r#""kind":"cited""#),
        run(&days[10..13], 1, r#""kind":"expert_badge""#),
        run(&days[13..16], 5, r#""kind":"course""#),
    ]
    .join(",");
    for (tier, score) in [(1, 1_000.0), (2, 800.0), (3, 800.0), (4, 600.0), (5, 500.0)] {
        let text = file(tier, "2025-01-01", &all, "2025-03-01");
        assert_eq!(end(&text), (score, [300.0, 100.0, 100.0, 100.0, 0.0], 0.0), "tier {tier}");
    }
    let overflow = [run(&days[..7], 2, FEATURED), each(50, "2025-02-20", DOWN)].join(",");
    let lost = each(6, "2025-03-01", r#""kind":"patient_information""#);
    let floor = [lost.clone(), each(310, "2025-03-01", DOWN)].join(",");
    let table = [
        ("what is over the bound goes first", overflow, "2025-03-01", 800.0, content(300.0), 0.0),
        ("penalties are at most 500", lost, "2025-03-01", 0.0, penalties(500.0), 0.0),
        ("never below 0", floor, "2025-03-01", 0.0, [-300.0, 0.0, 0.0, 0.0, 500.0], 0.0),
    ];
    holds(1, "2025-01-01", &table);
}

#[test]
fn ratings_and_stars() {
    let days: Vec<String> = (1..=28).map(|day| format!("2025-02-{day:02}")).collect();
    let run = |days: &[String], event| days.iter().map(|on| each(2, on, event)).collect::<Vec<_>>().join(",");
    let five_days = run(&days[..5], FEATURED);
    let table = [
        (five_days.clone(), 750.0, 4.5, 5, "Highly Trusted"),
        (five_days + "," + &each(1, "2025-02-20", DOWN), 749.0, 4.0, 4, "Trusted"),
        (each(2, "2025-02-01", r#""kind":"plagiarism""#), 400.0, 3.0, 3, "Established"),
        (each(3, "2025-02-01", r#""kind":"plagiarism""#), 350.0, 2.0, 2, "New Member"),
        (each(7, "2025-02-01", r#""kind":"plagiarism""#), 150.0, 1.0, 1, "Limited Trust"),
    ];
    for (events, score, rating, stars, label) in table {
        let outcome = played(&file(1, "2025-01-01", &events, "2025-03-01")).unwrap();
        assert_eq!((outcome.score, outcome.rating, outcome.stars, outcome.label), (score, rating, stars, label));
    }
}

#[test]
fn what_is_not_known_or_not_needed_is_passed_over() {
    let text = r#"{"note":["x",{}],"tier":1.0,"created":"2025-01-01","as_of":"2025-03-01","events":[
        {"kind":"cited","on":"2025-03-01","item":{"id":7},"days":"many","level":[2],"voter_score":null,"content_on":null}]}"#;
    assert_eq!(end(text), (505.0, [0.0, 5.0, 0.0, 0.0, 0.0], 0.0));
    assert_eq!(end(r#"{"tier":5,"created":"2025-01-01","as_of":"2025-01-01"}"#), (500.0, NONE, 0.0));
}

#[test]
fn faults_name_their_event() {
    let good = r#"{"on":"2025-03-01","kind":"upvote"}"#;
    let date = "a date from 1970 to 2100, written as 2026-03-14";
    let table = [
        (r#"{"kind":"applause","on":"2025-03-01"}"#, "unknown kind \"applause\"".to_owned()),
        (r#"{"kind":"decay","on":"2025-03-01"}"#, "unknown kind \"decay\"".to_owned()),
        (r#"{"kind":"Upvote","on":"2025-03-01"}"#, "unknown kind \"Upvote\"".to_owned()),
        (r#"{"kind":7,"on":"2025-03-01"}"#, "`kind` must be a word".to_owned()),
        (r#"{"on":"2025-03-01"}"#, "`kind` is missing".to_owned()),
        (r#"{"kind":"upvote"}"#, "`on` is missing".to_owned()),
        (r#"{"kind":"upvote","on":20000}"#, format!("`on` must be {date}")),
        (r#"{"kind":"upvote","on":"2026-02-30"}"#, format!("`on` must be {date}")),
        (r#"{"kind":"upvote","on":"2025-3-1"}"#, format!("`on` must be {date}")),
        (r#"{"kind":"upvote","on":"2025-02-28"}"#, "`on` is earlier than in the event before".to_owned()),
        (r#"{"kind":"upvote","on":"2024-12-31"}"#, "`on` is earlier than `created`".to_owned()),
        (
            r#"{"kind":"upvote","on":"2025-03-01","content_on":"2025-03-02"}"#,
            "`content_on` is later than `on`".to_owned(),
        ),
        (r#"{"kind":"upvote","on":"2025-03-01","content_on":"yesterday"}"#, format!("`content_on` must be {date}")),
        (
            r#"{"kind":"upvote","on":"2025-03-01","voter_score":"high"}"#,
            "`voter_score` must be a number from 0 to 1000".to_owned(),
        ),
        (
            r#"{"kind":"upvote","on":"2025-03-01","voter_score":1000.1}"#,
            "`voter_score` must be a number from 0 to 1000".to_owned(),
        ),
        (
            r#"{"kind":"downvote","on":"2025-03-01","voter_score":-1}"#,
            "`voter_score` must be a number from 0 to 1000".to_owned(),
        ),
        (r#"{"kind":"suspension","on":"2025-03-01"}"#, "`days` is missing".to_owned()),
        (
            r#"{"kind":"suspension","on":"2025-03-01","days":0}"#,
            "`days` must be a whole number of at least 1".to_owned(),
        ),
        (
            r#"{"kind":"suspension","on":"2025-03-01","days":1.5}"#,
            "`days` must be a whole number of at least 1".to_owned(),
        ),
        (
            r#"{"kind":"suspension","on":"2025-03-01","days":99999999999}"#,
            "`days` must be a whole number of at least 1".to_owned(),
        ),
        (r#"{"kind":"strike","on":"2025-03-01"}"#, "`level` is missing".to_owned()),
        (r#"{"kind":"strike","on":"2025-03-01","level":0}"#, "`level` must be 1, 2, 3 or 4".to_owned()),
        (r#"{"kind":"strike","on":"2025-03-01","level":5}"#, "`level` must be 1, 2, 3 or 4".to_owned()),
        (
            r#"{"kind":"strike","on":"2025-03-01","level":2,"days":-1}"#,
            "`days` must be a whole number of at least 0".to_owned(),
        ),
        (r#"{"kind":"adjustment","on":"2025-03-01"}"#, "`points` is missing".to_owned()),
        (r#"{"kind":"adjustment","on":"2025-03-01","points":0}"#, POINTS.to_owned()),
        (r#"{"kind":"adjustment","on":"2025-03-01","points":10.1}"#, POINTS.to_owned()),
        (r#"{"kind":"adjustment","on":"2025-03-01","points":-11}"#, POINTS.to_owned()),
        (r#"{"kind":"adjustment","on":"2025-03-01","points":0.05}"#, POINTS.to_owned()),
        (
            r#"{"kind":"contribution","on":"2025-03-01","quality":101}"#,
            "`quality` must be a whole number from 0 to 100".to_owned(),
        ),
        (
            r#"{"kind":"contribution","on":"2025-03-01","quality":true}"#,
            "`quality` must be a whole number from 0 to 100".to_owned(),
        ),
        ("null", "not an object".to_owned()),
        (r#"["upvote","2025-03-01"]"#, "not an object".to_owned()),
    ];
    for (event, fault) in table {
        let text = file(1, "2025-01-01", &format!("{good},{good},{event},{good}"), "2025-04-01");
        assert_eq!(played(&text), Err(format!("event 2: {fault}")), "{event}");
    }
    let first = file(1, "2025-01-01", r#"{"kind":"upvote","on":"2024-12-31"}"#, "2025-04-01");
    assert_eq!(played(&first), Err("event 0: `on` is earlier than `created`".to_owned()));
}

const POINTS: &str = "`points` must be a number from -10 to 10 with one decimal at most, and not 0";

#[test]
fn faults_of_the_whole_file() {
    let tier = "`tier` must be a number from 1 to 5, where 5 is not verified";
    let early = "`as_of` is earlier than `created` or the last event";
    let event = each(1, "2025-03-01", UP);
    let dates = |created, as_of| format!(r#"{{"tier":1,"created":{created},"as_of":{as_of}}}"#);
    let not_a_day = |field| format!("`{field}` must be a date from 1970 to 2100, written as 2026-03-14");
    let table = [
        (file(0, "2025-01-01", "", "2025-01-01"), tier.to_owned()),
        (file(6, "2025-01-01", "", "2025-01-01"), tier.to_owned()),
        (r#"{"created":"2025-01-01","as_of":"2025-01-01"}"#.to_owned(), tier.to_owned()),
        (r#"{"tier":"1","created":"2025-01-01","as_of":"2025-01-01"}"#.to_owned(), tier.to_owned()),
        (file(1, "2025-01-01", "", "2024-12-31"), early.to_owned()),
        (file(1, "2025-01-01", &event, "2025-02-28"), early.to_owned()),
        (dates(r#""2025-02-29""#, r#""2025-03-01""#), not_a_day("created")),
        (dates("null", r#""2025-03-01""#), not_a_day("created")),
        (dates(r#""2025-02-28""#, "0"), not_a_day("as_of")),
        (r#"{"tier":1,"created":"2025-01-01"}"#.to_owned(), not_a_day("as_of")),
    ];
    for (text, fault) in table {
        assert_eq!(played(&text), Err(fault), "{text}");
    }
}
