//! Days without a month: "until the 28th", "Thursday 18th". 45 CFR 164.514(b)(2)(i)(C). Also holidays on a fixed day:
//! those listed, and "on Any Capitals Day".

use super::Kind;
use super::claim::Claim;
use super::month::day;
use super::scan::Scan;
use super::token::{Case, Gap, Shape};
use super::vocabulary::{COUNTED, HOLIDAY_END, NO_HOLIDAY, PLACED, PLAIN_DAYS, ROTA, VAGUE, lists};
use super::words::Senses;

/// Holidays of several words. Any of the words may have a possessive: "new year's eve", "mothers day".
const PHRASES: [&[&str]; 77] = [
    &["new", "year", "eve"],
    &["new", "year", "day"],
    &["lunar", "new", "year"],
    &["chinese", "new", "year"],
    &["independence", "day"],
    &["memorial", "day"],
    &["labor", "day"],
    &["labour", "day"],
    &["veteran", "day"],
    &["columbus", "day"],
    &["indigenous", "people", "day"],
    &["president", "day"],
    &["martin", "luther", "king", "day"],
    &["martin", "luther", "king", "jr", "day"],
    &["mlk", "day"],
    &["boxing", "day"],
    &["groundhog", "day"],
    &["election", "day"],
    &["inauguration", "day"],
    &["flag", "day"],
    &["match", "day"],
    &["mother", "day"],
    &["mothering", "sunday"],
    &["father", "day"],
    &["valentine", "day"],
    &["patrick", "day"],
    &["patty", "day"],
    &["paddy", "day"],
    &["stephen", "day"],
    &["andrew", "day"],
    &["george", "day"],
    &["david", "day"],
    &["nicholas", "day"],
    &["lucia", "day"],
    &["anzac", "day"],
    &["australia", "day"],
    &["canada", "day"],
    &["victoria", "day"],
    &["waitangi", "day"],
    &["bastille", "day"],
    &["republic", "day"],
    &["constitution", "day"],
    &["liberation", "day"],
    &["armistice", "day"],
    &["remembrance", "day"],
    &["remembrance", "sunday"],
    &["midsummer", "day"],
    &["midsummer", "eve"],
    &["pancake", "day"],
    &["shrove", "tuesday"],
    &["fat", "tuesday"],
    &["ash", "wednesday"],
    &["maundy", "thursday"],
    &["palm", "sunday"],
    &["whit", "sunday"],
    &["whit", "monday"],
    &["advent", "sunday"],
    &["super", "bowl", "sunday"],
    &["bonfire", "night"],
    &["guy", "fawkes", "night"],
    &["guy", "fawkes", "day"],
    &["twelfth", "night"],
    &["all", "saint", "day"],
    &["all", "soul", "day"],
    &["all", "hallow", "eve"],
    &["cinco", "de", "mayo"],
    &["mardi", "gras"],
    &["yom", "kippur"],
    &["rosh", "hashanah"],
    &["simchat", "torah"],
    &["eid", "al", "-", "fitr"],
    &["eid", "al", "-", "adha"],
    &["eid", "ul", "-", "fitr"],
    &["eid", "ul", "-", "adha"],
    &["guru", "nanak", "jayanti"],
    &["raksha", "bandhan"],
    &["durga", "puja"],
];
/// Holidays whose words have another meaning, or no exact one, unless capitals or the words around them make it clear.
const PHRASES_PLACED: [&[&str]; 8] = [
    &["new", "year"],
    &["valentine"],
    &["good", "friday"],
    &["black", "friday"],
    &["cyber", "monday"],
    &["burns", "night"],
    &["may", "day"],
    &["king", "day"],
];

/// Adds claims for days without a month and for holidays.
pub(super) fn find(scan: &Scan<'_>, claims: &mut Vec<Claim>) {
    for (at, token) in scan.tokens() {
        let found = match token.shape {
            Shape::Number if token.length() <= 2 => ordinal_day(scan, at).map(|last| (at, last)),
            Shape::Word if token.means(Senses::HOLIDAY.or(Senses::HOLIDAY_PART)) => holiday(scan, at),
            Shape::Word
                if token.case == Case::Title
                    && matches!(token.length(), 3 | 5)
                    && scan.says_any(at, &["day", "night", "eve"]) =>
            {
                capitals_day(scan, at).map(|first| (first, at))
            }
            _ => None,
        };
        if let Some((first, last)) = found {
            claims.push(Claim::likely(Kind::Date, scan.span(first, last)));
        }
    }
}

