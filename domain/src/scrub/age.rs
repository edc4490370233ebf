//! Ages of 90 and over, in digits and in words. They may be published only as "90 or over", so they are replaced by
//! that. 45 CFR 164.514(b)(2)(i)(C).

use super::Kind;
use super::age_announced::{is_announced, is_announced_in_words};
use super::age_apposed::is_apposed;
use super::claim::Claim;
use super::kind::AGE_90_WORD;
use super::scan::Scan;
use super::token::{Case, Gap, Shape};
use super::words::Senses;

/// Nobody has been older than this.
const OLDEST: u32 = 125;

/// Adds claims for ages of 90 and over.
pub(super) fn find(scan: &Scan<'_>, claims: &mut Vec<Claim>) {
    for (at, token) in scan.tokens() {
        match token.shape {
            Shape::Number if (90..=OLDEST).contains(&token.value) && token.length() <= 3 => {
                if let Some(last) = digits(scan, at) {
                    claims.push(Claim::certain(Kind::Age90, scan.span(at, last)));
                }
            }
            Shape::Word if token.means(Senses::TENS.or(Senses::HUNDRED)) => {
                if let Some((first, last)) = spoken(scan, at) {
                    claims.push(Claim::certain(Kind::Age90, scan.span(first, last)));
                }
            }
            Shape::Word if token.means(Senses::ELDER) => {
                if scan.says_any(at, &["ninetieth", "hundredth"]) {
                    if scan.says_any(at + 1, &["birthday", "bday", "year"]) {
                        claims.push(Claim::certain(Kind::Age90, scan.span(at, at)));
                    }
                } else if !scan.says(at, "nineties") {
                    claims.push(Claim::certain(Kind::Age90, scan.span(at, at)).replacing(AGE_90_WORD));
                } else if is_decade_of_life(scan, at) {
                    claims.push(Claim::likely(Kind::Age90, scan.span(at, at)));
                }
            }
            _ => {}
        }
    }
}

/// The last token of an age in digits. The unit is not removed.
fn digits(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let decimal = scan.runs_on_mark(at, b'.') && scan.runs_on(at + 1) && scan.at(at + 2).is_number();
    let cornered = scan.at(at).is_glued()
        && scan.back(at, 1).is_one_of(b"$.<>=~")
        && !(scan.back(at, 1).is(b'=') && scan.back(at, 2).means(Senses::AGE));
    if is_birthday(scan, at) && !decimal && !cornered {
        return Some(at + 1);
    }
    if decimal || cornered || scan.runs_on_mark(at, b'+') || is_open_ended(scan, at) {
        return None;
    }
    if scan.runs_on(at) && scan.at(at + 1).length() == 1 && scan.says(at + 1, "s") {
        return is_decade_of_life(scan, at).then_some(at + 1);
    }
    let after = scan.starts_clean(at) && (is_years_old(scan, at) || is_of_sex(scan, at));
    (after || is_announced(scan, at) || is_paired(scan, at) || is_apposed(scan, at, at)).then_some(at)
}

/// "95th birthday", "her 92nd birthday".
fn is_birthday(scan: &Scan<'_>, at: usize) -> bool {
    scan.runs_on(at) && scan.at(at + 1).means(Senses::ORDINAL_END) && scan.says_any(at + 2, &["birthday", "bday"])
}

/// "over 90", "90 or older", "≥ 90": already an age group.
fn is_open_ended(scan: &Scan<'_>, last: usize) -> bool {
    let joined = scan.says(last + 1, "or")
        || scan.says(last + 1, "and")
        || scan.says(last + 1, "years") && (scan.says(last + 2, "or") || scan.says(last + 2, "and"));
    let up = (2..=3).any(|step| scan.says_any(last + step, &["older", "over", "above", "up", "more", "beyond"]));
    joined && up
}

