//! How fast the scrubber is: characters a second over prose, and the time for 10 000 characters of prose and of texts
//! designed to be slow. Writes one line of JSON, which `make bench` reads. A measurement, not a test.

use domain::scrub::findings;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Prose as clinicians post it, with and without identifying details. All people and events are invented.
const PROSE: &str = include_str!("prose.txt");

/// Text that makes recognisers look twice: titles, marks, digits, words of phrases, unfinished addresses.
const SLOW: [&str; 27] = [
    "Dr. ",
    "St. ",
    "a.",
    "a_",
    "A1",
    "1 ",
    "1-",
    "(",
    "@a",
    "a@",
    "1/2/",
    "::",
    "http://",
    "MRN ",
    "ID: 12345, ",
    "March 3 to ",
    "a dot ",
    "San San Francisco ",
    "12 Rua das ",
    "University of the ",
    "Anna-Maria-",
    "named ",
    "in the north ",
    "O'",
    "A ",
    "İ ",
    "90, ",
];

const LENGTH: usize = 10_000;

fn main() {
    let text = PROSE.repeat(1_000_000 / PROSE.len() + 1);
    black_box(findings("Dr. Nobody"));
    let took = median((0..7).map(|_| time(&text)).collect());
    let chars = u32::try_from(text.chars().count()).map_or(0.0, f64::from);
    let tens: Vec<f64> = [PROSE].iter().chain(&SLOW).map(|piece| micros(&of_length(piece))).collect();
    let worst = tens.iter().copied().fold(0.0, f64::max);
    let mut sorted = tens.clone();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.get(sorted.len() / 2).copied().unwrap_or_default();
    let prose = tens.first().copied().unwrap_or_default();
    println!(
        "{{\"million_chars_a_second\":{:.1},\"prose_us\":{prose:.0},\"median_us\":{middle:.0},\"worst_us\":{worst:.0}}}",
        chars / took.as_secs_f64() / 1e6,
    );
}

/// The piece repeated and cut to exactly the length that is measured, in characters.
fn of_length(piece: &str) -> String {
    piece.chars().cycle().take(LENGTH).collect()
}

fn micros(text: &str) -> f64 {
    median((0..15).map(|_| time(text)).collect()).as_secs_f64() * 1e6
}

fn time(text: &str) -> Duration {
    #[expect(clippy::disallowed_methods, reason = "a measurement asks the machine's clock")]
    let begun = Instant::now();
    black_box(findings(black_box(text)));
    begun.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
