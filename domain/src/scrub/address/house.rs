//! A house number first: "1420 Wagner Dr", "350 5th Ave", and names without a known kind of street if an address is
//! announced.

use super::super::Certainty;
use super::super::scan::Scan;
use super::super::token::{Case, Gap, Token};
use super::super::words::Senses;
use super::Street;
use super::between::between;
use super::cue::announces;
use super::foreign::foreign_name;
use super::name::{is_joined, is_measured, is_opening};
use super::number::{goes_on, highway};
use super::postal::code;
use super::typed::fits_alone;
use super::unit::unit;
use super::words::{NEVER, STRONG, Way, is_direction, is_in, is_small, tail, way};

/// Maximum number of tokens between a house number and the kind of street.
const REACH: usize = 10;

/// "1420 Wagner Dr", "350 5th Ave", "12 rue de la Paix", and if an address is announced also "12 linden road" or "0731
/// ακακίας".
pub(super) fn house_first(scan: &Scan<'_>, at: usize) -> Option<Street> {
    let next = scan.at(at + 1);
    let plain = next.is_word() || next.is_number() || next.is_one_of(b"-/,");
    if !plain || !is_house(scan, at) {
        return None;
    }
    if let Some(last) = numbered_road(scan, at) {
        return Some(Street::named(at, last));
    }
    let mut start = after_house(scan, at)?;
    let comma = scan.at(start).is(b',');
    if comma {
        start += 1;
    }
    let first = scan.at(start);
    if first.gap != Gap::Blank || !first.is_word() && !first.is_number() {
        return None;
    }
    let opening = scan.word(start);
    if let Some(last) = foreign_name(scan, start) {
        return Some(Street::numbered(at, last, Certainty::Certain, false));
    }
    if !first.is_capital() && !first.is_number() {
        return lower_house(scan, at, start, comma);
    }
    let measured = first.means(Senses::MEASURE) && !is_direction(opening);
    if !comma && let Some((last, way)) = street_after(scan, start, false) {
        let next = scan.at(last + 1);
        let verb = way == Way::Weak
            && next.is_word()
            && next.gap == Gap::Blank
            && next.case == Case::Lower
            && !goes_on(scan, last + 1);
        let fits =
            !verb && fits(scan, at, start, last) && (!measured || way == Way::Strong && first.case == Case::Title);
        if fits {
            let certainty = if way == Way::Weak { Certainty::Likely } else { Certainty::Certain };
            let route = scan.at(last + 1).is_number() && highway(scan, last, last + 1).is_some();
            let last = if route { last + 1 } else { last };
            return Some(Street::numbered(at, last, certainty, announces(scan, at)));
        }
        return None;
    }
    if measured || first.is_number() || !announces(scan, at) {
        return None;
    }
    if let Some((last, _)) = street_after(scan, start, true) {
        let fits = fits(scan, at, start, last);
        return if fits { Some(Street::numbered(at, last, Certainty::Certain, true)) } else { None };
    }
    announced_name(scan, at, start)
}

/// Whether a number may be a house number: not a decimal or a share, and nothing is counted or measured by it.
pub(super) fn is_house(scan: &Scan<'_>, at: usize) -> bool {
    let before = scan.back(at, 1);
    let signed = before.is_one_of(b"<>=~+") || before.is(0) && scan.at(at).is_glued();
    scan.at(at).length() <= 6 && scan.starts_clean(at) && !signed
}

/// The position after the house number: `1420`, `14B`, `14-16`, `12/3`, `14 bis`.
pub(super) fn after_house(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let mut last = at;
    let letter = scan.at(at + 1);
    if scan.runs_on(at) && letter.is_word() {
        if letter.length() > 1 {
            return None;
        }
        last += 1;
    }
    let joint = scan.at(last + 1);
    if scan.runs_on(last) && joint.is_one_of(b"-/") && scan.runs_on(last + 1) {
        let second = scan.at(last + 2);
        if !(second.is_number() && second.length() <= 5 || second.is_word() && second.length() == 1) {
            return None;
        }
        last += 2;
        if scan.runs_on(last) && scan.at(last + 1).is_word() && scan.at(last + 1).length() == 1 {
            last += 1;
        }
    }
    if scan.says(last + 1, "bis") {
        last += 1;
    }
    let next = scan.at(last + 1);
    let glued = scan.runs_on(last) && !(next.is(b',') && scan.at(last + 2).gap == Gap::Blank);
    (!glued).then_some(last + 1)
}

/// A house number before lower-case words.
fn lower_house(scan: &Scan<'_>, at: usize, start: usize, comma: bool) -> Option<Street> {
    let first = scan.at(start);
    if first.means(Senses::MEASURE) || scan.at(at).length() > 5 {
        return None;
    }
    // Without an announcement: at least three digits, and a word that can only be a street.
    let plain = !comma
        && scan.at(at).length() >= 3
        && (1..=3).any(|step| {
            let word = scan.word(start + step);
            scan.at(start + step).gap == Gap::Blank && word.len() >= 3 && is_in(STRONG, word)
        });
    let ascii = scan.word(start).is_ascii();
    if !plain && ascii && !(0..=4).any(|step| way(scan.word(start + step)).is_some()) {
        return None;
    }
    let cued = announces(scan, at);
    if !plain && !cued {
        return None;
    }
    if let Some((last, _)) = street_after(scan, start, true) {
        let certainty = if cued { Certainty::Certain } else { Certainty::Likely };
        return Some(Street::numbered(at, last, certainty, cued));
    }
    if cued && !ascii { announced_name(scan, at, start) } else { None }
}

