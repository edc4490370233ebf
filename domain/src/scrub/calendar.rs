//! Days without a month: "until the 28th", and the holidays that fix a day. 45 CFR 164.514(b)(2)(i)(C).

use super::Kind;
use super::month::day;
use super::resolve::Claim;
use super::token::{Scan, Shape};
use super::words::Senses;

/// Holidays of several words; the apostrophe and the s after it are read as words of their own.
const PHRASES: [&[&str]; 24] = [
    &["new", "year", "'", "s"],
    &["new", "years", "eve"],
    &["new", "years", "day"],
    &["independence", "day"],
    &["memorial", "day"],
    &["labor", "day"],
    &["veterans", "day"],
    &["columbus", "day"],
    &["presidents", "day"],
    &["mlk", "day"],
    &["boxing", "day"],
    &["groundhog", "day"],
    &["mother", "'", "s", "day"],
    &["mothers", "day"],
    &["father", "'", "s", "day"],
    &["fathers", "day"],
    &["valentine", "'", "s"],
    &["valentines"],
    &["patrick", "'", "s", "day"],
    &["good", "friday"],
    &["black", "friday"],
    &["ash", "wednesday"],
    &["yom", "kippur"],
    &["rosh", "hashanah"],
];
/// Words that place something on a holiday.
const PLACED: [&str; 16] = [
    "on", "last", "since", "this", "until", "before", "after", "by", "around", "over", "during", "past", "at", "till",
    "next", "from",
];
/// Words that make something else of a holiday: Christmas disease, a Christmas tree pattern.
const OTHER: [&str; 6] = ["disease", "tree", "factor", "party", "dinner", "pattern"];

/// Finds them.
pub(super) fn find(scan: &Scan<'_>, claims: &mut Vec<Claim>) {
    for (at, token) in scan.tokens() {
        let last = match token.shape {
            Shape::Number => ordinal_day(scan, at),
            Shape::Word if token.means(Senses::HOLIDAY.or(Senses::HOLIDAY_PART)) => holiday(scan, at),
            _ => None,
        };
        if let Some(last) = last {
            claims.push(Claim::likely(Kind::Date, scan.span(at, last)));
        }
    }
}

/// "until the 28th", "on the 3rd": no noun may follow, or it counts something.
fn ordinal_day(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let cue = scan.back(at, 2);
    let part = scan.says(at.wrapping_sub(2), "of")
        && scan.says_any(at.wrapping_sub(3), &["morning", "night", "afternoon", "evening", "week"]);
    let announced =
        part || cue.means(Senses::BEFORE_DATE.or(Senses::WEEKDAY)) || scan.says(at.wrapping_sub(2), "since");
    if !scan.says(at.wrapping_sub(1), "the") || !announced {
        return None;
    }
    let (last, ordinal) = day(scan, at)?;
    let next = scan.at(last + 1);
    let after = scan.at(last + 2);
    let month = next.is_word()
        && scan.says(last + 1, "of")
        && (scan.says(last + 2, "this")
            || scan.says(last + 2, "last")
            || scan.says(last + 2, "the") && scan.says(last + 3, "month"));
    let closes = matches!(next.shape, Shape::Edge | Shape::Mark(b'.' | b',' | b';' | b'?' | b'!' | b')'));
    let pair = (scan.says(last + 1, "and") || scan.says(last + 1, "or"))
        && (after.means(Senses::ORDINAL) || scan.at(last + 3).means(Senses::ORDINAL_END));
    let goes_on = next.means(Senses::CONTINUES) && !pair;
    (ordinal && (month || closes || goes_on)).then_some(last)
}

fn holiday(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let phrase = || {
        PHRASES.iter().find(|words| {
            words
                .iter()
                .enumerate()
                .all(|(step, word)| scan.says(at + step, word) || *word == "'" && scan.at(at + step).is(b'\''))
        })
    };
    let last = if scan.at(at).means(Senses::HOLIDAY) { at } else { at + phrase()?.len() - 1 };
    let last = if scan.says_any(last + 1, &["day", "eve", "morning", "night", "weekend", "sunday", "monday"]) {
        last + 1
    } else {
        last
    };
    let placed = (1..=2).any(|step| {
        let word = at.wrapping_sub(step);
        scan.says_any(word, &PLACED) && (step == 1 || scan.says_any(at.wrapping_sub(1), &["the", "st", "saint"]))
    });
    let saint = scan.back(at, 1).is(b'.') && scan.says(at.wrapping_sub(2), "st");
    let other = scan.says_any(last + 1, &OTHER);
    ((placed || saint || last > at) && !other).then_some(last)
}
