//! Streets and addresses: a house number before or after a street, a street with its kind ("on Kestrel Road"), post
//! boxes, military addresses and, if the words before announce an address, numbers with a name. Each is extended to
//! include flat, town, region, postal code and country. 45 CFR 164.514(b)(2)(i)(B).

mod between;
mod block;
#[cfg(test)]
mod cases;
mod cue;
mod foreign;
mod house;
mod joint;
mod military;
mod name;
mod number;
mod opening;
pub(super) mod postal;
mod region;
mod town;
mod typed;
mod unit;
mod words;

use between::between;
use block::Trust;
use foreign::prefixed;
use house::house_first;
use military::military_address;
use number::name_first;
use typed::{by_kind, corner, in_one_word};
use words::{MEDIUM, PREFIXES, STRONG, is_in};

use super::claim::Claim;
use super::scan::Scan;
use super::{Certainty, Kind, kind};

/// Adds claims for streets and addresses.
pub(super) fn find(scan: &Scan<'_>, claims: &mut Vec<Claim>) {
    let mut done = 0;
    for (at, token) in scan.tokens() {
        if at < done {
            continue;
        }
        let found = if token.is_number() {
            house_first(scan, at).or_else(|| name_first(scan, at)).or_else(|| between(scan, at))
        } else if token.is_capital() {
            capital(scan, at)
        } else if token.is_word() && token.length() >= 2 {
            in_lower_case(scan, at)
        } else {
            None
        };
        let Some(street) = found.filter(|street| street.first >= done) else { continue };
        let Street { first, last, certainty, trust } = street;
        let first = if trust.numbered { opening::start(scan, first).max(done) } else { first };
        let last = block::end(scan, first, last, trust);
        let claim = Claim::new(Kind::Place, scan.span(first, last), certainty).replacing(kind::STREET);
        claims.push(if trust.numbered { claim.labelled() } else { claim });
        done = last + 1;
    }
}

#[derive(Debug)]
pub(super) struct Street {
    first: usize,
    last: usize,
    certainty: Certainty,
    trust: Trust,
}

impl Street {
    pub(super) const fn numbered(first: usize, last: usize, certainty: Certainty, cued: bool) -> Self {
        Self { first, last, certainty, trust: Trust { cued, numbered: true } }
    }

    pub(super) const fn named(first: usize, last: usize) -> Self {
        Self { first, last, certainty: Certainty::Likely, trust: Trust { cued: false, numbered: false } }
    }
}

/// Finds a street that a capitalised word opens or ends; one look-up decides for most words.
fn capital(scan: &Scan<'_>, at: usize) -> Option<Street> {
    let word = scan.word(at);
    if is_in(PREFIXES.or(STRONG).or(MEDIUM), word) {
        return prefixed(scan, at).or_else(|| by_kind(scan, at));
    }
    match word.len() {
        3 => military_address(scan, at),
        6 | 12 if scan.says(at + 1, "of") => corner(scan, at),
        9.. => in_one_word(scan, at, word),
        _ => None,
    }
}

/// Finds a street that a lower-case word opens. Such a word must come before a capital or a particle: "rue de la Paix",
/// "corner of".
fn in_lower_case(scan: &Scan<'_>, at: usize) -> Option<Street> {
    let next = scan.at(at + 1);
    if next.is_capital() || next.is(b'.') && next.is_glued() {
        return prefixed(scan, at).or_else(|| corner(scan, at));
    }
    let short = next.is_word() && next.length() <= 5;
    if short && scan.says(at + 1, "of") {
        return corner(scan, at);
    }
    let particle = short && scan.word(at + 1).starts_with(['d', 'l']);
    if particle { prefixed(scan, at) } else { None }
}

#[cfg(test)]
mod tests {
    use super::cases::{GOES, STAYS};
    use super::*;
    use crate::scrub::findings;

    /// The text with only the streets replaced, so that other recognisers have no effect here.
    fn without_streets(text: &str) -> String {
        let mut left = text.to_owned();
        for finding in findings(text).iter().rev().filter(|finding| finding.replacement == kind::STREET) {
            left.replace_range(finding.span.start()..finding.span.end(), &finding.replacement);
        }
        left
    }

    #[test]
    fn addresses_go() {
        let wrong: Vec<_> = GOES
            .iter()
            .map(|(text, left)| (*text, without_streets(text), *left))
            .filter(|(_, found, left)| found != left)
            .collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn the_rest_stays() {
        let wrong: Vec<_> =
            STAYS.iter().map(|text| without_streets(text)).filter(|left| left.contains("[address]")).collect();
        assert!(wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn any_text_is_read_without_panic() {
        let parts = [
            "12 ",
            "Linden ",
            "St",
            ". ",
            ", ",
            "\n",
            "lives at ",
            "é",
            "-",
            "'",
            "Box 4",
            "OH 43017",
            "ά",
            "# ",
            "\u{301}",
            "路",
            "SW1A ",
            "1AA",
            "/",
            "(",
            "corner of ",
            "Suite ",
            "34 Ána z Wex 5\n",
            ",\n, SP\n Kenya 451",
        ];
        for one in parts {
            for two in parts {
                for three in parts {
                    let text = format!("{one}{two}{three}{one}{three}{two}");
                    for finding in findings(&text) {
                        assert!(text.get(finding.span.start()..finding.span.end()).is_some());
                    }
                }
            }
        }
    }

    #[test]
    fn a_block_ends() {
        let run = format!("lives at 12 Linden Road{}", ", Hexworth 43017".repeat(400));
        let first = findings(&run).into_iter().find(|finding| finding.replacement == kind::STREET);
        assert!(first.is_some_and(|finding| finding.span.length() < 1000));
    }
}
