//! Rooms, beds and wards: "room 318", "bed 12A", "ICU bed 3-2", "on 5 North". The number must directly follow the word
//! for the place, and must not count, measure or time anything. 45 CFR 164.514(b)(2)(i)(B).

use super::claim::Claim;
use super::room_number::{code, direction, is_quantity, more};
use super::room_word::{Place, comes_after, is_paired, is_theatre, place, place_before};
use super::scan::Scan;
use super::token::{Case, Gap};
use super::{Certainty, Kind, kind};

/// Adds claims for rooms, beds and wards.
pub(super) fn find(scan: &Scan<'_>, claims: &mut Vec<Claim>) {
    let mut done = 0;
    for (at, token) in scan.tokens() {
        if at == 0 || at < done {
            continue;
        }
        let found = if token.is_number() {
            numbered(scan, at).or_else(|| wing(scan, at))
        } else if token.case == Case::Upper && token.length() == 1 {
            lettered(scan, at)
        } else {
            None
        };
        if let Some(room) = found.filter(|room| room.first >= done) {
            let claim = Claim::new(Kind::Place, scan.span(room.first, room.last), room.certainty);
            claims.push(claim.replacing(kind::ROOM));
            done = room.last + 1;
        }
    }
}

struct Room {
    first: usize,
    last: usize,
    certainty: Certainty,
}

/// "room 318", "bed 12A", "OR 5".
fn numbered(scan: &Scan<'_>, at: usize) -> Option<Room> {
    if scan.at(at).length() > 5 || !scan.back(at, 1).is_alphanumeric() && !scan.back(at, 1).is_one_of(b"#.:-") {
        return None;
    }
    let (first, place) = place_before(scan, at)?;
    let end = code(scan, at)?;
    if is_quantity(scan, end) {
        return None;
    }
    let value = scan.at(at).value;
    let lettered = end > at || scan.at(at).is_glued() && scan.back(at, 1).is_word();
    let turned = direction(scan, end + 1, Gap::Blank);
    let certainty = match place {
        Place::Spot => Certainty::Certain,
        // POD 3 is a day after surgery.
        Place::Area if scan.says(first, "pod") && scan.at(first).case != Case::Title => return None,
        Place::Area => Certainty::Likely,
        Place::Floor if scan.at(first).is_capital() || comes_after(scan, first, &["on", "from", "to", "of"]) => {
            Certainty::Likely
        }
        // "unit 2 O+" is blood.
        Place::Unit if turned || lettered && !scan.at(end + 1).is_one_of(b"+-") && !scan.says(end, "O") => {
            Certainty::Likely
        }
        Place::Theatre if scan.at(first).case != Case::Lower && is_theatre(scan, first, end, value) => {
            Certainty::Likely
        }
        Place::Short if scan.at(first + 1).is(b'-') && at == first + 2 => Certainty::Likely,
        Place::Paired if is_paired(scan, first) => Certainty::Likely,
        _ => return None,
    };
    let last = if turned { end + 1 } else { more(scan, first, end) };
    Some(Room { first, last, certainty })
}

/// "bed B": one capital letter after the word.
fn lettered(scan: &Scan<'_>, at: usize) -> Option<Room> {
    let named = scan.at(at).gap == Gap::Blank && !scan.says(at, "I");
    let alone = !scan.runs_on(at) || scan.at(at + 1).is_one_of(b".,:;)") && !scan.at(at + 2).is_glued();
    let first = at.checked_sub(1).filter(|_| named && alone)?;
    let spot = matches!(place(scan, first)?, Place::Spot | Place::Area)
        && scan.says_any(first, &["bed", "bay", "room", "rm", "cubicle", "pod", "bedspace", "ward", "wing", "resus"]);
    let article = scan.says(at, "A") && scan.at(at + 1).is_word();
    (spot && !article).then_some(Room { first, last: at, certainty: Certainty::Likely })
}

