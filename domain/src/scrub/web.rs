//! Web addresses, with or without a scheme. 45 CFR 164.514(b)(2)(i)(N). Links to literature never get here: they are
//! closed citations.

use super::Kind;
use super::claim::Claim;
use super::scan::Scan;
use super::words::Senses;

/// Adds claims for web addresses.
pub(super) fn find(scan: &Scan<'_>, claims: &mut Vec<Claim>) {
    let mut done = 0;
    for (at, token) in scan.tokens() {
        if at < done {
            continue;
        }
        if token.is_alphanumeric()
            && scan.runs_on(at)
            && let Some((first, last)) = schemeless(scan, at).or_else(|| Some((at, address(scan, at)?)))
        {
            claims.push(Claim::certain(Kind::Url, scan.span(first, last)));
            done = last + 1;
        }
    }
}

/// First and last token of `//host.example/path`, which a browser reads as an address with the scheme of the page.
fn schemeless(scan: &Scan<'_>, at: usize) -> Option<(usize, usize)> {
    let first = at.checked_sub(2)?;
    let slashes = scan.at(at).is_glued() && scan.runs_on_mark(first, b'/') && scan.at(first).is(b'/');
    let within = scan.at(first).is_glued()
        && (scan.back(first, 1).is_alphanumeric() || scan.back(first, 1).is_one_of(b":/.-@_+"));
    if !slashes || within {
        return None;
    }
    let (end, dots) = host(scan, at);
    let top = scan.at(end);
    (dots >= 1 && top.is_word() && top.length() >= 2).then(|| (first, run(scan, at)))
}

/// The last token of the web address that starts here.
fn address(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let first = scan.at(at);
    let slashes = scan.at(at + 1).is(b':') && scan.at(at + 2).is(b'/') && scan.at(at + 3).is(b'/');
    if first.means(Senses::SCHEME) && slashes && scan.runs_on(at + 3) {
        return Some(run(scan, at));
    }
    let fresh = !first.is_glued() || !(scan.back(at, 1).is_alphanumeric() || scan.back(at, 1).is_one_of(b".-@/_+"));
    if !fresh || !scan.runs_on(at) {
        return None;
    }
    let www = first.length() == 3 && scan.says(at, "www") && scan.at(at + 1).is(b'.') && scan.runs_on(at + 1);
    let (end, dots) = host(scan, at);
    let top = scan.at(end);
    let path = scan.runs_on(end) && scan.at(end + 1).is(b'/') && scan.runs_on(end + 1);
    let named = scan.back(end, 2).is_alphanumeric() && (scan.back(end, 2).length() >= 2 || path);
    let known = top.means(Senses::DOMAIN_END)
        || top.means(Senses::COUNTRY_END) && (path || dots >= 2 && top.length() == 2 && is_lower(scan, at, end));
    let sentence = top.is_capital() && !scan.back(end, 2).is_capital() || top.length() == 2 && !path && dots < 2;
    (www || dots >= 1 && named && known && !sentence).then(|| if path || www { run(scan, at) } else { end })
}

fn is_lower(scan: &Scan<'_>, first: usize, last: usize) -> bool {
    (first..=last).all(|at| !scan.at(at).is_capital() && scan.at(at).length() > 1 || scan.at(at).is_one_of(b".-"))
}

/// The last token of the dotted name that starts here, and its number of dots.
pub(super) fn host(scan: &Scan<'_>, at: usize) -> (usize, usize) {
    let (mut last, mut dots) = (at, 0);
    while scan.runs_on(last) {
        let mark = scan.at(last + 1);
        let joined = scan.at(last + 2).is_alphanumeric() && scan.runs_on(last + 1);
        if mark.is_alphanumeric() {
            last += 1;
        } else if mark.is_one_of(b".-") && joined {
            dots += usize::from(mark.is(b'.'));
            last += 2;
        } else {
            break;
        }
    }
    (last, dots)
}

/// The last token before the next blank, without the marks that close a sentence or a bracket.
fn run(scan: &Scan<'_>, at: usize) -> usize {
    at + super::citation::run(scan.from(at)) - 1
}
