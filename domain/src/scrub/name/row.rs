//! The parts of a possible name in a row, and how many of them form the name.

use super::alone::acts;
use super::cue::{Cue, aged_after, credential_after};
use crate::scrub::lists::Known;
use crate::scrub::part::Part;
use crate::scrub::scan::Scan;
use crate::scrub::sentence::opens;
use crate::scrub::token::{Case, Gap};
use crate::scrub::words::Senses;

/// Maximum number of parts in one name.
const MOST: usize = 6;

pub(super) struct Row {
    parts: [Option<Part>; MOST],
    count: usize,
    /// The start of "van der" before the first part.
    start: usize,
    /// A capitalised word for something named after a person followed: Wells Score.
    headed: bool,
}

impl Row {
    /// The parts that start at a position; `None` if there are none.
    pub(super) fn read(scan: &Scan<'_>, start: usize) -> Option<Self> {
        let mut row = Self { parts: [None; MOST], count: 0, start, headed: false };
        let mut at = particles(scan, start);
        while let Some(part) = Part::read(scan, at) {
            if let Some(first) = row.part(0)
                && stops(scan, &part, first)
            {
                row.headed = part.senses.has(Senses::HEAD);
                break;
            }
            let Some(free) = row.parts.get_mut(row.count) else { break };
            *free = Some(part);
            row.count += 1;
            at = part.last + 1;
            let joint = scan.at(at);
            if joint.is(b'_') && joint.is_glued() {
                at += 1;
            } else if joint.gap == Gap::Line || joint.is_glued() && !part.initial {
                break;
            }
            at = particles(scan, at);
        }
        (row.count > 0).then_some(row)
    }

    /// A single part, or a given name with its surname.
    pub(super) fn of(first: Part, family: Option<Part>) -> Self {
        let count = 1 + usize::from(family.is_some());
        Self { parts: [Some(first), family, None, None, None, None], count, start: first.first, headed: false }
    }

    pub(super) fn keep(&mut self, count: usize) {
        self.count = count;
    }

    pub(super) fn part(&self, at: usize) -> Option<&Part> {
        self.parts().nth(at)
    }

    pub(super) fn parts(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().take(self.count).flatten()
    }

    pub(super) fn first(&self) -> usize {
        self.start
    }

    pub(super) fn last(&self) -> usize {
        self.parts().last().map_or(0, |part| part.last)
    }

    /// How many parts in a row pass, counted from the first.
    fn run(&self, passes: impl Fn(&Part) -> bool) -> usize {
        self.parts().take_while(|part| passes(part)).count()
    }

    /// How many parts form a name after a title or a word that announces a name.
    pub(super) fn announced(&self, scan: &Scan<'_>, cue: Cue) -> Option<usize> {
        let count = match cue {
            Cue::Title => self.run(|part| part.initial || follows_title(part)),
            Cue::Named => self.run(|part| part.initial || follows_naming(part)),
            _ => 0,
        };
        let last = self.part(count.checked_sub(1)?)?;
        (cue == Cue::Title || !last.heads(scan)).then_some(count)
    }

    /// How many parts form a full name, which needs no cue.
    pub(super) fn written_out(&self, scan: &Scan<'_>, cue: Cue) -> Option<usize> {
        let first = self.part(0)?;
        let count = self
            .run(|part| part.initial || part.name() && !part.known.is(Known::REGION) || part.unknown() && !part.upper);
        let last = *self.part(count.checked_sub(1)?)?;
        if self.headed && first.eponym() {
            return None;
        }
        if credential_after(scan, last.last) && (count > 1 || first.surname() && !first.eponym()) {
            return Some(count);
        }
        if count == 1 {
            return surname_first(scan, first).then_some(1);
        }
        let second = self.part(1)?;
        let acronym = is_acronym(scan, first) || is_acronym(scan, second) || is_preposition(scan, first);
        if acronym || last.heads(scan) || first.known.is(Known::MEDICAL) && !first.given() {
            return None;
        }
        let heading = scan.at(first.first).heading && !self.is_line(scan, count);
        let holds = if first.initial {
            !heading && initials_hold(scan, first, second, &last, count, cue)
        } else if first.given() {
            let graded = first.eponym() && second.initial && !second.dotted();
            !is_pronoun(scan, second) && !graded && (!heading || second.surname() || second.dotted())
        } else {
            !heading && words_hold(scan, first, second, &last)
        };
        holds.then_some(count)
    }

