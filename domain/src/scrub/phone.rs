//! Telephone, fax and pager numbers: recognised by the form of their groups; short ones only after a word that
//! announces them. 45 CFR 164.514(b)(2)(i)(D) and (E).

use super::claim::Claim;
use super::phone_groups::{CUES, Groups, REACH};
use super::scan::Scan;
use super::vocabulary::{DESKS, GIVES, PAGERS, PUBLIC_NUMBERS, lists};
use super::words::Senses;
use super::{Certainty, Kind};

/// Adds claims for telephone, fax and pager numbers.
pub(super) fn find(scan: &Scan<'_>, claims: &mut Vec<Claim>) {
    let mut done = 0;
    for (at, token) in scan.tokens() {
        if at < done || !(token.is_number() || token.is_one_of(b"+(")) {
            continue;
        }
        let glued = !scan.starts_clean(at);
        if glued && !is_glued_extension(scan, at) {
            continue;
        }
        let Some(groups) = Groups::read(scan, at) else { continue };
        let cue = scan.cue(at, REACH, CUES).map(|cue| cue.senses);
        let found = groups
            .international()
            .or_else(|| groups.american())
            .or_else(|| groups.trunk(cue.is_some()))
            .or_else(|| groups.announced(scan, cue))
            .or_else(|| groups.internal(scan, cue, glued))
            .or_else(|| (groups.is_single() && is_last_digits(scan, at)).then_some((at, Certainty::Likely)))
            .or_else(|| (groups.is_single() && is_paged(scan, at)).then_some((at, Certainty::Likely)));
        let Some((last, certainty)) = found.filter(|(last, _)| !is_quantity(scan, *last)) else { continue };
        let last = extension(scan, last).unwrap_or(last);
        let first = at - usize::from(glued && at > 0);
        claims.push(Claim::new(kind(scan, last, cue), scan.span(first, last), certainty));
        done = last + 1;
    }
}

/// A fax number if the word before or directly after says so, otherwise a telephone number.
fn kind(scan: &Scan<'_>, last: usize, cue: Option<Senses>) -> Kind {
    let before = cue.is_some_and(|senses| senses.has(Senses::FAX));
    let after = (1..=2).any(|step| scan.at(last + step).means(Senses::FAX) && scan.at(last + 1).is_one_of(b"-(/"))
        || scan.at(last + 1).means(Senses::FAX) && !scan.at(last + 2).is_one_of(b":#");
    if before || after { Kind::Fax } else { Kind::Phone }
}

/// The last token of `x123`, `ext. 45`, `extension 9` after a number.
fn extension(scan: &Scan<'_>, last: usize) -> Option<usize> {
    let word = if scan.at(last + 1).is_one_of(b",;(") { last + 2 } else { last + 1 };
    if !scan.at(word).means(Senses::EXTENSION) {
        return None;
    }
    let number = (word + 1..=word + 2).find(|at| scan.at(*at).is_number())?;
    let near = number == word + 1 || scan.at(word + 1).is_one_of(b".:#");
    (near && scan.at(number).length() <= 6).then_some(number)
}

/// "reach me at x4417": an extension without a number before it.
fn is_glued_extension(scan: &Scan<'_>, at: usize) -> bool {
    let x = scan.back(at, 1);
    let called = at.checked_sub(1).is_some_and(|x| scan.cue(x, 3, Senses::PHONE).is_some());
    let number = scan.at(at);
    let grouped = (1..=3).contains(&number.length())
        && scan.runs_on_mark(at, b'-')
        && scan.at(at + 2).is_glued()
        && scan.at(at + 2).is_number()
        && scan.at(at + 2).length() == 4
        && !scan.at(at + 2).value.is_multiple_of(100);
    let open = !x.is_glued() || scan.back(at, 2).is(b'(');
    let year = number.is_year();
    let desk = (grouped || (4..=5).contains(&number.length()))
        && !number.value.is_multiple_of(100)
        && !year
        && is_at_desk(scan, at - 1);
    x.means(Senses::EXTENSION) && x.length() == 1 && open && (grouped || number.length() >= 4) && (called || desk)
}

/// "phone ending in 0166", "last four of his cell: 0171".
fn is_last_digits(scan: &Scan<'_>, at: usize) -> bool {
    let digits = scan.at(at).length();
    if !matches!(digits, 3 | 4) || scan.cue(at, 6, Senses::PHONE.or(Senses::FAX)).is_none() {
        return false;
    }
    let skips = usize::from(scan.said_any(at, 1, &["in", "with"]));
    let ending = scan.said_any(at, 1 + skips, &["ending", "ends", "end"]);
    let phone = |reach: usize| (1..=reach).any(|step| scan.back(at, step).means(Senses::PHONE.or(Senses::FAX)));
    let last = (2..=6).any(|step| {
        let before = at.wrapping_sub(step);
        scan.says(before, "last") && (scan.says_any(before + 1, &["four", "digits"]) || scan.at(before + 1).value == 4)
    });
    ending && phone(4 + skips) || digits == 4 && last && phone(6)
}

/// "Security (x3333)", "the switch on x4012": a person or desk with a telephone comes before the extension.
fn is_at_desk(scan: &Scan<'_>, x: usize) -> bool {
    scan.back(x, 1).is(b'(') && scan.back(x, 2).is_word() || lists(DESKS, scan.word_before(x, 1))
}

/// "the reg's bleep? Switch says 2214": a pager in this sentence or the one before, and a word that gives its number.
fn is_paged(scan: &Scan<'_>, at: usize) -> bool {
    let number = scan.at(at);
    let year = number.is_year();
    if !(3..=5).contains(&number.length()) || year || number.value.is_multiple_of(100) {
        return false;
    }
    let given = lists(GIVES, scan.word_before(at, 1))
        || scan.back(at, 1).is(b'(') && scan.at(at + 1).is(b')')
        || scan.back(at, 1).is_one_of(b"#:");
    if lists(PUBLIC_NUMBERS, scan.word(at)) {
        return false;
    }
    let direct =
        scan.said_any(at, 1, &["dial", "dialled", "dialed"]) || scan.said(at, 1, "line") && scan.said(at, 2, "direct");
    let me = scan.said_any(at, 1, &["on", "at"])
        && scan.said_any(at, 2, &["me", "us", "him", "her", "them"])
        && scan.said_any(at, 3, &["call", "ring", "reach", "contact", "phone", "page", "bleep", "get"]);
    direct
        || me && number.length() >= 4
        || given && (2..=9).any(|step| at.checked_sub(step).is_some_and(|before| lists(PAGERS, scan.word(before))))
}

/// Whether a unit, a decimal or a percent sign follows, so that these digits measure something.
fn is_quantity(scan: &Scan<'_>, last: usize) -> bool {
    let next = scan.at(last + 1);
    let decimal =
        scan.runs_on(last) && next.is_one_of(b".,") && scan.runs_on(last + 1) && scan.at(last + 2).is_number();
    let glued = scan.runs_on(last) && next.is_word() && !next.means(Senses::EXTENSION);
    next.is(b'%') || decimal || glued || next.means(Senses::MEASURE) && !next.means(Senses::EXTENSION)
}
