//! Account names on other networks: `@name`, `u/name`, "username name". 45 CFR 164.514(b)(2)(i)(R). The personas of
//! this site (`Anon#a7f3`) do not count.

use super::Kind;
use super::claim::Claim;
use super::kind::ACCOUNT;
use super::scan::Scan;
use super::token::Gap;
use super::vocabulary::{NETWORKS, lists};
use super::words::Senses;

/// Words that announce an account name.
const LABELS: [&str; 5] = ["username", "handle", "userid", "login", "screenname"];

/// Adds claims for account names.
pub(super) fn find(scan: &Scan<'_>, claims: &mut Vec<Claim>) {
    for (at, token) in scan.tokens() {
        let found = if token.is(b'@') {
            at_name(scan, at)
        } else if token.is_word() && token.length() == 1 {
            slash_name(scan, at)
        } else if token.means(Senses::NETWORK) {
            announced(scan, at)
        } else {
            None
        };
        if let Some((first, last)) = found {
            claims.push(Claim::likely(Kind::Url, scan.span(first, last)).replacing(ACCOUNT));
        }
    }
}

/// `@night_owl`: with a digit or underscore, or after the name of a network; "BP@rest" does not count.
fn at_name(scan: &Scan<'_>, at: usize) -> Option<(usize, usize)> {
    let open = !scan.at(at).is_glued() || scan.back(at, 1).is_one_of(b"(:\"'/");
    let name = Name::read(scan, at + 1).filter(|_| open && scan.runs_on(at))?;
    let telling = name.marked || scan.cue(at, 4, Senses::NETWORK).is_some();
    (telling && !scan.says(at + 1, "anon")).then_some((at, name.last))
}

/// `u/night_owl`, but no unit such as `u/kg`.
fn slash_name(scan: &Scan<'_>, at: usize) -> Option<(usize, usize)> {
    if scan.word(at) != "u" || !scan.runs_on_mark(at, b'/') || !scan.runs_on(at + 1) {
        return None;
    }
    let open = !scan.at(at).is_glued() || scan.back(at, 1).is_one_of(b"(:\"'/");
    let unit = scan.back(at, 1).is_number() || scan.at(at + 2).means(Senses::MEASURE);
    let name = Name::read(scan, at + 2).filter(|_| open && !unit)?;
    (name.length >= 4).then_some((at, name.last))
}

/// "username nightheron77".
fn announced(scan: &Scan<'_>, at: usize) -> Option<(usize, usize)> {
    if !scan.says_any(at, &LABELS) {
        let near = scan.at(at + 1).gap == Gap::Blank && lists(NETWORKS, scan.word(at));
        let name = Name::read(scan, at + 1).filter(|name| near && name.underscored)?;
        let next = scan.at(name.last + 1);
        if next.is_word() && next.gap == Gap::Blank && !next.means(Senses::CONTINUES) {
            return None;
        }
        return Some((at + 1, name.last));
    }
    let first = (at + 1..at + 4).find(|next| !scan.at(*next).is_one_of(b":=") && !scan.says(*next, "is"))?;
    let name = Name::read(scan, first).filter(|name| name.marked)?;
    Some((first, name.last))
}

/// A run of letters, digits, underscores and inner dots or dashes, with at least one letter.
struct Name {
    last: usize,
    length: usize,
    /// Whether a digit or underscore shows that it is not an ordinary word.
    marked: bool,
    underscored: bool,
}

impl Name {
    fn read(scan: &Scan<'_>, first: usize) -> Option<Self> {
        let part = |at: usize| scan.at(at).is_alphanumeric() || scan.at(at).is(b'_');
        if !part(first) {
            return None;
        }
        let mut last = first;
        while scan.runs_on(last) {
            let inner = scan.at(last + 1).is_one_of(b"-.") && scan.runs_on(last + 1) && part(last + 2);
            if !part(last + 1) && !inner {
                break;
            }
            last += 1 + usize::from(inner);
        }
        let letters = (first..=last).any(|at| scan.at(at).is_word());
        let marked = (first..=last).any(|at| scan.at(at).is_number() || scan.at(at).is(b'_'));
        let underscored = (first..=last).any(|at| scan.at(at).is(b'_'));
        let length = scan.span(first, last).length();
        (letters && length >= 3 && !scan.runs_on_mark(last, b'@')).then_some(Self { last, length, marked, underscored })
    }
}
