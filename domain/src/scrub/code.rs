//! Numbers and codes that can only be somebody's, without a label: payment cards, long numbers, vehicle numbers and codes
//! of capitals and digits. 45 CFR 164.514(b)(2)(i)(J), (L) and (R). Public codes (trials, drugs, genes) stay.

use super::Kind;
use super::label::{self, Trust};
use super::resolve::Claim;
use super::token::{Case, Gap, Scan};
use super::words::Senses;

/// A number without a label is somebody's from this many digits on.
const LONG: usize = 11;

/// Finds them.
pub(super) fn find(scan: &Scan<'_>, claims: &mut Vec<Claim>) {
    for (at, token) in scan.tokens() {
        if token.is(b'#') {
            let alone = !(token.is_glued() && scan.back(at, 1).is_alphanumeric());
            if let Some(span) = label::value(scan, at, Trust::Bare).filter(|_| alone) {
                claims.push(Claim::likely(Kind::RecordNumber, span));
            }
            continue;
        }
        let last = if token.is_number() {
            card(scan, at).or_else(|| vehicle(scan, at)).or_else(|| long_number(scan, at))
        } else if token.is_word() && token.case == Case::Upper {
            prefixed(scan, at).or_else(|| vehicle(scan, at))
        } else {
            None
        };
        if let Some(last) = last {
            claims.push(Claim::likely(Kind::RecordNumber, scan.span(at, last)));
        }
    }
}

fn ends_clean(scan: &Scan<'_>, last: usize) -> bool {
    !(scan.runs_on(last) && scan.at(last + 1).is_alphanumeric())
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
        ends_clean(scan, last).then_some(last)
    })
}

/// Eleven digits and more are no measurement, unless they are round.
fn long_number(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let decimal = scan.at(at).is_glued() && scan.back(at, 1).is_one_of(b".,");
    let round = scan.word(at).ends_with("0000");
    (scan.at(at).length() >= LONG && !decimal && !round && !scan.back(at, 1).means(Senses::PUBLIC_CODE)).then_some(at)
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
    (shaped && !public && scan.starts_clean(at) && ends_clean(scan, number)).then_some(number)
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
        if !(scan.runs_on(last) && scan.at(last + 1).is_alphanumeric()) {
            break;
        }
        last += 1;
    }
    (length == LENGTH && digits >= 5 && words >= 2).then_some(last)
}
