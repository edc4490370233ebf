//! The words for a room, bed or ward, and how far the words around such a word make it credible.

use super::scan::Scan;
use super::token::{Case, Gap};

/// How certainly a word makes the number after it a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Its number names one place: room, bed, bay.
    Spot,
    /// Its number may name a place: ward, theatre, pod.
    Area,
    /// Also an everyday word: accepted only in a few positions.
    Floor,
    Unit,
    Theatre,
    /// Only as "ICU-7".
    Short,
    /// Only after the word that says which one: cath lab, infusion chair.
    Paired,
}

/// The words for them, in lower case.
const PLACES: [(&str, Place); 44] = [
    ("bassinet", Place::Spot),
    ("bay", Place::Spot),
    ("bays", Place::Spot),
    ("bed", Place::Spot),
    ("beds", Place::Spot),
    ("bedspace", Place::Spot),
    ("ccu", Place::Short),
    ("chair", Place::Paired),
    ("crib", Place::Spot),
    ("cubicle", Place::Spot),
    ("cubicles", Place::Spot),
    ("csicu", Place::Short),
    ("cvicu", Place::Short),
    ("floor", Place::Floor),
    ("icu", Place::Short),
    ("incubator", Place::Spot),
    ("isolette", Place::Spot),
    ("lab", Place::Paired),
    ("micu", Place::Short),
    ("nicu", Place::Short),
    ("or", Place::Theatre),
    ("ors", Place::Theatre),
    ("pacu", Place::Short),
    ("picu", Place::Short),
    ("pod", Place::Area),
    ("resus", Place::Area),
    ("rm", Place::Spot),
    ("rms", Place::Spot),
    ("room", Place::Spot),
    ("rooms", Place::Spot),
    ("sicu", Place::Short),
    ("stall", Place::Spot),
    ("stretcher", Place::Spot),
    ("suite", Place::Paired),
    ("theater", Place::Area),
    ("theatre", Place::Area),
    ("trolley", Place::Spot),
    ("unit", Place::Unit),
    ("ward", Place::Area),
    ("wards", Place::Area),
    ("wing", Place::Area),
    ("zimmer", Place::Spot),
    ("bettplatz", Place::Spot),
    ("station", Place::Paired),
];

/// What the word at a position says about the number after it.
pub(super) fn place(scan: &Scan<'_>, at: usize) -> Option<Place> {
    let word = scan.word(at);
    if !(2..=9).contains(&word.len()) {
        return None;
    }
    PLACES.iter().find(|(name, _)| word.eq_ignore_ascii_case(name)).map(|(_, place)| *place)
}

/// The word for the place before a number or letter, skipping "number", `#`, a dash or a glued letter ("room A12").
pub(super) fn place_before(scan: &Scan<'_>, at: usize) -> Option<(usize, Place)> {
    let mut before = at.checked_sub(1)?;
    let glued = scan.at(at).is_glued();
    if glued && scan.at(before).case == Case::Upper && scan.at(before).length() == 1 {
        let oxygen = scan.says(before, "O") && scan.at(at).value == 2;
        before = before.checked_sub(1).filter(|_| !oxygen && !scan.at(before).is_glued())?;
    } else if glued && scan.at(before).is_word() {
        let place = place(scan, before).filter(|place| *place == Place::Spot)?;
        return scan.starts_clean(before).then_some((before, place));
    }
    for _ in 0..2 {
        let token = scan.at(before);
        if token.is_one_of(b"#.:-") && token.is_glued() || token.is(b'#') || scan.says_any(before, &["no", "number"]) {
            before = before.checked_sub(1)?;
        }
    }
    if scan.at(before + 1).gap == Gap::Line || scan.at(at).gap == Gap::Line {
        return None;
    }
    place(scan, before).filter(|_| scan.starts_clean(before)).map(|place| (before, place))
}

/// "cath lab 2", "infusion chair 4", "birthing suite 3".
pub(super) fn is_paired(scan: &Scan<'_>, first: usize) -> bool {
    let before: &[&str] = match scan.at(first).length() {
        3 => &["cath", "hybrid", "ep", "endo"],
        5 if scan.says(first, "chair") => &["infusion", "dialysis", "chemo", "hd"],
        5 => &["endoscopy", "birthing", "delivery", "operating", "exam", "surgical", "angio", "procedure", "hybrid"],
        _ => &["nursing", "nurses", "dialysis", "hd"],
    };
    comes_after(scan, first, before)
}

/// Whether this is an operating room rather than an odds ratio or the word "or".
pub(super) fn is_theatre(scan: &Scan<'_>, first: usize, end: usize, value: u32) -> bool {
    let written = scan.at(first).case == Case::Upper || scan.word(first) == "ORs";
    let opens = matches!(scan.at(first).gap, Gap::Line) || scan.back(first, 1).is_one_of(b".!?(;");
    let placed = comes_after(
        scan,
        first,
        &[
            "in",
            "to",
            "from",
            "into",
            "at",
            "our",
            "the",
            "main",
            "cardiac",
            "neuro",
            "trauma",
            "for",
            "of",
            "hybrid",
            "via",
            "and",
            "outside",
            "by",
            "ortho",
            "robotic",
            "emergency",
        ],
    );
    let next = scan.at(end + 1);
    let ratio = next.is_one_of(b"(=[")
        && (scan.at(end + 2).is_number() || scan.says_any(end + 2, &["ci", "p", "range"]))
        || next.is_one_of(b",;")
            && (scan.at(end + 2).is_number() || scan.says_any(end + 2, &["ci", "p", "confidence"]))
        || scan.says_any(
            end + 1,
            &["ci", "p", "vs", "versus", "per", "or", "more", "times", "for", "with", "rn", "rns", "staff", "techs"],
        );
    written && (1..=60).contains(&value) && (opens || placed) && !ratio
}

/// Whether one of these words comes before, in the same line.
pub(super) fn comes_after(scan: &Scan<'_>, at: usize, words: &[&str]) -> bool {
    at > 0 && scan.at(at).gap == Gap::Blank && scan.says_any(at - 1, words)
}