/// "until the 28th", "on the 3rd", "Thursday 18th": what follows must not be something that is counted.
fn ordinal_day(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let (last, _) = day(scan, at).filter(|(_, ordinal)| *ordinal)?;
    let the = usize::from(scan.said(at, 1, "the"));
    let before = at.wrapping_sub(1 + the);
    let cue = scan.at(before);
    let part = scan.says(before, "of")
        && scan.said_any(before, 1, &["morning", "night", "afternoon", "evening", "week", "as"]);
    let to = (scan.says_any(before, &["to", "and", "or"]) || cue.is_one_of(b"-,&"))
        && (scan.back(before, 1).means(Senses::ORDINAL_END) || scan.said_any(before, 1, &["moved", "due"]));
    let weekday = cue.means(Senses::WEEKDAY) && (cue.length() > 3 || cue.is_capital());
    let announced = if the == 1 {
        part || to
            || weekday
            || cue.means(Senses::BEFORE_DATE.or(Senses::DATED))
            || scan.says_any(before, &["since", "due"])
    } else {
        weekday || to && cue.is_word() || cue.means(Senses::DATED) || scan.says(before, "on")
    };
    let next = scan.at(last + 1);
    let after = scan.at(last + 2);
    let month = scan.says(last + 1, "of")
        && (scan.says_any(last + 2, &["this", "last", "next"])
            || scan.says(last + 2, "the") && scan.says(last + 3, "month"));
    let closes = matches!(next.shape, Shape::Edge | Shape::Exemption(b'.' | b',' | b';' | b'?' | b'!' | b')' | b':'));
    let line = next.gap == Gap::Line;
    let joins = scan.says_any(last + 1, &["and", "or", "to"]) || next.is_one_of(b"-&/");
    let counted_pair = joins && {
        let second = if scan.says(last + 2, "the") { last + 3 } else { last + 2 };
        let noun = if scan.at(second + 1).means(Senses::ORDINAL_END) { second + 2 } else { second + 1 };
        let ordinals = scan.at(second).means(Senses::ORDINAL) || scan.at(second + 1).means(Senses::ORDINAL_END);
        ordinals && scan.at(noun).is_word() && !scan.at(noun).means(Senses::CONTINUES)
    };
    let goes_on = next.means(Senses::CONTINUES.or(Senses::PERSON)) || joins && after.is_alphanumeric();
    let high = scan.at(at).value > 12 && the == 1 && next.is_word() && !next.means(Senses::MEASURE);
    let free = closes || line || month || goes_on || high;
    let rota = the == 1
        && scan.at(at).value > 12
        && (closes || line || next.means(Senses::CONTINUES))
        && lists(ROTA, scan.word(before));
    let told = announced || rota || month && the == 1;
    (told && free && !counted_pair && !is_counted(scan, last + 1) && !is_centile(scan, at)).then_some(last)
}

/// Whether the word is something that is counted, in singular or plural.
fn is_counted(scan: &Scan<'_>, at: usize) -> bool {
    let word = scan.word(at);
    let one = word.strip_suffix('s').unwrap_or(word);
    lists(COUNTED, one) || lists(COUNTED, word)
}

/// "weight on the 25th, height on the 50th": positions on a growth chart.
fn is_centile(scan: &Scan<'_>, at: usize) -> bool {
    const WORDS: [&str; 4] = ["centile", "centiles", "percentile", "percentiles"];
    const GROWTH: [&str; 8] = ["weight", "height", "length", "growth", "bmi", "ofc", "hc", "circumference"];
    (1..=10).any(|step| {
        scan.says_any(at + step, &WORDS)
            || at
                .checked_sub(step)
                .is_some_and(|at| scan.says_any(at, &WORDS) || step < 5 && scan.says_any(at, &GROWTH))
    })
}