    /// Whether the row fills its line, as in an address or a signature, and names somebody.
    fn is_line(&self, scan: &Scan<'_>, count: usize) -> bool {
        let words = self.parts().all(|part| {
            let given = part.known.is(Known::GIVEN) && !part.known.is(Known::COMMON);
            let plain = part.known.is(Known::WORD) && !given;
            !plain && !part.known.is(Known::MEDICAL) && !part.upper
        });
        let named = self.parts().any(Part::name);
        let alone = scan.at(self.first()).gap == Gap::Line && scan.at(self.last() + 1).gap == Gap::Line;
        alone && words && named && count == self.count
    }

    /// How many parts form a name after a mention of a person: "the pharmacist (Tran)", "her daughter Philomena".
    pub(super) fn of_person(&self, scan: &Scan<'_>, cue: Cue, joined: bool) -> Option<usize> {
        let first = self.part(0)?;
        let listed = scan.back(first.first, 1).is_one_of(b":(");
        let plain = !scan.at(first.first).heading || first.given() || listed;
        let holds = cue == Cue::Person
            && plain
            && !(self.headed && first.eponym())
            && !(joined && first.eponym() && !first.given())
            && follows_person(scan, first);
        holds.then(|| self.run(|part| part.name() || part.dotted() || listed && part.unknown()).max(1))
    }
}

/// Initials first: "J. Ortega", and "P.K." before an age.
fn initials_hold(scan: &Scan<'_>, first: &Part, second: &Part, last: &Part, count: usize, cue: Cue) -> bool {
    if second.initial && count == 2 {
        return second.dotted() && (cue >= Cue::Person || first.dotted() && aged_after(scan, second.last));
    }
    let article = !first.dotted() && scan.says_any(first.first, &["a", "i"]);
    let before = scan.back(first.first, 1);
    let plain = before.is_word() && before.case == Case::Lower && !before.means(Senses::MEASURE);
    let placed = cue > Cue::Nothing || opens(scan, first.first) || aged_after(scan, last.last) || plain;
    let family = last.surname() || first.dotted() && (last.name() || last.unknown() && placed);
    family && !article && (!last.eponym() || first.dotted() && placed) && !last.upper && !last.known.is(Known::MEDICAL)
}

/// Words that are not clearly given names: "Will Adeyemi", "Moore J.", "Ngozi Eze".
fn words_hold(scan: &Scan<'_>, first: &Part, second: &Part, last: &Part) -> bool {
    let opening = opens(scan, first.first) && !aged_after(scan, last.last) && !acts(scan, last.last);
    let family = second.surname() && !second.eponym();
    if first.known.is(Known::GIVEN) && !first.known.is(Known::MEDICAL) {
        let known = second.known.is(Known::SURNAME) && !second.known.is(Known::MEDICAL);
        let dotted = second.dotted() && !(opening && first.known.is(Known::COMMON));
        let follows = known || second.unknown() && !second.eponym();
        return !is_pronoun(scan, second) && (family || second.foreign() || dotted || follows && !opening);
    }
    let pair = first.surname() && (family || second.given() || second.dotted())
        || first.name() && second.dotted() && !opening && !first.known.is(Known::MEDICAL);
    let strange = first.unknown() && second.dotted() && scan.at(second.last + 1).is_one_of(b",;:)")
        || first.foreign() && (second.foreign() || second.name())
        || !opening && first.unknown() && (family || second.unknown() && !second.eponym());
    !first.eponym() && (pair || strange)
}

/// "Ortega, Maria": the surname first, confirmed by the given name after it.
fn surname_first(scan: &Scan<'_>, first: &Part) -> bool {
    if !scan.at(first.last + 1).is(b',') {
        return false;
    }
    let Some(given) = Part::read(scan, first.last + 2).filter(|given| scan.at(given.first).gap == Gap::Blank) else {
        return false;
    };
    let short = first.upper && scan.at(first.first).length() <= 3;
    let midway = first.known.is(Known::COMMON) && !opens(scan, first.first);
    given.given()
        && (first.upper || !(first.eponym() && given.eponym()))
        && scan.at(first.first).length() > 2
        && !first.senses.has(Senses::GREETING)
        && first.name()
        && !short
        && !midway
        && !first.known.is(Known::MEDICAL)
}

