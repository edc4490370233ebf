//! Whether a text shares its wording with an earlier one. Texts are compared as sets of shingles, runs of five words
//! (Broder, "On the resemblance and containment of documents", 1997): a stored [`sketch`] finds candidates, and
//! [`shared_wording`] compares a candidate in full. Quotations in a text do not count as copied.

use std::collections::HashSet;

use super::prose::{GAP, own_wording, words};
use crate::hint::fold;

/// Number of words in a shingle: long enough that two authors rarely share one by chance, short enough to survive small
/// edits.
const SHINGLE: usize = 5;
/// Maximum number of hashes in a sketch.
pub const SKETCH: usize = 32;
/// A text counts as copied from this share on: most of it is in an earlier text. With a lower limit, shared phrases,
/// protocols and checklists would count as copies.
pub const COPIED_FROM: f32 = 0.5;
/// A text with fewer shared shingles than this (about 24 words) is never a copy: anybody may write "I agree, we do the
/// same here".
pub const LEAST_SHARED: usize = 20;
/// A passage in quotation marks is a quotation from this many words on; a shorter one only highlights words.
const QUOTATION: usize = 5;

/// The smallest hashes of a text's shingles (bottom-k sketch): sorted, distinct, at most [`SKETCH`], and empty if the
/// text has no shingle of its own. Two texts that share wording are likely to share some of them. Sketches are stored,
/// so the hash and what is hashed must never change.
pub fn sketch(body: &str) -> Vec<i64> {
    let mut hashes: Vec<i64> = shingles(body).into_iter().map(u64::cast_signed).collect();
    hashes.sort_unstable();
    hashes.truncate(SKETCH);
    hashes
}

/// The share of the new text's shingles that are also in an earlier one, from 0.0 to 1.0 in thousandths; 0.0 if the new
/// text has none. Quotations count on neither side, so that nobody copies from somebody who quoted them.
pub fn shared_wording(new: &str, earlier: &str) -> f32 {
    let (shared, all) = overlap(new, earlier);
    let thousandths = u16::try_from((1_000 * shared).checked_div(all).unwrap_or_default()).unwrap_or_default();
    f32::from(thousandths) / 1_000.0
}

/// Whether enough of the new text is in the earlier one to count as a copy.
pub fn is_copied(new: &str, earlier: &str) -> bool {
    let (shared, _) = overlap(new, earlier);
    shared >= LEAST_SHARED && shared_wording(new, earlier) >= COPIED_FROM
}

/// How many shingles of the new text are in the earlier one, and how many it has.
fn overlap(new: &str, earlier: &str) -> (usize, usize) {
    let (new, earlier) = (shingles(new), shingles(earlier));
    (new.intersection(&earlier).count(), new.len())
}

/// The hashes of all runs of five words. No run crosses a place where something was taken out of the text.
fn shingles(text: &str) -> HashSet<u64> {
    let own = own_wording(text, QUOTATION);
    let mut hashes = HashSet::new();
    for passage in own.split(GAP) {
        let words: Vec<String> = words(passage).map(fold).filter(|word| !word.is_empty()).collect();
        hashes.extend(words.windows(SHINGLE).map(hash));
    }
    hashes
}

/// 64-bit FNV-1a (Fowler, Noll, Vo), each word followed by a blank, and then the finaliser of MurmurHash3 (Appleby).
/// The finaliser spreads over all bits what FNV leaves in the lower ones, so that the smallest hashes are a fair
/// sample.
fn hash(words: &[String]) -> u64 {
    let bytes = words.iter().flat_map(|word| word.bytes().chain([b' ']));
    let fnv = bytes
        .fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3));
    let mixed = (fnv ^ fnv >> 33).wrapping_mul(0xff51_afd7_ed55_8ccd);
    let mixed = (mixed ^ mixed >> 33).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    mixed ^ mixed >> 33
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "shares are exact thousandths")]
mod tests {
    use super::*;

