//! Towns, counties and anything else smaller than a state: 45 CFR 164.514(b)(2)(i)(B). A listed place with no other
//! meaning is enough. A word with other meanings, or one that is not listed, needs "in", "lives near", a state after
//! it, or "our ... clinic".

use super::claim::Claim;
use super::lists::Known;
use super::part::{Part, heads};
use super::phrase::longest;
use super::scan::Scan;
use super::sentence::opens;
use super::token::{Case, Gap};
use super::words::Senses;
use super::{Certainty, Kind};

/// Maximum number of parts in a place that is not listed.
const MOST: usize = 4;

/// A place in the text: its last token, and how certain it is.
type Found = (usize, Certainty);

pub(super) fn find(scan: &Scan<'_>, claims: &mut Vec<Claim>) {
    let mut at = 0;
    while at < scan.length() {
        let found = match scan.at(at) {
            token if !token.is_word() => None,
            token if token.case == Case::Lower => lower(scan, at),
            _ => Candidate::read(scan, at).and_then(|candidate| candidate.decide(scan)),
        };
        if let Some((last, certainty)) = found {
            claims.push(Claim::new(Kind::Place, scan.span(at, last), certainty));
            at = last + 1;
        } else {
            at += 1;
        }
    }
}

/// How strongly the words before indicate that a place follows.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Cue {
    Nothing,
    /// in, from, near.
    Into,
    /// "lives in", "moved to".
    Lives,
}

impl Cue {
    /// The cue in the words before a position, with at most a compass point or "the" between.
    fn before(scan: &Scan<'_>, at: usize) -> Self {
        let between = |step: usize| {
            let word = scan.back(at, step);
            (word.means(Senses::COMPASS.or(Senses::WHOSE))) && !word.means(Senses::INTO_PLACE)
        };
        let step = (1..4).find(|step| !between(*step)).unwrap_or(4);
        let word = scan.back(at, step);
        let inward = word.means(Senses::INTO_PLACE);
        if !inward && !word.means(Senses::AT.or(Senses::TOWARD).or(Senses::LOOSE)) {
            return Self::Nothing;
        }
        match (1..=3).any(|more| scan.back(at, step + more).means(Senses::LIVES)) {
            true => Self::Lives,
            false if inward => Self::Into,
            false => Self::Nothing,
        }
    }
}

/// A capitalised word, or the listed phrase that starts with it.
struct Candidate {
    part: Part,
    last: usize,
    known: Known,
    cue: Cue,
    /// A state or country follows.
    regional: bool,
}

impl Candidate {
    fn read(scan: &Scan<'_>, at: usize) -> Option<Self> {
        let part = Part::read(scan, at).filter(|part| !part.initial)?;
        let phrase = longest(scan, at, Known::PLACE).filter(|(last, _)| *last > part.last);
        let (last, known) = phrase.unwrap_or((part.last, part.known));
        Some(Self { part, last, known, cue: Cue::before(scan, at), regional: in_region(scan, last) })
    }

    fn decide(&self, scan: &Scan<'_>) -> Option<Found> {
        if let Some(last) = self.with_land(scan).or_else(|| self.land_first(scan)) {
            return Some((last, Certainty::Certain));
        }
        let called = heads(scan, self.last) && self.cue < Cue::Lives && !self.regional;
        if called || self.is_something_else(scan) {
            return None;
        }
        if self.known.is(Known::PLACE) {
            return self.listed(scan).or_else(|| self.unlisted(scan));
        }
        self.unlisted(scan)
    }

    fn is_phrase(&self) -> bool {
        self.last > self.part.last
    }

    /// The Hickman, Salmonella Newport, White British: whether the word is part of something else.
    fn is_something_else(&self, scan: &Scan<'_>) -> bool {
        let (before, after) = (scan.back(self.part.first, 1), scan.at(self.last + 1));
        let article = before.means(Senses::WHOSE) && !self.is_branch(scan) && self.cue < Cue::Lives;
        let species = before.is_capital() && before.known.is(Known::MEDICAL);
        let people = after.is_capital() && after.known.is(Known::REGION) && after.gap == Gap::Blank;
        !self.is_phrase() && (article || species || people && self.known.is(Known::WORD))
    }

