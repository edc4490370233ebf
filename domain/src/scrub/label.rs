//! A label and the value it announces: "MRN 00733015", "policy no.: QF-40712", "SSN ending 4471".
//! What counts as a value depends on how far the label can be trusted to be one.

use super::Span;
use super::token::{Case, Gap, Scan, Shape};
use super::words::Senses;

/// How far to look for the value after its label, in tokens.
const REACH: usize = 8;
/// The longest value, in tokens.
const LONGEST: usize = 40;

/// How much a word says by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Trust {
    /// It is nothing but a label: MRN, SSN, DEA.
    Name,
    /// It is an everyday word; a marker (`#`, number, ID) or a code must follow.
    Word,
    /// An everyday word that has had its marker.
    Marked,
    /// A marker by itself: "ID 733015".
    Bare,
}

/// The value after the label at a position.
pub(super) fn value(scan: &Scan<'_>, label: usize, trust: Trust) -> Option<Span> {
    let announced = Announced::after(scan, label, trust);
    let code = Code::read(scan, announced.at)?;
    if !announced.admits(scan, &code) {
        return None;
    }
    let mut last = code;
    while let Some(next) = last.sibling(scan) {
        last = next;
    }
    Some(scan.span(announced.at, last.last))
}

/// What stands between the label and its value.
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
                Shape::Mark(b'#') => found.mark(),
                Shape::Mark(b':' | b'=') => {
                    found.colon = true;
                    true
                }
                Shape::Mark(b'.') => short,
                Shape::Mark(mark) => b"*`\"'()-_".contains(&mark),
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
        found
    }

    fn mark(&mut self) -> bool {
        if self.trust == Trust::Word {
            self.trust = Trust::Marked;
        }
        true
    }

    fn admits(&self, scan: &Scan<'_>, code: &Code) -> bool {
        let next = scan.at(code.last + 1);
        let measured = next.means(Senses::MEASURE) || next.is(b'%') || code.measured;
        let year = code.digits == 4 && code.letters == 0 && (1900..2100).contains(&scan.at(code.first).value);
        let announced = self.colon || self.trust == Trust::Marked;
        let mixed = code.capitals > 0 && code.digits >= 4;
        if code.dated(announced || self.trust == Trust::Name) || measured && self.trust != Trust::Marked {
            return false;
        }
        match self.trust {
            Trust::Name => code.digits >= if self.colon { 3 } else { 4 } && (self.colon || !year),
            Trust::Marked => !measured && (code.digits >= 3 || code.digits >= 2 && code.letters >= 2),
            Trust::Bare => !measured && code.digits >= 4 && (self.colon || !year),
            Trust::Word if self.plate => code.digits >= 3 && code.capitals >= 1,
            Trust::Word => {
                !code.slashed
                    && !code.is_diagnosis()
                    && (mixed || code.digits >= 5 && !code.is_round(scan) || self.colon && code.digits >= 4 && !year)
            }
        }
    }
}

/// A run of letters and digits, joined by dashes, dots and slashes, perhaps in groups with blanks between.
#[expect(clippy::struct_excessive_bools, reason = "four independent observations of its form")]
struct Code {
    first: usize,
    last: usize,
    digits: usize,
    letters: usize,
    capitals: usize,
    slashed: bool,
    /// A number with its unit: 1000mg.
    measured: bool,
    /// Lengths of up to four parts, to tell a date.
    parts: [usize; 4],
    years: bool,
    dotted: bool,
}

