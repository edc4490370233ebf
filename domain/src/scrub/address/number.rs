//! A number last: "Elisabethstraße 12", "P.O. Box 614", "Highway 61", "lives at Lipová 312".

use super::super::Certainty;
use super::super::scan::Scan;
use super::super::token::{Case, Gap, Token};
use super::Street;
use super::cue::announces;
use super::house::is_house;
use super::name::{is_measured, is_name, number_end};
use super::postal::code;
use super::typed::is_unit;
use super::words::{NEVER, TRAILING, is_in, is_small, tail};

/// "Elisabethstraße 12", "Kossuth Lajos utca 3", "P.O. Box 614", "Highway 61", "lives at Lipová 312".
pub(super) fn name_first(scan: &Scan<'_>, at: usize) -> Option<Street> {
    let number = scan.at(at);
    if at == 0 || number.gap != Gap::Blank || number.length() > 5 || is_measured(scan, at) {
        return None;
    }
    let dotted = scan.at(at - 1).is(b'.');
    let here = at.checked_sub(if dotted { 2 } else { 1 })?;
    let token = scan.at(here);
    let word = scan.word(here);
    if !token.is_word() || dotted && (token.length() > 5 && tail(word).is_none() || !scan.at(at - 1).is_glued()) {
        return None;
    }
    let last = number_end(scan, at);
    if !scan.ends_clean(last) {
        return None;
    }
    if let Some(first) = post_box(scan, here, number) {
        return Some(Street::numbered(first, last, Certainty::Certain, false));
    }
    if let Some(first) = highway(scan, here, at) {
        let house =
            first.checked_sub(1).filter(|house| scan.at(*house).is_number() && scan.at(first).gap == Gap::Blank);
        return match house.filter(|house| is_house(scan, *house)) {
            Some(house) => Some(Street::numbered(house, last, Certainty::Certain, false)),
            None => Some(Street::named(first, last)),
        };
    }
    if number.length() > 4 {
        return None;
    }
    if token.is_capital() && tail(word).is_some() {
        return Some(Street::numbered(here, last, Certainty::Likely, false));
    }
    if is_in(TRAILING, word) && !is_in(NEVER, word) && token.case != Case::Upper {
        let first = name_start(scan, here.checked_sub(1)?);
        let ascii_short = word.is_ascii() && word.len() < 3 && !dotted;
        let named = first < here && scan.at(here).gap == Gap::Blank && is_name(scan, here - 1);
        if named && !ascii_short {
            return Some(Street::numbered(first, last, Certainty::Likely, announces(scan, first)));
        }
    }
    let foreign = !word.is_ascii();
    if dotted || !(token.is_capital() || foreign) || !foreign && (token.case == Case::Upper || word.len() < 4) {
        return None;
    }
    let first = if token.is_capital() { name_start(scan, here) } else { here };
    if !is_name(scan, here) && !foreign {
        return None;
    }
    if posted(scan, last) {
        return Some(Street::numbered(first, last, Certainty::Likely, announces(scan, first)));
    }
    let next = scan.at(last + 1);
    let goes_on = next.is(b':')
        || next.is_word() && next.case == Case::Lower && next.gap == Gap::Blank && !goes_on(scan, last + 1);
    let short = (first..at).all(|here| scan.word(here).is_ascii()) && number.length() < 2;
    let cued = !goes_on && !short && announces(scan, first);
    if cued { Some(Street::numbered(first, last, Certainty::Likely, true)) } else { None }
}

/// The start of a row of at most four capitalised words that ends at this position.
fn name_start(scan: &Scan<'_>, last: usize) -> usize {
    let mut first = last;
    for _ in 0..4 {
        let Some(before) = first.checked_sub(1) else { break };
        if scan.at(first).gap == Gap::Line {
            break;
        }
        let joined = scan.at(before).is_one_of(b"-'") && scan.at(first).is_glued();
        let named = is_name(scan, before) || is_small(scan.word(before)) && before > 0 && is_name(scan, before - 1);
        if joined && before > 0 && scan.at(before - 1).is_capital() {
            first = before - 1;
        } else if named && !scan.at(first).is_glued() {
            first = before;
        } else {
            break;
        }
    }
    first
}

