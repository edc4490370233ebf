//! Hints about what removal cannot fix: a rare disease beside a place or a time, an exact age beside something rare,
//! and what gives away the person behind a persona. They are shown only to the author, never stored, and never block
//! publishing. Pure and linear in the length of the text.

mod age;
mod own;
mod telling;
mod words;

use crate::scrub::{Kind, findings};
use serde::{Deserialize, Serialize};
use words::Words;
pub(crate) use words::fold;

/// What is known of the author of a text under a persona. Empty if the author writes under the real name. It leaves the
/// server only on the author's own page.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// Full names.
    pub names: Vec<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Licence and prescriber numbers.
    pub licences: Vec<String>,
    /// Where they work.
    pub institutions: Vec<String>,
    /// What they have published under their real name.
    pub identified_texts: Vec<String>,
}

impl std::fmt::Debug for About {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("About(..)")
    }
}

/// What a hint is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HintKind {
    /// The author's own name, or a part of it.
    OwnName,
    /// The author's own e-mail address.
    OwnEmail,
    /// The author's own licence number.
    OwnLicence,
    /// Where the author works.
    OwnInstitution,
    /// A long run of words that the author has published under the real name.
    OwnWords,
    /// A rare disease, with a place or a time.
    RareDisease,
    /// An exact age, with a rare disease or a rare feature.
    ExactAge,
}

/// One hint; there is at most one of each kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// What it is about.
    pub kind: HintKind,
    /// The words concerned, as typed, each once.
    pub words: Vec<String>,
    /// One or two sentences that say what to do.
    pub advice: String,
}

/// Maximum number of words that one hint shows.
const SHOWN: usize = 4;

impl Hint {
    fn new(kind: HintKind, words: Vec<String>, advice: impl Into<String>) -> Option<Self> {
        let mut shown: Vec<String> = Vec::new();
        for word in words {
            if shown.len() < SHOWN && !shown.contains(&word) {
                shown.push(word);
            }
        }
        (!shown.is_empty()).then(|| Self { kind, words: shown, advice: advice.into() })
    }
}

/// What a text could give away; hints about the author come first.
pub fn hints(text: &str, about: &About) -> Vec<Hint> {
    let found = findings(text);
    hints_among(text, found.iter().map(|finding| (finding.kind, finding.span.of(text))), about)
}