impl Code {
    fn read(scan: &Scan<'_>, at: usize) -> Option<Self> {
        if !scan.at(at).is_alphanumeric() {
            return None;
        }
        let mut code = Self {
            first: at,
            last: at,
            digits: 0,
            letters: 0,
            capitals: 0,
            slashed: false,
            measured: false,
            parts: [0; 4],
            years: (1900..2100).contains(&scan.at(at).value),
            dotted: false,
        };
        let mut part = 0;
        code.take(scan, at, part);
        while code.last - at < LONGEST {
            let next = code.last + 1;
            let joint = scan.at(next);
            let after = scan.at(next + 1);
            if joint.is_glued() && joint.is_alphanumeric() {
                code.last = next;
            } else if joint.is_glued() && scan.runs_on(next) && joins(scan, next) {
                code.slashed |= joint.is(b'/');
                code.dotted |= joint.is(b'.');
                code.last = next + 1;
                part += 1;
            } else if joint.gap == Gap::Blank && code.continues(scan, next) && !after.means(Senses::MEASURE) {
                code.last = next;
                part += 1;
            } else {
                break;
            }
            code.take(scan, code.last, part);
        }
        Some(code)
    }

    fn take(&mut self, scan: &Scan<'_>, at: usize, part: usize) {
        let token = scan.at(at);
        if let Some(length) = self.parts.get_mut(part) {
            *length += token.length();
        }
        if token.is_number() {
            self.digits += token.length();
        } else {
            self.letters += token.length();
            self.capitals += usize::from(token.is_capital());
            self.measured = token.means(Senses::MEASURE) && token.case == Case::Lower && self.letters == token.length();
        }
    }

    /// Whether the group after a blank still belongs to it: three or four digits after three or four, or the digits of
    /// a number plate after its letters.
    fn continues(&self, scan: &Scan<'_>, next: usize) -> bool {
        let (last, group) = (scan.at(self.last), scan.at(next));
        let digits = group.is_number();
        let after = scan.at(next + 1);
        let loose = !(scan.runs_on(next) && (after.is_word() || after.is_one_of(b"/%-"))) && !after.means(Senses::YEAR);
        let after_digits = last.is_number()
            && (2..=4).contains(&group.length())
            && (2..=4).contains(&last.length())
            && self.letters < 3;
        let after_letters = group.length() >= 3 && self.digits == 0 && last.case == Case::Upper && last.length() <= 4;
        digits && loose && (after_digits || after_letters)
    }

    /// Another code of as many digits after a comma or "and": labels may be plural.
    fn sibling(&self, scan: &Scan<'_>) -> Option<Self> {
        let joint = scan.at(self.last + 1).is_one_of(b",&/") || scan.says_any(self.last + 1, &["and", "or"]);
        let next = Self::read(scan, self.last + 2).filter(|_| joint)?;
        (self.digits >= 5 && next.digits == self.digits && next.letters == self.letters).then_some(next)
    }

    /// Whether it reads as a date, which is another recogniser's; an announced number may look like a short one.
    fn dated(&self, announced: bool) -> bool {
        let [one, two, three, four] = self.parts;
        let numeric = self.letters == 0 && four == 0;
        let long = one <= 2 && two <= 2 && three == 4 || one == 4 && two == 2 && three == 2 && self.years;
        let short = one <= 2 && (1..=2).contains(&two) && three <= 2
            || one == 4 && two <= 2 && three == 0 && two > 0 && self.years;
        numeric && two > 0 && (long || short && !announced)
    }

    /// 45000: a count rather than a number that names something.
    fn is_round(&self, scan: &Scan<'_>) -> bool {
        self.letters == 0 && scan.word(self.last).ends_with("000")
    }

    /// I21.4, M54.16: a diagnosis code.
    fn is_diagnosis(&self) -> bool {
        self.dotted && self.letters == 1 && self.parts[0] == 3 && self.digits <= 6
    }
}

/// A dash or underscore joins anything; a dot or slash joins only when a digit follows.
fn joins(scan: &Scan<'_>, mark: usize) -> bool {
    let after = scan.at(mark + 1);
    match scan.at(mark).shape {
        Shape::Mark(b'-' | b'_') => after.is_alphanumeric(),
        Shape::Mark(b'.' | b'/') => after.is_number(),
        _ => false,
    }
}
