//! Properties that hold for any text.

use proptest::prelude::*;

use super::{Assessment, COPIED_FROM, Originality, SKETCH, evidence, is_copied, shared_wording, sketch, sources};

/// Texts made of what the rules look for, in random order.
fn telling() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "10.1056/",
        "10.",
        "NEJMoa2034577",
        "https://",
        "www.",
        "doi.org/",
        "nice.org.uk/guidance/ng136",
        "PMID",
        ": ",
        "33301246",
        "PMC7745181",
        "pubmed.ncbi.nlm.nih.gov/",
        "(",
        ")",
        "[",
        "](",
        "]",
        "`",
        "```\n",
        "> ",
        "\n",
        "\n\n",
        "\"",
        "“",
        "”",
        "'",
        "‘",
        "’",
        "«",
        "»",
        "„",
        "!",
        "!!",
        "?",
        ".",
        ",",
        "# ",
        "- ",
        "1. ",
        "p < 0.05",
        "n=",
        "95",
        "% CI ",
        "HR ",
        "0.75",
        "±",
        "12/40 ",
        "of ",
        "you are ",
        "an idiot ",
        "thank you ",
        "STOP ",
        "THIS ",
        "IS ",
        "sepsis ",
        "CTs ",
        "x-ray ",
        "[name]",
        "[date] ",
        "90+",
        "é",
        "e\u{301}",
        "ß",
        "日本",
        "\u{200b}",
        "\u{1e}",
        "😀",
        "%2F",
        "%",
        "&",
        "*",
        "_",
        "**",
        "word ",
    ];
    prop::collection::vec(prop::sample::select(PIECES), 0..60).prop_map(|pieces| pieces.concat())
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), telling()]
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1_000) })]

    #[test]
    fn the_score_is_the_clamped_sum_of_its_parts(title in any_text(), body in any_text(), copied in any::<bool>()) {
        let originality = if copied { Originality::Copied } else { Originality::Original };
        let assessment = Assessment::of(&title, &body, originality);
        let parts = assessment.parts();
        let sum: i16 = parts.iter().map(|part| i16::from(part.points)).sum();
        prop_assert!(assessment.score() <= 100);
        prop_assert_eq!(i16::from(assessment.score()), sum.clamp(0, 100));
        prop_assert_eq!(parts.len(), 8);
        prop_assert_eq!(usize::from(assessment.citations), sources(&body).len());
        evidence(&body);
    }

    #[test]
    fn a_sketch_is_sorted_short_and_the_same_again(body in any_text()) {
        let first = sketch(&body);
        prop_assert!(first.is_sorted_by(|one, next| one < next) && first.len() <= SKETCH);
        prop_assert_eq!(first, sketch(&body));
    }

    #[test]
    fn a_text_contains_itself(body in any_text(), other in any_text()) {
        let itself = shared_wording(&body, &body);
        let has_wording = !sketch(&body).is_empty();
        prop_assert_eq!(itself > 0.999, has_wording);
        prop_assert_eq!(itself < 0.001, !has_wording);
        let share = shared_wording(&body, &other);
        prop_assert!((0.0..=1.0).contains(&share));
        prop_assert!(!is_copied(&body, &other) || share >= COPIED_FROM);
    }

    #[test]
    fn a_text_that_quotes_another_wholly_is_original(other in any_text()) {
        let quoted = other.split('\n').map(|line| format!("> {line}")).collect::<Vec<_>>().join("\n");
        prop_assert!(!is_copied(&quoted, &other));
        prop_assert!(sketch(&quoted).is_empty());
    }
}

/// Twice the maximum length of a text, made of what is read as far as it goes. Work that is not linear takes minutes
/// here.
#[test]
fn long_texts_are_read_to_their_end() {
    const RUNS: &[&str] = &[
        "word ",
        "you are ",
        "sepsis ",
        "10.1000/,",
        "10.1000/a,",
        "10.1000/",
        "10.1000/(",
        "https://",
        "www.(",
        "a.bc/(",
        "nice.org.uk/(",
        "nice.org.uk/guidance/",
        "PMID ",
        "PMID: 33301246 ",
        "PMC7745181 ",
        "a.",
        "a-",
        "(",
        "[",
        "`",
        "``a`",
        "`a",
        "\"a ",
        "“a ",
        "'a ",
        "„a ",
        "‘a’ ",
        "> a\n",
        "\n",
        "# a\n",
        "- a\n",
        "p = ",
        "95% CI ",
        "1 of ",
        "12/",
        "HR : ",
        "in 12 a ",
        "A ",
        "STOP THIS ",
        "!",
        "idiot ",
        "[name]",
        "%",
        "10.1000/%",
        "é",
        "\u{1e}",
        "-",
        ",",
        ". ",
    ];
    for run in RUNS {
        let text = run.repeat(20_000 / run.len());
        let assessment = Assessment::of("", &text, Originality::Original);
        evidence(&text);
        assert!(assessment.score() <= 100, "{run}");
        assert!(shared_wording(&text, "") < 0.001 && sketch(&text).len() <= SKETCH, "{run}");
    }
}
