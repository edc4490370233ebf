//! A row of capitalised words, and which of them make it the name of an institution.

use super::{Cue, Institution, TAIL, after_owner, extend};
use crate::scrub::lists::Known;
use crate::scrub::part::heads;
use crate::scrub::scan::Scan;
use crate::scrub::sentence::opens;
use crate::scrub::token::{Case, Gap};
use crate::scrub::words::Senses;

/// Maximum number of words in the name of one institution.
const MOST: usize = 8;

/// How many words of a row say which institution it is, and how many say only what it does.
#[derive(Clone, Copy, Default)]
struct Words {
    named: usize,
    generic: usize,
    /// "Memorial" and the like: they can name a hospital, but not each other.
    proper: usize,
}

/// A row of capitalised words, read once from the left.
pub(super) struct Run {
    pub(super) last: usize,
    words: Words,
    /// The last word so far that institutions end in, and the counts of words before it.
    tail: Option<(usize, Words)>,
    /// The end means a hospital or school, not merely a "center".
    firm: bool,
    /// One of the words can hardly be a common noun.
    proper: bool,
    /// It starts with "St." or "Mount".
    saint: bool,
}

/// An institution recognised by its end ("Mercy Hospital") or by its saint ("St. Cuthbert's").
pub(super) fn by_its_words(scan: &Scan<'_>, at: usize, cue: Cue) -> Option<Institution> {
    let run = Run::read(scan, at);
    if let Some((last, words)) = run.tail {
        let firm = run.firm || cue == Cue::Surely;
        // Streets and buildings have the same ends, and scores are named after colleges.
        let built = cue == Cue::Nothing && scan.at(last).means(Senses::BUILT);
        let called = cue != Cue::Surely && heads(scan, last);
        let named = words.named > 0 && (firm || run.proper) || words.generic > 0 && firm && run.proper;
        return (named && !built && !called).then(|| Institution::certain(extend(scan, last)));
    }
    let owned = scan.at(run.last).length() == 1 && scan.back(run.last, 1).is(b'\'');
    let holds = run.saint && (owned || cue == Cue::Surely) && !heads(scan, run.last);
    holds.then_some(Institution::likely(run.last))
}

impl Run {
    pub(super) fn read(scan: &Scan<'_>, start: usize) -> Self {
        let mut run =
            Self { last: start, words: Words::default(), tail: None, firm: false, proper: false, saint: false };
        let mut at = start;
        for step in 0..MOST {
            if step > 0 && scan.at(at).gap == Gap::Line || !scan.at(at).is_capital() || is_apart(scan, at, step) {
                break;
            }
            run.take(scan, at, step);
            at = after_owner(scan, run.last);
            run.last = at - 1;
            if run.ends_lower(scan, at, start) {
                break;
            }
            if run.goes_on(scan, at) {
                at += 1;
            }
        }
        run
    }

    fn take(&mut self, scan: &Scan<'_>, at: usize, step: usize) {
        let token = scan.at(at);
        self.last = at;
        while scan.runs_on_mark(self.last, b'-') && scan.runs_on(self.last + 1) && scan.at(self.last + 2).is_capital() {
            self.last += 2;
        }
        if let Some(named) = saint(scan, at) {
            self.saint |= step == 0;
            self.last = named;
            self.words.named += 1;
            self.proper = true;
        } else if token.means(TAIL) {
            self.end(scan, at, step);
        } else if token.means(Senses::GENERIC) {
            let children = scan.says_any(at, &["children", "childrens"]);
            self.words.generic += 1;
            self.words.named += usize::from(children);
            self.proper |= !token.heading && (children || scan.says_any(at, &["womens", "university"]));
        } else if says_which(scan, at) {
            let known = token.known;
            let name = known.is(Known::PLACE.or(Known::SURNAME).or(Known::INSTITUTION)) && !known.is(Known::WORD);
            self.words.named += 1;
            self.proper |= !token.heading || name;
        }
    }

    /// Counts a word that institutions end in. "Memorial" also says which institution it is.
    fn end(&mut self, scan: &Scan<'_>, at: usize, step: usize) {
        let token = scan.at(at);
        let strong = token.means(Senses::HOSPITAL.or(Senses::SCHOOL));
        if step > 0 || strong {
            let named = self.words.named + if strong { self.words.proper } else { 0 };
            self.tail = Some((self.last, Words { named, ..self.words }));
        }
        let medical = scan.says_any(at, &["medical", "med"]);
        self.firm |= strong || medical && scan.says_any(at + 1, &["center", "centre", "ctr", "college", "school"]);
        if token.means(Senses::PROPER) {
            self.words.proper += 1;
            self.proper |= step == 0 || !opens(scan, at);
        }
    }

    /// "the Stanford clinic": only the capitalised part is the name.
    fn ends_lower(&mut self, scan: &Scan<'_>, at: usize, start: usize) -> bool {
        let (end, name) = (scan.at(at), scan.at(self.last));
        let acronym = name.case == Case::Upper && !name.known.is(Known::INSTITUTION);
        let clinic = end.case == Case::Lower && end.means(Senses::HOSPITAL) && end.gap == Gap::Blank;
        let ours = scan.says(start.saturating_sub(1), "our");
        let ends = clinic && self.words.named > 0 && self.proper && !acronym && !ours;
        if ends {
            self.tail = Some((self.last, self.words));
            self.firm = true;
        }
        ends
    }

    /// Whether "and", "of" or "&" joins another word of the name.
    fn goes_on(&self, scan: &Scan<'_>, at: usize) -> bool {
        let (joint, next) = (scan.at(at), scan.at(at + 1));
        let links = joint.is(b'&') || joint.case == Case::Lower && joint.means(Senses::JOINT);
        let role = next.means(Senses::ROLE.or(Senses::RELATION).or(Senses::TITLE).or(Senses::MONTH));
        let name = next.known.is(Known::PLACE.or(Known::SURNAME).or(Known::INSTITUTION).or(Known::REGION));
        links
            && next.is_capital()
            && next.gap == Gap::Blank
            && self.words.named + self.words.generic > 0
            && !role
            && (name || next.means(TAIL.or(Senses::GENERIC)))
    }
}

/// Whether no row starts or continues with this word.
fn is_apart(scan: &Scan<'_>, at: usize, step: usize) -> bool {
    let token = scan.at(at);
    let day = token.means(Senses::MONTH.or(Senses::WEEKDAY));
    if step > 0 {
        return (day || token.means(Senses::TITLE)) && !token.means(Senses::SAINT);
    }
    day || token.means(Senses::WHOSE) && opens(scan, at) && !token.means(TAIL)
}

/// The word after "St." or "Mount".
fn saint(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let token = scan.at(at);
    let next = at + 1 + usize::from(scan.runs_on_mark(at, b'.'));
    let name = scan.at(next);
    let holds = token.means(Senses::SAINT) && name.is_capital() && name.gap != Gap::Line && !name.means(TAIL);
    holds.then_some(next)
}

/// Whether a word says which institution it is, rather than what it is or who somebody is.
fn says_which(scan: &Scan<'_>, at: usize) -> bool {
    let token = scan.at(at);
    let name = token.known.is(Known::PLACE.or(Known::INSTITUTION).or(Known::SURNAME));
    let short = token.case == Case::Upper && token.known.is(Known::ACRONYM.or(Known::MEDICAL));
    let term = token.known.is(Known::MEDICAL) && !name || short;
    let person = token.means(Senses::ROLE.or(Senses::RELATION).or(Senses::TITLE));
    let opening = opens(scan, at) && token.known.is(Known::COMMON);
    !(term || person || opening)
}
