//! Numbers and codes that identify somebody even without a label: payment cards, long numbers, vehicle numbers and
//! codes of capitals and digits. 45 CFR 164.514(b)(2)(i)(J), (L) and (R). Public codes (trials, drugs, genes) stay.

use super::Kind;
use super::claim::Claim;
use super::date::is_day;
use super::label::{self, Trust};
use super::scan::Scan;
use super::token::{Case, Gap, YEARS};
use super::vocabulary::{VEHICLES, lists};
use super::words::Senses;

/// From this many digits on, a number without a label identifies somebody.
const LONG: usize = 11;

/// Adds claims for these numbers and codes.
pub(super) fn find(scan: &Scan<'_>, claims: &mut Vec<Claim>) {
    for (at, token) in scan.tokens() {
        if token.is(b'#') {
            let alone = !(token.is_glued() && scan.back(at, 1).is_alphanumeric());
            if let Some(span) = label::value(scan, at, Trust::Bare).filter(|_| alone) {
                claims.push(Claim::likely(Kind::RecordNumber, span));
            }
            continue;
        }
        if let Some((first, last)) = picture(scan, at) {
            claims.push(Claim::likely(Kind::RecordNumber, scan.span(first, last)));
            continue;
        }
        let last = if token.is_number() {
            card(scan, at).or_else(|| vehicle(scan, at)).or_else(|| long_number(scan, at)).or_else(|| dashed(scan, at))
        } else if token.is_word() && token.case == Case::Upper {
            prefixed(scan, at)
                .or_else(|| reference(scan, at))
                .or_else(|| vehicle(scan, at))
                .or_else(|| number_plate(scan, at))
        } else {
            None
        };
        if let Some(last) = last {
            claims.push(Claim::likely(Kind::RecordNumber, scan.span(at, last)));
        }
    }
}

/// Three or four groups of digits in the pattern of a payment card.
fn card(scan: &Scan<'_>, at: usize) -> Option<usize> {
    if !scan.starts_clean(at) {
        return None;
    }
    [&[4, 4, 4, 4][..], &[4, 6, 5][..]].into_iter().find_map(|pattern| {
        let (mut last, mut dashed) = (at, None);
        for (part, digits) in pattern.iter().enumerate() {
            let group = if part == 0 { at } else { last + 1 };
            let dash = part > 0 && scan.at(group).is(b'-') && scan.at(group).is_glued();
            let group = if dash { group + 1 } else { group };
            let apart = part == 0 || if dash { scan.at(group).is_glued() } else { scan.at(group).gap == Gap::Blank };
            let same = part == 0 || *dashed.get_or_insert(dash) == dash;
            if !apart || !same || !scan.at(group).is_number() || scan.at(group).length() != *digits {
                return None;
            }
            last = group;
        }
        scan.ends_clean(last).then_some(last)
    })
}

/// Eleven or more digits are not a measurement, unless the number is round.
fn long_number(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let decimal = scan.at(at).is_glued() && scan.back(at, 1).is_one_of(b".,");
    let round = scan.word(at).ends_with("0000");
    (scan.at(at).length() >= LONG && !decimal && !round && !scan.back(at, 1).means(Senses::PUBLIC_CODE)).then_some(at)
}

/// `23-0077134`, `00-38-2217`: two digits and, after a dash, six to eight; or three groups that are not a date. Neither
/// is a count.
fn dashed(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let joint = |at: usize| scan.runs_on_mark(at, b'-') && scan.runs_on(at + 1) && scan.at(at + 2).is_number();
    if scan.at(at).length() != 2 || !joint(at) || !scan.starts_clean(at) {
        return None;
    }
    let (one, two) = (scan.at(at), scan.at(at + 2));
    let end = |last: usize| {
        let next = scan.at(last + 1);
        let longer = scan.runs_on(last) && (next.is_alphanumeric() || next.is_one_of(b"-/%"));
        let decimal = scan.runs_on_mark(last, b'.') && scan.runs_on(last + 1) && scan.at(last + 2).is_number();
        (!longer && !decimal && !next.means(Senses::MEASURE) && !scan.word(last).ends_with("000")).then_some(last)
    };
    if (6..=8).contains(&two.length()) {
        return end(at + 2);
    }
    let groups = two.length() == 2 && joint(at + 2) && scan.at(at + 4).length() == 4;
    if groups && !is_day(one.value, two.value) { end(at + 4) } else { None }
}

/// `PPO-551207`, `GRM998877`: two to four capitals and at least five digits, or one capital and eight.
fn prefixed(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let letters = scan.at(at);
    let dash = scan.runs_on(at) && scan.at(at + 1).is(b'-');
    let number = if dash { at + 2 } else { at + 1 };
    let digits = scan.at(number);
    let enough = digits.length() >= if letters.length() == 1 { 8 } else { 5 };
    let shaped = letters.length() <= 4 && digits.is_number() && digits.is_glued() && enough;
    let public = letters.means(Senses::PUBLIC_CODE.or(Senses::ZIP)) || scan.cue(at, 2, Senses::PUBLIC_CODE).is_some();
    (shaped && !public && scan.starts_clean(at) && scan.ends_clean(number)).then_some(number)
}

