//! The value that a label announces, as written: how long it is and what its form says, so that an identifying number
//! can be told from a date, a count, a diagnosis or a charge.

use super::date::is_day;
use super::scan::Scan;
use super::token::{Case, Gap, Shape};
use super::vocabulary::{BOOKED, lists};
use super::words::Senses;

/// Maximum length of a value, in tokens.
const LONGEST: usize = 40;

/// A run of letters and digits, joined by dashes, dots and slashes, possibly in groups separated by blanks.
#[expect(clippy::struct_excessive_bools, reason = "four independent observations of its form")]
pub(super) struct Code {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) digits: usize,
    pub(super) letters: usize,
    pub(super) capitals: usize,
    pub(super) slashed: bool,
    /// A number with its unit: 1000mg.
    pub(super) measured: bool,
    /// Lengths of up to four parts, to recognise a date.
    pub(super) parts: [usize; 4],
    /// Whether the first two parts can be a day and a month.
    day: bool,
    years: bool,
    dotted: bool,
}

impl Code {
    /// The code that starts at a position.
    pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Self> {
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
            day: is_day(scan.at(at).value, scan.at(at + 2).value),
            years: scan.at(at).is_year(),
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
            && self.letters <= 4;
        let after_letters = group.length() >= 3 && self.digits == 0 && last.case == Case::Upper && last.length() <= 4;
        digits && loose && (after_digits || after_letters)
    }

    /// Adds further groups of digits of any length, and groups of capitals if `capitals` allows them.
    pub(super) fn take_groups(&mut self, scan: &Scan<'_>, capitals: bool) {
        for _ in 0..8 {
            let next = self.last + 1;
            let group = scan.at(next);
            let end = if scan.ends_clean(next) { next } else { next + 1 };
            let sound = |at: usize| {
                let token = scan.at(at);
                token.is_number() || capitals && token.is_word() && token.case == Case::Upper && token.length() <= 4
            };
            let beyond = scan.at(end + 1);
            let quantity = beyond.means(Senses::MEASURE.or(Senses::YEAR))
                || beyond.is(b'%')
                || scan.runs_on(end) && beyond.is_one_of(b"/%");
            if group.gap != Gap::Blank || group.length() > 6 || !sound(next) || !sound(end) || quantity {
                break;
            }
            for at in next..=end {
                self.take(scan, at, self.parts.len());
            }
            self.last = end;
        }
    }

    /// Adds further groups of two to six digits if a sentence, line or bracket ends after them: "W2207 88134 01."
    pub(super) fn take_last_groups(&mut self, scan: &Scan<'_>) {
        let mut last = self.last;
        while scan.at(last + 1).is_number()
            && scan.at(last + 1).gap == Gap::Blank
            && (2..=6).contains(&scan.at(last + 1).length())
        {
            last += 1;
        }
        let next = scan.at(last + 1);
        let shut =
            matches!(next.shape, Shape::Edge | Shape::Exemption(b'.' | b',' | b';' | b')')) || next.gap == Gap::Line;
        let decimal = scan.runs_on(last) && scan.runs_on(last + 1) && scan.at(last + 2).is_number();
        if shut && !decimal && last > self.last {
            for at in self.last + 1..=last {
                self.take(scan, at, self.parts.len());
            }
            self.last = last;
        }
    }

    /// Another code with the same number of digits after a comma or "and": labels may be plural.
    pub(super) fn sibling(&self, scan: &Scan<'_>) -> Option<Self> {
        let joint = scan.at(self.last + 1).is_one_of(b",&/") || scan.says_any(self.last + 1, &["and", "or"]);
        let next = Self::read(scan, self.last + 2).filter(|_| joint)?;
        (self.digits >= 5 && next.digits == self.digits && next.letters == self.letters).then_some(next)
    }

    /// Whether it looks like a date, which is left to another recogniser. An announced number may look like a short
    /// date.
    pub(super) fn dated(&self, announced: bool) -> bool {
        let [one, two, three, four] = self.parts;
        let numeric = self.letters == 0 && four == 0;
        let long = one <= 2 && two <= 2 && three == 4 && self.day || one == 4 && two == 2 && three == 2 && self.years;
        let short = one <= 2 && (1..=2).contains(&two) && three <= 2
            || one == 4 && two <= 2 && three == 0 && two > 0 && self.years;
        numeric && two > 0 && (long || short && !announced)
    }

    /// 45000: a count rather than an identifying number.
    pub(super) fn is_round(&self, scan: &Scan<'_>) -> bool {
        self.letters == 0 && scan.word(self.last).ends_with("000")
    }

    /// `PALS/22/0917`, `HP-3391/20`: letters in capitals and at least five digits.
    pub(super) fn is_reference(&self, scan: &Scan<'_>) -> bool {
        let letters = scan.at(self.first);
        let joined = letters.case == Case::Upper && scan.at(self.first + 1).is_one_of(b"/-");
        joined && !letters.means(Senses::VITAL) && self.letters >= 2 && self.digits >= 5
    }

    /// "bill the visit as 99214": the billing code of a procedure.
    pub(super) fn is_billing(&self, scan: &Scan<'_>, label: usize) -> bool {
        const WORDS: [&str; 9] = ["bill", "billed", "billing", "code", "coded", "coding", "cpt", "modifier", "level"];
        self.digits == 5
            && self.letters == 0
            && (1..=4).any(|step| scan.says_any(self.last + step, &WORDS) || scan.said_any(label, step, &WORDS))
    }

    /// "booking QK7MRW": six capitals and digits.
    pub(super) fn is_booking(&self, scan: &Scan<'_>, label: usize) -> bool {
        let whole = self.parts[0] == 6 && self.parts[1] == 0 && self.digits > 0;
        let capitals = (self.first..=self.last).all(|at| scan.at(at).is_number() || scan.at(at).case == Case::Upper);
        let booked = lists(BOOKED, scan.word(label)) || lists(BOOKED, scan.word_before(label, 1));
        whole && self.letters > 0 && capitals && booked
    }

    /// I21.4, M54.16: a diagnosis code.
    pub(super) fn is_diagnosis(&self) -> bool {
        self.dotted && self.letters == 1 && self.parts[0] == 3 && self.digits <= 6
    }
}

/// A dash or underscore always joins; a dot or slash joins only if a digit follows.
fn joins(scan: &Scan<'_>, mark: usize) -> bool {
    let after = scan.at(mark + 1);
    match scan.at(mark).shape {
        Shape::Exemption(b'-' | b'_') => after.is_alphanumeric(),
        Shape::Exemption(b'.' | b'/') => after.is_number(),
        _ => false,
    }
}
