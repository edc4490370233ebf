//! Single words that are names according to the lists and their context.

use super::cue::{Cue, aged_after};
use crate::scrub::lists::Known;
use crate::scrub::part::Part;
use crate::scrub::scan::Scan;
use crate::scrub::sentence::opens;
use crate::scrub::token::{Case, Gap, Shape};
use crate::scrub::words::Senses;

/// Words for a person's role or a day, even if they are names as well.
const OTHER: Senses =
    Senses::ROLE.or(Senses::RELATION).or(Senses::TITLE).or(Senses::MONTH).or(Senses::HOLIDAY).or(Senses::WEEKDAY);

/// Whether a single word is somebody's name.
pub(super) fn is_name(scan: &Scan<'_>, part: &Part, cue: Cue) -> bool {
    let token = scan.at(part.first);
    let next = scan.at(part.last + 1);
    if part.senses.has(Senses::MONTH) && part.known.is(Known::GIVEN) && owns(scan, part) {
        return introduced(scan, part);
    }
    let unfit = part.initial
        || part.upper
        || token.heading
        || token.length() < 3
        || part.known.is(Known::MEDICAL.or(Known::REGION))
        || part.senses.has(OTHER)
        || scan.runs_on_mark(part.last, b'#');
    // Not names: Gleason 7, Clark IV, Max 8 tablets.
    let number = next.is_number() && next.gap == Gap::Blank && !aged_after(scan, part.last);
    let graded = number || part.eponym() && next.is_capital() && next.length() <= 3;
    if unfit || graded || part.heads(scan) {
        return false;
    }
    if part.foreign() && !part.eponym() && (part.unknown() || part.name()) || signs(scan, part) && !part.eponym() {
        return part.name() || part.unknown();
    }
    if part.known.is(Known::INSTITUTION) || next.means(Senses::HOSPITAL.or(Senses::SCHOOL)) {
        return false;
    }
    let opening = opens(scan, part.first);
    let acts = if part.eponym() { acted(scan, part.last) } else { acts(scan, part.last) };
    let owns = owns(scan, part);
    if part.given() && !part.eponym() {
        !(part.known.is(Known::PLACE) && scan.back(part.first, 1).means(Senses::INTO_PLACE))
    } else if part.known.is(Known::GIVEN) {
        let told = acts || introduced(scan, part) || part.known.is(Known::WORD) && from_somewhere(scan, part.last);
        let greeted = scan.back(part.first, 1).means(Senses::GREETING);
        told || greeted && !opening
            || !opening && (!part.eponym() && token.case == Case::Title || cue == Cue::With && owns && !part.eponym())
    } else if part.surname() {
        acts || !part.eponym() && (from_somewhere(scan, part.last) || !opening && (cue == Cue::With || owns))
    } else {
        let is = opening
            && next.case == Case::Lower
            && scan.says_any(part.last + 1, &["is", "was", "has", "had", "will", "would", "did", "flew"]);
        let greeted = scan.back(part.first, 1).means(Senses::GREETING);
        let fits = part.unknown() && !part.eponym() && token.case == Case::Title;
        fits && (acts || is || owns || !opening && greeted)
    }
}

/// Whether a verb for what people do follows: "said", "refused".
pub(super) fn acts(scan: &Scan<'_>, last: usize) -> bool {
    let next = scan.at(last + 1);
    next.gap == Gap::Blank && next.means(Senses::SPEAKS) && next.case == Case::Lower
}

/// The same for past forms only: guidelines and scores say things, but never said them.
fn acted(scan: &Scan<'_>, last: usize) -> bool {
    acts(scan, last)
        && (scan.word(last + 1).ends_with("ed")
            || scan.says_any(last + 1, &["said", "told", "thinks", "wants", "wrote"]))
}

/// Whether something that belongs to the person follows: "Felicia's daughter".
fn owns(scan: &Scan<'_>, part: &Part) -> bool {
    scan.runs_on_mark(part.last, b'\'') && scan.runs_on(part.last + 1) && scan.says(part.last + 2, "s")
}

/// "Faith from pharmacy".
fn from_somewhere(scan: &Scan<'_>, last: usize) -> bool {
    scan.says(last + 1, "from") && scan.at(last + 2).is_word() && scan.at(last + 2).case == Case::Lower
}

/// Whether the words after it introduce a person: "Faith, my MA", "Nicky our clerk", "June's son", "Summer and I".
fn introduced(scan: &Scan<'_>, part: &Part) -> bool {
    let people = Senses::ROLE.or(Senses::RELATION);
    let comma = scan.at(part.last + 1).is(b',');
    let at = part.last + 1 + usize::from(comma);
    let whose =
        scan.says_any(at, &["my", "our", "his", "her", "their"]) || comma && scan.says_any(at, &["the", "a", "an"]);
    let who = |at: usize| scan.at(at).means(people) && scan.at(at).length() > 1;
    whose && (1..=3).any(|step| who(at + step))
        || owns(scan, part) && who(part.last + 3)
        || scan.says(at, "and") && scan.says(at + 1, "i") && scan.at(at + 1).is_capital()
}

/// A single word at the end, as a signature: "... at noon. - Abimbola".
fn signs(scan: &Scan<'_>, part: &Part) -> bool {
    let before = scan.back(part.first, 1);
    let after = scan.at(part.last + 1);
    let dashed = before.is(b'-') && !scan.at(part.first).is_glued();
    after.gap == Gap::Line && part.first > 0 && (dashed || before.is_one_of(b".?!,") && after.shape == Shape::Edge)
}