/// "0731 Ακακίας 210" if an address is announced: a name without a known kind of street.
fn announced_name(scan: &Scan<'_>, at: usize, start: usize) -> Option<Street> {
    if let Some(street) = between(scan, at) {
        return Some(street);
    }
    let mut last = None;
    let mut names = 0;
    let mut here = start;
    while names < 4 {
        let token = scan.at(here);
        let word = scan.word(here);
        let fits = token.is_word() && (token.is_capital() || !word.is_ascii() || names > 0 && is_small(word));
        if !fits || here > start && token.gap == Gap::Line || is_in(NEVER, word) || here > start && unit(scan, here) {
            break;
        }
        names += 1;
        last = Some(here);
        let joined = is_joined(scan, here);
        here += if joined { 2 } else { 1 };
    }
    let last = last?;
    let lone = last == start;
    let next = scan.at(last + 1);
    let title = scan.at(start).case == Case::Title && !is_direction(scan.word(start)) || !scan.word(start).is_ascii();
    let closes = next.is_one_of(b",.?!)") || next.gap == Gap::Line || next.is_number() || unit(scan, last + 1);
    let two_digits = scan.at(at).length() >= 2;
    if !title || !(closes || !lone && two_digits) || lone && !two_digits && !next.is(b',') {
        return None;
    }
    let number = next.is_number() && next.gap == Gap::Blank && next.length() <= 4 && !is_measured(scan, last + 1);
    let last = if number && scan.ends_clean(last + 1) { last + 1 } else { last };
    Some(Street::numbered(at, last, Certainty::Likely, true))
}

/// "5th Avenue", "42nd Street" without a house number.
fn numbered_road(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let ordinal = scan.at(at + 1).means(Senses::ORDINAL_END) && scan.runs_on(at) && scan.at(at).length() <= 3;
    let end = scan.at(at + 2);
    let near = ordinal && end.is_word() && end.gap == Gap::Blank;
    let road = near && scan.says_any(at + 2, &["street", "avenue", "ave"])
        || near && end.case == Case::Title && scan.says_any(at + 2, &["st", "rd", "road", "blvd", "lane", "boulevard"]);
    (road && fits_alone(scan, at + 2)).then_some(at + 2)
}

/// The kind of street after a name that starts here, and its position.
fn street_after(scan: &Scan<'_>, start: usize, lower: bool) -> Option<(usize, Way)> {
    let mut found = None;
    let mut names = 0;
    let mut here = start;
    while here < start + REACH {
        let token = scan.at(here);
        if here > start && token.gap == Gap::Line {
            break;
        }
        if token.is_word() {
            let word = scan.word(here);
            let written = token.is_capital() || lower;
            if names > 0
                && written
                && let Some(way) = way(word)
            {
                found = Some((here, way));
            } else if found.is_some() {
                break;
            } else if here == start && (word.eq_ignore_ascii_case("broadway") || tail(word).is_some()) {
                return Some((here, Way::Medium));
            }
            let glued = token.is_glued() && scan.back(here, 1).is(b'\'');
            let joins = names > 0 && scan.says_any(here, &["de", "la", "del", "du", "of", "the", "los", "las"]);
            if !written && !glued && !joins || is_in(NEVER, word) && found.is_none() && !is_opening(word) {
                break;
            }
            names += 1;
            if lower && names > 5 {
                break;
            }
        } else if found.is_some() {
            break;
        } else if token.is_number()
            && token.length() <= 3
            && scan.at(here + 1).means(Senses::ORDINAL_END)
            && scan.runs_on(here)
        {
            names += 1;
            here += 1;
        } else if !is_joint(scan, here, token) {
            break;
        }
        here += 1;
    }
    found
}

/// Whether this is a mark within a name: a hyphen, an apostrophe, the dot of "St." or "N.".
fn is_joint(scan: &Scan<'_>, here: usize, token: &Token) -> bool {
    let tight = token.is_glued() && scan.runs_on(here);
    let dot = token.is(b'.') && token.is_glued() && scan.back(here, 1).is_word() && scan.back(here, 1).length() <= 3;
    tight && token.is_one_of(b"-'") || dot
}

/// Whether the word really is a kind of street here: not a doctor, a saint, a scan or the ST segment.
fn fits(scan: &Scan<'_>, house: usize, start: usize, last: usize) -> bool {
    let upper = scan.at(last).case == Case::Upper;
    let long = scan.at(house).length() >= 3;
    let shout = (start..last).any(|at| scan.at(at).case == Case::Upper && scan.at(at).length() >= 4);
    let next = scan.at(last + 1);
    let ends = next.gap == Gap::Line || next.is_one_of(b",.;)");
    if upper && scan.at(last).length() == 2 && !(shout && (ends || !next.is_word() || next.is_capital()) && long) {
        let region = scan.at(last + 1).is(b',') && scan.at(last + 2).is_capital();
        if !(region && long && scan.at(start).case == Case::Title) {
            return false;
        }
    }
    fits_alone(scan, last) || long && followed_by_town(scan, last)
}

/// Whether a state or postal code follows within a few words: "1420 Wagner Dr Marion OH 43302".
fn followed_by_town(scan: &Scan<'_>, last: usize) -> bool {
    let start = if scan.at(last + 1).is(b'.') { last + 2 } else { last + 1 };
    for step in 0..5 {
        let token = scan.at(start + step);
        if token.gap == Gap::Line {
            return false;
        }
        let state = token.means(Senses::STATE) && token.case == Case::Upper && token.length() == 2 && step > 0;
        if state || code(scan, start + step).is_some() {
            return true;
        }
        if !(token.is_capital() || token.is(b',')) {
            return false;
        }
    }
    false
}
