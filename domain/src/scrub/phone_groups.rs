//! Groups of digits, read like a telephone number, and which of their forms are one. 45 CFR 164.514(b)(2)(i)(D) and
//! (E).

use super::Certainty;
use super::scan::Scan;
use super::token::{Gap, Shape, YEARS};
use super::words::Senses;

pub(super) const CUES: Senses = Senses::PHONE.or(Senses::FAX).or(Senses::PAGER).or(Senses::EXTENSION);
/// How far before a number the word that announces it may be, in tokens.
pub(super) const REACH: usize = 5;
/// Maximum number of groups in one number.
const GROUPS: usize = 8;

/// One group of digits.
#[derive(Clone, Copy, Debug)]
struct Group {
    digits: usize,
    value: u32,
    /// Position of its last token, including a closing bracket.
    end: usize,
    /// The mark before it: a dash, dot, slash or bracket; otherwise a blank.
    joint: u8,
}

/// Groups of digits with single separators between them, read like a telephone number.
pub(super) struct Groups {
    all: [Group; GROUPS],
    count: usize,
    plus: bool,
    bracket: bool,
    zero: bool,
}

/// The last token of a number, and how certain it is.
pub(super) type Found = Option<(usize, Certainty)>;

impl Groups {
    pub(super) fn read(scan: &Scan<'_>, start: usize) -> Option<Self> {
        let opening = (start..start + 3).take_while(|at| scan.at(*at).is_one_of(b"+(")).count();
        let mut at = start + opening;
        if !scan.at(at).is_number() || opening > 2 || (start + 1..=at).any(|inner| !scan.at(inner).is_glued()) {
            return None;
        }
        let opens = |mark| (start..at).any(|inner| scan.at(inner).is(mark));
        let nothing = Group { digits: 0, value: 0, end: at, joint: 0 };
        let (plus, bracket, zero) = (opens(b'+'), opens(b'('), scan.word(at).starts_with('0'));
        let mut groups = Self { all: [nothing; GROUPS], count: 0, plus, bracket, zero };
        let mut joint = 0;
        for slot in &mut groups.all {
            let number = scan.at(at);
            let opened = scan.back(at, 1).is(b'(') || groups.count == 0 && groups.bracket;
            let shut = opened && scan.at(at + 1).is(b')') && scan.runs_on(at);
            let end = at + usize::from(shut);
            *slot = Group { digits: number.length(), value: number.value, end, joint };
            groups.count += 1;
            let Some((next, mark)) = next_group(scan, end) else { break };
            (at, joint) = (next, if shut { b')' } else { mark });
        }
        Some(groups)
    }

    fn used(&self) -> &[Group] {
        self.all.get(..self.count).unwrap_or_default()
    }

    /// `+` and 7 to 15 digits.
    pub(super) fn international(&self) -> Found {
        if !self.plus {
            return None;
        }
        let mut digits = 0;
        let mut last = None;
        for group in self.used() {
            let next = digits + group.digits;
            if next > 15
                || digits >= 10 && group.joint == b' ' && group.digits < 3
                || digits >= 11 && group.joint == b' '
            {
                break;
            }
            (digits, last) = (next, Some(group.end));
        }
        last.filter(|_| digits >= 7).map(|last| (last, Certainty::Certain))
    }

    /// Three, three and four digits, or ten in a row, with or without the country code 1.
    pub(super) fn american(&self) -> Found {
        let all = self.used();
        let local = match all {
            [one, rest @ ..] if one.value == 1 && matches!(one.digits, 1 | 3) => rest,
            [one, two, rest @ ..] if one.value == 11 && self.zero && two.value == 1 => rest,
            _ => all,
        };
        let prefixed = local.len() < all.len();
        match local {
            [area, exchange, line, ..] if (area.digits, exchange.digits, line.digits) == (3, 3, 4) => {
                let joined = exchange.joint != b' ' || line.joint != b' ' || self.bracket;
                let usual = area.value >= 200 && exchange.value >= 200;
                let sure = if joined || prefixed { Certainty::Certain } else { Certainty::Likely };
                (joined && line.joint != b'/' || usual).then_some((line.end, sure))
            }
            [area, rest, ..] if (area.digits, rest.digits) == (3, 7) && (self.bracket || rest.joint == b'-') => {
                Some((rest.end, Certainty::Certain))
            }
            [area, rest, ..] if (area.digits, rest.digits) == (6, 4) && rest.joint == b'-' => {
                Some((rest.end, Certainty::Likely))
            }
            [whole, ..] if whole.digits == 10 && self.is_assigned(whole) => Some((whole.end, Certainty::Likely)),
            [service, one, two, ..]
                if matches!(service.value, 1300 | 1800 | 1850 | 1890) && (one.digits, two.digits) == (3, 3) =>
            {
                Some((two.end, Certainty::Likely))
            }
            [exchange, line, ..]
                if (exchange.digits, line.digits) == (3, 4) && exchange.value == 555 && line.joint != b' ' =>
            {
                Some((line.end, Certainty::Likely))
            }
            [area, rest, ..]
                if self.bracket && area.joint == 0 && rest.joint == b')' && (2..=5).contains(&area.digits) =>
            {
                let digits: usize = local.iter().take(3).map(|group| group.digits).sum();
                let last = local.iter().take(3).next_back()?;
                let dashed = local.iter().skip(2).take(1).any(|group| group.joint == b'-');
                (dashed && digits >= 8).then_some((last.end, Certainty::Likely))
            }
            _ => None,
        }
    }