/// "year old", "-year-old", "yo", "y/o", "y.o.", "yrs old", "years of age" after a number.
fn is_years_old(scan: &Scan<'_>, last: usize) -> bool {
    let year = if scan.at(last + 1).is(b'-') { last + 2 } else { last + 1 };
    let unit = scan.at(year);
    if !unit.means(Senses::YEAR) {
        return false;
    }
    let whole = scan.says_any(year, &["yo", "yom", "yof", "yowm", "yowf", "yobm", "yobf", "yoa"]);
    let single = unit.length() == 1;
    if is_short_for_old(scan, last, year) {
        return true;
    }
    let mut old = year + 1;
    while scan.at(old).is_one_of(b"-/.") && old < year + 3 {
        old += 1;
    }
    let aged = scan.at(old).means(Senses::OLD) || scan.says(old, "of") && scan.says(old + 1, "age");
    let sexed = scan.at(old).means(Senses::SEX) && !scan.says(old, "m");
    whole
        || aged
        || sexed && !scan.says(year, "years")
        || single && unit.is_glued() && (sexed || scan.at(old).is_capital() || !scan.at(old).is_alphanumeric())
}

/// "93yr with", "(92 y)": years are an age if they open a sentence, fill a bracket or are glued to their unit.
fn is_short_for_old(scan: &Scan<'_>, last: usize, year: usize) -> bool {
    let next = scan.at(year + 1);
    let before = scan.back(last, 1);
    let short = year == last + 1 && scan.says_any(year, &["yr", "yrs", "y"]);
    let bracket = before.is(b'(') && next.is(b')') && scan.back(last, 2).is_word();
    let opens = matches!(before.shape, Shape::Edge | Shape::Exemption(b'.')) || scan.at(last).gap == Gap::Line;
    let glued = scan.at(year).is_glued() && scan.at(year).length() == 2;
    let goes_on = next.is(b',') || next.means(Senses::CONTINUES.or(Senses::SEX)) && !next.means(Senses::OLD);
    short && scan.at(last).value < 110 && (bracket || (opens || glued) && goes_on)
}

/// "95F", "93 M with", "92 female", "93/F".
fn is_of_sex(scan: &Scan<'_>, at: usize) -> bool {
    let slash = scan.runs_on_mark(at, b'/');
    let sex = at + if slash { 2 } else { 1 };
    let token = scan.at(sex);
    if !token.means(Senses::SEX) || slash && !token.is_glued() {
        return false;
    }
    let next = scan.at(sex + 1);
    let short = token.length() == 1;
    if next.means(Senses::MEASURE) && next.length() > 1
        || scan.cue(at, 4, Senses::VITAL).is_some() && short
        || next.means(Senses::VITAL) && next.length() > 1
    {
        return false;
    }
    let opens =
        matches!(scan.back(at, 1).shape, Shape::Edge | Shape::Exemption(b'.' | b'(' | b':' | b'*' | b'-' | b'"'));
    let article = scan.said_any(at, 1, &["a", "an", "this", "our", "the", "my", "with"]);
    let told = opens || article || scan.at(at).gap == Gap::Line;
    let follows = matches!(next.shape, Shape::Edge | Shape::Exemption(b',' | b'.' | b')' | b';' | b'?' | b'-'))
        || next.means(Senses::CONTINUES);
    if short {
        let upper = token.case == Case::Upper;
        let hot = scan.says(sex, "f") && (96..=107).contains(&scan.at(at).value);
        let fever = |at: usize| scan.says_any(at, &["fever", "fevers", "chills", "rigors", "rigor", "temp"]);
        if hot && (sex + 1..sex + 5).any(fever) {
            return false;
        }
        let listed = scan.back(at, 1).is(b',')
            && scan.back(at, 2).is_word()
            && matches!(next.shape, Shape::Exemption(b',' | b'.'));
        let male = scan.says(sex, "m")
            && matches!(next.shape, Shape::Exemption(b',' | b'.'))
            && scan.back(at, 1).is_word()
            && !money(scan, at);
        return upper
            && (told || male || (token.is_glued() || listed) && follows && !hot)
            && !is_measured(scan, sex + 1);
    }
    told || follows
}

