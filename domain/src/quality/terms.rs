//! Different medical terms of a text: words of a curated table, abbreviations as clinicians write them, words with an
//! ending that only medical terms have, and words that the scrubber's lists know only as medicine. Until those lists
//! are loaded (in a browser that has not fetched them) a rare drug may be missed.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::prose::{self, GAP};
use crate::hint::fold;
use crate::scrub::is_medicine_alone;

/// How many different terms title and body have; singular and plural count as one, so do anaemia and anemia.
pub(super) fn count(title: &str, body: &str) -> usize {
    let text = prose::wording(&format!("{title}\n\n{body}"));
    let apart = |c: char| {
        c == GAP || !(c.is_alphanumeric() || c.is_whitespace() || "'’-\u{2010}\u{2011}".contains(c) || is_accent(c))
    };
    let mut found = HashSet::new();
    for clause in text.split(apart) {
        let mut words = prose::words(clause).map(Word::of).peekable();
        while let Some(word) = words.next() {
            let pair = words.peek().and_then(|next| listed(&format!("{}{}", word.key, next.key)));
            if pair.is_some() {
                words.next();
            }
            found.extend(pair.or_else(|| word.term()));
        }
    }
    found.len()
}

fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// One word: as typed, folded, and in the form used by the table.
struct Word<'t> {
    typed: &'t str,
    folded: String,
    key: String,
}

impl<'t> Word<'t> {
    fn of(typed: &'t str) -> Self {
        let folded = fold(typed);
        Self { typed, key: key(&folded), folded }
    }

    /// The term it is, in a form in which two occurrences are equal.
    fn term(&self) -> Option<String> {
        let abbreviation = [Some(self.typed), self.typed.strip_suffix('s')].into_iter().flatten();
        if let Some(known) = abbreviation.into_iter().find(|typed| ABBREVIATIONS.contains(typed)) {
            return Some(known.to_ascii_lowercase());
        }
        if let Some(known) = listed(&self.key) {
            return Some(known);
        }
        let singular = self.folded.strip_suffix('s').filter(|bare| !bare.ends_with(['s', 'i', 'u']));
        let forms = [singular, Some(self.folded.as_str())].into_iter().flatten();
        if forms.clone().any(|form| EVERYDAY.contains(form)) {
            return None;
        }
        forms.into_iter().find(|form| has_ending(&key(form)) || is_long(form) && is_medicine_alone(form)).map(key)
    }
}

/// Whether a word is long enough: short words of the lists are abbreviations that mean other things too.
fn is_long(word: &str) -> bool {
    const LEAST: usize = 5;
    word.chars().count() >= LEAST
}

/// A folded word in one spelling: without hyphens, and with e for ae and oe.
fn key(folded: &str) -> String {
    folded.replace('-', "").replace("ae", "e").replace("oe", "e")
}

/// The word of the table that this one is, or is the plural of.
fn listed(word: &str) -> Option<String> {
    let forms = [
        Some(word.to_owned()),
        word.strip_suffix('s').map(str::to_owned),
        word.strip_suffix("es").map(str::to_owned),
        word.strip_suffix("es").map(|stem| format!("{stem}is")),
        word.strip_suffix("ies").map(|stem| format!("{stem}y")),
        word.strip_suffix('i').map(|stem| format!("{stem}us")),
        word.strip_suffix('e').map(str::to_owned),
    ];
    let mut forms = forms.into_iter().flatten();
    forms.find(|form| TERMS.contains(form))
}

/// Whether a word has an ending that only medical terms have, with something before that ending.
fn has_ending(key: &str) -> bool {
    const LEAST_STEM: usize = 2;
    ENDINGS.iter().any(|ending| key.strip_suffix(ending).is_some_and(|stem| stem.len() >= LEAST_STEM))
}

/// The words of a table: comments begin with `#`, blanks separate the words.
fn table(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_ascii_whitespace)
}

static TERMS: LazyLock<HashSet<String>> = LazyLock::new(|| table(include_str!("terms.txt")).map(key).collect());
static ABBREVIATIONS: LazyLock<HashSet<&str>> = LazyLock::new(|| table(include_str!("abbreviations.txt")).collect());
static ENDINGS: LazyLock<Vec<&str>> = LazyLock::new(|| table(include_str!("endings.txt")).collect());
static EVERYDAY: LazyLock<HashSet<&str>> = LazyLock::new(|| table(include_str!("everyday.txt")).collect());

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(text: &str) -> usize {
        count("", text)
    }

    #[test]
    fn terms_of_every_kind() {
        for word in ("sepsis, Troponin, creatinine, haemoglobin, hemoglobin, diagnosis, diagnoses, ECG, CT, MRI, CTs, \
             HbA1c, SpO2, eGFR, X-ray, x rays, chest pain, beta-blockers, D-dimer, appendicitis, cholecystectomy, \
             tracheostomy, colonoscopy, arthroplasty, hyponatraemia, hyponatremia, haematuria, neuropathy, \
             metoprolol, ramipril, losartan, atorvastatin, infliximab, imatinib, amoxicillin, fluconazole, \
             ciprofloxacin, apixaban, empagliflozin, echocardiogram, mammography, Klebsiella, metformin, Xarelto, \
             melanoma, opioids, thrombi, metastases, biopsies, STEMI, NSAIDs, Crohn's, oedema, Sjögren")
            .split(", ")
        {
            assert_eq!(terms(word), 1, "{word}");
        }
    }

    #[test]
    fn everyday_words_are_none() {
        for text in
            ("program, telegram, diagram, kilogram, decision, academia, empathy, nostalgia, diploma, biography, \
             photography, purposes, supposes, April, mongrel, concept, accept, reservoir, Thursday, September, \
             plan, the team, my colleague asked, Starbucks, Netflix, Hanukkah, Facebook, who is it, as it was, us \
             and them, so, all or fast, [name] and [date], https://a.example/sepsis, 10.1000/sepsis, 12 345, \
             technology, a good day, Oklahoma, aroma, philosophy, PubMed")
                .split(", ")
        {
            assert_eq!(terms(text), 0, "{text}");
        }
    }

    #[test]
    fn each_term_counts_once() {
        for (text, expected) in [
            ("sepsis, SEPSIS and sepsis", 1),
            ("one biopsy, two biopsies", 1),
            ("a statin, statins: atorvastatin", 2),
            ("anaemia is anemia", 1),
            ("CT and CTs", 1),
            ("chest pain and chest x-ray", 2),
            ("troponin, creatinine, lactate, CRP, sodium and potassium", 6),
            ("heart failure with oedema on furosemide", 3),
        ] {
            assert_eq!(terms(text), expected, "{text}");
        }
        assert_eq!(count("Sepsis on the ward", "The sepsis was missed, the lactate not."), 2);
    }

    #[test]
    fn the_tables_are_read() {
        assert!(TERMS.len() > 900 && ABBREVIATIONS.len() > 350 && EVERYDAY.len() > 200);
        assert!(TERMS.iter().all(|term| term.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())));
        let lost: Vec<_> = EVERYDAY.iter().filter(|word| TERMS.contains(**word)).collect();
        assert!(lost.is_empty(), "{lost:?}");
    }
}
