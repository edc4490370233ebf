//! Names in lower case: after a title, after "named" or "my friend", and given names with a surname or initial.

use super::Name;
use super::cue::Cue;
use super::row::Row;
use crate::scrub::Certainty;
use crate::scrub::lists::Known;
use crate::scrub::part::Part;
use crate::scrub::scan::Scan;
use crate::scrub::token::Gap;
use crate::scrub::words::Senses;

/// Titles after which a lower-case word is a name; "near miss" does not count.
const TITLES: [&str; 7] = ["dr", "drs", "mr", "mrs", "ms", "mx", "prof"];
/// Meanings that exclude a lower-case word as a name.
const OTHER: Known = Known::WORD.or(Known::REGION).or(Known::MEDICAL).or(Known::EPONYM);

pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Name> {
    let (token, before) = (scan.at(at), scan.back(at, 1));
    let title = at.saturating_sub(if before.is(b'.') { 2 } else { 1 });
    let titled = at > 0 && scan.says_any(title, &TITLES);
    if !titled && !token.known.is(Known::GIVEN) {
        return None;
    }
    let first = Part::read_lower(scan, at)?;
    let cue = Cue::before(scan, at);
    let next = first.last + 1;
    let family = Part::read_lower(scan, next).filter(|part| {
        let surname = part.known.is(Known::SURNAME) && !part.known.is(OTHER) && part.senses == Senses::NONE;
        surname && scan.at(next).gap == Gap::Blank
    });
    let initial = scan.at(next).is_word() && scan.at(next).length() == 1 && scan.runs_on_mark(next, b'.');
    let clear = first.given() && token.length() > 3 && !first.eponym();
    let holds = match cue {
        Cue::Title => titled && follows_title(&first),
        Cue::Named => clear,
        Cue::Person => clear || is_told_of(scan, &first),
        Cue::With | Cue::Nothing => clear && (family.is_some() || initial) && !first.known.is(Known::PLACE),
    };
    let certainty = if cue == Cue::Title { Certainty::Certain } else { Certainty::Likely };
    holds.then(|| Name { row: Row::of(first, family), certainty, titled: cue == Cue::Title })
}

/// "mr addison", "dr subrahmanyan": any name, and any word without another meaning.
fn follows_title(part: &Part) -> bool {
    let clause =
        Senses::SPEAKS.or(Senses::CONTINUES).or(Senses::LINK).or(Senses::WITH).or(Senses::INTO_PLACE).or(Senses::TITLE);
    (part.name() || !part.known.is(Known::WORD.or(Known::MEDICAL))) && !part.senses.has(clause)
}

/// "my preceptor mark wants": a name that is also a word, directly between a word for a person and something a person
/// does.
fn is_told_of(scan: &Scan<'_>, part: &Part) -> bool {
    let person = scan.back(part.first, 1).is_word() && !part.known.is(Known::MEDICAL);
    let verb = scan.at(part.last + 1).means(Senses::SPEAKS) && scan.at(part.last + 1).gap == Gap::Blank;
    person && verb && !part.senses.has(Senses::ROLE.or(Senses::RELATION).or(Senses::SPEAKS))
}
