//! Dates in digits: 3/14/2021, 2021-03-14, 14.03.21, 03/2021, and 3/14 if the words around it make it a date. Only day
//! and month are removed. A year of four digits stays, unless it is a year of birth that reveals an age of 90 or over.
//! 45 CFR 164.514(b)(2)(i)(C).

use super::claim::Claim;
use super::date_cue::Cue;
use super::kind::BIRTH_YEAR;
use super::scan::Scan;
use super::token::{Gap, Shape, YEARS};
use super::words::Senses;
use super::{Certainty, Kind, Span};

/// Anybody born in this year or earlier is taken to be 90 or over. There is no clock here, so it errs on the side of
/// removing.
const OLDEST_BIRTH: u32 = 1940;

/// Adds claims for dates in digits.
pub(super) fn find(scan: &Scan<'_>, claims: &mut Vec<Claim>) {
    let mut done = 0;
    let mut ranged = false;
    for (at, token) in scan.tokens() {
        if at < done || !token.is_number() {
            continue;
        }
        let range = ranged && is_range(scan, done, at);
        ranged = false;
        if (range || scan.starts_clean(at))
            && let Some(found) = Chain::read(scan, at).and_then(|chain| chain.date(scan, range))
        {
            claims.push(Claim::new(Kind::Date, found.span, found.certainty));
            (done, ranged) = (found.next, true);
        }
        let short_birth = scan.back(at, 1).is(b'.') && scan.said(at, 2, "b");
        let birth = short_birth || scan.cue(at, 6, Senses::BIRTH).is_some();
        if is_year(scan, at) && token.value <= OLDEST_BIRTH && birth {
            claims.push(Claim::certain(Kind::Age90, scan.span(at, at)).replacing(BIRTH_YEAR));
        }
    }
}

/// Four digits from 1850 to 2099 that are not part of a longer number.
pub(super) fn is_year(scan: &Scan<'_>, at: usize) -> bool {
    let token = scan.at(at);
    token.is_number() && token.length() == 4 && (1850..2100).contains(&token.value)
}

/// Whether the tokens between a date and the number at a position say "to" or "and".
fn is_range(scan: &Scan<'_>, done: usize, at: usize) -> bool {
    let done = done + usize::from(scan.at(done).is(b')') && scan.back(at, 1).is(b'('));
    let at = at - usize::from(scan.back(at, 1).is(b'('));
    at.checked_sub(done).is_some_and(|between| between == 1)
        && (scan.at(done).is_one_of(b"-,&")
            || scan.says_any(done, &["to", "and", "through", "thru", "until", "or", "bis"]))
}

struct Found {
    span: Span,
    certainty: Certainty,
    /// Position after the last token of the date, including the year.
    next: usize,
}

/// Up to four glued numbers with the same kind of mark between them.
struct Chain {
    at: usize,
    mark: u8,
    count: usize,
}

impl Chain {
    fn read(scan: &Scan<'_>, at: usize) -> Option<Self> {
        let first = scan.at(at);
        if first.length() == 8 || first.length() == 6 && scan.cue(at, 2, Senses::BIRTH).is_some() {
            return Some(Self { at, mark: 0, count: 1 });
        }
        let Shape::Exemption(mark @ (b'/' | b'-' | b'.')) = scan.at(at + 1).shape else { return None };
        let mut count = 1;
        let mut last = at;
        while count < 4 && scan.runs_on_mark(last, mark) && scan.runs_on(last + 1) && scan.at(last + 2).is_number() {
            last += 2;
            count += 1;
        }
        (count > 1 && first.length() <= 4).then_some(Self { at, mark, count })
    }

