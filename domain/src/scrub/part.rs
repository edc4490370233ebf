//! Parts of a name as written: a word with its hyphens and apostrophes, or an initial. Shared by names, places and
//! institutions.

use super::fold::Folded;
use super::lists::{Known, look_up};
use super::scan::Scan;
use super::spelling;
use super::token::{Case, Gap};
use super::words::Senses;

/// What the letters of a part look like, for words that are not listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Plain,
    /// It has a letter that English does not use.
    Foreign,
    /// It ends like derived words, diseases and drugs.
    Derived,
}

/// A word or initial, including everything glued to it that belongs to it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) known: Known,
    /// Its other meanings.
    pub(super) senses: Senses,
    pub(super) initial: bool,
    /// Written in capitals.
    pub(super) upper: bool,
    look: Look,
}

/// Meanings that exclude a word as a name by itself.
const OTHER: Known = Known::WORD.or(Known::REGION).or(Known::MEDICAL);
/// Meanings that make it a name of a person or thing.
const NAMES: Known = Known::GIVEN.or(Known::SURNAME).or(Known::PLACE).or(Known::INSTITUTION);

impl Part {
    /// The part that starts at a position, if it starts with a capital.
    pub(super) fn read(scan: &Scan<'_>, at: usize) -> Option<Self> {
        let token = scan.at(at);
        if !token.is_capital() || token.term || !starts_clean(scan, at) {
            return None;
        }
        if is_one_letter(scan, at) && joined(scan, at).is_none() {
            return Self::initial(scan, at);
        }
        Some(Self::word(scan, at))
    }

    /// The same for a lower-case word.
    pub(super) fn read_lower(scan: &Scan<'_>, at: usize) -> Option<Self> {
        let token = scan.at(at);
        let lower = token.is_word() && token.case == Case::Lower && token.length() > 1;
        (lower && starts_clean(scan, at)).then(|| Self::word(scan, at))
    }

    fn initial(scan: &Scan<'_>, at: usize) -> Option<Self> {
        let dotted = scan.runs_on_mark(at, b'.');
        let next = scan.at(at + 1);
        let loose = !next.is_glued() || next.is_one_of(b",;:?!)\"._");
        (dotted || loose).then_some(Self {
            first: at,
            last: at + usize::from(dotted),
            known: Known::NOTHING,
            senses: Senses::NONE,
            initial: true,
            upper: true,
            look: Look::Plain,
        })
    }

    fn word(scan: &Scan<'_>, at: usize) -> Self {
        let (token, word) = (scan.at(at), scan.word(at));
        let upper = token.case == Case::Upper || token.case == Case::Mixed && !spelling::is_prefixed(word);
        let unlisted = token.known.without(Known::OPENS.or(Known::EPONYM)).is_nothing();
        let part = Self {
            first: at,
            last: at,
            known: if upper { token.known.in_capitals() } else { token.known },
            senses: token.senses,
            initial: false,
            upper,
            look: match word.is_ascii() {
                false => Look::Foreign,
                true if unlisted && spelling::is_derived(word) => Look::Derived,
                true => Look::Plain,
            },
        };
        match joined(scan, at) {
            Some(next) => part.with(scan, next),
            None => part,
        }
    }

    /// Adds the words joined by hyphens and apostrophes.
    fn with(mut self, scan: &Scan<'_>, next: usize) -> Self {
        let mut key = Folded::of(scan.word(self.first));
        let mut next = Some(next);
        while let Some(at) = next {
            let known = scan.at(at).known;
            if scan.at(at - 1).is(b'\'') {
                key.push(scan.word(at));
                // No operation is named after O'Dwyer.
                self.known = known.without(Known::EPONYM);
                self.upper = scan.at(at).case == Case::Upper;
            } else {
                key.join(scan.word(at));
                self.known = self.known.both(known);
            }
            if !scan.word(at).is_ascii() {
                self.look = Look::Foreign;
            }
            self.last = at;
            next = joined(scan, at);
        }
        let whole = look_up(key);
        self.known = if whole.is_nothing() { self.known } else { whole };
        self.senses = Senses::NONE;
        self
    }

    /// An initial with its dot.
    pub(super) const fn dotted(&self) -> bool {
        self.initial && self.last > self.first
    }

    /// A given name that is not also a word.
    pub(super) const fn given(&self) -> bool {
        self.known.is(Known::GIVEN) && !self.known.is(OTHER)
    }

