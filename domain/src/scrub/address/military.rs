//! Addresses of the armed forces: "FPO AP 96555", "USS Harlow, FPO AP 96555".

use super::super::Certainty;
use super::super::scan::Scan;
use super::Street;
use super::postal::code;

/// "FPO AP 96555" is found by itself; "Unit 4120 Box 3318" is found by its box.
pub(super) fn military_address(scan: &Scan<'_>, at: usize) -> Option<Street> {
    if scan.at(at).length() != 3 {
        return None;
    }
    let last = military_post_office(scan, at)?;
    let ship = (2..=3)
        .filter_map(|steps| at.checked_sub(steps))
        .find(|ship| scan.says_any(*ship, &["uss", "usns", "uscgc"]) && scan.at(ship + 1).is_capital());
    Some(Street::numbered(ship.unwrap_or(at), last, Certainty::Certain, false))
}

/// "APO AE 09321": a post office of the armed forces.
pub(super) fn military_post_office(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let token = scan.at(at);
    let office = token.length() == 3 && token.is_word() && scan.says_any(at, &["apo", "fpo", "dpo"]);
    let region = office
        && if scan.at(at + 1).is(b',') {
            scan.says_any(at + 2, &["ae", "ap", "aa"])
        } else {
            scan.says_any(at + 1, &["ae", "ap", "aa"])
        };
    let number = if scan.at(at + 1).is(b',') { at + 3 } else { at + 2 };
    (region && scan.at(number).is_number()).then(|| code(scan, number).unwrap_or(number))
}
