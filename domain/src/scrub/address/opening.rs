//! What belongs to an address but comes before its street: "Flat 3, ", a second number.

use super::super::scan::Scan;
use super::super::token::Gap;
use super::super::words::Senses;
use super::house::is_house;
use super::unit::{unit, with_unit};

/// Words before a number that is not part of an address.
const COUNTED: [&str; 18] = [
    "day", "days", "age", "aged", "page", "grade", "stage", "phase", "step", "type", "version", "figure", "table",
    "week", "item", "x", "chapter", "of",
];

/// The first token of an address, including what comes before its street: "Flat 3, ", one more number.
pub(super) fn start(scan: &Scan<'_>, first: usize) -> usize {
    let first = with_unit(scan, first);
    let Some(at) = first.checked_sub(1) else { return first };
    let number = scan.at(at);
    let before = scan.back(at, 1);
    if !number.is_number() || !is_house(scan, at) || before.is_one_of(b":=") {
        return first;
    }
    let belongs = match scan.at(first).gap {
        Gap::Line => number.gap == Gap::Line && number.length() <= 5,
        Gap::Blank => number.gap == Gap::Line || !is_counted(scan, at),
        Gap::None => false,
    };
    if !belongs {
        return first;
    }
    let named = at.checked_sub(1).filter(|word| number.gap == Gap::Blank && unit(scan, *word));
    named.unwrap_or_else(|| with_unit(scan, at))
}

/// Whether a number, a date or a measure continues here, or a word for one comes before.
fn is_counted(scan: &Scan<'_>, at: usize) -> bool {
    let before = scan.back(at, 1);
    let told = |words: &[&str]| scan.said_any(at, 1, words);
    let year = scan.at(at).is_year() && told(&["in", "since", "until", "from", "by", "during"]);
    before.is_number() || before.means(Senses::VITAL.or(Senses::MONTH)) || year || told(&COUNTED)
}
