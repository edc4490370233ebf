//! The number of a room as written ("412", "12A", "3-2", "4 and 5"), as opposed to a count, a measure or a time.

use super::scan::Scan;
use super::token::{Case, Gap};
use super::words::Senses;

/// The last token of `412`, `12A`, `3-2`, `412/2`; `None` if it is a word, a time or a decimal.
pub(super) fn code(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let mut last = at;
    if scan.runs_on(last) && scan.at(last + 1).is_word() {
        let letter = scan.at(last + 1);
        let suffix = letter.case == Case::Upper && letter.length() <= 2
            || letter.length() == 1 && scan.says_any(last + 1, &["a", "b", "c", "e"]);
        if !suffix || scan.says_any(last + 1, &["AM", "PM", "X", "MG", "ML", "CM", "HR", "H"]) {
            return None;
        }
        last += 1;
    }
    let joint = scan.at(last + 1);
    if scan.runs_on(last) && joint.is_one_of(b"-/") && scan.at(last + 2).is_alphanumeric() && scan.runs_on(last + 1) {
        let after = scan.at(last + 2);
        let short = after.is_number() && after.length() <= 4 || after.case == Case::Upper && after.length() == 1;
        let dated = joint.is(b'/') && after.is_number() && (scan.at(at).length() < 3 || scan.at(last + 3).is(b'/'));
        let word = joint.is(b'-') && after.is_word() && !short;
        if dated || word && !direction(scan, last + 2, Gap::None) {
            return None;
        }
        if short {
            last += 2;
        }
    }
    scan.ends_clean(last).then_some(last)
}

/// Whether a unit, a share, a decimal or a time of day follows.
pub(super) fn is_quantity(scan: &Scan<'_>, last: usize) -> bool {
    let next = scan.at(last + 1);
    let sex = scan.word(last + 1) == "M" || scan.word(last + 1) == "F";
    let glued =
        scan.runs_on(last) && next.is_one_of(b".,:/-") && scan.runs_on(last + 1) && scan.at(last + 2).is_alphanumeric();
    let near = next.gap != Gap::Line;
    let timed =
        near && scan.says_any(
            last + 1,
            &["am", "pm", "a", "p", "nights", "night", "more", "extra", "other", "x", "or", "shifts", "rooms"],
        ) && !sex;
    let period = near && scan.says_any(last + 1, &["a", "p"]) && scan.at(last + 2).is(b'.');
    next.is(b'%')
        || next.is(0) && next.is_glued()
        || glued
        || timed
        || period
        || near && !sex && next.means(Senses::MEASURE)
}

/// The last of further numbers after a plural: "beds 3 and 4", "rooms 4-6, 9".
pub(super) fn more(scan: &Scan<'_>, first: usize, end: usize) -> usize {
    let mut last = end;
    if !scan.word(first).ends_with(['s', 'S']) || scan.says(first, "resus") {
        return last;
    }
    for _ in 0..6 {
        let joint = scan.at(last + 1).is_one_of(b",&-") || scan.says_any(last + 1, &["and", "or", "to"]);
        let next = last + 2;
        let Some(end) = (joint && scan.at(next).is_number()).then(|| code(scan, next)).flatten() else { break };
        if scan.at(next).length() > 4 || is_quantity(scan, end) {
            break;
        }
        last = end;
    }
    last
}

/// Whether this is North, West and so on, written like a name.
pub(super) fn direction(scan: &Scan<'_>, at: usize, gap: Gap) -> bool {
    let token = scan.at(at);
    token.is_capital()
        && token.gap == gap
        && (4..=9).contains(&token.length())
        && scan.says_any(
            at,
            &["north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "tower", "central"],
        )
        && !scan.at(at + 1).is(b'\'')
}