    /// A surname that is not also a word.
    pub(super) const fn surname(&self) -> bool {
        self.known.is(Known::SURNAME) && !self.known.is(OTHER)
    }

    /// A name of any kind, possibly with other meanings.
    pub(super) const fn name(&self) -> bool {
        self.known.is(Known::GIVEN.or(Known::SURNAME))
    }

    /// A word that is not listed and does not look derived.
    pub(super) fn unknown(&self) -> bool {
        !self.initial && self.look != Look::Derived && !self.known.is(NAMES.or(OTHER))
    }

    /// Whether it has a letter that English does not use.
    pub(super) fn foreign(&self) -> bool {
        self.look == Look::Foreign
    }

    pub(super) const fn eponym(&self) -> bool {
        self.known.is(Known::EPONYM)
    }

    /// Whether a disease, sign or instrument named after it follows here. If it is not a known eponym, that must follow
    /// directly: "Anna's dominant hand" is a person's.
    pub(super) fn heads(&self, scan: &Scan<'_>) -> bool {
        if self.eponym() || self.unknown() {
            return heads(scan, self.last);
        }
        let next = scan.at(self.last + 1);
        let owned = next.is(b'\'') && scan.says_any(self.last + 3, &CALLED);
        owned || next.means(Senses::HEAD) && next.gap == Gap::Blank
    }
}

/// Things that are named after a person even if the name is an everyday word: Gilbert's syndrome.
const CALLED: [&str; 10] =
    ["disease", "syndrome", "criteria", "law", "triad", "phenomenon", "palsy", "lymphoma", "tetralogy", "razor"];

/// Whether something named after the word follows: "Wells score", "Crohn's disease", "Charcot-Marie-Tooth".
pub(super) fn heads(scan: &Scan<'_>, last: usize) -> bool {
    let mut at = last + 1;
    if scan.at(at).is(b'\'') {
        at += if scan.runs_on(at) && scan.at(at + 1).length() <= 1 { 2 } else { 1 };
    }
    if scan.at(at).is(b'-') && scan.at(at).is_glued() {
        at += 1;
    }
    let near = |at: usize| scan.at(at).gap != Gap::Line && scan.at(at).means(Senses::HEAD);
    let between = scan.at(at);
    let further = between.is_word()
        && (between.length() > 4 || between.is_capital())
        && between.gap != Gap::Line
        && !between.means(Senses::SPEAKS);
    near(at) || further && near(at + 1)
}

/// Whether a name may start here: it is not the end of something before it.
fn starts_clean(scan: &Scan<'_>, at: usize) -> bool {
    let before = scan.back(at, 1);
    if !scan.at(at).is_glued() {
        return true;
    }
    let tail = before.is_glued() && scan.back(at, 2).is_alphanumeric();
    let short = scan.back(at, 2).means(Senses::TITLE) || at >= 2 && is_one_letter(scan, at - 2);
    let initials = before.is(b'.') && short;
    match before {
        _ if before.is_alphanumeric() || before.is_one_of(b"@\\#=&") => false,
        _ if before.is_one_of(b"-'./") => !tail || initials,
        _ => true,
    }
}

fn is_one_letter(scan: &Scan<'_>, at: usize) -> bool {
    scan.at(at).is_word() && scan.word(at).chars().nth(1).is_none()
}

/// The word joined by a hyphen, or by an apostrophe after O, D and the like.
fn joined(scan: &Scan<'_>, last: usize) -> Option<usize> {
    let (first, mark, next) = (scan.at(last), scan.at(last + 1), scan.at(last + 2));
    if !mark.is_glued() || !next.is_glued() || !next.is_word() || next.length() < 2 {
        return None;
    }
    let apostrophe = mark.is(b'\'') && first.length() <= 2 && first.is_capital() && next.is_capital();
    // Hyun-woo, Wen-li: the second half of a given name may be in lower case.
    let family = scan.at(last + 3).is_capital() && scan.at(last + 3).gap == Gap::Blank;
    let given = next.case == Case::Lower
        && first.case == Case::Title
        && first.length() <= 5
        && next.length() <= 5
        && !first.known.is(Known::WORD)
        && next.senses == Senses::NONE
        && (family || first.known.is(Known::GIVEN) && next.known.is(Known::GIVEN));
    (apostrophe || mark.is(b'-') && (next.is_capital() || given)).then_some(last + 2)
}
