//! Postal codes by their form: British and Canadian ones anywhere, those of other countries only within an address.
//! 45 CFR 164.514(b)(2)(i)(B).

use super::super::Kind;
use super::super::claim::Claim;
use super::super::scan::Scan;
use super::super::token::{Case, Gap};
use super::super::words::Senses;

/// Postcode areas of the United Kingdom.
const AREAS: [&str; 124] = [
    "AB", "AL", "B", "BA", "BB", "BD", "BH", "BL", "BN", "BR", "BS", "BT", "CA", "CB", "CF", "CH", "CM", "CO", "CR",
    "CT", "CV", "CW", "DA", "DD", "DE", "DG", "DH", "DL", "DN", "DT", "DY", "E", "EC", "EH", "EN", "EX", "FK", "FY",
    "G", "GL", "GU", "GY", "HA", "HD", "HG", "HP", "HR", "HS", "HU", "HX", "IG", "IM", "IP", "IV", "JE", "KA", "KT",
    "KW", "KY", "L", "LA", "LD", "LE", "LL", "LN", "LS", "LU", "M", "ME", "MK", "ML", "N", "NE", "NG", "NN", "NP",
    "NR", "NW", "OL", "OX", "PA", "PE", "PH", "PL", "PO", "PR", "RG", "RH", "RM", "S", "SA", "SE", "SG", "SK", "SL",
    "SM", "SN", "SO", "SP", "SR", "SS", "ST", "SW", "SY", "TA", "TD", "TF", "TN", "TQ", "TR", "TS", "TW", "UB", "W",
    "WA", "WC", "WD", "WF", "WN", "WR", "WS", "WV", "YO", "ZE",
];

/// Adds claims for the codes that need no address before them.
pub(in crate::scrub) fn find(scan: &Scan<'_>, claims: &mut Vec<Claim>) {
    for (at, token) in scan.tokens() {
        if token.case == Case::Upper && token.length() <= 2 && scan.at(at + 1).is_number() && scan.runs_on(at) {
            if !scan.starts_clean(at) || scan.back(at, 1).is_one_of(b"-/") {
                continue;
            }
            if let Some(last) = british(scan, at, false).or_else(|| canadian(scan, at, false)) {
                claims.push(Claim::likely(Kind::Zip, scan.span(at, last)));
            }
        }
    }
}

/// The last token of the postal code that starts at a position within an address.
pub(super) fn code(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let first = scan.at(at);
    if first.is_word() {
        let coded = first.case == Case::Upper && first.length() <= 2;
        return coded
            .then(|| british(scan, at, true).or_else(|| canadian(scan, at, true)).or_else(|| prefixed(scan, at)))
            .flatten();
    }
    if !first.is_number() {
        return None;
    }
    let (joint, second) = (scan.at(at + 1), scan.at(at + 2));
    let tight = |mark| joint.is(mark) && joint.is_glued() && second.is_number() && second.is_glued();
    let blank = joint.gap == Gap::Blank && (!scan.runs_on(at + 1) || !second.is_alphanumeric());
    let last = match (first.length(), joint.length(), second.length()) {
        (5, _, 4 | 3) if tight(b'-') => at + 2,
        (2 | 4, _, 3) | (3, _, 4) if tight(b'-') => at + 2,
        (3, 2, _) if joint.is_number() && blank && !joint.means(Senses::MEASURE) => at + 1,
        (3, 3, _) if joint.is_number() && blank => at + 1,
        (4, 2, _) if joint.case == Case::Upper && joint.is_word() && joint.gap != Gap::Line => at + 1,
        (5 | 6, _, _) => at,
        _ => return None,
    };
    ends(scan, last).then_some(last)
}

/// "D-10115", "CH-8001", "SE-112 34", "L-1234".
fn prefixed(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let number = scan.at(at + 2);
    let shaped = scan.runs_on_mark(at, b'-') && number.is_number() && number.is_glued() && number.length() >= 3;
    (shaped && number.length() <= 6).then(|| code(scan, at + 2).unwrap_or(at + 2)).filter(|last| ends(scan, *last))
}

/// Whether the code ends here: nothing is glued to it, and it measures nothing.
fn ends(scan: &Scan<'_>, last: usize) -> bool {
    let next = scan.at(last + 1);
    let glued = scan.runs_on(last)
        && (next.is_alphanumeric()
            || next.is_one_of(b".,/-%") && scan.runs_on(last + 1) && scan.at(last + 2).is_number());
    let measured = next.means(Senses::MEASURE) && next.case == Case::Lower && next.gap == Gap::Blank;
    !glued && !measured && !next.is(b'%')
}

