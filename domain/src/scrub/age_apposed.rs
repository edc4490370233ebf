//! Ages of 90 and over directly after a person, following a comma or in brackets. 45 CFR 164.514(b)(2)(i)(C).

use super::scan::Scan;
use super::token::{Case, Gap, Shape, Token};
use super::vocabulary::{ROLES, TITLES, VALUES, lists};
use super::words::Senses;

/// "Ivor, 92 –", "Edna W, 96, off legs", "the chaplain, 91, was", "Mabel Cope (93)": an age directly after a person.
pub(super) fn is_apposed(scan: &Scan<'_>, first: usize, last: usize) -> bool {
    let opening = scan.back(first, 1);
    let bracket = opening.is(b'(');
    let next = scan.at(last + 1);
    let titled =
        opening.is_word() && opening.is_capital() && opening.length() > 1 && is_titled(scan, first.wrapping_sub(1));
    let decimal = scan.runs_on(last) && scan.runs_on(last + 1) && scan.at(last + 2).is_number();
    if !(titled || bracket || opening.is(b',')) || decimal || scan.at(first).gap == Gap::Line {
        return false;
    }
    if titled {
        return !next.means(Senses::MEASURE) && !next.is(b'%') && scan.cue(first, 4, Senses::VITAL).is_none();
    }
    let who = first.wrapping_sub(2);
    let name = scan.at(who);
    let open = opening.is(b',') && opening.is_glued() || bracket && next.is(b')');
    let value =
        |at: usize| scan.at(at).means(Senses::VITAL.or(Senses::MEASURE).or(Senses::MONTH)) && scan.at(at).length() > 1;
    let listed =
        name.means(Senses::STATE.or(Senses::WEEKDAY).or(Senses::HOLIDAY).or(Senses::CONTINUES)) && name.length() > 1;
    let measured = value(who)
        || (0..2).any(|step| lists(VALUES, scan.word_before(who, step)))
        || scan.cue(who, 2, Senses::VITAL).is_some();
    if !name.is_word() || !open || measured || listed {
        return false;
    }
    let closes = matches!(next.shape, Shape::Edge | Shape::Exemption(b',' | b'.' | b';' | b')' | b'-'))
        && !(next.is(b'-') && next.is_glued());
    let then = scan.at(last + 2);
    let more = next.is(b',') && (then.is_number() || scan.says_any(last + 2, &["and", "or", "then", "but"]));
    let initial = name.length() == 1 && name.is_capital() && scan.back(who, 1).is_capital();
    let title = |token: &Token| token.is_capital() && token.case != Case::Upper;
    let named = title(name) || initial || name.is_capital() && title(scan.back(who, 1));
    let full = scan.back(who, 1).is_capital() || name.means(Senses::PERSON) || is_titled(scan, who);
    let role = lists(ROLES, scan.word(who)) || name.means(Senses::PERSON) && name.length() > 2;
    let told = next.is(b',')
        && name.length() > 3
        && scan.says_any(last + 2, &["who", "was", "is", "has", "had", "lives", "lived", "came", "died", "presented"]);
    let series = next.is(b',') && scan.at(last + 3).is_number();
    let single = scan.at(first).value < 100 && !series && (!next.is(b'.') || scan.back(who, 1).is_word());
    closes && !more && (if bracket { named && full || role } else { named && (full || single) || role || told })
}

/// Whether "Mrs" or "Mr." is directly before the name at a position.
pub(super) fn is_titled(scan: &Scan<'_>, name: usize) -> bool {
    lists(TITLES, scan.word_before(name, 1)) || scan.back(name, 1).is(b'.') && lists(TITLES, scan.word_before(name, 2))
}