/// The position after a word, with or without its possessive: "valentine", "valentine's", "valentines'".
fn after_word(scan: &Scan<'_>, at: usize, word: &str) -> Option<usize> {
    if word == "-" {
        return Some(at + usize::from(scan.at(at).is(b'-')));
    }
    let said = scan.word(at);
    let plural = said.len() == word.len() + 1 && said.ends_with(['s', 'S']);
    if !said.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word)) || !plural && said.len() > word.len()
    {
        return None;
    }
    let apostrophe = scan.runs_on_mark(at, b'\'');
    let owned = apostrophe && scan.runs_on(at + 1) && scan.says(at + 2, "s");
    Some(at + 1 + if owned { 2 } else { usize::from(apostrophe && plural) })
}

/// The last token of the first phrase that starts here.
fn phrase(scan: &Scan<'_>, at: usize, phrases: &[&[&str]]) -> Option<usize> {
    phrases
        .iter()
        .find_map(|words| words.iter().try_fold(at, |at, word| after_word(scan, at, word)))
        .map(|next| next - 1)
}

/// A listed holiday: its first and last token.
fn holiday(scan: &Scan<'_>, at: usize) -> Option<(usize, usize)> {
    let capitals = |last: usize| (at..=last).all(|at| scan.at(at).is_capital() || scan.at(at).length() <= 1);
    let (last, plain) = if let Some(last) = phrase(scan, at, &PHRASES) {
        (last, true)
    } else if let Some(last) = phrase(scan, at, &PHRASES_PLACED) {
        let owned = scan.at(last).length() == 1 || scan.word(last).ends_with('s');
        let bare = !owned && scan.says(at, "new") || scan.says_any(at, &["valentine", "valentines"]);
        (last, capitals(last) && !bare)
    } else if scan.at(at).means(Senses::HOLIDAY) {
        (at, capitals(at) && !lists(VAGUE, scan.word(at)))
    } else {
        return None;
    };
    let end = if lists(HOLIDAY_END, scan.word(last + 1)) { last + 1 } else { last };
    let dotted = scan.back(at, 1).is(b'.') && scan.said(at, 2, "st");
    let saint = dotted || scan.said_any(at, 1, &["st", "saint"]);
    let first = at - usize::from(saint) - usize::from(dotted);
    let before = first.wrapping_sub(1);
    let timed = scan.says_any(before, &["since", "last", "this", "next", "until", "till", "til"]);
    let placed = if lists(VAGUE, scan.word(at)) && end == at {
        timed && capitals(at)
    } else if scan.says(at, "new") && !capitals(last) {
        timed
    } else {
        lists(PLACED, scan.word(before)) || scan.says(before, "the") && lists(PLACED, scan.word_before(before, 1))
    };
    let every = scan.says_any(before, &["every", "each", "per", "merry", "happy"]);
    ((placed || plain || saint || end > last) && !every && !lists(NO_HOLIDAY, scan.word(end + 1)))
        .then_some((first, end))
}

/// "on Midsummer's Day", "since World Asthma Day": the first of the capitals before "Day", for days that are not
/// listed.
fn capitals_day(scan: &Scan<'_>, at: usize) -> Option<usize> {
    const CUES: [&str; 7] = ["on", "since", "until", "before", "last", "this", "over"];
    let next = scan.at(at + 1);
    if next.is_number() || next.is_capital() && next.gap == Gap::Blank || next.is(b'#') {
        return None;
    }
    let mut first = at;
    while at - first < 6 {
        let before = scan.back(first, 1);
        let owned = before.is_glued() && (before.is(b'\'') || before.length() == 1 && scan.back(first, 2).is(b'\''));
        let word = before.case == Case::Title
            && !before.means(Senses::WEEKDAY.or(Senses::MONTH).or(Senses::MEASURE).or(Senses::ORDINAL))
            && !lists(PLAIN_DAYS, scan.word_before(first, 1));
        if !word && !owned || scan.at(first).gap == Gap::Line {
            break;
        }
        first -= 1;
    }
    let cue = scan.back(first, 1);
    (first < at && cue.case == Case::Lower && scan.said_any(first, 1, &CUES)).then_some(first)
}
