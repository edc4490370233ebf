//! The words around a pair of numbers. Only they show whether 3/14 is a day, a grade, a fraction or a dose.

use super::age::is_measured;
use super::lists::Known;
use super::scan::Scan;
use super::token::{Case, Gap, Shape};
use super::vocabulary::{ENCOUNTERS, EVENTS, GRADING, ONSETS, SETTLED, SITES, STUDIES, lists};
use super::words::Senses;

/// What the words around a pair of numbers say about it.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "nine independent observations that the rules below combine")]
pub(super) struct Cue {
    /// A word that announces dates: since, admitted, DOB, a weekday.
    pub(super) strong: bool,
    /// A preposition that may announce a date: on, from, by.
    pub(super) weak: bool,
    /// A preposition before a month with a year: also in and to.
    pub(super) near: bool,
    pub(super) birth: bool,
    /// A unit or something counted follows.
    pub(super) measured: bool,
    /// Pain, strength, murmurs: a grade out of five, six or ten.
    pub(super) graded: bool,
    /// "On 12-26 the patient": it opens a sentence that continues with a person or thing.
    opening: bool,
    /// "2/2" is short for "secondary to", "4/4" for all four.
    secondary: bool,
    /// The sentence continues after it as it would after a date.
    continues: bool,
}

impl Cue {
    pub(super) fn read(scan: &Scan<'_>, at: usize, last: usize, range: bool) -> Self {
        let mut step = 1;
        let linked = |at: usize| {
            scan.says_any(at, &["is", "was"])
                && (scan.back(at, 1).means(Senses::BIRTH) || scan.said_any(at, 1, &["date", "edd", "lmp"]))
        };
        while scan.back(at, step).is_one_of(b":(,.-*#") || scan.said(at, step, "the") || linked(at.wrapping_sub(step)) {
            step += 1;
            if step > 4 {
                break;
            }
        }
        let before = scan.back(at, step);
        let spoken = |word: &str| scan.said(at, step, word);
        let follow_up = scan.back(at, 2).is(b'/') && scan.said_any(at, 3, &["f", "d", "w"]);
        let week = spoken("of") && scan.said_any(at, 2, &["week", "wk", "as", "weekend"]);
        let (one, two) = (scan.at(at).value, scan.at(last).value);
        let share = one < two
            && (two <= 4 || one == 1 && matches!(two, 5 | 8 | 10))
            && (!spoken("on") || scan.says(last + 1, "of"));
        let change = scan.says(last + 1, "to")
            && matches!(two, 5 | 10)
            && scan.at(last + 3).is(b'/')
            && scan.at(last + 4).value == two;
        let dated = follow_up
            || week
            || before.means(Senses::DATED.or(Senses::WEEKDAY)) && !scan.back(at, 1).is(b',')
            || before.means(Senses::WEEKDAY);
        let next = scan.at(last + 1);
        let after = scan.at(last + 2);
        let months = matches!(two, 7 | 12) && one <= two;
        let score = one <= two && matches!(two, 5 | 6 | 8 | 10);
        let past = before.length() == 1 && spoken("d") && scan.back(at, step + 1).is(b'\'');
        let event = step <= 2 && !share && !months && (one != two || two > 5) && happens(scan, at, step, score);
        let object = step == 1 && is_object_of_dated(scan, at, last);
        let site = scan.back(at, 1).is(b',') && next.is(b')') && lists(SITES, scan.word_before(at, 2));
        let joined = next.is_one_of(b"-&") || scan.says_any(last + 1, &["to", "and", "until", "through", "thru"]);
        let full = joined && is_full_date(scan, last + 2);
        let reach = match two {
            6 if one <= two && scan.back(at, 2).is(b'%') => 10,
            5 | 6 | 10 => 6,
            _ => 3,
        };
        let framed = scan.back(at, 1).is(b'[') && scan.back(at, 1).gap == Gap::Line && next.is(b']');
        let opens = scan.at(at).gap == Gap::Line && next.is_one_of(b":-") || framed;
        let entry =
            next.is(b':') && scan.at(last + 2).gap == Gap::Blank && scan.back(at, 1).is_one_of(b".;)") && !score;
        let journal = opens || entry;
        let hour = if next.is(b',') { last + 2 } else { last + 1 };
        let hour = scan.at(hour).is_number() && scan.runs_on_mark(hour, b':') && scan.at(hour).gap == Gap::Blank;
        let clock = hour
            || next.is(b'@')
            || scan.says(last + 1, "at") && (after.is_number() && scan.at(last + 3).is(b':') || after.length() == 4);
        let also = next.is_one_of(b"-&") && scan.at(last + 3).is(b'/') && scan.at(last + 5).is(b'/');
        let closes = matches!(next.shape, Shape::Edge | Shape::Exemption(_)) && !next.is(b'%');
        let through = scan.says_any(last + 1, &["through", "thru"]) && scan.at(last + 3).is(b'/') && !score;
        let paired = last == at + 2 && scan.at(at + 1).is(b'/');
        let own = paired && Pair { at, last, one, two }.has_a_day_of_its_own(scan);
        Self {
            strong: range
                || dated
                || journal
                || clock
                || also
                || full
                || past
                || site
                || event
                || object
                || through
                || own,
            weak: before.means(Senses::BEFORE_DATE) && step == 1 && !share,
            near: step == 1 && (before.means(Senses::BEFORE_DATE) || spoken("in") || spoken("to")),
            birth: scan.cue(at, 6, Senses::BIRTH).is_some() || is_dotted_birth(scan, at),
            measured: is_measured(scan, last + 1)
                || next.is(b'%')
                || months && scan.says_any(last + 1, &["review", "rv", "history", "hx", "course", "supply", "post"])
                || one < two
                    && last == at + 2
                    && scan.says(last + 1, "of")
                    && !after.is_number()
                    && !scan.says_any(last + 2, &["this", "last"]),
            graded: change && !full
                || next.means(Senses::GRADED)
                || after.means(Senses::GRADED) && next.is_word() && !next.means(Senses::CONTINUES)
                || scan.cue(at, reach, Senses::GRADED).is_some(),
            opening: scan.word_before(at, 1) == "On"
                && matches!(scan.back(at, 2).shape, Shape::Edge | Shape::Exemption(b'.' | b':' | b';'))
                && scan.says_any(last + 1, &["the", "patient", "pt", "this", "our", "you", "i"]),
            secondary: one == two && two <= 5 && !own,
            continues: closes || next.means(Senses::CONTINUES),
        }
    }