    /// Whether it is one run of digits.
    pub(super) fn is_single(&self) -> bool {
        self.count == 1
    }

    /// A number within a switchboard in two groups: "call 5-2231", "(x55-2091)".
    pub(super) fn internal(&self, scan: &Scan<'_>, cue: Option<Senses>, extended: bool) -> Found {
        let [first, line] = self.used() else { return None };
        let shaped = line.digits == 4 && line.joint == b'-' && first.digits <= 3 && !line.value.is_multiple_of(100);
        let called = cue.is_some() && first.digits == 1 && is_next_to_cue(scan, first.end);
        (shaped && (extended || called)).then_some((line.end, Certainty::Likely))
    }

    /// Whether area code and exchange of ten digits can exist: neither starts with 0 or 1. A value that is too large
    /// for the type counts as one.
    fn is_assigned(&self, whole: &Group) -> bool {
        let exchange = whole.value / 10_000 % 1_000;
        !self.zero && whole.value >= 2_000_000_000 && (whole.value == u32::MAX || exchange >= 200)
    }

    /// Nine to eleven digits in groups after a leading zero, as in most of the world.
    pub(super) fn trunk(&self, announced: bool) -> Found {
        let all = self.used();
        if !self.zero {
            return None;
        }
        let most = if all.first().is_some_and(|first| first.digits == 4 && first.value < 100) { 15 } else { 11 };
        let mut digits = 0;
        let mut taken = 0_usize;
        for group in all {
            let ends =
                digits >= 10 && group.joint == b' ' || group.digits < 2 || b"./".contains(&group.joint) && !announced;
            if ends || digits + group.digits > most {
                break;
            }
            digits += group.digits;
            taken += 1;
        }
        let first = all.first()?;
        let last = all.get(taken.checked_sub(1)?)?;
        let grouped = taken >= 2 && (first.digits >= 3 || self.bracket || announced)
            || taken == 3 && digits == 10 && first.digits == 2 && first.joint == 0
            || taken == 5 && digits == 10
            || taken == 1 && announced;
        let sure = if announced { Certainty::Certain } else { Certainty::Likely };
        (grouped && (9..=most).contains(&digits)).then_some((last.end, sure))
    }

    /// Any seven to fifteen digits after "call" or "phone", and short numbers directly after "pager" or "ext.".
    pub(super) fn announced(&self, scan: &Scan<'_>, cue: Option<Senses>) -> Found {
        let cue = cue?;
        let all = self.used();
        let first = all.first()?;
        let joined = all
            .iter()
            .skip(1)
            .take_while(|group| group.joint == b'-' || group.joint == b')' || group.digits >= 3 && group.joint != b'/');
        let mut digits = first.digits;
        let mut last = first;
        for group in joined {
            if digits + group.digits > 15 {
                break;
            }
            digits += group.digits;
            last = group;
        }
        let single = last.end == first.end;
        let short = cue.has(Senses::PAGER.or(Senses::FAX).or(Senses::EXTENSION)) && is_next_to_cue(scan, first.end);
        let long = digits >= 7 && !(single && first.digits < 10 && !is_next_to_cue(scan, first.end));
        let year = first.digits == 4 && YEARS.contains(&first.value);
        let fewest = if cue.has(Senses::PAGER) { 3 } else { 4 };
        let short = short && (fewest..=7).contains(&digits) && (cue.has(Senses::PAGER) || single && !year);
        let called = single && (5..=7).contains(&digits) && first.value % 1_000 != 0 && is_next_to_cue(scan, first.end);
        let brief = short || called;
        (long || brief).then_some((last.end, if long { Certainty::Certain } else { Certainty::Likely }))
    }
}

/// Whether only "number", "is", "at", `#` and the like come between the number and the word that announces it.
fn is_next_to_cue(scan: &Scan<'_>, at: usize) -> bool {
    for step in 1..=REACH {
        let token = scan.back(at, step);
        if token.means(CUES) && !token.means(Senses::MARKER) {
            return step > 1 || !scan.said_any(at, step, &["page", "paged"]);
        }
        let passes = token.is_one_of(b":#.(+=-)")
            || token.is_number()
            || token.means(Senses::MARKER.or(Senses::LINK))
            || token.length() <= 3 && scan.said_any(at, step, &["at", "on", "me", "us", "my", "to"]);
        if !passes {
            return false;
        }
    }
    false
}

/// The next group and the mark before it: one separator, glued on both sides, or a dash with blanks around it.
fn next_group(scan: &Scan<'_>, end: usize) -> Option<(usize, u8)> {
    let next = scan.at(end + 1);
    if next.is_number() {
        return (next.gap != Gap::Line).then_some((end + 1, b' '));
    }
    let after = scan.at(end + 2);
    match next.shape {
        Shape::Exemption(mark @ (b'-' | b'.' | b'/')) if after.is_number() => {
            let tight = next.is_glued() && after.is_glued();
            let loose = mark == b'-' && next.gap == Gap::Blank && after.gap == Gap::Blank;
            (tight || loose || mark == b'-' && after.is_glued() && scan.at(end).is(b')')).then_some((end + 2, mark))
        }
        Shape::Exemption(b'-') if after.is(b'(') && scan.at(end + 3).is_number() => Some((end + 3, b'-')),
        Shape::Exemption(b'(') if after.is_number() && after.is_glued() => Some((end + 2, b' ')),
        _ => None,
    }
}
