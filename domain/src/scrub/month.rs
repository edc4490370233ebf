//! Dates with the month as a word: "March 14th, 2021", "the 3rd of May", "14-Mar-21", and months without a day. Only
//! day and month are removed, the year stays. 45 CFR 164.514(b)(2)(i)(C).

use super::claim::Claim;
use super::scan::Scan;
use super::token::{Case, Gap, Shape};
use super::vocabulary::FOREIGN_MONTHS;
use super::words::Senses;
use super::{Certainty, Kind};

/// Words that make a fixed phrase with a month: the July effect, March Madness, May-Thurner.
const PHRASES: [&str; 8] =
    ["effect", "madness", "interns", "thurner", "hegglin", "grünwald", "gruenwald", "phenomenon"];

/// Adds claims for dates with the month as a word.
pub(super) fn find(scan: &Scan<'_>, claims: &mut Vec<Claim>) {
    for (at, token) in scan.tokens() {
        if token.is_number() {
            if let Some((first, last)) = foreign(scan, at) {
                claims.push(Claim::certain(Kind::Date, scan.span(first, last)));
            }
            continue;
        }
        if !token.means(Senses::MONTH) || PHRASES.iter().any(|word| scan.says(at + 1, word) || scan.says(at + 2, word))
        {
            continue;
        }
        let found = day_first(scan, at)
            .or_else(|| day_after(scan, at))
            .or_else(|| with_year(scan, at))
            .or_else(|| alone(scan, at));
        if let Some((first, last, certainty)) = found {
            claims.push(Claim::new(Kind::Date, scan.span(first, last), certainty));
        }
    }
}

/// First token, last token and certainty.
type Found = Option<(usize, usize, Certainty)>;

/// "1. Oktober 2023", "le 3 mars", "12 de marzo", "octobre 2021": starts from the number beside the month.
fn foreign(scan: &Scan<'_>, at: usize) -> Option<(usize, usize)> {
    let number = scan.at(at);
    let year = number.length() == 4 && number.is_year();
    if year {
        let skips = usize::from(scan.said_any(at, 1, &["de", "del"]));
        let month = at.checked_sub(1 + skips)?;
        return is_foreign(scan, month).then_some((month, month));
    }
    if number.length() > 2 || !(1..=31).contains(&number.value) || !scan.starts_clean(at) {
        return None;
    }
    let next = at + 1;
    let short = scan.at(next).is(b'.') || scan.at(next).is_glued() && scan.says_any(next, &["er", "º", "ste"]);
    let of = if short { next + 1 } else { next };
    let month = if scan.says_any(of, &["de", "di"]) { of + 1 } else { of };
    let english = scan.at(month).means(Senses::MONTH)
        && short
        && scan.at(month).case == Case::Title
        && !(scan.at(end(scan, month) + 1).is_number() && scan.at(end(scan, month) + 1).length() <= 2)
        && (scan.at(at).gap != Gap::Line || year_at(scan, month + 1).is_some());
    let near = scan.at(month).gap != Gap::Line && !(month == next && scan.at(month).is_glued());
    (near && (english || is_foreign(scan, month))).then_some((at, month))
}

/// Whether the word at a position is a month in another language.
fn is_foreign(scan: &Scan<'_>, at: usize) -> bool {
    let token = scan.at(at);
    let short = token.case == Case::Upper && token.length() <= 4;
    if !token.is_word() || token.length() < 3 || short || token.means(Senses::MONTH) {
        return false;
    }
    let word = scan.word(at);
    let clinic = scan.says(at, "mayo") && scan.at(at + 1).is_capital();
    let letter = match word.chars().next() {
        Some('č' | 'Č') => 'c',
        Some('ř' | 'Ř') => 'r',
        Some('ş' | 'Ş') => 's',
        Some('ú' | 'Ú') => 'u',
        Some(letter) => letter.to_ascii_lowercase(),
        None => return false,
    };
    let months =
        u32::from(letter).checked_sub(u32::from('a')).and_then(|list| FOREIGN_MONTHS.get(usize::try_from(list).ok()?));
    let same = |month: &str| word.chars().flat_map(char::to_lowercase).eq(month.chars());
    !clinic && months.is_some_and(|months| months.split_ascii_whitespace().any(same))
}

/// Whether it can only be a date, even without a number: not "may", "march", "OCT" or "MAR".
fn is_plain(scan: &Scan<'_>, at: usize) -> bool {
    let token = scan.at(at);
    let shouted = token.case == Case::Upper
        && (token.means(Senses::MONTH_OR_WORD) || scan.says_any(at, &["apr", "aug", "june", "july"]));
    let word = token.means(Senses::MONTH_OR_WORD) && token.case != Case::Title;
    !shouted && !word
}

/// The last token of the month, including the full stop of its abbreviation.
fn end(scan: &Scan<'_>, at: usize) -> usize {
    at + usize::from(scan.at(at).means(Senses::SHORT_MONTH) && scan.runs_on_mark(at, b'.'))
}

