//! Languages that name the kind of street first: "Via Roma 44", "12 rue de la Paix", "ul. Długa 12".

use super::super::Certainty;
use super::super::scan::Scan;
use super::super::token::{Case, Gap};
use super::Street;
use super::cue::announces;
use super::name::{is_joined, is_measured, number_end};
use super::number::posted;
use super::unit::unit;
use super::words::{DOUBTFUL, NEVER, PARTICLES, PREFIXES, is_in, is_one_of, is_small};

/// "Via Roma 44", "calle Mayor 5", "ul. Długa 12", "rue de la Paix": a kind of street first.
pub(super) fn prefixed(scan: &Scan<'_>, at: usize) -> Option<Street> {
    let word = scan.word(at);
    if word.len() > 18 || scan.at(at).case == Case::Upper && word.len() < 4 || !is_in(PREFIXES, word) {
        return None;
    }
    let doubtful = is_in(DOUBTFUL, word);
    let dotted = scan.at(at + 1).is(b'.') && scan.at(at + 1).is_glued();
    if dotted && word.len() > 4 || !scan.starts_clean(at) {
        return None;
    }
    let lower = scan.at(at).case == Case::Lower && word.is_ascii();
    if !is_in(PARTICLES, scan.word(at + 1)) && ["place", "route"].iter().any(|verb| word.eq_ignore_ascii_case(verb)) {
        return None;
    }
    let (start, name) = foreign_words(scan, if dotted { at + 2 } else { at + 1 })?;
    let comma = scan.at(name + 1).is(b',') && scan.at(name + 2).is_number() && scan.at(name + 2).length() <= 4;
    let number = if comma { name + 2 } else { name + 1 };
    let number = if scan.says_any(number, &["n", "nr", "no"]) { number + 1 } else { number };
    let number = if scan.at(number).is(b'.') && number > name + 1 { number + 1 } else { number };
    let token = scan.at(number);
    let house = token.is_number()
        && token.gap != Gap::Line
        && token.length() <= 4
        && !is_measured(scan, number)
        && !scan.at(number).is_glued();
    let cued = announces(scan, at);
    let title = scan.at(start).case == Case::Title;
    if house {
        let last = number_end(scan, number);
        let roman = doubtful && word.eq_ignore_ascii_case("via") && lower;
        let settled =
            cued || !(roman || doubtful && lower && !dotted) || scan.at(last + 1).is(b',') || posted(scan, last);
        return if settled && title { Some(Street::numbered(at, last, Certainty::Likely, cued)) } else { None };
    }
    if title && (!doubtful || cued && !lower) { Some(Street::named(at, name)) } else { None }
}

/// The first capitalised word and the last one of a name of up to five words with its particles: "de la Paix", "della
/// Vigna Nuova".
fn foreign_words(scan: &Scan<'_>, start: usize) -> Option<(usize, usize)> {
    let mut first = None;
    let mut last = None;
    let mut here = start;
    for step in 0..8 {
        let token = scan.at(here);
        if !token.is_word()
            || token.gap == Gap::Line
            || step == 0 && token.gap == Gap::None && !scan.back(here, 1).is(b'.')
        {
            break;
        }
        let word = scan.word(here);
        if token.is_capital() || !word.is_ascii() && !is_small(word) {
            if last.is_some() && unit(scan, here) {
                break;
            }
            if is_in(NEVER, word) || token.case == Case::Upper && token.length() > 1 && token.length() < 5 {
                break;
            }
            first = first.or(Some(here));
            last = Some(here);
        } else if !is_small(word) || last.is_some() && is_one_of(&["and", "in", "the", "of", "te"], word) {
            break;
        }
        let joined = is_joined(scan, here);
        let initial = token.length() == 1 && scan.at(here + 1).is(b'.') && scan.at(here + 2).is_capital();
        here += if joined || initial { 2 } else { 1 };
    }
    first.zip(last)
}

/// The end of "rue de la Paix" or "Avenue of the Americas" after a house number.
pub(super) fn foreign_name(scan: &Scan<'_>, start: usize) -> Option<usize> {
    let word = scan.word(start);
    if !is_in(PREFIXES, word) || scan.at(start).case == Case::Upper && word.len() < 4 {
        return None;
    }
    let small = is_one_of(&["via", "place", "route", "av", "ul", "plaza"], word);
    let particle = is_in(PARTICLES, scan.word(start + 1)) && scan.word(start + 1).starts_with(['d', 'l']);
    let of_the = scan.at(start).is_capital() && scan.says(start + 1, "of");
    let (first, last) =
        foreign_words(scan, if of_the { start + 2 + usize::from(scan.says(start + 2, "the")) } else { start + 1 })?;
    let plain = if small { particle || of_the } else { true };
    (plain && scan.at(first).case == Case::Title).then_some(last)
}