/// `PALS/22/0917`, `HP-3391/20`: capitals and two numbers with at least six digits together that are not a date.
fn reference(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let letters = scan.at(at);
    let joint = |at: usize| scan.at(at).is_one_of(b"/-") && scan.at(at).is_glued() && scan.runs_on(at);
    if !(2..=6).contains(&letters.length()) || !joint(at + 1) || !joint(at + 3) {
        return None;
    }
    let (one, two) = (scan.at(at + 2), scan.at(at + 4));
    let numbers = one.is_number() && two.is_number() && one.length() + two.length() >= 6;
    let slashed = scan.at(at + 1).is(b'/') || scan.at(at + 3).is(b'/');
    let year = |number: u32| YEARS.contains(&number);
    let date = one.length() <= 2 && (two.length() <= 2 || year(two.value)) || year(one.value) && two.length() <= 2;
    let public = letters.means(Senses::PUBLIC_CODE.or(Senses::VITAL).or(Senses::DATED).or(Senses::MEASURE));
    let sound = numbers && slashed && !date && !public && scan.starts_clean(at) && scan.ends_clean(at + 4);
    let longer = scan.runs_on(at + 4) && scan.at(at + 5).is_one_of(b"/%");
    (sound && !longer).then_some(at + 4)
}

/// "Vehicle NX62 KFD", "reg P123 ABC": a British number plate near a word for a vehicle.
fn number_plate(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let (area, age, letters) = (scan.at(at), scan.at(at + 1), scan.at(at + 2));
    let current = area.length() == 2 && age.length() == 2;
    let former = area.length() == 1 && (1..=3).contains(&age.length());
    let shaped = (current || former)
        && age.is_number()
        && age.is_glued()
        && letters.case == Case::Upper
        && letters.length() == 3
        && letters.gap != Gap::Line
        && scan.starts_clean(at)
        && scan.ends_clean(at + 2);
    let near = || {
        (1..=5)
            .map_while(|step| at.checked_sub(step).filter(|before| !scan.at(*before).is(b';')))
            .any(|before| lists(VEHICLES, scan.word(before)))
    };
    (shaped && near()).then_some(at + 2)
}

/// `IMG_2041.jpg`, `face-0112.png`: the file name of a picture or recording, recognised by its extension. Returns its
/// first and last token.
fn picture(scan: &Scan<'_>, end: usize) -> Option<(usize, usize)> {
    const ENDINGS: [&str; 15] =
        ["jpg", "jpeg", "png", "heic", "heif", "tif", "tiff", "bmp", "gif", "dcm", "mp4", "mov", "avi", "wav", "m4a"];
    let ending = scan.at(end);
    let shaped =
        ending.is_word() && ending.is_glued() && matches!(ending.length(), 3 | 4) && scan.back(end, 1).is(b'.');
    if !shaped || !scan.back(end, 1).is_glued() || !ENDINGS.iter().any(|known| scan.says(end, known)) {
        return None;
    }
    let part = |at: usize| scan.at(at).is_alphanumeric() || scan.at(at).is_one_of(b"_-");
    let mut first = end.checked_sub(2).filter(|at| part(*at))?;
    let mut marked = false;
    for _ in 0..LONG {
        marked |= scan.at(first).is_number() || scan.at(first).is(b'_');
        if !scan.at(first).is_glued() || first == 0 || !part(first - 1) {
            break;
        }
        first -= 1;
    }
    (marked && !(scan.runs_on(end) && scan.at(end + 1).is_one_of(b"/@"))).then_some((first, end))
}

/// Seventeen capitals and digits without I, O and Q: a vehicle identification number.
fn vehicle(scan: &Scan<'_>, at: usize) -> Option<usize> {
    const LENGTH: usize = 17;
    if scan.at(at).length() >= LENGTH || !scan.starts_clean(at) {
        return None;
    }
    let (mut last, mut length, mut digits, mut words) = (at, 0, 0, 0);
    loop {
        let token = scan.at(last);
        let allowed = token.is_number() || token.case == Case::Upper && !scan.word(last).contains(['I', 'O', 'Q']);
        length += token.length();
        digits += if token.is_number() { token.length() } else { 0 };
        words += usize::from(token.is_word());
        if !token.is_alphanumeric() || !allowed || length > LENGTH {
            return None;
        }
        if scan.ends_clean(last) {
            break;
        }
        last += 1;
    }
    (length == LENGTH && digits >= 5 && words >= 2).then_some(last)
}
