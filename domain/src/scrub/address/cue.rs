//! Words that announce an address: "lives at", "sent to", "billing address:", "taxi to", "the corner of".

use super::super::scan::Scan;
use super::super::token::Gap;
use super::words::is_one_of;

/// How far before an address the words that announce it may be, in tokens.
const REACH: usize = 9;

/// Nouns that announce an address by themselves.
const NOUNS: [&str; 22] = [
    "address",
    "addresses",
    "addr",
    "adress",
    "adresse",
    "adres",
    "adresa",
    "anschrift",
    "cím",
    "címe",
    "dirección",
    "direccion",
    "indirizzo",
    "endereço",
    "domicilio",
    "osoite",
    "adressen",
    "wohnhaft",
    "residence",
    "διεύθυνση",
    "bydliště",
    "bytem",
];

/// Words before "at", "in", "on" or "near".
const AT: [&str; 34] = [
    "live",
    "lives",
    "lived",
    "living",
    "reside",
    "resides",
    "resided",
    "residing",
    "stay",
    "stays",
    "stayed",
    "staying",
    "located",
    "situated",
    "house",
    "home",
    "flat",
    "apartment",
    "meet",
    "meeting",
    "pickup",
    "picked",
    "pick",
    "drop",
    "dropped",
    "dropoff",
    "based",
    "residence",
    "office",
    "property",
    "deliver",
    "delivered",
    "arrive",
    "scene",
];

/// Words before "to".
const TO: [&str; 34] = [
    "sent",
    "send",
    "sends",
    "sending",
    "mail",
    "mailed",
    "ship",
    "shipped",
    "shipping",
    "deliver",
    "delivered",
    "delivery",
    "move",
    "moved",
    "moves",
    "moving",
    "taxi",
    "cab",
    "uber",
    "lyft",
    "dispatched",
    "drove",
    "drive",
    "driven",
    "relocated",
    "relocate",
    "relocating",
    "forward",
    "forwarded",
    "posted",
    "post",
    "package",
    "parcel",
    "directions",
];

/// Words before "from".
const FROM: [&str; 6] = ["pick", "picked", "pickup", "taxi", "collected", "moved"];

/// Words for the next speaker in a conversation: "User: 12 Linden Road".
const SPEAKERS: [&str; 14] = [
    "user",
    "agent",
    "customer",
    "caller",
    "assistant",
    "operator",
    "patient",
    "client",
    "bot",
    "support",
    "me",
    "them",
    "him",
    "her",
];

/// Whether the words before a position announce an address there.
pub(super) fn announces(scan: &Scan<'_>, first: usize) -> bool {
    let mut linked = false;
    let mut said = 0;
    for step in 1..=REACH {
        let Some(at) = first.checked_sub(step) else { return false };
        let token = scan.at(at);
        if token.is_word() {
            let word = scan.word(at);
            if is_one_of(&NOUNS, word) {
                let verb = scan.said_any(at, 1, &["to", "we", "will", "should", "must", "i", "can", "not"]);
                return !verb && (linked || said == 0 && !scan.says_any(at + 1, &["a", "an"]));
            }
            if said == 0 && is_one_of(&["at", "in", "on", "near", "to", "of", "from", "towards"], word) {
                return places(scan, at) || linked && asked(scan, at);
            }
            if said == 0 && is_one_of(&["with", "as"], word) && is_given(scan, at) {
                return true;
            }
            let speaker = scan.at(at + 1).is(b':') && is_one_of(&SPEAKERS, word);
            if speaker || is_one_of(&["is", "was", "are", "s", "now", "reads"], word) {
                linked = true;
            } else if !is_one_of(&["the", "a", "my", "new", "old", "apartment", "no", "number", "house"], word) {
                said += 1;
                if said > 4 {
                    return false;
                }
            }
        } else if token.is_one_of(b":?=") {
            linked = true;
        } else if token.is_one_of(b"!;") || token.is(b'.') && scan.at(at + 1).gap != Gap::None || token.is_number() {
            return false;
        }
    }
    false
}

/// "Here they are: 12 ...": a list of details. This is weak evidence, and counts only for something that already looks
/// like an address.
pub(super) fn lists(scan: &Scan<'_>, first: usize) -> bool {
    let Some(mark) = first.checked_sub(1).filter(|mark| scan.at(*mark).is(b':')) else { return false };
    let said = |steps: usize, words: &[&str]| scan.said_any(mark, steps, words);
    let pronoun = said(1, &["are", "is", "s", "go", "goes"]) && said(2, &["they", "it", "these", "those"]);
    pronoun && (said(3, &["here"]) || said(4, &["here"]))
        || said(1, &["are", "is", "s"]) && said(2, &["here"])
        || said(1, &["it", "they"]) && said(2, &["is", "are"]) && said(3, &["here"])
}

/// "billing address with", "the address as": an address is named and follows.
fn is_given(scan: &Scan<'_>, preposition: usize) -> bool {
    let before = |steps: usize, words: &[&str]| scan.said_any(preposition, steps, words);
    before(1, &["address"])
        && before(
            2,
            &[
                "billing", "shipping", "delivery", "mailing", "postal", "home", "street", "new", "old", "current",
                "the", "my", "his", "her", "their", "your", "our", "email",
            ],
        )
}

/// Whether a verb of living, sending or moving is before the preposition.
fn places(scan: &Scan<'_>, preposition: usize) -> bool {
    let word = scan.word(preposition);
    let verbs: &[&str] = match word.len() {
        2 if word.eq_ignore_ascii_case("to") => &TO,
        2 if word.eq_ignore_ascii_case("of") => return is_side(scan, preposition),
        4 if word.eq_ignore_ascii_case("from") => &FROM,
        7 => &TO,
        _ => &AT,
    };
    (1..=4).any(|step| {
        let back = scan.back(preposition, step);
        back.is_word() && is_one_of(verbs, scan.text.get(back.start..back.end).unwrap_or_default())
    })
}

/// "the north side of", "the address of".
fn is_side(scan: &Scan<'_>, of: usize) -> bool {
    let before = |steps: usize, words: &[&str]| scan.said_any(of, steps, words);
    before(1, &["address"]) || before(1, &["side"]) && before(2, &["north", "south", "east", "west"])
}

/// "Where should it be sent to? User: ..."
fn asked(scan: &Scan<'_>, preposition: usize) -> bool {
    (1..=6).any(|step| {
        let back = scan.back(preposition, step);
        back.is_word()
            && is_one_of(&["address", "sent", "delivered"], scan.text.get(back.start..back.end).unwrap_or_default())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn announced_or_not() {
        for (text, expected) in [
            ("she lives at 12", true),
            ("please send it to 12", true),
            ("address: 12", true),
            ("my billing address is now 12", true),
            ("sent to? user: 12", true),
            ("taxi to 12", true),
            ("the north side of 12", true),
            ("what is your address? User: 12", true),
            ("please change the delivery address with 12", true),
            ("we address her pain with 12", false),
            ("we should address 12", false),
            ("dropped to 12", false),
            ("HR rose to 12", false),
            ("she lives well. K 12", false),
            ("12", false),
        ] {
            let scan = Scan::read(text);
            let last = scan.tokens().count() - 1;
            assert_eq!(announces(&scan, last), expected, "{text}");
        }
    }
}