    pub(super) fn tells_slashed(self) -> bool {
        let plain = self.continues || !self.secondary;
        !self.measured && !self.graded && plain && (self.strong || self.weak)
    }

    pub(super) fn tells_dashed(self, digits: usize) -> bool {
        let announced = digits == 2 && self.continues && (self.strong || self.weak);
        !self.measured && !self.graded && (self.opening || announced)
    }
}

/// Two numbers, with their first and last token.
#[derive(Clone, Copy)]
struct Pair {
    at: usize,
    last: usize,
    one: u32,
    two: u32,
}

impl Pair {
    /// Whether something next to it happened on one day, even if the numbers look like a share or a grade.
    fn has_a_day_of_its_own(self, scan: &Scan<'_>) -> bool {
        self.one > 0
            && self.two > 0
            && (self.is_onset(scan)
                || self.is_encounter(scan)
                || self.is_settled(scan)
                || self.is_study(scan)
                || self.follows_a_name(scan)
                || self.follows_the_hour(scan))
    }

    fn is_score(self) -> bool {
        self.one <= self.two && matches!(self.two, 5 | 6 | 8 | 10 | 15 | 20 | 30)
    }

    fn closes(self, scan: &Scan<'_>) -> bool {
        let next = scan.at(self.last + 1);
        matches!(next.shape, Shape::Edge | Shape::Exemption(b'.' | b',' | b';' | b')' | b'?' | b'!'))
            || next.gap == Gap::Line
    }

    /// "unprovoked PE 3/3.": an event like this has no fractions.
    fn is_onset(self, scan: &Scan<'_>) -> bool {
        lists(ONSETS, scan.word_before(self.at, 1)) && self.closes(scan)
    }

    /// "at his 4/9 visit", "the 9/9 head CT", "9/16 labs:".
    fn is_encounter(self, scan: &Scan<'_>) -> bool {
        const WHOSE: [&str; 6] = ["his", "her", "their", "my", "our", "your"];
        let later = self.two == 12 && matches!(self.one, 3 | 6) || self.one < self.two && self.two <= 3;
        let noun = self.last + 1;
        let next = scan.at(noun);
        if later || !next.is_word() || next.is_glued() {
            return false;
        }
        let owned = scan.said_any(self.at, 1, &WHOSE)
            || !self.is_score() && scan.said_any(self.at, 1, &["the", "this"])
            || scan.said(self.at, 1, "s") && scan.back(self.at, 2).is(b'\'');
        let opens = matches!(scan.back(self.at, 1).shape, Shape::Edge | Shape::Exemption(b'.' | b';'))
            || scan.at(self.at).gap == Gap::Line;
        let further = !self.is_score() && !next.means(Senses::MEASURE.or(Senses::GRADED).or(Senses::CONTINUES));
        (owned || opens && !self.is_score())
            && (lists(ENCOUNTERS, scan.word(noun)) || owned && further && lists(ENCOUNTERS, scan.word(noun + 1)))
    }

