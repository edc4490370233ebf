//! What a text says about a patient: rare diseases, places and times.

use super::words::{Phrases, Words};
use super::{Hint, HintKind};
use crate::scrub::Kind;
use std::ops::Range;
use std::sync::LazyLock;

static DISEASES: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(include_str!("rare_diseases.txt")));
static PLACES: LazyLock<Phrases> = LazyLock::new(|| Phrases::read(include_str!("places.txt")));

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const SEASONS: [&str; 5] = ["spring", "summer", "autumn", "fall", "winter"];
const SPANS: [&str; 6] = ["week", "weekend", "month", "year", "night", "decade"];
const SPANS_AGO: [&str; 8] = ["day", "days", "week", "weeks", "month", "months", "year", "years"];
/// Words that make a time of the season or month after them.
const BEFORE_TIME: [&str; 9] = ["last", "this", "next", "past", "in", "since", "during", "until", "early"];
const ALONE: [&str; 3] = ["yesterday", "tonight", "christmas"];
/// Words after a number that only looks like a year.
const COUNTED: [&str; 12] =
    ["mg", "ml", "g", "kg", "ng", "units", "iu", "patients", "cases", "times", "steps", "calories"];

/// The rare diseases named in a text.
pub(super) fn diseases(words: &Words) -> Vec<Range<usize>> {
    (0..words.len()).filter_map(|at| Some(at..at + words.phrase(&DISEASES, at)?)).collect()
}

/// A rare disease together with a place or a time.
pub(super) fn disease_in_place_or_time<'t>(
    words: &Words,
    diseases: &[Range<usize>],
    found: impl Iterator<Item = (Kind, &'t str)>,
) -> Option<Hint> {
    let disease = diseases.first()?;
    let disease = words.quote(disease.start, disease.end);
    let told = (0..words.len()).filter_map(|at| {
        let length = place(words, at).or_else(|| time(words, at))?;
        Some(words.quote(at, at + length))
    });
    let identifying = [Kind::Place, Kind::Institution, Kind::Date, Kind::Zip];
    let found = found.filter(|(kind, _)| identifying.contains(kind)).map(|(_, words)| words.to_owned());
    let beside: Vec<String> = told.chain(found).collect();
    if beside.is_empty() {
        return None;
    }
    let advice = "So few people have it that a place or a time beside it can tell colleagues who is meant. Leave out \
                  where and when, or name a wider group of diseases.";
    Hint::new(HintKind::RareDisease, std::iter::once(disease).chain(beside).collect(), advice)
}

/// A state or country, written with a capital.
fn place(words: &Words, at: usize) -> Option<usize> {
    words.get(at).filter(|word| word.capital)?;
    words.phrase(&PLACES, at)
}

/// The length of a time that begins here, in words.
fn time(words: &Words, at: usize) -> Option<usize> {
    let (word, next) = (words.at(at), words.at(at + 1));
    if WEEKDAYS.contains(&word) || ALONE.contains(&word) {
        return Some(1);
    }
    if BEFORE_TIME.contains(&word) {
        let capital = words.get(at + 1).is_some_and(|word| word.capital);
        let span = SPANS.contains(&next) && matches!(word, "last" | "this" | "next" | "past");
        return (span || SEASONS.contains(&next) || (capital && MONTHS.contains(&next))).then_some(2);
    }
    if SPANS_AGO.contains(&word) && next == "ago" {
        return Some(2);
    }
    let year = word.len() == 4 && word.parse().is_ok_and(|year: u16| (1900..2100).contains(&year));
    (year && !COUNTED.contains(&next)).then_some(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_lists() {
        assert!(DISEASES.len() > 250 && PLACES.len() > 200);
    }
}