/// Whether a part in capitals is an acronym rather than a name: CHF, but not ADEYEMI.
fn is_acronym(scan: &Scan<'_>, part: &Part) -> bool {
    let name = part.name() && scan.at(part.first).length() > 2 && !part.known.is(Known::MEDICAL);
    part.upper && !part.initial && !name
}

/// "In Millbrook": a small word that is also a name.
fn is_preposition(scan: &Scan<'_>, part: &Part) -> bool {
    const SMALL: Senses = Senses::INTO_PLACE.or(Senses::AT).or(Senses::TOWARD).or(Senses::LOOSE).or(Senses::WHOSE);
    part.senses.has(SMALL) && opens(scan, part.first)
}

/// "I" is rarely an initial.
fn is_pronoun(scan: &Scan<'_>, part: &Part) -> bool {
    part.initial && !part.dotted() && scan.says(part.first, "i")
}

/// After a title, anything written like a name is one, unless it is an ordinary word.
fn follows_title(part: &Part) -> bool {
    let job = part.senses.has(Senses::ROLE.or(Senses::GENERIC).or(Senses::HOSPITAL).or(Senses::TITLE));
    let plain = part.known.is(Known::COMMON.or(Known::REGION).or(Known::MEDICAL));
    (part.name() || !plain) && (!job || part.known.is(Known::SURNAME))
}

fn follows_naming(part: &Part) -> bool {
    let place = part.known.is(Known::PLACE) && !part.known.is(Known::REGION);
    (part.name() || part.unknown() || place) && (!part.upper || part.name()) && !part.known.is(Known::MEDICAL)
}

fn follows_person(scan: &Scan<'_>, part: &Part) -> bool {
    const OTHER: Senses =
        Senses::ROLE.or(Senses::RELATION).or(Senses::MONTH).or(Senses::WEEKDAY).or(Senses::TITLE).or(Senses::SEX);
    if part.initial {
        return part.dotted() && scan.runs_on(part.last) && scan.at(part.last + 1).is_capital();
    }
    let shouted =
        part.given() || scan.at(part.last + 1).case == Case::Upper || scan.back(part.first, 1).is_one_of(b":/");
    let acronym = part.upper && !(part.name() && scan.at(part.first).length() > 3 && shouted);
    let plain = opens(scan, part.first);
    let listed = scan.back(part.first, 1).is_one_of(b"(:\"-");
    let region = part.known.is(Known::REGION) && !part.known.is(Known::GIVEN);
    let other = region || part.known.is(Known::MEDICAL) || part.senses.has(OTHER);
    let common = part.known.is(Known::COMMON) && plain && (!listed || !part.known.is(Known::GIVEN));
    let initial = Part::read(scan, part.last + 1).is_some_and(|next| next.dotted());
    let strange = part.unknown() || initial && part.last == part.first && !part.known.is(Known::COMMON);
    let name = part.name() || strange && (!plain || listed);
    let graded = part.eponym() && scan.at(part.last + 1).is_number();
    name && !acronym && !other && !common && !graded && !part.heads(scan)
}

/// Where the part after small words such as "van der" starts; the same position if there are none.
fn particles(scan: &Scan<'_>, at: usize) -> usize {
    let mut next = at;
    while next < at + 3 && scan.at(next).is_particle() && (next == at || scan.at(next).gap == Gap::Blank) {
        next += 1;
    }
    let joint = next > at && scan.at(next).is(b'-') && scan.at(next).is_glued();
    let start = if joint { next + 1 } else { next };
    if start > at && scan.at(start).is_capital() { start } else { at }
}

/// Whether a name ends before this word.
fn stops(scan: &Scan<'_>, part: &Part, first: &Part) -> bool {
    const JOBS: Senses =
        Senses::TITLE.or(Senses::ROLE).or(Senses::HOSPITAL).or(Senses::SCHOOL).or(Senses::MONTH).or(Senses::WEEKDAY);
    let credential = part.senses.has(Senses::CREDENTIAL) && part.upper && !scan.at(part.first).heading;
    // Duke Score, but Bill Stone.
    let head = part.senses.has(Senses::HEAD) && (!part.known.is(Known::SURNAME) || first.eponym());
    credential
        || head
        || part.senses.has(JOBS) && !part.known.is(Known::GIVEN)
        || part.known.is(Known::WORD) && !part.name()
}
