//! What `reputation replay` and `scrub` answer, byte for byte, to inputs that are made up the same way each time. A
//! score that was shown, and a text that was scrubbed, must not change because the code was reordered. If a rule is
//! changed on purpose, `UPDATE_GOLDEN=1 cargo test --features ssr --test golden` writes the files again, and the
//! difference is reviewed.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

type Tested = Result<(), Box<dyn std::error::Error>>;

const SCENARIOS: u64 = 200;
const TEXTS: u64 = 300;

/// A generator of numbers that never changes (Knuth's MMIX constants): golden files outlive libraries.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    fn one_of(&mut self, from: &[&'static str]) -> &'static str {
        let at = usize::try_from(self.below(from.len() as u64)).unwrap_or_default();
        from.get(at).copied().unwrap_or_default()
    }
}

const KINDS: [&str; 37] = [
    "upvote",
    "downvote",
    "accepted_answer",
    "featured",
    "original_case",
    "literature_review",
    "guideline_analysis",
    "educational",
    "cites_peer_reviewed",
    "provides_data",
    "links_guideline",
    "low_quality",
    "misinformation",
    "anecdotal",
    "off_topic",
    "cited",
    "saves_10",
    "shared",
    "spawned_discussion",
    "helped_new_user",
    "endorsement",
    "expert_badge",
    "weekly_consistency",
    "course",
    "mentorship",
    "false_flag",
    "harassment",
    "spam",
    "trolling",
    "report_upheld",
    "patient_information",
    "plagiarism",
    "harmful_advice",
    "warning",
    "suspension",
    "strike",
    "adjustment",
];

/// A day from 2020 on; every month has 28 days here.
fn day(number: u64) -> String {
    format!("{}-{:02}-{:02}", 2020 + number / 336, number % 336 / 28 + 1, number % 28 + 1)
}

fn scenario(numbers: &mut Numbers) -> String {
    let (mut today, mut events) = (numbers.below(100), Vec::new());
    let created = day(today);
    for _ in 0..numbers.below(60) {
        let silence = if numbers.below(12) == 0 { 260 } else { 6 };
        today += numbers.below(silence);
        // Votes and contributions are most of what happens.
        let kind = match numbers.below(6) {
            0 | 1 => "upvote",
            2 => "downvote",
            3 => "contribution",
            _ => numbers.one_of(&KINDS),
        };
        let more = match kind {
            "upvote" | "downvote" => {
                let (score, before) = (numbers.below(1_001), numbers.below(900).min(today));
                format!(r#","voter_score":{score},"content_on":"{}""#, day(today - before))
            }
            "contribution" => format!(r#","quality":{}"#, numbers.below(101)),
            "suspension" => format!(r#","days":{}"#, 1 + numbers.below(40)),
            "strike" => format!(r#","level":{},"days":{}"#, 1 + numbers.below(4), numbers.below(31)),
            "adjustment" => format!(r#","points":{}{}"#, numbers.one_of(&["", "-"]), 1 + numbers.below(10)),
            _ => String::new(),
        };
        events.push(format!(r#"{{"on":"{}","kind":"{kind}"{more}}}"#, day(today)));
    }
    let tier = 1 + numbers.below(5);
    let end = day(today + numbers.below(400));
    format!(r#"{{"tier":{tier},"created":"{created}","events":[{}],"as_of":"{end}"}}"#, events.join(","))
}

const WHO: [&str; 12] = [
    "Dr. Okafor",
    "my attending Linda Marchetti",
    "Mrs Ferreira",
    "the resident, J. Whitlock,",
    "nurse practitioner Anh Tran",
    "a 93-year-old",
    "a 54 yo man",
    "the patient's daughter Maria",
    "Prof. Lindqvist",
    "our pharmacist",
    "Tyler B.",
    "the fellow",
];
const WHERE: [&str; 10] = [
    "at St. Brigid's",
    "in room 412",
    "at Mercy West Medical Center",
    "in Dayton, Ohio",
    "on the stroke unit",
    "at 1420 Larkspur Avenue, Fresno, CA 93701",
    "in our ED",
    "at the University of Leeds",
    "on 5 North",
    "in clinic",
];
const WHEN: [&str; 10] = [
    "on 3/14/2025",
    "on March 3rd",
    "since 2019",
    "last Tuesday",
    "on Christmas Eve",
    "q6h for 3 days",
    "in the fall of 2024",
    "on 2024-11-02",
    "at 14:30",
    "two weeks ago",
];
const WHAT: [&str; 12] = [
    "got apixaban 5 mg BID",
    "had a potassium of 2.9",
    "was paged at (419) 555-0138",
    "wrote from j.doe@example.org",
    "had a GCS of 7/15",
    "was given 0.1 u/kg/h",
    "carried MRN 00418823",
    "met the Wells criteria",
    "had Parkinson's disease",
    "cited NEJM 2021;384:693",
    "was billed as 99213",
    "had an SSN of 123-45-6789",
];

fn text(numbers: &mut Numbers) -> String {
    let sentences: Vec<String> = (0..=numbers.below(4))
        .map(|_| {
            let (who, what) = (numbers.one_of(&WHO), numbers.one_of(&WHAT));
            let (place, time) = (numbers.one_of(&WHERE), numbers.one_of(&WHEN));
            let sentence = format!("{who} {what} {place} {time}.");
            if numbers.below(5) == 0 { sentence.to_lowercase() } else { sentence }
        })
        .collect();
    sentences.join(" ")
}

fn answer(arguments: &[&str], input: &str) -> Result<String, Box<dyn std::error::Error>> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_uniting-doctors"));
    let command = command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut process = command.spawn()?;
    process.stdin.take().ok_or("no input")?.write_all(input.as_bytes())?;
    let output = process.wait_with_output()?;
    assert!(output.status.success(), "{input}\n{}", String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}

fn compare(name: &str, answered: &str) -> Tested {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        return Ok(std::fs::write(file, answered)?);
    }
    let expected = std::fs::read_to_string(file)?;
    for (number, (expected, answered)) in expected.lines().zip(answered.lines()).enumerate() {
        assert_eq!(expected, answered, "line {} of {name}", number + 1);
    }
    assert_eq!(expected.len(), answered.len(), "{name}");
    Ok(())
}

#[test]
fn reputation_replay_answers_as_ever() -> Tested {
    let mut numbers = Numbers(1);
    let mut answered = String::new();
    for _ in 0..SCENARIOS {
        answered += &answer(&["reputation", "replay", "-"], &scenario(&mut numbers))?;
    }
    compare("reputation.jsonl", &answered)
}

#[test]
fn scrub_answers_as_ever() -> Tested {
    let mut numbers = Numbers(2);
    let texts: Vec<String> = (0..TEXTS).map(|_| text(&mut numbers)).collect();
    compare("scrub.txt", &answer(&["scrub"], &format!("{}\n", texts.join("\n\n")))?)
}