    fn date(&self, scan: &Scan<'_>, range: bool) -> Option<Found> {
        let part = |index: usize| scan.at(self.at + 2 * index);
        let last = self.at + 2 * (self.count - 1);
        let [one, two, three] = [part(0), part(1), part(2)];
        let cue = Cue::read(scan, self.at, last, range);
        if self.ends_badly(scan, last) {
            return None;
        }
        let found =
            |first: usize, end: usize, certainty| Found { span: scan.span(first, end), certainty, next: last + 1 };
        let likely = |told: bool, first, end| told.then(|| found(first, end, Certainty::Likely));
        let old = |year: u32| cue.birth && year <= OLDEST_BIRTH;
        match (self.count, one.length(), two.length(), three.length()) {
            (1, 8, ..) => {
                let (year, month, day) = (one.value / 10_000, one.value / 100 % 100, one.value % 100);
                let first = YEARS.contains(&year) && is_month_and_day(month, day);
                let reversed = YEARS.contains(&(one.value % 10_000)) && is_day(year / 100, year % 100);
                let recent = (1910..2036).contains(&(one.value % 10_000));
                likely(first || reversed && (recent || cue.strong || cue.birth), self.at, self.at)
            }
            (1, 6, ..) => likely(is_day(one.value / 10_000, one.value / 100 % 100), self.at, self.at),
            (3, 1..=2, 1..=2, 4) if is_day(one.value, two.value) && is_year(scan, last) => {
                let end = if old(three.value) { last } else { self.at + 2 };
                Some(found(self.at, end, Certainty::Certain))
            }
            (3, 4, 1..=2, 1..=2) if is_year(scan, self.at) && is_day(two.value, three.value) => {
                let first = if old(one.value) { self.at } else { self.at + 2 };
                Some(found(first, last, Certainty::Certain))
            }
            (3, 1..=2, 1..=2, 2) if is_day(one.value, two.value) && !cue.measured => {
                let certainty = if cue.strong { Certainty::Certain } else { Certainty::Likely };
                let told = cue.strong || cue.birth || self.is_padded(scan) || cue.weak && self.is_no_version(scan);
                told.then(|| found(self.at, last, certainty))
            }
            (2, 1..=2, 4, _) if is_month(one.value) && self.mark != b'.' && !cue.measured => {
                (is_year(scan, last) && two.value >= 1900).then(|| found(self.at, self.at, Certainty::Certain))
            }
            (2, 4, 2, _) if is_year(scan, self.at) && is_month(two.value) && self.mark != b'.' => {
                let no_range = self.mark == b'/' || scan.word(last).starts_with('0') || one.value % 100 >= two.value;
                likely(no_range && (cue.strong || cue.weak), last, last)
            }
            (2, 1..=2, 2, _) if two.value > 31 && is_month(one.value) && self.mark == b'/' => {
                let weeks = two.value == 52 && !cue.birth;
                likely((cue.near || cue.strong) && !weeks && !cue.graded && !cue.measured, self.at, last)
            }
            (2, 2, 2, _) if is_month_and_day(two.value, one.value) && self.mark == b'.' => {
                let stop = scan.runs_on_mark(last, b'.');
                let told = !cue.measured && self.is_dotted_day(scan, last, cue, stop);
                let found = likely(told, self.at, last);
                found.map(|found| Found { next: last + 1 + usize::from(stop), ..found })
            }
            (2, 1..=2, 1..=2, _) if is_day(one.value, two.value) && self.mark == b'/' => {
                let end = further_day(scan, last);
                let round_the_clock = (one.value, two.value) == (24, 7);
                likely(cue.tells_slashed() && !round_the_clock, self.at, end)
                    .map(|found| Found { next: end + 1, ..found })
            }
            (2, 1..=2, 1..=2, _) if is_day(one.value, two.value) && self.mark == b'-' => {
                likely(cue.tells_dashed(two.length()), self.at, last)
            }
            _ => None,
        }
    }

    /// Whether a date with a two-digit year is written so that it can hardly be a score, a range or a version.
    fn is_padded(&self, scan: &Scan<'_>) -> bool {
        let (one, two) = (scan.word(self.at), scan.word(self.at + 2));
        match self.mark {
            b'/' => true,
            b'-' => one.starts_with('0') || two.starts_with('0'),
            _ => one.len() == 2 && two.len() == 2 && two.starts_with('0'),
        }
    }

    /// 3-22-24 after "on" is a date; 1.2.24 could be a version.
    fn is_no_version(&self, scan: &Scan<'_>) -> bool {
        self.mark == b'-' || scan.at(self.at).value.max(scan.at(self.at + 2).value) > 12
    }

    /// "03.05." and "03.05": a day and a month in two digits each. A decimal would not end in a full stop or begin with
    /// a zero.
    fn is_dotted_day(&self, scan: &Scan<'_>, last: usize, cue: Cue, stop: bool) -> bool {
        let after = scan.at(last + 2);
        let goes_on = after.is_one_of(b",;)-")
            || after.gap == Gap::Blank && scan.says_any(last + 2, &["to", "bis", "until", "und", "and", "through"]);
        let german = scan.said_any(self.at, 1, &["am", "vom", "seit", "zum", "bis", "den", "der"]);
        let padded = scan.word(self.at).starts_with('0');
        if stop {
            return goes_on || cue.strong || german || cue.weak && padded;
        }
        let zero = padded || scan.word(last).starts_with('0');
        zero && cue.strong || padded && cue.weak && !scan.said(self.at, 1, "around")
    }

    /// Whether something glued to its end makes it a decimal, a longer code or a quantity.
    fn ends_badly(&self, scan: &Scan<'_>, last: usize) -> bool {
        if !scan.runs_on(last) {
            return false;
        }
        let next = scan.at(last + 1);
        let number = scan.runs_on(last + 1) && scan.at(last + 2).is_number();
        match next.shape {
            Shape::Word => !(self.count == 3 && next.length() == 1 && scan.says(last + 1, "t")),
            Shape::Exemption(b'%') => true,
            Shape::Exemption(mark @ (b'.' | b'/' | b'-' | b':')) => {
                number && (mark == self.mark || mark == b'.' || mark == b'/' && self.mark == b'.')
            }
            _ => false,
        }
    }
}

/// The last day of "9/16-20".
fn further_day(scan: &Scan<'_>, last: usize) -> usize {
    let further = scan.at(last + 2);
    let glued = scan.runs_on_mark(last, b'-') && scan.runs_on(last + 1) && !scan.runs_on(last + 2);
    let later = (scan.at(last).value + 1..=31).contains(&further.value) && further.length() <= 2;
    let loose = glued || scan.runs_on_mark(last, b'-') && scan.at(last + 3).is_one_of(b".,;:)");
    let beyond = scan.at(last + 3);
    let goes_on = !beyond.is_word() || beyond.means(Senses::CONTINUES) || beyond.gap == Gap::Line;
    if loose && further.is_number() && further.is_glued() && later && goes_on { last + 2 } else { last }
}

/// Whether the two numbers are a month and a day, in either order.
pub(super) const fn is_day(one: u32, two: u32) -> bool {
    is_month_and_day(one, two) || is_month_and_day(two, one)
}

const fn is_month_and_day(month: u32, day: u32) -> bool {
    is_month(month) && day >= 1 && day <= 31
}

const fn is_month(month: u32) -> bool {
    month >= 1 && month <= 12
}