    /// "denied inebilizumab 5/5": an insurer's decision. Two different multiples of five, such as 10/5, are the doses
    /// of a combined tablet, not a day.
    fn is_settled(self, scan: &Scan<'_>) -> bool {
        let dose = self.one.is_multiple_of(5) && self.two.is_multiple_of(5) && self.one != self.two;
        let verb = (1..=2).any(|step| lists(SETTLED, scan.word_before(self.at, step)));
        let told =
            self.closes(scan) || scan.says_any(self.last + 1, &["ref", "by", "and", "but", "for", "because", "as"]);
        let share = self.one < self.two && self.two <= 5;
        verb && told && !dose && !share && scan.back(self.at, 1).is_word()
    }

    /// "sleep study 2/26 at", but not "in the study 2/26 died".
    fn is_study(self, scan: &Scan<'_>) -> bool {
        scan.said(self.at, 1, "study") && lists(STUDIES, scan.word_before(self.at, 2))
    }

    /// "Mildred Vanterpool 6/3: start": an entry after two words that may be a name.
    fn follows_a_name(self, scan: &Scan<'_>) -> bool {
        let name = |step: usize| {
            let token = scan.back(self.at, step);
            token.case == Case::Title && token.length() > 2 && !token.known.is(Known::MEDICAL)
        };
        let entry = scan.runs_on_mark(self.last, b':') && scan.at(self.last + 2).gap != Gap::None;
        let share = self.one <= self.two && self.two <= 5;
        let sight = self.one == 6 && matches!(self.two, 9 | 12 | 18 | 24);
        entry && name(1) && name(2) && !share && !sight && !self.is_score()
    }

    /// "came in at 0415 10/31", "at 4:15 pm 10/31".
    fn follows_the_hour(self, scan: &Scan<'_>) -> bool {
        let half = usize::from(scan.said_any(self.at, 1, &["am", "pm", "h", "hrs", "hours"]));
        let Some(end) = self.at.checked_sub(1 + half) else { return false };
        let number = scan.at(end);
        if !number.is_number() || self.is_score() || self.one < self.two && self.two <= 4 {
            return false;
        }
        let colon = scan.back(end, 1).is(b':') && number.is_glued() && number.length() == 2 && number.value < 60;
        let hour = number.length() == 4 && number.value < 2_400 && number.value % 100 < 60 && scan.starts_clean(end);
        let told = scan.back(end, 1).means(Senses::BEFORE_DATE.or(Senses::DATED))
            || scan.back(end, 1).is_one_of(b"@~")
            || scan.said_any(end, 1, &["at", "arrived", "came", "fell", "called", "found"]);
        colon || hour && told
    }
}

/// "d.o.b. 1-4-51".
fn is_dotted_birth(scan: &Scan<'_>, at: usize) -> bool {
    let end = at.wrapping_sub(1 + usize::from(scan.back(at, 1).is(b':')));
    scan.at(end).is(b'.') && scan.said(end, 1, "b") && scan.said(end, 3, "o") && scan.said(end, 5, "d")
}

/// Whether something that happens on one day is directly before: "TKA 7/19", "scoped 7/19".
fn happens(scan: &Scan<'_>, at: usize, step: usize, score: bool) -> bool {
    let word = scan.word_before(at, step);
    let verb = step == 1 && scan.back(at, step).case == Case::Lower && word.len() > 4 && word.ends_with("ed");
    if verb { !score && !lists(GRADING, word) } else { lists(EVENTS, word) && !(score && word.len() > 3) }
}

/// "started apixaban 3/14": the verb is two words before, and the numbers cannot be the doses of a combination of two
/// drugs.
fn is_object_of_dated(scan: &Scan<'_>, at: usize, last: usize) -> bool {
    let (one, two) = (scan.at(at).value, scan.at(last).value);
    let object = scan.back(at, 1);
    let plain = object.is_word() && !object.means(Senses::GRADED.or(Senses::MEASURE).or(Senses::VITAL));
    let dose = one.is_multiple_of(5) || two.is_multiple_of(5);
    let verb =
        scan.back(at, 2).means(Senses::DATED) || scan.back(at, 3).means(Senses::DATED) && scan.back(at, 2).is_word();
    plain && verb && !dose && one.max(two) > 12
}

/// Whether two numbers and a four-digit year start at a position.
fn is_full_date(scan: &Scan<'_>, first: usize) -> bool {
    (1..=4).all(|step| scan.at(first + step).is_glued())
        && scan.at(first).is_number()
        && scan.at(first + 1).is_one_of(b"/.")
        && scan.at(first + 4).length() == 4
        && scan.at(first + 4).is_number()
}