    const ADVICE: &str = "We moved the warning lamp next to the pump, because nobody looked at the screen during rounds. Since then \
                          the night team has caught three line infections early, and the pharmacist checks every second dose with \
                          us before it leaves the ward.";

    #[test]
    fn a_text_contains_itself_in_any_dress() {
        let upper = ADVICE.to_uppercase();
        let marked = ADVICE.replace(", ", " \u{2014} ").replace("three", "**three**");
        let plain = ADVICE.replace('.', "\n\n");
        for same in [ADVICE, &upper, &marked, &plain] {
            assert_eq!(shared_wording(same, ADVICE), 1.0, "{same}");
            assert_eq!(sketch(same), sketch(ADVICE), "{same}");
            assert!(is_copied(same, ADVICE), "{same}");
        }
    }

    #[test]
    fn part_of_a_text() {
        let own = "I would look at the whole path first: who draws the blood, who carries it, who reads the result and who acts on \
                   it. In our unit the delay was in the corridor, and a second porter solved what three new machines had not.";
        let mixed = format!("{ADVICE} {own}");
        assert_eq!(shared_wording(own, ADVICE), 0.0);
        assert!(shared_wording(ADVICE, &mixed) >= 0.999);
        let share = shared_wording(&mixed, ADVICE);
        assert!((0.4..0.6).contains(&share), "{share}");
        assert!(is_copied(ADVICE, &mixed) && !is_copied(own, &mixed.replace(own, "")));
    }

    #[test]
    fn quotations_are_original() {
        for quoted in [
            format!("> {ADVICE}\n\nThis helped us too."),
            format!("> {ADVICE}"),
            format!("They wrote: “{ADVICE}”. We do it as well."),
            format!("They wrote: \"{ADVICE}\" We do it as well."),
            format!("Ils disent «{ADVICE}» et nous aussi."),
            format!("```\n{ADVICE}\n```"),
            format!("`{ADVICE}`"),
        ] {
            assert_eq!(shared_wording(&quoted, ADVICE), 0.0, "{quoted}");
            assert_eq!(shared_wording(ADVICE, &quoted), 0.0, "{quoted}");
            assert!(!is_copied(&quoted, ADVICE), "{quoted}");
        }
    }

    #[test]
    fn a_short_answer_is_never_a_copy() {
        let short = "I agree, we do the same on our unit and it works well for us.";
        assert_eq!(shared_wording(short, short), 1.0);
        assert!(!is_copied(short, short));
        assert!(!is_copied("", "") && shared_wording("", ADVICE) == 0.0 && sketch("four words are few").is_empty());
        assert_eq!(sketch("now five words make one").len(), 1);
    }

    #[test]
    fn what_was_removed_or_linked_makes_nobody_alike() {
        let removed = |word: &str| {
            format!("{word} saw [name] at [hospital] on [date] with [record number] at [institution]. ").repeat(9)
        };
        assert_eq!(shared_wording(&removed("she"), &removed("he")), 0.0);
        let link = "https://www.nejm.org/doi/full/10.1056/NEJMoa2034577 ".repeat(9);
        assert!(sketch(&link).is_empty());
    }

    /// Sketches are stored: if these numbers change, all stored sketches become useless.
    #[test]
    fn the_hash_is_the_same_for_ever() {
        assert_eq!(sketch("Now five words make one."), [611_273_008_994_217_229]);
        assert_eq!(sketch("Now six words make Müller two."), [-7_472_241_830_135_980_627, 3_234_569_459_433_570_419]);
    }

    #[test]
    fn a_sketch_is_short_and_sorted() {
        let long = (0..500).map(|n| format!("word{n}")).collect::<Vec<_>>().join(" ");
        let sketch = sketch(&long);
        assert_eq!(sketch.len(), SKETCH);
        assert!(sketch.is_sorted_by(|one, next| one < next));
    }
}
