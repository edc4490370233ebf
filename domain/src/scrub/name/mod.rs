//! Names of people: 45 CFR 164.514(b)(2)(i)(A). After a title or a word such as "named", almost any word is a name. A
//! given name with a surname or an initial is one by itself. A single word needs support from the lists and its
//! context. What is named after somebody (Crohn's disease, a Foley) is medicine, not a person.

mod alone;
mod cue;
mod lower;
mod row;

use std::collections::HashSet;

use super::claim::Claim;
use super::fold::Folded;
use super::lists::Known;
use super::part::heads;
use super::phrase::longest;
use super::scan::Scan;
use super::sentence::opens;
use super::token::Case;
use super::words::Senses;
use super::{Certainty, Kind};
use cue::Cue;
use row::Row;

/// Adds claims for names, and for every later mention of somebody whose name was certain once.
pub(super) fn find(scan: &Scan<'_>, claims: &mut Vec<Claim>) {
    let mut said = HashSet::new();
    let mut others = Vec::new();
    let mut ended = None;
    let mut at = 0;
    while at < scan.length() {
        if let Some(name) = Name::read(scan, at, joins(scan, at, ended)) {
            name.remember(scan, &mut said);
            claims.push(name.claim(scan));
            ended = Some(name.row.last());
            at = name.row.last() + 1;
        } else {
            if scan.at(at).is_word() && scan.at(at).length() > 2 {
                others.push(at);
            }
            at += 1;
        }
    }
    let mentions = others.into_iter().filter(|at| !said.is_empty() && is_mention(scan, &said, *at));
    claims.extend(mentions.map(|at| Claim::likely(Kind::Name, scan.span(at, at))));
}

/// Whether a position follows a name that ended at `ended`, after a comma or "and": "Farrukh and Jamshid".
fn joins(scan: &Scan<'_>, at: usize, ended: Option<usize>) -> bool {
    let apart = ended.is_some_and(|ended| ended + 2 == at);
    apart && (scan.back(at, 1).is_one_of(b",&/") || scan.says_any(at - 1, &["and", "or"]))
}

/// Whether a word mentions somebody named elsewhere, and is not just the same word in English or in the name of a
/// disease.
fn is_mention(scan: &Scan<'_>, said: &HashSet<u64>, at: usize) -> bool {
    let token = scan.at(at);
    let word = if token.case == Case::Lower {
        token.senses != Senses::NONE || token.known.is(Known::WORD.or(Known::EPONYM))
    } else {
        token.known.is(Known::COMMON) && opens(scan, at) && !scan.at(at + 1).is(b',')
    };
    !word && said.contains(&Folded::of(scan.word(at)).hash()) && !heads(scan, at)
}

/// A listed place of several words that looks like a name: San Francisco.
fn is_place(scan: &Scan<'_>, at: usize) -> bool {
    let phrase = longest(scan, at, Known::PLACE).filter(|(last, _)| *last > at);
    phrase.is_some_and(|(_, known)| known.is(Known::CITY) || !scan.at(at).known.is(Known::GIVEN))
}

struct Name {
    row: Row,
    certainty: Certainty,
    /// A title comes before it, which is stronger than any other sign.
    titled: bool,
}

impl Name {
    fn read(scan: &Scan<'_>, at: usize, joined: bool) -> Option<Self> {
        let token = scan.at(at);
        if !token.is_word() {
            return None;
        }
        if token.case == Case::Lower && !token.is_particle() {
            return lower::read(scan, at);
        }
        let mut row = Row::read(scan, at)?;
        let cue = Cue::before(scan, at).max(if joined { Cue::Person } else { Cue::Nothing });
        if cue < Cue::Named && is_place(scan, at) {
            return None;
        }
        let (count, certainty) = row.announced(scan, cue).map(|count| (count, Certainty::Certain)).or_else(|| {
            let written = row.written_out(scan, cue).map(|count| (count, Certainty::Certain));
            written.or_else(|| row.of_person(scan, cue, joined).map(|count| (count, Certainty::Likely))).or_else(|| {
                let first = row.part(0)?;
                alone::is_name(scan, first, cue).then_some((1, Certainty::Likely))
            })
        })?;
        row.keep(count);
        Some(Self { row, certainty, titled: cue == Cue::Title })
    }

    fn claim(&self, scan: &Scan<'_>) -> Claim {
        let last = self.row.last();
        let suffix = scan.at(last + 1).is_capital() && scan.says_any(last + 1, &["ii", "iii", "iv", "jr", "sr"]);
        let claim = Claim::new(Kind::Name, scan.span(self.row.first(), last + usize::from(suffix)), self.certainty);
        if self.titled { claim.labelled() } else { claim }
    }

    /// Remembers the words of a certain name.
    fn remember(&self, scan: &Scan<'_>, said: &mut HashSet<u64>) {
        if self.certainty == Certainty::Likely {
            return;
        }
        for part in self.row.parts().filter(|part| !part.initial && !part.known.is(Known::REGION.or(Known::MEDICAL))) {
            let word = scan.word(part.last);
            if word.len() > 2 {
                said.insert(Folded::of(word).hash());
            }
        }
    }
}