/// "SW1A 1AA", "NE46 1AA". Without an address before it, a code that could be a vitamin, a vertebra or a dose is not
/// accepted.
fn british(scan: &Scan<'_>, at: usize, trusted: bool) -> Option<usize> {
    let area = scan.word(at);
    let district = scan.at(at + 1);
    if !district.is_glued() || district.length() > 2 || AREAS.binary_search(&area).is_err() {
        return None;
    }
    let letter = scan.at(at + 2);
    let sub = letter.is_glued() && letter.is_word() && letter.length() == 1 && letter.case == Case::Upper;
    let inward = if sub { at + 3 } else { at + 2 };
    let (digit, unit) = (scan.at(inward), scan.at(inward + 1));
    let spaced = digit.gap == Gap::Blank || trusted && digit.is_glued() && sub;
    let letters = scan.word(inward + 1);
    let shaped = spaced
        && digit.is_number()
        && digit.length() == 1
        && unit.is_glued()
        && unit.case == Case::Upper
        && letters.len() == 2
        && !letters.bytes().any(|byte| b"CIKMOV".contains(&byte))
        && scan.ends_clean(inward + 1);
    let medical = unit.means(Senses::MEASURE)
        || unit.means(Senses::ORDINAL_END)
        || scan.says_any(inward + 1, &["PO", "BD", "HS", "AM", "PM", "YO", "ER", "SL", "SR", "XL", "LA"])
        || area.len() == 1 && !sub && is_medical(area, district.value);
    (shaped && (trusted || !medical)).then_some(inward + 1)
}

/// B12 is a vitamin, B27 an antigen, L4 and S1 are vertebrae, E1 to E4, M5 and N2 are grades, G6 a variant, W3 a week.
fn is_medical(area: &str, district: u32) -> bool {
    match area {
        "B" => matches!(district, 1..=3 | 5..=9 | 12 | 27 | 51 | 57),
        "L" | "S" | "M" | "N" | "E" | "G" => district <= 6,
        _ => district <= 3,
    }
}

/// "K1A 0B1". Without a blank only within an address, because E1V2M4 is a coma score and T2N0M0 a stage.
fn canadian(scan: &Scan<'_>, at: usize, trusted: bool) -> Option<usize> {
    let token = |step: usize| scan.at(at + step);
    let digit = |step: usize| token(step).is_number() && token(step).length() == 1;
    let upper = |step: usize| token(step).is_word() && token(step).case == Case::Upper && token(step).length() == 1;
    let first = scan.word(at).bytes().next().filter(|_| upper(0) && digit(1) && upper(2))?;
    if !b"ABCEGHJKLMNPRSTVXY".contains(&first) || !token(1).is_glued() || !token(2).is_glued() {
        return None;
    }
    let start = if trusted && token(3).is(b'-') && token(3).is_glued() { 4 } else { 3 };
    let spaced = token(3).gap == Gap::Blank || trusted && token(start).is_glued();
    let second = spaced && digit(start) && upper(start + 1) && digit(start + 2);
    let glued = token(start + 1).is_glued() && token(start + 2).is_glued();
    let allowed = [2, start + 1].iter().all(|step| !matches!(scan.word(at + step), "D" | "F" | "I" | "O" | "Q" | "U"));
    let stage = first == b'T' && scan.says(at + 2, "N");
    (second && glued && allowed && !stage && ends(scan, at + start + 2)).then_some(at + start + 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scrub::findings;

    fn codes(text: &str) -> Vec<String> {
        let found = findings(text);
        found.iter().filter(|one| one.kind == Kind::Zip).map(|one| one.span.of(text).to_owned()).collect()
    }

    #[test]
    fn british_and_canadian_codes_by_shape() {
        for (text, code) in [
            ("she moved from SW1A 1AA last year", "SW1A 1AA"),
            ("practice in NE46 1AA.", "NE46 1AA"),
            ("EC1A 1BB", "EC1A 1BB"),
            ("near CR2 6XH", "CR2 6XH"),
            ("DN55 1PT", "DN55 1PT"),
            ("W1A 0AX", "W1A 0AX"),
            ("M60 1NW", "M60 1NW"),
            ("K1A 0B1", "K1A 0B1"),
            ("up in V6B 4Y8, by the water", "V6B 4Y8"),
        ] {
            assert_eq!(codes(text), [code], "{text}");
        }
    }

    #[test]
    fn clinical_codes_stay() {
        for text in [
            "B12 4AA",
            "L4 5SC",
            "S1 2LB",
            "E1V2M4",
            "E4V5M6",
            "T2N0M0",
            "T1N 0M0",
            "H1N1 2A",
            "CD4 3AB",
            "PO2 8HR",
            "A1C 7",
            "B12 2MG",
            "SP2 1ST",
            "IV2 4BD",
            "HLA B27 5AB",
            "T4 2XA",
            "V1 3AVF",
            "G6PD 1A",
            "P2Y12",
            "5HT3 2A",
            "C5 6A",
            "M1A 2",
            "BP12 1AA",
            "S1P 1R",
            "PE4 2PO",
        ] {
            assert_eq!(codes(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn areas_are_sorted() {
        assert!(AREAS.is_sorted());
    }
}