/// The same, for a caller that already has the findings.
pub fn hints_among<'t>(text: &str, found: impl Iterator<Item = (Kind, &'t str)>, about: &About) -> Vec<Hint> {
    let words = Words::read(text);
    let diseases = telling::diseases(&words);
    let own = [
        own::name(&words, &about.names),
        own::email(text, about.email.as_deref()),
        own::licence(&words, &about.licences),
        own::institution(&words, &about.institutions),
        own::words(&words, &about.identified_texts),
    ];
    let case = [telling::disease_in_place_or_time(&words, &diseases, found), age::beside_rare(&words, &diseases)];
    own.into_iter().chain(case).flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ada() -> About {
        About {
            names: vec!["Ada Marie M\u{fc}ller-Brook".to_owned()],
            email: Some("ada.brook@clinic.example".to_owned()),
            licences: vec!["MD-445.812".to_owned()],
            institutions: vec!["Mercy Hospital".to_owned()],
            identified_texts: vec![
                "We changed three things at handover: who calls back, who writes it down, and who reads it aloud."
                    .to_owned(),
            ],
        }
    }

    fn kinds(text: &str) -> Vec<HintKind> {
        hints(text, &ada()).into_iter().map(|hint| hint.kind).collect()
    }

    fn words(text: &str, kind: HintKind) -> Vec<String> {
        hints(text, &ada()).into_iter().find(|hint| hint.kind == kind).map(|hint| hint.words).unwrap_or_default()
    }

    #[test]
    fn a_rare_disease_with_a_place_or_a_time() {
        for text in [
            "A man with Fabry disease came in last week.",
            "Erdheim\u{2013}Chester, seen in Ohio.",
            "We had a case of moyamoya on Monday.",
            "Her Niemann-Pick was found in 2019.",
            "Takayasu's, on 3 March 2025.",
            "The boy with Rett syndrome, last winter.",
            "A girl with Prader\u{2013}Willi from New Zealand",
        ] {
            assert_eq!(kinds(text), [HintKind::RareDisease], "{text}");
        }
        for text in [
            "A man with Fabry disease came in.",
            "Pneumonia in Ohio, last week.",
            "Is turkey safe in Fabry disease?",
            "We gave 2000 mg in Pompe disease.",
            "",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
        let found = words("Fabry disease, in Ohio last week, and fabry disease in Ohio.", HintKind::RareDisease);
        assert_eq!(found, ["Fabry", "Ohio", "last week"]);
    }

    #[test]
    fn an_exact_age_with_something_rare() {
        for (text, shown) in [
            ("A 47-year-old judge fainted.", ["47-year-old", "judge"]),
            ("The mayor, aged 47, fainted.", ["aged 47", "mayor"]),
            ("She is 31 years old and one of triplets.", ["31 years old", "triplets"]),
            ("A forty-seven year old priest.", ["forty-seven year old", "priest"]),
            ("47yo, a retired pilot", ["47yo", "pilot"]),
            ("At the age of 12 she developed Whipple disease.", ["age of 12", "Whipple"]),
        ] {
            assert_eq!(words(text, HintKind::ExactAge), shown, "{text}");
        }
        for text in [
            "A 47-year-old man fainted.",
            "A middle-aged judge fainted.",
            "A 47-year-old, hard to judge from here, in a pilot study.",
            "The mayor had 47 visitors.",
        ] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn the_advice_names_a_band() {
        let advice = |text: &str| hints(text, &About::default()).pop().map(|hint| hint.advice).unwrap_or_default();
        for (age, band) in [
            (0, "an infant"),
            (7, "a child"),
            (16, "a teenager"),
            (25, "twenties"),
            (47, "middle-aged"),
            (81, "eighties"),
        ] {
            let told = advice(&format!("The bishop, aged {age}, fainted."));
            assert!(told.contains(band), "{age}: {told}");
        }
    }

    #[test]
    fn ones_own_name_in_any_case_and_without_its_accents() {
        for text in
            ["I am Ada Muller Brook.", "ask MULLER about it", "mu\u{308}ller said so", "Dear Brook, yes", "Brook, Ada"]
        {
            assert_eq!(kinds(text), [HintKind::OwnName], "{text}");
        }
        for text in ["Adam, Brooks and Mullers", "by the brook", "a canada", "Marieke"] {
            assert_eq!(kinds(text), [], "{text}");
        }
    }

    #[test]
    fn ones_own_address_number_and_workplace() {
        assert_eq!(kinds("Write to ADA.Brook@clinic.example."), [HintKind::OwnName, HintKind::OwnEmail]);
        assert!(!kinds("xada.brook@clinic.example").contains(&HintKind::OwnEmail));
        assert_eq!(kinds("Licence md 445812, please"), [HintKind::OwnLicence]);
        assert_eq!(kinds("Licence md 4458123, please"), []);
        assert_eq!(words("Here at mercy  hospital we do.", HintKind::OwnInstitution), ["mercy hospital"]);
    }

    #[test]
    fn a_long_quotation_of_what_was_said_by_name() {
        let quoted = "As I say: three things at handover \u{2014} who calls back, WHO writes it down, and who reads.";
        assert_eq!(kinds(quoted), [HintKind::OwnWords]);
        assert_eq!(
            words(quoted, HintKind::OwnWords),
            ["three things at handover \u{2014} who calls back, WHO writes it down, and \u{2026}"]
        );
        assert_eq!(kinds("three things at handover: who calls back, who writes it down"), []);
    }

    #[test]
    fn nothing_is_known_of_who_speaks_by_name() {
        let text = "Ada Brook, ada.brook@clinic.example, at Mercy Hospital";
        assert_eq!(hints(text, &About::default()), []);
    }

    #[test]
    fn a_hint_shows_few_words_and_each_once() {
        let states = "Ohio, Iowa, Ohio, Utah, Maine, Texas and Kansas";
        let found = words(&format!("Fabry disease in {states}"), HintKind::RareDisease);
        assert_eq!(found, ["Fabry", "Ohio", "Iowa", "Utah"]);
    }

    /// Quadratic work on any of these would take minutes.
    #[test]
    fn long_texts_are_read_to_their_end() {
        let runs = [
            "fabry ",
            "niemann-",
            "md ",
            "ada ",
            "Brook ",
            "\"Brook ",
            "47 year ",
            "forty-",
            "last ",
            "who calls back ",
            "'s",
        ];
        for run in runs {
            let text = format!("{} Fabry disease, seen in Ohio last week.", run.repeat(200_000 / run.len()));
            let about = About { identified_texts: vec![text.clone()], ..ada() };
            let found = hints(&text, &about);
            assert!(found.iter().any(|hint| hint.kind == HintKind::RareDisease), "{run}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_it(text in "\\PC{0,400}", name in "\\PC{0,20}") {
            let about = About { names: vec![name.clone(), text.clone()], email: Some(name.clone()),
                licences: vec![name.clone()], institutions: vec![name], identified_texts: vec![text.clone()] };
            hints(&text, &about);
        }

        #[test]
        fn telling_words_in_any_order_do_not_break_it(picks in prop::collection::vec(0usize..14, 0..60)) {
            let pool = ["47", "-year-old", "aged ", "Fabry", " ", "\u{301}", "last", "week", "Niemann", "-Pick", "'s", "forty-", "\n", "judge"];
            let text: String = picks.iter().filter_map(|pick| pool.get(*pick)).copied().collect();
            hints(&text, &ada());
        }
    }
}
