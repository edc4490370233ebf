//! What gives away the person behind a persona: their name, address, number, workplace, and words published by name.

use super::words::{Phrases, Words, fold};
use super::{Hint, HintKind};
use std::collections::HashMap;

/// Minimum length of a quotation, in words.
const LONG: usize = 12;
/// Parts of names that are titles.
const TITLES: [&str; 9] = ["dr", "doctor", "prof", "professor", "md", "phd", "rn", "mrs", "miss"];
/// Names that are also everyday words. On their own they count only with a capital, and not at the start of a sentence.
const EVERYDAY: &str = "ash banks barber bell best bishop black bloom bond brook brooks brown bush carter chance church \
    clay cook cross day dean drew early english faith field fields fisher flowers forest fox frank french frost gay \
    glass gold good grace grant gray green grey hall hand hardy heath hill holiday holly hope hunt hunter ivy jack joy \
    king knight lake lamb lane law little long love low major mark marsh martin mason may miles miller moody moon noble \
    norm page park parks patience paul peace penny piper pope porter potter power price pride read reed rich rise rob \
    robin rock rose rush sage savage sharp short sky small smart smith snow spring stark steel stone storm story street \
    strong summer swift taylor troy turner underwood victor violet waters way weaver webb west white wild will winter \
    wise wolf wood woods young";

/// The author's own name, or a part of it.
pub(super) fn name(words: &Words, names: &[String]) -> Option<Hint> {
    let whole = Phrases::of(names.iter().map(String::as_str));
    let parts: Vec<String> = names.iter().flat_map(|name| parts(name)).collect();
    let everyday = |part: &str| EVERYDAY.split_whitespace().any(|word| word == part);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let alone = || {
            let own = parts.contains(&word.folded);
            let told = !everyday(&word.folded) || (word.capital && !words.opens_sentence(at));
            let beside = parts.iter().any(|part| part == words.at(at + 1) || part == words.before(at));
            (own && (told || beside)).then_some(1)
        };
        let length = words.phrase(&whole, at).filter(|length| *length > 1).or_else(alone);
        found.extend(length.map(|length| words.quote(at, at + length)));
        at += length.unwrap_or(1);
    }
    Hint::new(
        HintKind::OwnName,
        found,
        "This is your own name, or part of it. Leave it out: it joins the persona to you.",
    )
}

/// The parts of a name that can give it away on their own.
fn parts(name: &str) -> Vec<String> {
    let words = Words::read(name);
    let parts = (0..words.len()).map(|at| words.at(at)).filter(|part| part.chars().count() > 2);
    parts.filter(|part| !TITLES.contains(part)).map(ToOwned::to_owned).collect()
}

/// The author's own e-mail address.
pub(super) fn email(text: &str, email: Option<&str>) -> Option<Hint> {
    let email = email.map(str::to_lowercase).filter(|email| !email.is_empty())?;
    let lower = text.to_lowercase();
    let ends = |c: Option<char>, more: &str| c.is_none_or(|c| !c.is_alphanumeric() && !more.contains(c));
    let there = lower.match_indices(&email).any(|(at, _)| {
        let before = lower.get(..at).and_then(|before| before.chars().next_back());
        let after = lower.get(at + email.len()..).and_then(|after| after.chars().next());
        ends(before, "._-+") && ends(after, "_-+")
    });
    let words = if there { vec![email] } else { Vec::new() };
    Hint::new(HintKind::OwnEmail, words, "This is your own e-mail address. Leave it out: it joins the persona to you.")
}

/// The author's own licence number, however it is spaced.
pub(super) fn licence(words: &Words, licences: &[String]) -> Option<Hint> {
    let keys: Vec<String> = licences.iter().map(|licence| fold(licence)).filter(|key| key.len() > 3).collect();
    let found = (0..words.len()).filter_map(|at| {
        let length = keys.iter().find_map(|key| joined(words, at, key))?;
        Some(words.quote(at, at + length))
    });
    Hint::new(
        HintKind::OwnLicence,
        found.collect(),
        "This is your own licence number. Anyone can look it up: leave it out.",
    )
}

/// How many words from this position on together spell a key.
fn joined(words: &Words, at: usize, key: &str) -> Option<usize> {
    let (mut rest, mut length) = (key, 0);
    while !rest.is_empty() {
        rest = rest.strip_prefix(words.get(at + length)?.folded.as_str())?;
        length += 1;
    }
    Some(length)
}

/// Where the author works.
pub(super) fn institution(words: &Words, institutions: &[String]) -> Option<Hint> {
    let list = Phrases::of(institutions.iter().map(String::as_str));
    let found = (0..words.len()).filter_map(|at| {
        let length = words.phrase(&list, at)?;
        let told = length > 1 || words.get(at).is_some_and(|word| word.capital);
        told.then(|| words.quote(at, at + length))
    });
    let advice = "You work here. Write what it is, such as \u{201c}a large hospital\u{201d}, or leave it out.";
    Hint::new(HintKind::OwnInstitution, found.collect(), advice)
}

/// A long run of words that the author has also published under the real name.
pub(super) fn words(words: &Words, said: &[String]) -> Option<Hint> {
    if words.len() < LONG || said.is_empty() {
        return None;
    }
    // Each different word of the text gets a number; runs of numbers are compared. Zero is a word that is not in the text.
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let mut typed = Vec::with_capacity(words.len());
    for at in 0..words.len() {
        let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX - 1) + 1;
        typed.push(*numbers.entry(words.at(at)).or_insert(next));
    }
    let runs: HashMap<&[u32], usize> = typed.windows(LONG).enumerate().map(|(at, run)| (run, at)).collect();
    let quoted = said.iter().filter_map(|text| {
        let other = Words::read(text);
        let other: Vec<u32> = (0..other.len()).map(|at| numbers.get(other.at(at)).copied().unwrap_or(0)).collect();
        let at = *other.windows(LONG).find_map(|run| runs.get(run))?;
        Some(format!("{} \u{2026}", words.quote(at, at + LONG)))
    });
    let advice = "You have published these words under your real name. Say it differently: whoever searches for the \
                  sentence finds both.";
    Hint::new(HintKind::OwnWords, quoted.collect(), advice)
}
