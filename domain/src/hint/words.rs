//! A text as folded words (lower case, without accents, possessives and punctuation), and lists of phrases to find in
//! it.

use std::collections::HashMap;

/// One word of a text.
pub(super) struct Word {
    /// Lower case, without accents and apostrophes.
    pub folded: String,
    /// Whether it begins with a capital.
    pub capital: bool,
    start: usize,
    end: usize,
}

/// A text cut into words: runs of letters and digits, possibly with apostrophes inside.
pub(super) struct Words<'t> {
    text: &'t str,
    words: Vec<Word>,
}

impl<'t> Words<'t> {
    pub(super) fn read(text: &'t str) -> Self {
        let mut words = Vec::with_capacity(text.len() / 6);
        let mut start = None;
        for (at, c) in text.char_indices().chain(std::iter::once((text.len(), ' '))) {
            match (belongs(c), start) {
                (true, None) if c.is_alphanumeric() => start = Some(at),
                (false, Some(from)) => {
                    words.extend(word(text, from, at));
                    start = None;
                }
                _ => {}
            }
        }
        Self { text, words }
    }

    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    pub(super) fn get(&self, at: usize) -> Option<&Word> {
        self.words.get(at)
    }

    /// The folded word at a position; empty outside the text.
    pub(super) fn at(&self, at: usize) -> &str {
        self.words.get(at).map_or("", |word| &word.folded)
    }

    /// The folded word before a position.
    pub(super) fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |at| self.at(at))
    }

    /// Whether a word is the first in its sentence or line.
    pub(super) fn opens_sentence(&self, at: usize) -> bool {
        let before = self.words.get(at).and_then(|word| self.text.get(..word.start)).unwrap_or_default();
        let before = before.trim_end_matches([' ', '\t', '"', '\u{201c}', '(', '*', '_', '#', '>', '-']);
        before.chars().next_back().is_none_or(|c| matches!(c, '.' | '!' | '?' | ':' | '\n' | '\r'))
    }

    /// The text from one word up to, but not including, another, as typed.
    pub(super) fn quote(&self, from: usize, to: usize) -> String {
        let start = self.words.get(from).map_or(self.text.len(), |word| word.start);
        let end = to.checked_sub(1).and_then(|last| self.words.get(last)).map_or(start, |word| word.end);
        let quoted = self.text.get(start..end).unwrap_or_default();
        quoted.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The length of the longest listed phrase that begins at a position, in words.
    pub(super) fn phrase(&self, list: &Phrases, at: usize) -> Option<usize> {
        let rests = list.0.get(self.at(at))?;
        let fits = |rest: &&Vec<String>| rest.iter().enumerate().all(|(n, word)| self.at(at + 1 + n) == word.as_str());
        rests.iter().filter(fits).map(|rest| rest.len() + 1).max()
    }
}

fn belongs(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '\'' | '\u{2019}') || is_accent(c)
}

fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

fn word(text: &str, start: usize, end: usize) -> Option<Word> {
    let typed = text.get(start..end)?;
    let folded = fold(typed);
    let capital = typed.chars().next().is_some_and(char::is_uppercase);
    (!folded.is_empty()).then_some(Word { folded, capital, start, end })
}

/// Lower case, without accents, apostrophes and a possessive ending.
pub(crate) fn fold(word: &str) -> String {
    let bare = word.trim_end_matches(['\'', '\u{2019}']);
    let bare = ["'s", "\u{2019}s", "'S", "\u{2019}S"].iter().find_map(|end| bare.strip_suffix(end)).unwrap_or(bare);
    let mut folded = String::with_capacity(bare.len());
    for c in bare.chars().flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()) {
        match without_accent(c) {
            Some(plain) => folded.push_str(plain),
            None => folded.push(c),
        }
    }
    folded
}

/// The plain letters of an accented one: Latin-1 and Latin Extended-A.
fn without_accent(c: char) -> Option<&'static str> {
    Some(match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ð' | 'ď' | 'đ' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'þ' => "th",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        _ => return None,
    })
}

/// Phrases, indexed by their first word.
pub(super) struct Phrases(HashMap<String, Vec<Vec<String>>>);

impl Phrases {
    /// Reads a list: one phrase a line, comments begin with `#`.
    pub(super) fn read(list: &str) -> Self {
        Self::of(list.lines().filter(|line| !line.starts_with('#')))
    }

    pub(super) fn of<'p>(phrases: impl IntoIterator<Item = &'p str>) -> Self {
        let mut map: HashMap<String, Vec<Vec<String>>> = HashMap::new();
        for phrase in phrases {
            let mut words = Words::read(phrase).words.into_iter().map(|word| word.folded);
            if let Some(first) = words.next() {
                map.entry(first).or_default().push(words.collect());
            }
        }
        Self(map)
    }

    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_folded() {
        for (typed, folded) in [
            ("Müller", "muller"),
            ("MU\u{308}LLER", "muller"),
            ("O\u{2019}Brien", "obrien"),
            ("Wilson's", "wilson"),
            ("Łukasz", "lukasz"),
            ("Groß", "gross"),
        ] {
            assert_eq!(fold(typed), folded);
        }
    }

    #[test]
    fn a_phrase_is_found_over_hyphens_and_quoted_as_typed() {
        let list = Phrases::of(["niemann-pick", "niemann-pick type c"]);
        let words = Words::read("She has Niemann\u{2013}Pick, type\nC.");
        assert_eq!(words.phrase(&list, 2), Some(4));
        assert_eq!(words.quote(2, 6), "Niemann\u{2013}Pick, type C");
        assert_eq!(words.phrase(&list, 0), None);
        assert_eq!((words.at(99), words.before(0), words.quote(9, 12)), ("", "", String::new()));
    }
}
