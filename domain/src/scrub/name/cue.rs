//! Words before or after a name that show it is one.

use crate::scrub::scan::Scan;
use crate::scrub::token::{Case, Gap, Shape};
use crate::scrub::words::Senses;

/// How strongly the words before indicate a name, from nothing to certainty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Cue {
    Nothing,
    /// A word after which a person may come: by, with, ask.
    With,
    /// A person has just been mentioned: "the pharmacist (", "daughter", "a 60-year-old female,".
    Person,
    /// named, called, "name is".
    Named,
    /// Dr, Mrs.
    Title,
}

/// How far before the name a cue may be, in tokens.
const REACH: usize = 5;

impl Cue {
    /// The cue in the words before a position.
    pub(super) fn before(scan: &Scan<'_>, at: usize) -> Self {
        if is_title(scan, at) {
            return Self::Title;
        }
        let (mut marks, mut links) = (0, 0);
        for step in 1..=REACH {
            let Some(position) = at.checked_sub(step) else { break };
            let token = scan.at(position);
            let line = step > 1 && marks == 0 && scan.at(position + 1).gap == Gap::Line;
            match token.shape {
                _ if line || marks > 3 || links > 2 => break,
                Shape::Exemption(mark) if b",(:-\"'?/*_#".contains(&mark) || mark == 0 => marks += 1,
                Shape::Word if token.means(Senses::NAMED) => {
                    let direct = links == 0 && marks == 0;
                    let noun = direct && scan.says_any(position, &["name", "known"]) && !token.is_capital();
                    let known = scan.says(position, "known") && !scan.says(position + 1, "as");
                    // "What is this sign called? It ..."
                    let asked = scan.at(position + 1).is(b'?') && !scan.says_any(position, &["name", "surname"]);
                    return if noun || known || asked { Self::Nothing } else { Self::Named };
                }
                // "Quarantined by Babajide".
                Shape::Word if step == 1 && scan.says(position, "by") && scan.back(position, 1).is_word() => {
                    let done = at.checked_sub(2).is_some_and(|verb| scan.word(verb).ends_with("ed"));
                    let goes = scan.said_any(at, 2, &["goes", "went", "go"]);
                    return match (goes, done) {
                        (true, _) => Self::Named,
                        (false, true) => Self::Person,
                        (false, false) => Self::With,
                    };
                }
                Shape::Word if is_person(scan, position) || introduces(scan, position, links, marks) => {
                    return Self::Person;
                }
                // "Cardiology: Solberg".
                Shape::Word if token.means(Senses::GENERIC) && scan.at(position + 1).is(b':') => return Self::Person,
                Shape::Word if LINKS.iter().any(|link| scan.says(position, link)) => links += 1,
                _ => break,
            }
        }
        if scan.back(at, 1).means(Senses::WITH.or(Senses::GREETING)) { Self::With } else { Self::Nothing }
    }
}

/// What may come between the word for a person and the name.
const LINKS: [&str; 10] = ["is", "was", "are", "s", "as", "by", "like", "likely", "also", "aka"];

/// "I'm Thiago", "this is Temperance".
fn introduces(scan: &Scan<'_>, position: usize, links: usize, marks: usize) -> bool {
    links == 1 && marks == 0 && scan.says(position, "this")
        || links == 0 && marks == 0 && scan.says(position, "m") && scan.back(position, 1).is(b'\'')
}

/// A word for a person, a specialist, or an age.
fn is_person(scan: &Scan<'_>, at: usize) -> bool {
    let (token, before, word) = (scan.at(at), scan.back(at, 1), scan.word(at));
    if token.length() == 1 {
        return token.means(Senses::SEX) && token.is_glued() && before.is_number();
    }
    let specialist = word.len() > 7 && ["ologist", "ologists", "iatrist"].iter().any(|end| word.ends_with(end));
    let aged = token.means(Senses::YEAR.or(Senses::OLD)) && (before.is_number() || !before.is_word());
    token.means(Senses::RELATION.or(Senses::ROLE).or(Senses::PERSON)) || specialist || aged
}

/// "Dr.", "Mrs" directly before; not the 120 ms, the 16 Fr or the MS that only look like one.
fn is_title(scan: &Scan<'_>, at: usize) -> bool {
    let step = if scan.back(at, 1).is(b'.') { 2 } else { 1 };
    let Some(position) = at.checked_sub(step) else { return false };
    let title = scan.at(position);
    let shouted = title.case == Case::Upper && title.length() == 2 && !title.heading;
    title.means(Senses::TITLE)
        && scan.at(at).gap != Gap::Line
        && !(title.is_glued() && scan.back(position, 1).is_one_of(b";/-"))
        && !scan.back(position, 1).is_number()
        && (!shouted || scan.says(position, "dr") && scan.at(at).is_capital())
}

/// Whether a clinician's credential follows a name: "Rahmani, MD", "Fischer RN".
pub(super) fn credential_after(scan: &Scan<'_>, last: usize) -> bool {
    let comma = scan.at(last + 1).is(b',');
    let at = last + 1 + usize::from(comma);
    let token = scan.at(at);
    let grade = !comma && scan.says_any(at, &["i", "ii", "iii", "iv", "v"]);
    token.means(Senses::CREDENTIAL)
        && matches!(token.case, Case::Upper | Case::Mixed)
        && !grade
        && token.gap != Gap::Line
}

/// Whether an age or sex follows, as after a patient's name: ", 58F", " 45M", " (66M".
pub(super) fn aged_after(scan: &Scan<'_>, last: usize) -> bool {
    let at = last + 1 + usize::from(scan.at(last + 1).is_one_of(b",(/"));
    let (age, next) = (scan.at(at), scan.at(at + 1));
    let sex = next.is_glued() && next.means(Senses::SEX.or(Senses::YEAR));
    let ends = next.is_one_of(b",-/)") && !scan.at(at + 2).is_number();
    age.is_number() && age.length() <= 3 && age.value < 120 && (sex || ends)
}
