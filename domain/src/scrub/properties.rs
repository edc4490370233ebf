//! Properties that hold for any text.

use proptest::prelude::*;

use super::pieces::pieces;
use super::{Exemptions, Kind, findings, redact, sound, work};

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn sound_for_any_unicode(text in any::<String>()) {
        sound::check(&text);
    }

    #[test]
    fn sound_for_texts_of_telling_pieces(text in pieces(24)) {
        sound::check(&text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn work_grows_with_the_length_of_any_repetition(run in pieces(4)) {
        grows_evenly(&run);
    }
}

/// Eight times the repetitions take eight times the work, plus or minus half, counted in tokens read. Quadratic work
/// would take sixty-four times.
fn grows_evenly(run: &str) {
    const FEW: usize = 64;
    let [few, many] = [FEW, 8 * FEW].map(|count| {
        let text = run.repeat(count);
        work::of(|| redact(&text, &Exemptions::none()))
    });
    assert!(many <= 12 * few + 1_000, "{run:?}: {few} tokens read for {FEW} of them, {many} for eight times as many");
}

#[test]
fn work_grows_with_the_length() {
    const RUNS: &[&str] = &[
        // items whose removal uncovers the next one
        "2002000000-",
        "614-555-0133-",
        "078-05-1123-",
        "10.61.8.201-",
        "1931-",
        "12 Oak Street",
        "St. Mary's-",
        // items that are read as far as they go
        "a.",
        "a_",
        "A1",
        "1 ",
        "1-",
        "(",
        "@a",
        "a@",
        "1/2/",
        "::",
        "http://",
        "u/a",
        "MRN ",
        "ID: 12345, ",
        "March 3 to ",
        "a dot ",
        "at dot com ",
        "10.1056/",
        "the 3rd ",
        "hundred ",
        // names, places, institutions
        "A",
        "A ",
        "A. ",
        "Ab",
        "Ab ",
        "Ab-",
        "Ab'",
        "Ab. ",
        "of ",
        "de ",
        "van der ",
        "Dr. ",
        "and ",
        "Dear ",
        "Felicia ",
        "Jackson, ",
        "Felicia and ",
        "San ",
        "St. ",
        "St. Mary's ",
        "San Francisco, ",
        "lives in ",
        "University of ",
        "Hospital ",
        "Hospital of ",
        "Medical Center ",
        "the ",
        "our ",
        "in Ab ",
        "near ",
        "County ",
        "1 Ab ",
        "1 Oak St ",
        "room ",
        "bed 3, ",
        "PO Box ",
        "[name] ",
        "[name]",
        "[",
        "é",
        "陈",
        "\u{ad}",
        "\n",
        "\u{200b}",
        "'",
        "-",
        ".",
        "😀",
        "@",
        "/",
        "#",
        "90 ",
        "90+",
        "90+-year-old ",
    ];
    for run in RUNS {
        grows_evenly(run);
    }
}

#[test]
fn no_replacement_is_a_finding() {
    for kind in Kind::ALL {
        assert_eq!(findings(&format!("{} {} on {0}", kind.replacement(), kind.label())), []);
    }
}

/// Texts that were once handled wrongly, each as short as possible. Add what `make fuzz` finds.
const ONCE_WRONG: [&str; 7] = [
    "2002000000-2002000000-2002000000-2002000000",
    "078-05-1123-078-05-1123-078-05-1123",
    "10.61.8.201-10.61.8.201-10.61.8.201",
    "St. Mary's-St. Mary's-St. Mary's-",
    "12 Oak Street12 Oak Street12 Oak Street",
    "In Millbrook, MRN 204417.",
    "12 Elm Street, Apt 078-05-1120",
];

#[test]
fn sound_for_what_was_once_wrong() {
    for text in ONCE_WRONG {
        sound::check(text);
    }
}
