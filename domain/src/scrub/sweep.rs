//! Checks whole tables of cases at once, so that a failing test shows every text that is wrong.

use super::{Exemptions, redact};

/// Texts and their scrubbed form.
pub(super) fn goes(cases: &[(&str, &str)]) {
    let wrong: Vec<_> = cases
        .iter()
        .map(|(text, clean)| (text, clean, redact(text, &Exemptions::none()).text))
        .filter(|(_, clean, got)| clean != &got)
        .map(|(text, clean, got)| format!("{text}\n  want {clean}\n  got  {got}"))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// Texts in which nothing must be found.
pub(super) fn stays(cases: &[&str]) {
    let wrong: Vec<_> = cases
        .iter()
        .map(|text| redact(text, &Exemptions::none()).text)
        .zip(cases)
        .filter(|(got, text)| got != *text)
        .collect();
    assert!(wrong.is_empty(), "\n{wrong:#?}");
}
