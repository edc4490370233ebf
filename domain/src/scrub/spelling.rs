//! What the spelling of a word says when it is not listed.

use std::sync::LazyLock;

/// Ends of English derivations, of diseases and of drugs; a word with such an end is hardly a name.
static ENDS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    "ing ed ly tion sion ness ment able ible ous ary ity ism ist ical ics ive ful less ology itis osis oma \
     emia aemia uria pathy ectomy ostomy otomy plasty graphy scopy gram algia plegia trophy genic lytic mab \
     nib pril sartan olol statin azole cillin mycin micin cycline floxacin vir tide gliptin gliflozin parin \
     xaban tidine prazole setron triptan zepam zolam barbital caine curonium phylline terol sone lone oid ase \
     ium ide ine ate amide idone afil fibrate semide thiazide cept kinra grel rology logist"
        .split(' ')
        .collect()
});
/// With fewer letters than this before it, an end says nothing.
const STEM: usize = 3;

/// Whether a word ends like a derived word.
pub(super) fn is_derived(word: &str) -> bool {
    let word = word.as_bytes();
    word.len() > STEM + 2 && ENDS.iter().any(|end| word.len() > end.len() + STEM && word.ends_with(end.as_bytes()))
}

/// Syllables that can come before a second capital.
const PREFIXES: [&str; 17] =
    ["Mc", "Mac", "De", "Di", "Du", "La", "Le", "Van", "Fitz", "St", "Da", "Del", "O", "Ja", "Ke", "San", "New"];

/// McDonald, DeShawn, LeBron: one capital inside, after a syllable that names start with.
pub(super) fn is_prefixed(word: &str) -> bool {
    let goes_on = |rest: &str| {
        let mut letters = rest.chars();
        let capital = letters.next().is_some_and(char::is_uppercase);
        capital && letters.clone().count() > 1 && letters.all(char::is_lowercase)
    };
    PREFIXES.iter().filter_map(|prefix| word.strip_prefix(prefix)).any(goes_on)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn derived_words_and_drugs() {
        for word in ["Transferring", "Sclerosing", "Pantoprazole", "Glomerulitis"] {
            assert!(is_derived(word), "{word}");
        }
        assert!(!is_derived("Adeyemi") && !is_derived("Ming"));
    }

    #[test]
    fn names_with_a_capital_inside() {
        assert!(is_prefixed("McDonald") && is_prefixed("DeShawn"));
        assert!(!is_prefixed("HFrEF") && !is_prefixed("TikTok") && !is_prefixed("Mc"));
    }
}
