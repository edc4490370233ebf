//! Internet addresses of both versions, and the hardware addresses of network devices. 45 CFR 164.514(b)(2)(i)(O) and
//! (M).

use super::Kind;
use super::claim::Claim;
use super::scan::Scan;
use super::token::Shape;

/// Words after which four dotted numbers are not an address.
const NUMBERED: [&str; 8] = ["version", "v", "section", "chapter", "figure", "table", "step", "release"];

/// Adds claims for internet and hardware addresses.
pub(super) fn find(scan: &Scan<'_>, claims: &mut Vec<Claim>) {
    for (at, token) in scan.tokens() {
        let starts = match token.shape {
            Shape::Number | Shape::Word => scan.starts_clean(at),
            Shape::Exemption(b':') => !token.is_glued() || scan.back(at, 1).is_one_of(b"[("),
            _ => false,
        };
        if !starts || !scan.runs_on(at) {
            continue;
        }
        if let Some(last) = version_4(scan, at) {
            claims.push(Claim::certain(Kind::Ip, scan.span(at, last)));
        } else if let Some(last) = version_6(scan, at) {
            claims.push(Claim::certain(Kind::Ip, scan.span(at, last)));
        } else if let Some(last) = hardware(scan, at) {
            claims.push(Claim::certain(Kind::RecordNumber, scan.span(at, last)));
        }
    }
}

/// Four numbers up to 255 separated by dots, with an optional port or prefix length.
fn version_4(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let last = at + 6;
    let parts = (at..=last).all(|part| {
        let token = scan.at(part);
        let glued = part == at || token.is_glued();
        let octet = token.is_number() && token.length() <= 3 && token.value <= 255;
        glued && if (part - at).is_multiple_of(2) { octet } else { token.is(b'.') }
    });
    let longer = scan.runs_on_mark(last, b'.') && scan.at(last + 2).is_number() && scan.runs_on(last + 1);
    let numbered = scan.said_any(at, 1, &NUMBERED);
    if !parts || longer || numbered || !scan.ends_clean(last) {
        return None;
    }
    let suffix = scan.runs_on(last)
        && scan.at(last + 1).is_one_of(b":/")
        && scan.runs_on(last + 1)
        && scan.at(last + 2).is_number();
    Some(if suffix { last + 2 } else { last })
}

/// Eight groups of up to four hexadecimal digits, or fewer around one `::`.
fn version_6(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let (mut position, mut groups, mut open, mut digits, mut gaps, mut hexadecimal) = (at, 0, 0, false, 0, true);
    let mut last = None;
    while position == at || scan.at(position).is_glued() {
        let token = scan.at(position);
        if token.is(b':') {
            gaps += usize::from(position > at && scan.back(position, 1).is(b':'));
            groups += usize::from(open > 0);
            open = 0;
        } else if token.is_alphanumeric() {
            open += token.length();
            digits |= token.is_number();
            hexadecimal &= token.is_number() || scan.word(position).bytes().all(|byte| byte.is_ascii_hexdigit());
            last = Some(position);
        } else {
            break;
        }
        if open > 4 || groups > 8 || gaps > 1 || !hexadecimal {
            return None;
        }
        position += 1;
    }
    groups += usize::from(open > 0);
    (digits && (groups == 8 && gaps == 0 || gaps == 1 && (2..8).contains(&groups))).then_some(last)?
}

/// Six pairs of hexadecimal digits separated by colons or dashes, with at least one letter.
fn hardware(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let (mut position, mut pairs, mut letters, mut mark) = (at, 0, false, None);
    loop {
        let start = position;
        while scan.at(position).is_alphanumeric()
            && (position == start || scan.at(position).is_glued())
            && position - start < 3
        {
            letters |= scan.at(position).is_word();
            position += 1;
        }
        let pair = scan.span(start, position.checked_sub(1)?).of(scan.text);
        if position == start || pair.len() != 2 || !pair.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        pairs += 1;
        let separator = scan.at(position);
        let joins =
            separator.is_glued() && separator.is_one_of(b":-") && mark.is_none_or(|mark| separator.shape == mark);
        if pairs == 6 {
            return (letters && !(joins && scan.runs_on(position))).then_some(position - 1);
        }
        if !joins || !scan.runs_on(position) {
            return None;
        }
        mark = Some(separator.shape);
        position += 1;
    }
}