/// "on 5 North", "from 4-West": a wing named by floor and direction.
fn wing(scan: &Scan<'_>, at: usize) -> Option<Room> {
    let token = scan.at(at);
    if token.length() > 2 || token.value == 0 || !scan.starts_clean(at) {
        return None;
    }
    let dashed = scan.runs_on_mark(at, b'-') && direction(scan, at + 2, Gap::None);
    let last = if dashed { at + 2 } else { at + 1 };
    if !dashed && !direction(scan, last, Gap::Blank) {
        return None;
    }
    let placed = comes_after(scan, at, &["on", "from", "to", "off", "in", "at", "up", "of", "the", "our", "floor"]);
    let next = scan.at(last + 1);
    let goes_on = next.gap != Gap::Line
        && (next.is_capital() && !scan.says_any(last + 1, &["ICU", "RN", "I", "Dr", "PCU", "MICU"])
            || next.is(b'-') && next.is_glued()
            || scan.says_any(last + 1, &["coast", "side", "of", "facing", "bound", "end"]));
    let certainty = Certainty::Likely;
    ((placed || dashed) && !goes_on).then_some(Room { first: at, last, certainty })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scrub::findings;

    /// The text with only the rooms replaced, so that other recognisers have no effect here.
    fn without_rooms(text: &str) -> String {
        let mut left = text.to_owned();
        for finding in findings(text).iter().rev().filter(|finding| finding.replacement == kind::ROOM) {
            left.replace_range(finding.span.start()..finding.span.end(), &finding.replacement);
        }
        left
    }

    const GOES: &[(&str, &str)] = &[
        ("room 318", "[room]"),
        ("she is in room 318 now", "she is in [room] now"),
        ("rm 4B", "[room]"),
        ("Rm. 412", "[room]"),
        ("Rm #412, door", "[room], door"),
        ("Room #: 412", "[room]"),
        ("room number 412", "[room]"),
        ("bed 9", "[room]"),
        ("Bed 9: 54M with CAP", "[room]: 54M with CAP"),
        ("Bed 9 F 67 with CAP", "[room] F 67 with CAP"),
        ("bed 12A", "[room]"),
        ("Bed 3-2", "[room]"),
        ("bed #14 again", "[room] again"),
        ("ICU bed 7", "ICU [room]"),
        ("MICU bed 12 coded", "MICU [room] coded"),
        ("bay 4", "[room]"),
        ("Resus bay 2.", "Resus [room]."),
        ("cubicle 3", "[room]"),
        ("exam room 2", "exam [room]"),
        ("in OR 5 today", "in [room] today"),
        ("OR 5", "[room]"),
        ("went back to OR 12.", "went back to [room]."),
        ("trauma bay 2", "trauma [room]"),
        ("ward 7B", "[room]"),
        ("Ward 12, far end", "[room], far end"),
        ("unit 4 West", "[room]"),
        ("Unit 4B", "[room]"),
        ("on 5 North", "on [room]"),
        ("from 4 West, no report", "from [room], no report"),
        ("the 4-West charge nurse", "the [room] charge nurse"),
        ("transferred to 6 South", "transferred to [room]"),
        ("Floor 6", "[room]"),
        ("up on floor 6 again", "up on [room] again"),
        ("room 318-B", "[room]"),
        ("Room A12", "[room]"),
        ("bed B", "[room]"),
        ("room 318 bed B", "[room] [room]"),
        ("beds 3 and 4", "[room]"),
        ("rooms 4, 6 and 9 are mine", "[room] are mine"),
        ("cath lab 2", "cath [room]"),
        ("infusion chair 4", "infusion [room]"),
        ("theatre 3", "[room]"),
        ("Pod 3", "[room]"),
        ("MICU-12", "[room]"),
        ("Bed9 wants water", "[room] wants water"),
        ("isolette 4", "[room]"),
        ("resus 3", "[room]"),
        ("Rm 2201", "[room]"),
        ("code blue, room 1014!", "code blue, [room]!"),
        ("bedspace 12", "[room]"),
    ];

    const STAYS: &[&str] = &[
        "room air",
        "95% on room air 21%",
        "bed rest",
        "bed rest for 3 days",
        "8 beds",
        "two psych beds",
        "bed 24/7",
        "room for 3 more",
        "bay leaf",
        "OR 2.3 (95% CI 1.1-4.2)",
        "OR 1.5",
        "OR 5 mg",
        "an OR of 2 (1.1-3.4)",
        "adjusted OR 2 (95% CI 1.1-3.4)",
        "OR 2 (95% CI 1.1-3.4)",
        "OR 3, 95% CI 2-5",
        "2 OR 5 doses",
        "3 or 5 beds",
        "unit 5 mL",
        "2 units",
        "unit 2 of PRBC",
        "Unit 2 of PRBC",
        "1 unit 2 hours later",
        "bed control",
        "room temp 22",
        "ward of 12 patients",
        "in bed 2 hours",
        "to bed 10 pm",
        "to bed 10:30",
        "in bed 3 days",
        "bed 2x daily",
        "the room 2 hours later",
        "on the floor 3 hours",
        "fell to the floor 4 times",
        "floor patient",
        "the floor nurse",
        "ICU 7 days",
        "ICU stay 12 days",
        "COVID-19",
        "POD 3, eating",
        "pod 2 and febrile",
        "30 rooms, 4 nurses",
        "5 North African patients",
        "4 west coast centres",
        "in 3 West African countries",
        "room O2 sat",
        "beds are 2 m apart",
        "a 12 bed unit",
        "24-bed ward",
        "bed A is free",
        "wing 2.5 cm",
        "lab 2",
        "chair 3 times a day",
        "unit dose 5 mg",
        "the unit 24/7",
        "pod 3 days",
        "wards 30% full",
        "step 4 North",
        "ward round 8",
        "operating room time 90 min",
        "recovery room 45 min",
        "bed 50% elevated",
        "in bed I slept",
        "ER 2 hours",
        "bed-bound 2 years",
        "head of bed 30 degrees",
        "head of bed 30°",
        "emergency room 3 times",
        "crib death 1 in 2000",
    ];

    #[test]
    fn rooms_and_beds_go() {
        for (text, left) in GOES {
            assert_eq!(without_rooms(text), *left, "{text}");
        }
    }

    #[test]
    fn the_rest_stays() {
        for text in STAYS {
            assert_eq!(without_rooms(text), *text);
        }
    }

    #[test]
    fn a_room_is_a_place() {
        let found = findings("bed 9");
        assert!(found.iter().all(|one| one.kind == Kind::Place) && found.len() == 1);
    }
}