/// The position of a year that follows directly, or after a comma, "of" or a dash.
fn year_at(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let mark = scan.at(at);
    let skips = mark.is_one_of(b",-/.'") || scan.says(at, "of") || scan.says(at, "in");
    let year = if skips { at + 1 } else { at };
    let number = scan.at(year);
    let full = number.is_number() && number.length() == 4 && (1850..2100).contains(&number.value);
    let short = number.is_number() && number.length() == 2 && mark.is_one_of(b"-/'") && number.is_glued();
    (full || short).then_some(year)
}

/// A day at a position: its last token and whether it is an ordinal. "14", "14th", "third", "twenty-first".
pub(super) fn day(scan: &Scan<'_>, at: usize) -> Option<(usize, bool)> {
    let token = scan.at(at);
    if token.is_number() && token.length() <= 2 && (1..=31).contains(&token.value) {
        let ordinal = scan.runs_on(at) && scan.at(at + 1).means(Senses::ORDINAL_END);
        let longer = scan.runs_on(at) && !ordinal && scan.at(at + 1).is_word() && !scan.at(at + 1).means(Senses::MONTH);
        let decimal = scan.runs_on_mark(at, b'.') && scan.runs_on(at + 1) && scan.at(at + 2).is_number();
        return (!longer && !decimal).then_some((at + usize::from(ordinal), ordinal));
    }
    if token.means(Senses::TENS) && matches!(token.value, 20 | 30) {
        let unit = if scan.at(at + 1).is(b'-') { at + 2 } else { at + 1 };
        return (scan.at(unit).means(Senses::ORDINAL) && scan.at(unit).value < 10).then_some((unit, true));
    }
    token.means(Senses::ORDINAL).then_some((at, true))
}

/// "March 14", "Mar. 14th, 2021", "March 3-5", "June third and fourth".
fn day_after(scan: &Scan<'_>, at: usize) -> Found {
    let month_end = end(scan, at);
    let mut first = month_end + 1;
    if scan.says(first, "the")
        || scan.at(first).is_one_of(b"-/") && scan.at(first).is_glued()
        || scan.at(first).is(b',')
    {
        first += 1;
    }
    if scan.at(first).gap == Gap::Line {
        return None;
    }
    let (mut last, ordinal) = day(scan, first)?;
    let next = scan.at(last + 1);
    let year = year_at(scan, last + 1).is_some();
    let counted = !ordinal
        && (next.means(Senses::MEASURE)
            || next.is(b'%')
            || next.is_one_of(b":/") && scan.runs_on(last) && scan.runs_on(last + 1) && scan.at(last + 2).is_number());
    let cued = scan.cue(at, 2, Senses::BEFORE_DATE.or(Senses::DATED).or(Senses::WEEKDAY)).is_some();
    let plain = is_plain(scan, at)
        || year
        || ordinal && cued
        || (ordinal || cued) && scan.at(at).is_capital()
        || is_lower_month(scan, at, last + 1, cued);
    if counted && !year || !plain {
        return None;
    }
    while let Some((further, _)) = range(scan, last) {
        last = further;
    }
    let comma = scan.at(last + 1).is(b',') && scan.at(last + 1).is_glued() && year_at(scan, last + 1).is_some();
    Some((at, last + usize::from(comma), Certainty::Certain))
}

/// "on jan 28 and", "since may 3.": a lower-case month that is also a word, with a day, at a point where a sentence
/// continues.
fn is_lower_month(scan: &Scan<'_>, at: usize, next: usize, cued: bool) -> bool {
    let month = scan.at(at);
    let goes_on = scan.at(next).means(Senses::CONTINUES)
        || scan.at(next).gap == Gap::Line
        || matches!(
            scan.at(next).shape,
            Shape::Edge | Shape::Exemption(b'.' | b',' | b';' | b':' | b')' | b'?' | b'!')
        );
    let open = !(scan.at(next).is_glued() && scan.at(next + 1).is_number() && scan.at(next + 1).is_glued());
    let told = if month.means(Senses::SHORT_MONTH) {
        cued || month.gap == Gap::Line && !scan.says(at, "oct")
    } else {
        scan.back(at, 1).means(Senses::BEFORE_DATE.or(Senses::DATED).or(Senses::WEEKDAY))
    };
    month.case == Case::Lower && goes_on && open && told
}

/// Another day after "-", "to", "and": its last token.
fn range(scan: &Scan<'_>, last: usize) -> Option<(usize, bool)> {
    let dash = scan.at(last + 1).is_one_of(b"-/&");
    let word = scan.says_any(last + 1, &["to", "through", "thru", "and", "or", "until"]);
    let start = if scan.says(last + 2, "the") { last + 3 } else { last + 2 };
    let (end, ordinal) = day(scan, start).filter(|_| dash || word)?;
    let next = scan.at(end + 1);
    let counted = next.means(Senses::MEASURE) || next.is(b'%') || next.means(Senses::MONTH) || next.is_number();
    let noun = next.is_word() && !next.means(Senses::CONTINUES) && word && !ordinal;
    let written = scan.at(start).is_word() && (dash || !ordinal);
    (!counted && !noun && !written && !(scan.runs_on_mark(end, b'/'))).then_some((end, ordinal))
}

