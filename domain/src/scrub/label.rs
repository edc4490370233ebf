//! A label and the value it announces: "MRN 00733015", "policy no.: QF-40712", "SSN ending 4471". What counts as a
//! value depends on how certainly the word is a label.

use super::Span;
use super::label_code::Code;
use super::scan::Scan;
use super::token::{Case, Shape};
use super::vocabulary::{GROUPED, SLASHED, lists};
use super::words::Senses;

/// How far after its label a value may be, in tokens.
const REACH: usize = 8;

/// How certainly a word is a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// It is always a label: MRN, SSN, DEA.
    Name,
    /// It is an everyday word; a marker (`#`, number, ID) or a code must follow.
    Word,
    /// An everyday word with a marker before the value.
    Marked,
    /// A marker by itself: "ID 733015".
    Bare,
}

/// The value after the label at a position.
pub(super) fn value(scan: &Scan<'_>, label: usize, trust: Trust) -> Option<Span> {
    let announced = Announced::after(scan, label, trust);
    let mut code = Code::read(scan, announced.at)?;
    if lists(GROUPED, scan.word(label)) {
        code.take_groups(scan, scan.says_any(label, &["iban", "ni", "nino"]));
    } else if announced.trust != Trust::Word && code.letters > 0 {
        code.take_last_groups(scan);
    }
    if !announced.admits(scan, label, &code) {
        return None;
    }
    let mut last = code;
    while let Some(next) = last.sibling(scan) {
        last = next;
    }
    Some(scan.span(announced.at, last.last))
}

/// What comes between the label and its value.
struct Announced {
    at: usize,
    trust: Trust,
    colon: bool,
    plate: bool,
}

impl Announced {
    fn after(scan: &Scan<'_>, label: usize, trust: Trust) -> Self {
        let plate = scan.at(label).means(Senses::PLATE);
        let mut found = Self { at: label + 1, trust, colon: false, plate };
        for _ in 0..REACH {
            let token = scan.at(found.at);
            let before = scan.back(found.at, 1);
            let short = before.means(Senses::MARKER) || before.is_word() && before.length() <= 4;
            let passes = match token.shape {
                Shape::Exemption(b'#') => found.mark(),
                Shape::Exemption(b':' | b'=') => {
                    found.colon = true;
                    true
                }
                Shape::Exemption(b'.') => short,
                Shape::Exemption(mark) => b"*`\"'()-_".contains(&mark),
                Shape::Word if scan.runs_on(found.at) && scan.at(found.at + 1).is_number() => false,
                Shape::Word if scan.runs_on_mark(found.at, b'-') && !token.means(Senses::MARKER) => false,
                Shape::Word if token.means(Senses::MARKER) || scan.says_any(found.at, &["ending", "ends"]) => {
                    found.mark()
                }
                Shape::Word => token.means(Senses::LINK),
                _ => false,
            };
            if !passes {
                break;
            }
            found.at += 1;
        }
        found.bridge(scan, label);
        found
    }

    /// "The EIN for the bakery is 47-5520916": the owner comes between label and value.
    fn bridge(&mut self, scan: &Scan<'_>, label: usize) {
        let sure = self.trust != Trust::Word || scan.at(label).case == Case::Upper;
        if !sure || scan.at(label).means(Senses::PUBLIC_CODE) || !scan.says_any(self.at, &["for", "of"]) {
            return;
        }
        for at in self.at + 1..=self.at + 6 {
            let token = scan.at(at);
            if scan.says_any(at, &["is", "was"]) || token.is_one_of(b":=") {
                if scan.at(at + 1).is_alphanumeric() {
                    self.at = at + 1;
                    self.colon |= !token.is_word();
                }
                return;
            }
            if !(token.is_word() || token.is(b'\'') || token.is(b'.') && scan.back(at, 1).length() <= 3) {
                return;
            }
        }
    }

    fn mark(&mut self) -> bool {
        if self.trust == Trust::Word {
            self.trust = Trust::Marked;
        }
        true
    }

    /// "our ref: 12/3456".
    fn is_slashed_number(&self, scan: &Scan<'_>, label: usize, code: &Code) -> bool {
        let [one, two, three, _] = code.parts;
        self.colon && lists(SLASHED, scan.word(label)) && one > 0 && two >= 4 && three == 0
    }

    fn admits(&self, scan: &Scan<'_>, label: usize, code: &Code) -> bool {
        let next = scan.at(code.last + 1);
        let measured = next.means(Senses::MEASURE) || next.is(b'%') || code.measured;
        let year = code.digits == 4 && code.letters == 0 && scan.at(code.first).is_year();
        let announced = self.colon && self.trust != Trust::Word || self.trust == Trust::Marked;
        let mixed = code.capitals > 0 && code.digits >= 4;
        if code.dated(announced || self.trust == Trust::Name) || measured && self.trust != Trust::Marked {
            return false;
        }
        match self.trust {
            Trust::Name => code.digits >= if self.colon { 3 } else { 4 } && (self.colon || !year),
            Trust::Marked => {
                let coded = code.digits >= 2 && code.letters >= 2 || code.is_booking(scan, label);
                !measured && (code.digits >= 3 || coded)
            }
            Trust::Bare => !measured && code.digits >= 4 && (self.colon || !year),
            Trust::Word if self.plate => code.digits >= 3 && code.capitals >= 1,
            Trust::Word => {
                (!code.slashed || code.is_reference(scan) || self.is_slashed_number(scan, label, code))
                    && !code.is_diagnosis()
                    && !code.is_billing(scan, label)
                    && (mixed
                        || code.is_booking(scan, label)
                        || code.digits >= 5 && !code.is_round(scan)
                        || self.colon && code.digits >= 4 && !year)
            }
        }
    }
}
