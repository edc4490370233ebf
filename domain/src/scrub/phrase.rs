//! Listed phrases of several words: San Francisco, Johns Hopkins, Winston-Salem.

use super::fold::Folded;
use super::lists::{Known, look_up};
use super::scan::Scan;
use super::token::Gap;

/// Maximum number of words in a listed phrase.
const MOST: usize = 5;

/// The longest listed phrase that starts with the word at a position and has one of these meanings: its last token and
/// all its meanings. A single word is a phrase too.
pub(super) fn longest(scan: &Scan<'_>, at: usize, any: Known) -> Option<(usize, Known)> {
    let first = scan.at(at);
    let mut found = first.known.is(any).then_some((at, first.known));
    if !first.known.is(Known::OPENS) {
        return found;
    }
    let mut key = Folded::of(scan.word(at));
    let mut last = at;
    let mut mixed = false;
    for _ in 1..MOST {
        let Some(next) = next_word(scan, last) else { break };
        mixed |= !fits(scan, at, next);
        if scan.at(next).is_glued() && scan.back(next, 1).is(b'\'') {
            key.push(scan.word(next));
        } else {
            key.join(scan.word(next));
        }
        last = next;
        let known = look_up(key);
        // A place is capitalised throughout; a medical term may continue in lower case: "Milan criteria".
        if known.is(any) && (!mixed || known.is(Known::MEDICAL.or(Known::EPONYM))) {
            found = Some((last, known));
        }
    }
    found
}

/// Whether the phrase may continue here: one that starts with a capital continues with capitals and small words.
fn fits(scan: &Scan<'_>, first: usize, next: usize) -> bool {
    let small =
        ["of", "the", "and", "de", "del", "la", "le", "les", "on", "upon", "under", "am", "sur", "by", "in", "s"];
    !scan.at(first).is_capital() || scan.at(next).is_capital() || scan.says_any(next, &small)
}

/// The next word of the same phrase: after a blank, a hyphen, an apostrophe, or the dot of "St.".
fn next_word(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let next = scan.at(at + 1);
    let after = scan.at(at + 2);
    if next.is_word() && next.gap == Gap::Blank {
        return Some(at + 1);
    }
    let joint = next.is_glued() && next.is_one_of(b"-'.&") || next.is(b'&');
    let goes_on = after.is_word() && (after.is_glued() || next.is_one_of(b".&") && after.gap == Gap::Blank);
    (joint && goes_on && after.gap != Gap::Line).then_some(at + 2)
}