/// "14 March", "3rd of May", "14-Mar-2021", "the twenty-first of June".
fn day_first(scan: &Scan<'_>, at: usize) -> Found {
    let month = scan.at(at);
    let mut before = at.checked_sub(1)?;
    let of = scan.says(before, "of");
    let dash = scan.at(before).is_one_of(b"-./") && month.is_glued();
    let comma = scan.at(before).is(b',');
    if of || dash || comma {
        before = before.checked_sub(1)?;
    }
    let suffix =
        scan.at(before).means(Senses::ORDINAL_END) && scan.at(before).is_glued() && scan.back(before, 1).is_number();
    let mut first = if suffix { before.checked_sub(1)? } else { before };
    if scan.back(first, 1).is(b'-') && scan.back(first, 2).means(Senses::TENS) {
        first -= 2;
    } else if scan.back(first, 1).means(Senses::TENS) && scan.at(first).means(Senses::ORDINAL) {
        first -= 1;
    }
    let (last, ordinal) = day(scan, first)?;
    let tail = end(scan, at);
    let year = year_at(scan, tail + 1).is_some();
    let plain = is_plain(scan, at) && !scan.at(at).means(Senses::MONTH_OR_WORD)
        || year
        || (ordinal || dash) && of | is_plain(scan, at)
        || month.case == Case::Title && !of
        || ordinal && scan.back(first, 1).means(Senses::WEEKDAY);
    let sound = scan.starts_clean(first) && last == before && (ordinal || !comma && !of);
    let own = scan.at(first).is_word() && !of && !year;
    (sound && plain && !own).then_some((range_start(scan, first), tail, Certainty::Certain))
}

/// The first day of "3 - 5 March".
fn range_start(scan: &Scan<'_>, first: usize) -> usize {
    let joined = scan.back(first, 1).is(b'-') || scan.said(first, 1, "to") || scan.said(first, 1, "and");
    let Some(start) = first.checked_sub(2).filter(|_| joined) else { return first };
    let suffixed = scan.at(start).means(Senses::ORDINAL_END) && start > 0;
    let start = if suffixed { start - 1 } else { start };
    if scan.at(start).is_number() && day(scan, start).is_some() && scan.starts_clean(start) { start } else { first }
}

/// "March 2021", "Oct. of 2019", "June '21".
fn with_year(scan: &Scan<'_>, at: usize) -> Found {
    let tail = end(scan, at);
    year_at(scan, tail + 1)?;
    let next = scan.at(tail + 1);
    let comma = usize::from(next.is(b',') && next.is_glued());
    let believable = scan.at(at).is_capital() || is_plain(scan, at);
    believable.then_some((at, tail + comma, Certainty::Certain))
}

/// "since June", "last December", "in March"; names that can only be months also without such a word.
fn alone(scan: &Scan<'_>, at: usize) -> Found {
    let month = scan.at(at);
    let before = scan.back(at, 1);
    let middle = before.is(b'-') && scan.said_any(at, 2, &["mid", "early", "late"]);
    let joint = |at: usize| scan.at(at).is_one_of(b"-/,") || scan.says_any(at, &["to", "and", "or", "through"]);
    let series = joint(at + 1) && scan.at(at + 2).means(Senses::MONTH) && scan.at(at + 2).is_capital()
        || joint(at.wrapping_sub(1)) && scan.back(at, 2).means(Senses::MONTH) && scan.back(at, 2).is_capital();
    let holiday = scan.says(at + 1, "bank") && scan.says_any(at + 2, &["holiday", "hol"]);
    let cued = holiday || before.means(Senses::BEFORE_MONTH) || middle || series && month.case == Case::Title;
    let firm =
        holiday || scan.said_any(at, 1, &["since", "last", "next", "this", "until", "till", "early", "mid", "late"]);
    let short = month.means(Senses::SHORT_MONTH);
    let named = month.means(Senses::MONTH_OR_NAME);
    let worded = month.means(Senses::MONTH_OR_WORD);
    let person =
        named && (scan.at(at + 1).is_capital() || scan.runs_on_mark(at, b'\'')) || before.means(Senses::PERSON);
    let verb = worded && !short && month.case != Case::Title && !firm && !middle;
    let told = if short {
        cued && (month.case == Case::Title || firm && month.case == Case::Lower)
    } else if named || worded {
        cued && !verb && (firm || month.case != Case::Upper)
    } else {
        true
    };
    let place = scan.said_any(at, 1, &["every", "each", "between", "of", "by", "from", "before", "after"]);
    let sure = if cued && !place { Certainty::Certain } else { Certainty::Likely };
    let part =
        scan.said_any(at, 2, &["week", "weeks", "end", "beginning", "start", "middle", "half", "weekend", "days"]);
    let home = scan.said_any(at, 2, &["home", "back", "out", "done", "gone", "ready", "over"])
        && matches!(scan.at(at + 1).shape, Shape::Edge | Shape::Exemption(b'.' | b',' | b'?' | b'!' | b';'));
    let doubtful = named && place && !part && !home;
    (told && !person && !doubtful).then_some((at, end(scan, at), sure))
}
