//! Streets without a number, recognised by their kind: "on Kestrel Road", "the corner of Fifth and Main".

use super::super::Certainty;
use super::super::scan::Scan;
use super::super::token::{Case, Gap};
use super::super::words::Senses;
use super::Street;
use super::cue::announces;
use super::name::{is_joined, is_measured, is_opening, number_end};
use super::words::{NEVER, Way, is_direction, is_electric, is_in, is_small, tail, way};

/// "on Kestrel Road", "near Thornbury Pike", "Fourth Avenue": the kind of street ends the name, and the words around it
/// do not make it a count.
pub(super) fn by_kind(scan: &Scan<'_>, at: usize) -> Option<Street> {
    let word = scan.word(at);
    if scan.at(at).gap != Gap::Blank || at == 0 {
        return in_one_word(scan, at, word);
    }
    let Some(way) = way(word).filter(|way| *way != Way::Weak) else { return in_one_word(scan, at, word) };
    if scan.at(at).case == Case::Upper && word.len() <= 3 || !fits_alone(scan, at) {
        return None;
    }
    let (first, titled) = name_before(scan, at)?;
    let before = first.checked_sub(1);
    if before.is_some_and(|before| scan.at(before).is_number() && scan.at(first).gap == Gap::Blank) {
        return None;
    }
    let near = scan.at(first).gap != Gap::Line;
    if let Some(house) =
        before.filter(|at| near && scan.at(*at).means(Senses::UNITS) && scan.at(*at).case == Case::Title)
    {
        return Some(Street::numbered(house, at, Certainty::Likely, false));
    }
    let before = |words: &[&str]| near && before.is_some_and(|at| scan.says_any(at, words));
    let road = before(&["on", "off", "along", "near", "down", "onto", "up", "across"]);
    let any = road
        || before(&[
            "at", "to", "from", "by", "past", "between", "in", "and", "toward", "towards", "of", "via", "around",
            "over",
        ]);
    let ordinal = scan.at(first).means(Senses::ORDINAL) && first + 1 == at;
    let next = scan.at(at + 1);
    let named_on = next.is_capital() && next.gap == Gap::Blank && !is_direction(scan.word(at + 1));
    let believed = match way {
        Way::Strong if ordinal => !named_on,
        Way::Strong => !named_on && (any || titled && scan.at(at).case == Case::Title && word.len() >= 4),
        Way::Medium if ordinal => word.eq_ignore_ascii_case("st") && any,
        Way::Medium if scan.says_any(at, &["court", "ct", "square", "plaza", "way", "sq"]) => {
            before(&["off", "along", "near", "down", "onto"]) || road && !named_on && announces(scan, first)
        }
        _ => road && !named_on,
    };
    let german = !word.is_ascii() || word.eq_ignore_ascii_case("strasse");
    if german && next.is_number() && next.gap == Gap::Blank && next.length() <= 4 && !is_measured(scan, at + 1) {
        return Some(Street::numbered(first, number_end(scan, at + 1), Certainty::Certain, false));
    }
    if believed { Some(Street::named(first, at)) } else { None }
}

/// A street in one word that is unambiguous without a number.
pub(super) fn in_one_word(scan: &Scan<'_>, at: usize, word: &str) -> Option<Street> {
    let long = word.len() >= 9 && scan.at(at).is_capital();
    if long && tail(word) == Some(false) && !scan.at(at + 1).is_number() { Some(Street::named(at, at)) } else { None }
}

/// The first of up to three words of a street name before its kind, and whether all are written like names.
fn name_before(scan: &Scan<'_>, at: usize) -> Option<(usize, bool)> {
    let mut first = at;
    for _ in 0..4 {
        let Some(before) = first.checked_sub(1) else { break };
        let token = scan.at(before);
        let word = scan.word(before);
        let gap = scan.at(first).gap;
        if gap == Gap::None
            && token.is_one_of(b"-'")
            && before > 0
            && scan.at(before).is_glued()
            && scan.at(before - 1).is_word()
        {
            first = before - 1;
            continue;
        }
        let saint = token.is(b'.') && scan.said_any(before, 1, &["st", "mt", "n", "s", "e", "w", "jr", "sr"]);
        if saint && scan.at(before - 1).is_capital() {
            first = before - 1;
            continue;
        }
        let never = is_in(NEVER, word) && (!is_opening(word) || word.eq_ignore_ascii_case("the"));
        if gap != Gap::Blank || !token.is_capital() || never || token.means(Senses::WEEKDAY) {
            break;
        }
        first = before;
    }
    if first == at || matches!(scan.at(first).case, Case::Lower) {
        return None;
    }
    let titled = (first..at).all(|here| !scan.at(here).is_word() || scan.at(here).case == Case::Title);
    let person = first > 0 && {
        let dot = scan.at(first - 1).is(b'.');
        first
            .checked_sub(if dot { 2 } else { 1 })
            .is_some_and(|at| scan.says_any(at, &["dr", "mr", "mrs", "ms", "prof", "miss", "professor"]))
    };
    let idiom = first + 1 == at
        && scan.says_any(
            first,
            &[
                "wall", "silk", "sesame", "abbey", "one", "two", "side", "back", "cross", "long", "rocky", "right",
                "left", "central",
            ],
        );
    (!person && !idiom).then_some((first, titled))
}

