//! Hospitals, clinics, universities, homes and practices. There are three ways to recognise one: it is listed (UCLA,
//! Johns Hopkins), its name ends like that of an institution (Mercy Hospital, University of Tulsa, St. Cuthbert's), or
//! somebody was admitted to it.

mod run;

use super::claim::Claim;
use super::lists::Known;
use super::part::{Part, heads};
use super::phrase::longest;
use super::scan::Scan;
use super::token::{Case, Gap};
use super::words::Senses;
use super::{Certainty, Kind, kind};
use run::Run;

/// Words that the name of an institution ends in.
const TAIL: Senses = Senses::HOSPITAL.or(Senses::SCHOOL).or(Senses::HOUSE);

pub(super) fn find(scan: &Scan<'_>, claims: &mut Vec<Claim>) {
    let mut at = 0;
    while at < scan.length() {
        match Institution::read(scan, at) {
            Some(found) => {
                claims.push(found.claim(scan, at));
                at = found.last + 1;
            }
            None => at += 1,
        }
    }
}

struct Institution {
    last: usize,
    certainty: Certainty,
}

impl Institution {
    const fn certain(last: usize) -> Self {
        Self { last, certainty: Certainty::Certain }
    }

    const fn likely(last: usize) -> Self {
        Self { last, certainty: Certainty::Likely }
    }

    fn read(scan: &Scan<'_>, at: usize) -> Option<Self> {
        let token = scan.at(at);
        let capital = token.is_capital();
        if !capital && !token.known.is(Known::INSTITUTION.or(Known::OPENS)) || token.term || !is_clean(scan, at) {
            return None;
        }
        let cue = Cue::before(scan, at);
        let found = listed(scan, at, cue);
        if found.is_some() || !capital {
            return found;
        }
        of_somewhere(scan, at).or_else(|| run::by_its_words(scan, at, cue)).or_else(|| cued(scan, at, cue))
    }

    fn claim(&self, scan: &Scan<'_>, first: usize) -> Claim {
        let claim = Claim::new(Kind::Institution, scan.span(first, self.last), self.certainty);
        let means = |senses| (first..=self.last).any(|at| scan.at(at).means(senses));
        if means(Senses::HOSPITAL) {
            claim.replacing(kind::HOSPITAL)
        } else if means(Senses::SCHOOL) {
            claim.replacing(kind::UNIVERSITY)
        } else {
            claim
        }
    }
}

/// Whether an institution may start here: this is not the end of an address, a number or a hyphenated word.
fn is_clean(scan: &Scan<'_>, at: usize) -> bool {
    let before = scan.back(at, 1);
    let joined = before.is(b'-') && before.is_glued() && scan.back(at, 2).is_word();
    let tail = joined || before.is_alphanumeric() || before.is_one_of(b"@/._\\=&'");
    !scan.at(at).is_glued() || !tail
}

/// How strongly the words before indicate that an institution follows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cue {
    Nothing,
    /// "in", "with", "to".
    Perhaps,
    /// "at", "admitted to".
    Surely,
}

impl Cue {
    fn before(scan: &Scan<'_>, at: usize) -> Self {
        let step = 1 + usize::from(scan.back(at, 1).means(Senses::WHOSE) && scan.says(at.saturating_sub(1), "the"));
        let word = scan.back(at, step);
        let moved = || (1..=4).any(|more| scan.back(at, step + more).means(Senses::MOVES));
        if word.means(Senses::AT) || word.is(b'@') && !scan.at(at).is_glued() {
            Self::Surely
        } else if word.means(Senses::TOWARD) {
            if moved() { Self::Surely } else { Self::Perhaps }
        } else if word.means(Senses::LOOSE) {
            Self::Perhaps
        } else {
            Self::Nothing
        }
    }
}

/// A listed institution; one with other meanings needs a cue.
fn listed(scan: &Scan<'_>, at: usize, cue: Cue) -> Option<Institution> {
    let (last, known) = longest(scan, at, Known::INSTITUTION)?;
    let token = scan.at(at);
    // CHA2DS2 is not an institution.
    if !scan.ends_clean(last) {
        return None;
    }
    let (capital, asks) = (token.is_capital(), known.is(Known::ASKS));
    let tailed = capital && tail_follows(scan, last);
    if heads(scan, last) && !tailed && (asks || cue == Cue::Nothing) {
        return None;
    }
    let common = known.is(Known::COMMON) || token.heading;
    let holds = if asks {
        let acronym = token.case == Case::Upper && last == at;
        let perhaps = !common && !acronym && (cue == Cue::Perhaps || acts(scan, last, known));
        capital && (cue == Cue::Surely || perhaps || tailed)
    } else {
        capital || last > at || cue == Cue::Surely && !known.is(Known::WORD) && token.length() > 3
    };
    let owned = token.means(Senses::SAINT) && scan.at(last + 1).is(b'\'') && scan.says(last + 2, "s");
    let last = extend(scan, if owned { last + 2 } else { last });
    holds.then(|| if asks { Institution::likely(last) } else { Institution::certain(last) })
}

/// "Mayo rejected our transfer": the verb shows that it is an institution.
fn acts(scan: &Scan<'_>, last: usize, known: Known) -> bool {
    let next = scan.at(last + 1);
    let speaks = next.means(Senses::SPEAKS) && !known.is(Known::EPONYM);
    next.gap == Gap::Blank && next.case == Case::Lower && (speaks || next.means(Senses::DEALS))
}

