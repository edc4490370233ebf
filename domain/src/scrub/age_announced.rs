//! Ages of 90 and over that are announced by a word: aged, turned, "she is". 45 CFR 164.514(b)(2)(i)(C).

use super::age::is_measured;
use super::age_apposed::is_titled;
use super::lists::Known;
use super::scan::Scan;
use super::token::{Case, Shape};
use super::vocabulary::{VALUES, lists};
use super::words::Senses;

/// "age 92", "aged 104", "turned 95", "she is 97,", "died at 93".
pub(super) fn is_announced(scan: &Scan<'_>, at: usize) -> bool {
    let next = scan.at(at + 1);
    let glued = scan.runs_on(at) && (next.is_alphanumeric() || next.is_one_of(b"/:%"));
    if glued || next.is(b'%') || is_measured(scan, at + 1) && !next.means(Senses::YEAR) {
        return false;
    }
    let mut step = 1;
    while step < 6 {
        let token = scan.back(at, step);
        let passes = token.is_one_of(b":(-,/=")
            || token.is_number()
            || scan.said_any(
                at,
                step,
                &["of", "is", "was", "and", "just", "now", "to", "about", "at", "almost", "nearly"],
            );
        if !passes {
            break;
        }
        step += 1;
    }
    let word = scan.back(at, step);
    if word.means(Senses::AGE) {
        return true;
    }
    let ends = !(next.is(b',') && scan.says(at + 2, "then"))
        && matches!(next.shape, Shape::Edge | Shape::Exemption(b'.' | b',' | b';' | b'?' | b'!' | b')'))
        || next.means(Senses::CONTINUES)
            && (next.length() > 2 || scan.runs_on_mark(at + 1, b'/') && !scan.at(at + 3).is_number())
        || next.means(Senses::YEAR);
    let verb = scan.said_any(at, step, &["died", "passed", "away", "lived", "live", "lives", "reached"]);
    let to_be =
        (1..step).any(|back| scan.said_any(at, back, &["is", "was", "now", "just", "at", "to", "almost", "nearly"]));
    let contracted = scan.said(at, 1, "s") && scan.back(at, 2).is(b'\'') && scan.back(at, 3).means(Senses::PERSON);
    let person =
        word.means(Senses::PERSON) && word.length() > 1 && to_be && !scan.said(at, 1, "at") && !scan.said(at, 1, "to");
    let whose = (2..=4).any(|step| scan.back(at, step).means(Senses::PERSON) && scan.back(at, step).length() > 1);
    let soon = matches!(next.shape, Shape::Edge | Shape::Exemption(b'.' | b',' | b'!' | b'?'))
        || scan.says_any(at + 1, &["in", "on", "next", "this", "tomorrow", "soon", "now", "today"]);
    if scan.said(at, 1, "be") && whose && soon && scan.cue(at, 4, Senses::VITAL).is_none() {
        return true;
    }
    let pronoun = if next.is(b',') { at + 2 } else { at + 1 };
    let opening =
        scan.word_before(at, 1) == "At" && scan.says_any(pronoun, &["she", "he", "my", "her", "his", "our", "they"]);
    let somebody = opening || verb && to_be || person || contracted || is_said_of_a_name(scan, at);
    ends && somebody && scan.cue(at, 4, Senses::VITAL).is_none()
}

/// "pt birgitta ahlstrom is 90,", "Mr. Quill is 91 and", "her dad, Thaddeus, is 93": a name after a word for the
/// person.
fn is_said_of_a_name(scan: &Scan<'_>, at: usize) -> bool {
    let adverb = usize::from(scan.said_any(at, 1, &["now", "just", "nearly", "almost", "about"]));
    let Some(verb) = at.checked_sub(1 + adverb).filter(|verb| scan.says_any(*verb, &["is", "was", "turns"])) else {
        return false;
    };
    let mut first = verb;
    let mut named = false;
    while verb - first < 6 && first > 0 {
        let at = first - 1;
        let token = scan.at(at);
        let part = token.means(Senses::PERSON.or(Senses::RELATION)) && token.length() > 1;
        if part || named && token.is_capital() && is_titled(scan, at) {
            return named;
        }
        let senses = Senses::VITAL.or(Senses::MEASURE).or(Senses::CONTINUES).or(Senses::GRADED).or(Senses::LOOSE);
        let plain = token.is_word()
            && token.length() > 2
            && matches!(token.case, Case::Lower | Case::Title)
            && !token.means(senses)
            && !lists(VALUES, scan.word(at));
        if !(plain || token.is(b',') && at > 0) {
            return false;
        }
        let name = token.known.is(Known::GIVEN.or(Known::SURNAME)) && !token.known.is(Known::COMMON);
        named |= name || token.case == Case::Title && !token.known.is(Known::MEDICAL) || is_titled(scan, at);
        if named && is_titled(scan, at) {
            return true;
        }
        first -= 1;
    }
    false
}

/// "aged", "age of", "turned" directly before a number in words.
pub(super) fn is_announced_in_words(scan: &Scan<'_>, first: usize) -> bool {
    let step = if scan.said_any(first, 1, &["of", "just", "is", "was"]) { 2 } else { 1 };
    let word = scan.back(first, step);
    let contracted = scan.said(first, 1, "s") && scan.back(first, 3).means(Senses::PERSON);
    word.means(Senses::AGE) || contracted || step == 2 && word.means(Senses::PERSON) && word.length() > 1
}