/// "the corner of Fifth and Main", "the corner of Postbox 31 and Helena Lanes".
pub(super) fn corner(scan: &Scan<'_>, at: usize) -> Option<Street> {
    let length = scan.at(at).length();
    if length != 6 && length != 12 || !scan.says_any(at, &["corner", "intersection"]) || !scan.says(at + 1, "of") {
        return None;
    }
    let one = crossing(scan, at + 2)?;
    let joined = scan.says(one.last + 1, "and") || scan.at(one.last + 1).is(b'&');
    let two = crossing(scan, one.last + 2).filter(|_| joined)?;
    if length == 12 {
        let streets = one.typed || two.typed;
        return if streets { Some(Street::named(at + 2, two.last)) } else { None };
    }
    // More than two bare names are an address as somebody wrote it down, and the corner is part of it.
    let first = match at.checked_sub(1).filter(|the| scan.says(*the, "the") && scan.at(at).gap == Gap::Blank) {
        _ if !(one.long || two.long) => at + 2,
        Some(the) => the,
        None => at,
    };
    Some(Street::named(first, two.last))
}

/// One of the streets at a crossing.
struct Crossing {
    last: usize,
    /// It has a house number or several words.
    long: bool,
    /// It ends with a kind of street.
    typed: bool,
}

/// A street at a crossing: "Fifth", "4th", "N. Linden Road", "X 99".
fn crossing(scan: &Scan<'_>, start: usize) -> Option<Crossing> {
    let mut last = None;
    let mut words = 0;
    let mut numbered = false;
    let mut here = start;
    for _ in 0..6 {
        let token = scan.at(here);
        let next = scan.at(here + 1);
        if token.gap == Gap::Line || here == start && token.gap != Gap::Blank {
            break;
        }
        if token.is_number() {
            if next.means(Senses::ORDINAL_END) && scan.runs_on(here) {
                words += 1;
                last = Some(here + 1);
                here += 2;
                continue;
            }
            if here == start && next.is_capital() && next.gap == Gap::Blank && token.length() <= 5 {
                numbered = true;
                here += 1;
                continue;
            }
            if words > 0 && token.gap == Gap::Blank && token.length() <= 5 && !is_measured(scan, here) {
                numbered = true;
                last = Some(number_end(scan, here));
            }
            break;
        }
        let word = scan.word(here);
        let small = words > 0 && !token.is_capital() && is_small(word) && next.is_capital() && next.gap == Gap::Blank;
        let never = is_in(NEVER, word) && !token.means(Senses::ORDINAL) && way(scan.word(here + 1)).is_none();
        if !small && (!token.is_capital() || never && word.len() > 1) {
            break;
        }
        words += 1;
        if !small {
            last = Some(here);
        }
        let joined = is_joined(scan, here);
        let dotted = next.is(b'.') && next.is_glued() && token.length() <= 3 && scan.at(here + 2).is_capital();
        here += if joined || dotted { 2 } else { 1 };
    }
    let last = last?;
    Some(Crossing { last, long: numbered || words > 1, typed: way(scan.word(last)).is_some() })
}

/// What follows does not turn the word into something else.
pub(super) fn fits_alone(scan: &Scan<'_>, last: usize) -> bool {
    let word = scan.word(last);
    let next = scan.at(last + 1);
    let dot = next.is(b'.') && next.is_glued();
    let after = if dot { last + 2 } else { last + 1 };
    let capital = scan.at(after).is_capital() && scan.at(after).gap == Gap::Blank;
    let hyphen = next.is(b'-') && next.is_glued() && scan.runs_on(last + 1);
    if hyphen || next.is(b'\'') && next.is_glued() {
        return false;
    }
    match word.len() {
        2 if word.eq_ignore_ascii_case("st") => {
            !is_electric(scan.word(after)) && (!capital || is_direction(scan.word(after)) || is_unit(scan, after))
        }
        2 if word.eq_ignore_ascii_case("dr") => !capital || is_direction(scan.word(after)) || is_unit(scan, after),
        _ => !scan.says_any(
            last + 1,
            &[
                "journal", "blues", "traffic", "rage", "rash", "trip", "cred", "runners", "test", "closure",
                "syndrome", "method", "score", "criteria", "sign",
            ],
        ),
    }
}

pub(super) fn is_unit(scan: &Scan<'_>, at: usize) -> bool {
    scan.says_any(at, &["apt", "unit", "suite", "ste", "apartment", "box"])
}