/// "University of Tulsa", "Hospital of St. John".
fn of_somewhere(scan: &Scan<'_>, at: usize) -> Option<Institution> {
    let token = scan.at(at);
    let institute = scan.says(at, "institute");
    let end = token.case == Case::Title && (institute || token.means(Senses::SCHOOL.or(Senses::HOSPITAL)));
    if !end || !scan.says_any(at + 1, &["of", "at", "for"]) {
        return None;
    }
    let start = at + 2 + usize::from(scan.says(at + 2, "the"));
    let next = Part::read(scan, start).filter(|part| !part.initial)?;
    let plain =
        next.senses.has(Senses::GENERIC) || next.known.is(Known::MEDICAL) || institute && next.known.is(Known::WORD);
    let named = !plain || next.known.is(Known::PLACE);
    named.then(|| Institution::certain(extend(scan, capitals(scan, &next))))
}

/// The last token of the names in a row that starts with this part.
fn capitals(scan: &Scan<'_>, first: &Part) -> usize {
    let mut last = first.last;
    for _ in 0..3 {
        let fits = |part: &Part| {
            let name = part.name() || part.known.is(Known::PLACE.or(Known::REGION)) || part.unknown();
            scan.at(part.first).gap == Gap::Blank && name && !part.initial && !part.senses.has(Senses::MONTH)
        };
        match Part::read(scan, last + 1).filter(fits) {
            Some(part) => last = part.last,
            None => break,
        }
    }
    last
}

/// A name that only the cue identifies as an institution: "at Ridgecrest", "transferred to UWMC".
fn cued(scan: &Scan<'_>, at: usize, cue: Cue) -> Option<Institution> {
    const OTHER: Senses = Senses::MONTH
        .or(Senses::WEEKDAY)
        .or(Senses::GENERIC)
        .or(Senses::ROLE)
        .or(Senses::RELATION)
        .or(Senses::TITLE)
        .or(Senses::HOLIDAY);
    if cue != Cue::Surely || scan.at(at).heading {
        return None;
    }
    let part = Part::read(scan, at).filter(|part| !part.initial)?;
    let last = Run::read(scan, at).last;
    // After "from", a name that can be a place is a place.
    let place = part.known.is(Known::PLACE) && scan.back(at, 1).means(Senses::INTO_PLACE);
    let other = part.known.is(Known::MEDICAL.or(Known::REGION)) || part.senses.has(OTHER);
    if place || other || heads(scan, last) {
        return None;
    }
    let holds = if part.upper {
        let word = scan.word(at);
        (3..=6).contains(&word.len())
            && word.bytes().all(|byte| byte.is_ascii_uppercase())
            && !part.known.is(Known::WORD)
    } else {
        let named = part.known.is(Known::ASKS.or(Known::PLACE).or(Known::GIVEN)) || last > part.last;
        (named || !part.known.is(Known::COMMON)) && (!part.eponym() || part.known.is(Known::PLACE))
    };
    holds.then_some(Institution::likely(last))
}

fn tail_follows(scan: &Scan<'_>, last: usize) -> bool {
    let next = scan.at(after_owner(scan, last));
    next.is_capital() && next.gap == Gap::Blank && next.means(TAIL)
}

/// The end of an institution's name that follows, after words for what the institution does: "Research Hospital", "and
/// Clinics".
fn tail_ahead(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let start = at + usize::from(scan.at(at).case == Case::Lower && scan.at(at).means(Senses::JOINT));
    let capital = |at: usize| scan.at(at).is_capital() && scan.at(at).gap == Gap::Blank;
    let does = |at: &usize| capital(*at) && scan.at(*at).means(Senses::GENERIC) && !scan.at(*at).means(TAIL);
    let end = (start..).take(3).find(|at| !does(at))?;
    (capital(end) && scan.at(end).means(TAIL)).then_some(end)
}

/// The position after a word and its "'s".
fn after_owner(scan: &Scan<'_>, last: usize) -> usize {
    let owned = scan.runs_on_mark(last, b'\'') && scan.says(last + 2, "s");
    if owned { last + 3 } else { last + 1 }
}

/// Includes the capitalised ends and the place after it: "Medical Center", "Hospital Los Angeles", "Hospital of Ohio".
fn extend(scan: &Scan<'_>, last: usize) -> usize {
    let mut last = last;
    for _ in 0..4 {
        let at = after_owner(scan, last);
        let token = scan.at(at);
        let school = scan.at(last).means(Senses::HOSPITAL.or(Senses::SCHOOL));
        if token.gap != Gap::Blank {
            break;
        }
        if let Some(end) = tail_ahead(scan, at) {
            last = end;
        } else if token.is_capital() && scan.at(last).means(Senses::HOSPITAL) {
            let Some((end, _)) = longest(scan, at, Known::PLACE) else { break };
            last = end;
        } else if school && scan.says_any(at, &["of", "at"]) && scan.at(at + 1).is_capital() {
            let place = longest(scan, at + 1, Known::PLACE.or(Known::REGION));
            let Some((end, _)) = place.filter(|_| !scan.at(at + 1).means(Senses::MONTH)) else { break };
            last = end;
        } else {
            break;
        }
    }
    last
}