    /// A listed place.
    fn listed(&self, scan: &Scan<'_>) -> Option<Found> {
        let known = self.known;
        let heading = scan.at(self.part.first).heading;
        let comma = scan.back(self.part.first, 1).is(b',');
        let city = known.is(Known::CITY);
        let month = self.part.senses.has(Senses::MONTH.or(Senses::WEEKDAY).or(Senses::TITLE));
        let word = known.is(Known::WORD) && (!city || known.is(Known::COMMON));
        let other = word || month || known.is(Known::REGION.or(Known::MEDICAL));
        let shouted = self.part.upper && !heading && other;
        let branch = self.is_branch(scan) && !shouted && !known.is(Known::COMMON);
        if self.regional && !known.is(Known::REGION) || branch {
            return Some((self.last, Certainty::Certain));
        }
        // Milan criteria, Salmonella Dublin: a city that is also part of a medical term counts by itself only after a
        // comma.
        let called = known.is(Known::EPONYM) && !(city && comma);
        let person = known.is(Known::GIVEN) && !city;
        let cued = self.cue > Cue::Nothing;
        let holds = if self.is_phrase() {
            !known.is(Known::REGION) && (cued || !heading && !called && !self.is_graded(scan))
        } else if !other && !person && !called && !self.is_graded(scan) {
            !heading || cued
        } else {
            let plain = known.is(Known::COMMON) && !scan.back(self.part.first, 1).means(Senses::INTO_PLACE);
            cued && !known.is(Known::REGION.or(Known::MEDICAL)) && !month && !shouted && !plain && (!heading || city)
        };
        holds.then_some((self.last, if cued { Certainty::Certain } else { Certainty::Likely }))
    }

    /// "Vancouver B2", "Lille 0.56", "Kyoto follow-up": a grade or score.
    fn is_graded(&self, scan: &Scan<'_>) -> bool {
        let after = scan.at(self.last + 1);
        let short = after.is_word() && after.case == Case::Upper && after.length() <= 3 && !after.means(Senses::STATE);
        let numbered = after.is_number() && after.length() <= 3 || short && after.gap == Gap::Blank;
        let joined = after.is_capital() && after.gap == Gap::Blank || after.is(b'-');
        self.cue == Cue::Nothing && numbered || self.known.is(Known::EPONYM) && joined
    }

    /// A word that is not listed as a place.
    fn unlisted(&self, scan: &Scan<'_>) -> Option<Found> {
        let at = self.part.first;
        let day = self.part.senses.has(Senses::MONTH.or(Senses::WEEKDAY).or(Senses::TITLE).or(Senses::CREDENTIAL));
        if scan.at(at).heading || day || self.part.upper || !fits(&self.part) {
            return None;
        }
        let before = scan.back(at, 1);
        let firm = before.means(Senses::INTO_PLACE.or(Senses::COMPASS)) && scan.at(at).case == Case::Title;
        let guess = self.cue == Cue::Lives || self.cue == Cue::Into && firm && !self.part.eponym();
        (guess || self.regional).then(|| (run(scan, &self.part), Certainty::Likely))
    }

    /// "our Chicago clinic", "the Medford office".
    fn is_branch(&self, scan: &Scan<'_>) -> bool {
        let after = scan.at(self.last + 1);
        let before = scan.back(self.part.first, 1);
        after.case == Case::Lower
            && after.means(Senses::BRANCH)
            && before.means(Senses::WHOSE.or(Senses::INTO_PLACE).or(Senses::AT))
    }

