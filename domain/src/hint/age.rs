//! An exact age beside something rare, and the band to write in its place.

use super::words::{Phrases, Words};
use super::{Hint, HintKind};
use std::ops::Range;
use std::sync::LazyLock;

static FEATURES: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(include_str!("features.txt")));

const TENS: [&str; 7] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty"];
const UNITS: [&str; 9] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
/// Words before "judge" that make it a verb.
const VERBS: [&str; 13] =
    ["to", "not", "i", "we", "you", "they", "would", "could", "should", "can", "cannot", "must", "will"];
/// Words after "pilot" that make it a trial, not a person.
const TRIALS: [&str; 10] =
    ["study", "studies", "trial", "trials", "project", "program", "programme", "data", "phase", "test"];

/// The first exact age, together with a rare disease or feature in the same text.
pub(super) fn beside_rare(words: &Words, diseases: &[Range<usize>]) -> Option<Hint> {
    let (age, years) = (0..words.len()).find_map(|at| age(words, at))?;
    let features = (0..words.len()).filter_map(|at| feature(words, at));
    let rare: Vec<String> = features.chain(diseases.iter().cloned()).map(|at| words.quote(at.start, at.end)).collect();
    if rare.is_empty() {
        return None;
    }
    let advice = format!("Together they fit very few people. Write {} instead of the exact age.", band(years));
    let age = words.quote(age.start, age.end);
    Hint::new(HintKind::ExactAge, std::iter::once(age).chain(rare).collect(), advice)
}

fn feature(words: &Words, at: usize) -> Option<Range<usize>> {
    let length = words.phrase(&FEATURES, at)?;
    let no_person = match words.at(at) {
        "judge" => VERBS.contains(&words.before(at)),
        "pilot" => TRIALS.contains(&words.at(at + 1)),
        _ => false,
    };
    (!no_person).then_some(at..at + length)
}

/// An exact age below 90 that begins here; higher ages are removed anyway.
fn age(words: &Words, at: usize) -> Option<(Range<usize>, u32)> {
    let word = words.at(at);
    if matches!(word, "age" | "aged") {
        let number = if words.at(at + 1) == "of" { at + 2 } else { at + 1 };
        let (years, length) = number_at(words, number)?;
        return (years < 90).then_some((at..number + length, years));
    }
    let digits = word.find(|c: char| !c.is_ascii_digit()).unwrap_or(0);
    let (years, length) = match word.split_at_checked(digits) {
        Some((years, "yo" | "yof" | "yom" | "yr" | "yro")) if years.len() <= 2 => (years.parse().ok()?, 1),
        _ => {
            let (years, length) = number_at(words, at)?;
            (years, length + unit_at(words, at + length)?)
        }
    };
    (years < 90).then_some((at..at + length, years))
}

fn number_at(words: &Words, at: usize) -> Option<(u32, usize)> {
    let word = words.at(at);
    if word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit()) {
        return Some((word.parse().ok()?, 1));
    }
    let tens = (2_u32..).zip(TENS).find(|(_, tens)| *tens == word)?.0 * 10;
    match (1_u32..).zip(UNITS).find(|(_, unit)| *unit == words.at(at + 1)) {
        Some((unit, _)) => Some((tens + unit, 2)),
        None => Some((tens, 1)),
    }
}

/// "year old", "years old", "yo", "y o".
fn unit_at(words: &Words, at: usize) -> Option<usize> {
    match (words.at(at), words.at(at + 1)) {
        ("year" | "years" | "yr" | "yrs", "old") | ("y", "o") => Some(2),
        ("yo" | "yearold", _) => Some(1),
        _ => None,
    }
}

/// What to write for an age.
fn band(years: u32) -> &'static str {
    match years {
        0 => "\u{201c}an infant\u{201d}",
        1..13 => "\u{201c}a child\u{201d}",
        13..20 => "\u{201c}a teenager\u{201d}",
        20..30 => "\u{201c}a young adult\u{201d} or \u{201c}in their twenties\u{201d}",
        30..40 => "\u{201c}in their thirties\u{201d}",
        40..50 => "\u{201c}middle-aged\u{201d} or \u{201c}in their forties\u{201d}",
        50..60 => "\u{201c}middle-aged\u{201d} or \u{201c}in their fifties\u{201d}",
        60..70 => "\u{201c}an older adult\u{201d} or \u{201c}in their sixties\u{201d}",
        70..80 => "\u{201c}an older adult\u{201d} or \u{201c}in their seventies\u{201d}",
        _ => "\u{201c}an older adult\u{201d} or \u{201c}in their eighties\u{201d}",
    }
}
