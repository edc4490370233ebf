//! E-mail addresses, in the normal form and spelled out ("name at host dot org"). 45 CFR 164.514(b)(2)(i)(F).

use super::Kind;
use super::claim::Claim;
use super::scan::Scan;
use super::token::Token;
use super::web::host;
use super::words::Senses;

/// How far to the left of `@` a name may extend, in tokens.
const REACH: usize = 40;

/// Maximum number of parts read of a name or host spelled with "dot".
const PARTS: usize = 6;
/// Hosts that people write without their ending: "jo.bell@gmail".
const MAILERS: [&str; 8] = ["gmail", "googlemail", "yahoo", "hotmail", "outlook", "icloud", "aol", "protonmail"];

/// Adds claims for e-mail addresses.
pub(super) fn find(scan: &Scan<'_>, claims: &mut Vec<Claim>) {
    for (at, token) in scan.tokens() {
        let found = if token.is(b'@') {
            plain(scan, at)
        } else if token.is_word() && token.length() == 2 && scan.says(at, "at") {
            spelled(scan, at)
        } else {
            None
        };
        if let Some((first, last)) = found {
            claims.push(Claim::certain(Kind::Email, scan.span(first, last)));
        }
    }
}

fn plain(scan: &Scan<'_>, at: usize) -> Option<(usize, usize)> {
    if scan.at(at).is_glued() != scan.runs_on(at) || !scan.at(at + 1).is_alphanumeric() {
        return None;
    }
    let (last, dots) = host(scan, at + 1);
    let top = scan.at(last);
    if !scan.at(at).is_glued() {
        let first = name_before(scan, at.checked_sub(1)?).or_else(|| at.checked_sub(1))?;
        return (dots >= 1 && top.means(Senses::DOMAIN_END) && scan.at(first).is_alphanumeric())
            .then_some((first, last));
    }
    let first = name_before(scan, at)?;
    let known = dots == 0 && scan.says_any(last, &MAILERS);
    (known || dots >= 1 && top.is_word() && top.length() >= 2).then_some((first, last))
}

/// The first token of the local part that ends before `at`.
fn name_before(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let mut first = at;
    while at - first < REACH && first > 0 && scan.at(first).is_glued() {
        let before = scan.back(first, 1);
        if !before.is_alphanumeric() && !before.is_one_of(b"._-+%&=") {
            break;
        }
        first -= 1;
    }
    while first < at && scan.at(first).is_one_of(b".-=&_") {
        first += 1;
    }
    (first < at).then_some(first)
}

/// `jane dot doe at example dot org`, `jane (at) example.org`, `jane [at] example [dot] org`.
fn spelled(scan: &Scan<'_>, at: usize) -> Option<(usize, usize)> {
    let (before, after, bracketed) = around(scan, at);
    let mut first = before?;
    if !scan.at(first).is_alphanumeric() {
        return None;
    }
    for _ in 0..PARTS {
        first = joined_before(scan, first).unwrap_or(first);
    }
    if !scan.at(after).is_alphanumeric() {
        return None;
    }
    let (mut last, mut dots) = host(scan, after);
    let literal = dots;
    for _ in 0..PARTS {
        let Some(further) = dot_after(scan, last) else { break };
        last = host(scan, further).0;
        dots += 1;
    }
    let top = scan.at(last);
    let known = top.means(Senses::DOMAIN_END.or(Senses::COUNTRY_END));
    (known && (dots > literal || bracketed && dots > 0)).then_some((first, last))
}

/// The positions before and after a word and any brackets around it.
fn around(scan: &Scan<'_>, at: usize) -> (Option<usize>, usize, bool) {
    let bracketed = scan.back(at, 1).is_one_of(b"([{<") && scan.at(at + 1).is_one_of(b")]}>");
    let width = 1 + usize::from(bracketed);
    (at.checked_sub(width), at + width, bracketed)
}

/// The part of a name before `dot`, `underscore` or a glued mark.
fn joined_before(scan: &Scan<'_>, first: usize) -> Option<usize> {
    let before = first.checked_sub(2)?;
    let spelled = scan.says_any(before + 1, &["dot", "underscore", "dash"]);
    let glued = scan.at(first).is_glued() && scan.at(before + 1).is_glued() && scan.at(before + 1).is_one_of(b"._-");
    ((spelled || glued) && scan.at(before).is_alphanumeric()).then_some(before)
}

/// The part of a host after `dot`, `(dot)` or a full stop with a blank on both sides.
fn dot_after(scan: &Scan<'_>, last: usize) -> Option<usize> {
    let spelled = |at: usize| scan.at(at).length() == 3 && scan.says(at, "dot");
    let next = if spelled(last + 1) {
        last + 2
    } else if scan.at(last + 1).is_one_of(b"([{<") && spelled(last + 2) && scan.at(last + 3).is_one_of(b")]}>") {
        last + 4
    } else {
        return None;
    };
    Some(next).filter(|next| Token::is_alphanumeric(scan.at(*next)))
}
