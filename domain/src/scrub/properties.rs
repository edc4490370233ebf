//! What holds for any text whatever.

use proptest::prelude::*;

use super::{Kept, Kind, findings, redact, segments};

/// Pieces that recognisers react to, so that random texts come near their edges.
const PIECES: [&str; 64] = [
    "on",
    "since",
    "March",
    "may",
    "the",
    "3rd",
    "of",
    "14",
    "2021",
    "3/14",
    "90",
    "95F",
    "ninety",
    "-three",
    "year-old",
    "MRN",
    "#",
    ":",
    "12345",
    "078-05-1123",
    "614",
    "555",
    "0133",
    "(",
    ")",
    "-",
    ".",
    "/",
    "@",
    "at",
    "dot",
    "com",
    "http",
    "://",
    "www",
    "pager",
    "fax",
    "x12",
    "DOB",
    "1931",
    "aged",
    "zip",
    "OH",
    "43017",
    "mg",
    "pain",
    "to",
    "and",
    "90+",
    "[date]",
    "[record number]",
    "\n",
    "é",
    "–",
    "’",
    "😀",
    "PMID",
    "10.1056/x",
    "license",
    "ID",
    "no",
    "in",
    "her",
    "90s",
];

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(&PIECES[..]).prop_map(str::to_owned),
        1 => (0_u64..10_000_000_000).prop_map(|number| number.to_string()),
        1 => any::<char>().prop_map(String::from),
    ];
    let joint = prop::sample::select(vec!["", " ", " ", ", "]);
    prop::collection::vec((piece, joint), 0..24)
        .prop_map(|parts| parts.into_iter().flat_map(|(piece, joint)| [piece, joint.to_owned()]).collect())
}

fn sound(text: &str) -> Result<(), TestCaseError> {
    let mut done = 0;
    for finding in findings(text) {
        let (start, end) = (finding.span.start(), finding.span.end());
        prop_assert!(done <= start && start < end && end <= text.len(), "{start}..{end} after {done}");
        prop_assert!(text.is_char_boundary(start) && text.is_char_boundary(end));
        done = end;
    }
    let whole: String = segments(text).iter().map(super::Segment::text).collect();
    prop_assert_eq!(&whole, text);
    let clean = redact(text, &Kept::none());
    prop_assert_eq!(findings(&clean.text), []);
    prop_assert_eq!(redact(&clean.text, &Kept::none()).text, clean.text);
    prop_assert_eq!(clean.removed.is_empty(), done == 0);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

    #[test]
    fn sound_for_any_unicode(text in any::<String>()) {
        sound(&text)?;
    }

    #[test]
    fn sound_for_texts_of_telling_pieces(text in pieces()) {
        sound(&text)?;
    }
}

/// Quadratic work on any of these would take minutes.
#[test]
fn a_long_text_takes_no_longer_than_its_length() {
    const RUNS: [&str; 20] = [
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
    ];
    let (done, finished) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let found: usize = RUNS.iter().map(|run| findings(&run.repeat(200_000 / run.len())).len()).sum();
        done.send(found)
    });
    assert!(finished.recv_timeout(std::time::Duration::from_mins(1)).is_ok());
}

#[test]
fn no_replacement_is_a_finding() {
    for kind in Kind::ALL {
        assert_eq!(findings(&format!("{} {} on {0}", kind.replacement(), kind.label())), []);
    }
}