/// Whether a unit is here; the w of "w/" is not a watt.
pub(super) fn is_measured(scan: &Scan<'_>, at: usize) -> bool {
    scan.at(at).means(Senses::MEASURE) && !(scan.runs_on_mark(at, b'/') && scan.word(at) == "w")
}

/// "raised 95 M.": millions.
fn money(scan: &Scan<'_>, at: usize) -> bool {
    scan.back(at, 1).means(Senses::MEASURE.or(Senses::BEFORE_DATE))
        || scan.said_any(at, 1, &["is", "of", "raised", "cost", "costs", "over", "under", "than", "spent", "made"])
}

/// "(F, 93)", "woman, 95, with", "93, female".
fn is_paired(scan: &Scan<'_>, at: usize) -> bool {
    let sex = |position: usize| scan.at(position).means(Senses::SEX) || scan.says(position, "patient");
    let after = scan.at(at + 1);
    let before = scan.back(at, 1).is_one_of(b",/") && sex(at.wrapping_sub(2)) && scan.back(at, 2).is_word();
    let bracket = scan.back(at, 1).is(b'(') && sex(at.wrapping_sub(2)) && after.is_one_of(b"),");
    let closes = after.is_one_of(b",);.") && !scan.runs_on_mark(at + 1, b'%') || after.shape == Shape::Edge;
    let behind = after.is_one_of(b",/")
        && sex(at + 2)
        && !scan.at(at + 2).means(Senses::MEASURE)
        && scan.back(at, 1).is_one_of(b"(,");
    let exposed = !(scan.runs_on(at) && scan.at(at + 2).is_glued() && scan.at(at + 2).is_number());
    (before && closes || bracket || behind) && exposed && scan.cue(at, 3, Senses::VITAL).is_none()
}

/// "in her 90s", "in his late nineties".
fn is_decade_of_life(scan: &Scan<'_>, at: usize) -> bool {
    let qualified = scan.back(at, 1).is(b'-') || scan.said_any(at, 1, &["early", "mid", "late"]);
    let steps = if scan.back(at, 1).is(b'-') { 3 } else { 1 + usize::from(qualified) };
    let whose = scan.said_any(at, steps, &["her", "his", "their", "my"]);
    whose && scan.said(at, steps + 1, "in") && scan.at(at).value < 100
}

/// "ninety", "ninety-three", "one hundred and two" before "year old" or after "aged".
fn spoken(scan: &Scan<'_>, at: usize) -> Option<(usize, usize)> {
    let token = scan.at(at);
    if token.means(Senses::TENS) && token.value != 90
        || scan.back(at, 1).means(Senses::HUNDRED)
        || scan.said(at, 1, "and") && scan.back(at, 2).means(Senses::HUNDRED)
    {
        return None;
    }
    let hundred = token.means(Senses::HUNDRED);
    let opened = hundred
        && ["a", "one"]
            .iter()
            .any(|word| scan.said(at, 1, word) || scan.back(at, 1).is(b'-') && scan.said(at, 2, word));
    let first = if opened && scan.said(at, 1, "one") { at - 1 } else { at };
    let mut last = at;
    for step in 1..=3 {
        let next = scan.at(at + step);
        let joins = next.is(b'-') || hundred && scan.says(at + step, "and");
        let ordinal = next.means(Senses::ORDINAL) && next.value < 10 && scan.says(at + step + 1, "birthday");
        if next.means(Senses::UNITS) && (hundred || next.value < 10) || hundred && next.means(Senses::TENS) || ordinal {
            last = at + step;
        } else if !joins {
            break;
        }
    }
    let plural = scan.back(first, 1).means(Senses::UNITS.or(Senses::TENS)) && !opened;
    let told = is_years_old(scan, last)
        || is_announced_in_words(scan, first)
        || is_apposed(scan, first, last)
        || scan.says_any(last + 1, &["birthday", "bday"]);
    (told && !plural && !is_open_ended(scan, last)).then_some((first, last))
}
