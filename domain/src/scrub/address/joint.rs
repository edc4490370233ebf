//! What is between two pieces of an address: a blank, a comma or a line break.

use super::super::scan::Scan;
use super::super::token::Gap;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    Blank,
    Comma,
    Line,
}

impl Joint {
    pub(super) fn is_line(self) -> bool {
        self == Self::Line
    }
}

/// Where the next piece starts, and what separates it from the last one.
pub(super) fn joint(scan: &Scan<'_>, last: usize) -> Option<(usize, Joint)> {
    let mut next = last + 1;
    let mut comma = false;
    if scan.at(next).is(b'.') && scan.at(next).is_glued() && scan.at(last).length() <= 7 {
        next += 1;
    }
    let dotted = next > last + 1;
    if scan.at(next).is_one_of(b",;") || scan.at(next).is_one_of(b"-|/") && scan.at(next).gap == Gap::Blank {
        comma = true;
        next += 1;
        // An additional stray comma: "Hexworth,\n, SP".
        if scan.at(next).is(b',') && !scan.at(next).is_glued() {
            next += 1;
        }
    }
    if scan.at(next).is(b'(') {
        next += 1;
    }
    let token = scan.at(next);
    if !token.is_alphanumeric() && !token.is(b'#') {
        return None;
    }
    let joint = match token.gap {
        Gap::Line => Joint::Line,
        _ if comma => Joint::Comma,
        Gap::None if !scan.back(next, 1).is_one_of(b".,(") && !token.is(b'#') => return None,
        _ => Joint::Blank,
    };
    let sentence = dotted && !comma && joint == Joint::Blank && scan.at(last).length() > 4 && token.is_capital();
    (!sentence).then_some((next, joint))
}