    /// "Yavapai County", "Coral Springs", "St. Louis County": the name before the kind of land.
    fn with_land(&self, scan: &Scan<'_>) -> Option<usize> {
        for last in (self.last..).take(3) {
            let next = scan.at(last + 1);
            if !next.is_capital() || next.gap != Gap::Blank || next.heading {
                return None;
            }
            if next.means(Senses::LAND) && next.case == Case::Title {
                let part = &self.part;
                let plain = part.known.is(Known::COMMON) && opens(scan, part.first);
                let other = part.senses.has(Senses::GENERIC.or(Senses::ROLE).or(Senses::TITLE)) && !self.is_phrase();
                let larger = part.known.is(Known::REGION.or(Known::MEDICAL));
                let after = scan.at(last + 2);
                let house = after.is_capital() && after.means(Senses::HOSPITAL.or(Senses::HOUSE));
                return (!plain && !other && !larger && !house).then_some(last + 1);
            }
        }
        None
    }

    /// "Lake Whitney", "Fort Dodge": the kind of land before the name.
    fn land_first(&self, scan: &Scan<'_>) -> Option<usize> {
        if !self.part.senses.has(Senses::LAND_FIRST) || scan.at(self.part.first).case != Case::Title {
            return None;
        }
        let next = Part::read(scan, self.part.last + 1).filter(|next| !next.initial && !next.upper)?;
        let name = next.name() || next.unknown() || next.known.is(Known::PLACE);
        let other = next.known.is(Known::MEDICAL.or(Known::REGION)) || heads(scan, next.last);
        (scan.at(next.first).gap == Gap::Blank && name && !other).then_some(next.last)
    }
}

/// Whether a word that is not listed as a place could be one.
fn fits(part: &Part) -> bool {
    let other = part.known.is(Known::REGION.or(Known::MEDICAL).or(Known::COMMON));
    !part.initial && !part.upper && !other && (!part.known.is(Known::WORD) || part.name())
}

/// The last token of a run of parts that all fit.
fn run(scan: &Scan<'_>, first: &Part) -> usize {
    let mut last = first.last;
    for _ in 1..MOST {
        match Part::read(scan, last + 1) {
            Some(part) if scan.at(part.first).gap == Gap::Blank && fits(&part) => last = part.last,
            _ => break,
        }
    }
    last
}

/// Whether a state or country follows: ", OH", ", Texas", " TX".
fn in_region(scan: &Scan<'_>, last: usize) -> bool {
    /// Abbreviations of states that have other meanings in notes.
    const UNCLEAR: [&str; 13] = ["or", "in", "me", "pa", "ma", "md", "al", "ct", "la", "hi", "ok", "de", "id"];
    let comma = scan.at(last + 1).is(b',') && scan.at(last + 1).is_glued();
    let at = last + 1 + usize::from(comma);
    let token = scan.at(at);
    if token.gap == Gap::Line || !token.is_capital() {
        return false;
    }
    if token.case == Case::Upper {
        let short = token.means(Senses::STATE) && token.length() == 2;
        return short && (comma || !scan.says_any(at, &UNCLEAR));
    }
    // "Broadus Montana".
    let state = token.means(Senses::STATE) && token.length() > 4 && !token.known.is(Known::GIVEN);
    (comma || state) && !token.means(Senses::MONTH.or(Senses::WEEKDAY)) && longest(scan, at, Known::REGION).is_some()
}

/// "in chattanooga", "near peoria ohio": only listed places with no other meaning.
fn lower(scan: &Scan<'_>, at: usize) -> Option<Found> {
    let token = scan.at(at);
    let near = token.known.is(Known::PLACE.or(Known::OPENS)) && scan.back(at, 1).means(Senses::INTO_PLACE);
    if !near {
        return None;
    }
    let (last, known) = longest(scan, at, Known::PLACE)?;
    if last == at && (token.length() < 4 || token.senses != Senses::NONE) {
        return None;
    }
    let other = known.is(Known::WORD.or(Known::REGION).or(Known::MEDICAL));
    let called = known.is(Known::EPONYM) && !known.is(Known::CITY) || heads(scan, last);
    (!other && !called).then_some((last, Certainty::Likely))
}