/// Whether ", 674 20 Kadov", or a line like it, follows: a postal code and a town after a street and number.
pub(super) fn posted(scan: &Scan<'_>, last: usize) -> bool {
    let comma = scan.at(last + 1).is(b',');
    let start = if comma { last + 2 } else { last + 1 };
    if !comma && scan.at(start).gap != Gap::Line {
        return false;
    }
    let four = scan.at(start).is_number() && scan.at(start).length() == 4 && !scan.at(start).is_year();
    let end = code(scan, start).or_else(|| four.then_some(start));
    end.is_some_and(|end| {
        let town = scan.at(end + 1);
        town.is_capital() && town.gap == Gap::Blank && town.length() > 2 && is_name(scan, end + 1)
    })
}

/// The first token of "P.O. Box", "PO Box", "Postbox", "Box" before its number.
fn post_box(scan: &Scan<'_>, here: usize, number: &Token) -> Option<usize> {
    let word = scan.word(here);
    if word.len() > 9 || word.len() < 3 {
        return None;
    }
    if ["postbox", "pobox", "postfach", "postboks", "apartado"].iter().any(|known| word.eq_ignore_ascii_case(known)) {
        return Some(here);
    }
    if word.eq_ignore_ascii_case("bag") {
        let kind = here.checked_sub(1).filter(|at| scan.says_any(*at, &["private", "locked"]))?;
        return scan.at(kind).is_capital().then_some(kind);
    }
    if !word.eq_ignore_ascii_case("box") {
        return None;
    }
    if let Some(unit) =
        here.checked_sub(2).filter(|at| scan.at(at + 1).is_number() && scan.says_any(*at, &["unit", "psc", "cmr"]))
    {
        return Some(unit);
    }
    let letter = |steps: usize, letter: &str| scan.said(here, steps, letter);
    if letter(1, "po") || letter(1, "gpo") {
        return Some(here - 1);
    }
    if letter(1, "office") && letter(2, "post") || letter(1, "o") && letter(2, "p") {
        return Some(here - 2);
    }
    if scan.back(here, 1).is(b'.') {
        let dots = letter(2, "o") && scan.back(here, 3).is(b'.') && letter(4, "p");
        return if dots { Some(here - 4) } else { letter(2, "po").then(|| here - 2) };
    }
    let lone = scan.at(here).is_capital() && number.length() >= 3 && !number.is_year();
    (lone && !scan.back(here, 1).is(b'-')).then_some(here)
}

/// The first token of "Highway 61", "State Route 161", "US Hwy 40", "off I-71".
pub(super) fn highway(scan: &Scan<'_>, here: usize, number: usize) -> Option<usize> {
    let word = scan.word(here);
    let road = scan.says_any(here, &["highway", "hwy", "interstate"])
        || scan.at(here).is_capital() && scan.says_any(here, &["route", "rte"])
        || scan.at(here).is_capital()
            && scan.says(here, "road")
            && scan.said_any(here, 1, &["county", "state", "township", "farm"]);
    if !road
        || word.len() < 3
        || scan.at(number).length() > 4
        || scan.says_any(number + 1, &["of", "hypnosis", "for", "or"])
    {
        return None;
    }
    let kind = here.checked_sub(1).filter(|at| {
        scan.says_any(*at, &["us", "state", "county", "old", "township", "farm", "provincial"])
            && scan.at(*at).is_capital()
    });
    Some(kind.unwrap_or(here))
}

/// Whether the word continues a sentence after an address.
pub(super) fn goes_on(scan: &Scan<'_>, at: usize) -> bool {
    let unit = is_unit(scan, at) || !scan.word(at).is_ascii();
    unit || scan
        .says_any(at, &["with", "and", "in", "for", "since", "near", "but", "on", "by", "to", "please", "at", "from"])
}
