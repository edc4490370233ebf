//! A text as its readers see it, and where each stretch of it was typed: what is found in the one is found in the other.

use super::Span;
use super::look::{Look, look};
use std::ops::Range;

/// A text as its readers see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    text: String,
    stretches: Vec<Stretch>,
}

/// A stretch of what is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stretch {
    /// Where it begins in what is shown.
    start: usize,
    /// What was typed for it.
    typed: Range<usize>,
    /// Whether it was typed as it is shown, byte by byte.
    same: bool,
}

impl Shown {
    /// Adds what is shown as it was typed from `at` on.
    pub fn verbatim(&mut self, words: &str, at: usize) {
        let mut done = 0;
        for (start, letter) in words.char_indices() {
            let before =
                words.get(..start).and_then(|words| words.chars().next_back()).or(self.text.chars().next_back());
            let like = match look(letter, before) {
                Look::Itself => continue,
                Look::Nothing => None,
                Look::Like(plain) => Some(plain),
            };
            let end = start + letter.len_utf8();
            self.same(words.get(done..start).unwrap_or_default(), at + done);
            if let Some(plain) = like {
                self.other(plain, at + start..at + end);
            }
            done = end;
        }
        self.same(words.get(done..).unwrap_or_default(), at + done);
    }

    /// Adds what is shown in the place of something else.
    pub fn instead(&mut self, words: &str, typed: Range<usize>) {
        for letter in words.chars() {
            match look(letter, self.text.chars().next_back()) {
                Look::Itself => self.other(letter, typed.clone()),
                Look::Like(plain) => self.other(plain, typed.clone()),
                Look::Nothing => {}
            }
        }
    }

    /// What is shown.
    pub fn text(&self) -> &str {
        &self.text
    }

    fn same(&mut self, words: &str, at: usize) {
        if words.is_empty() {
            return;
        }
        match self.stretches.last_mut() {
            Some(last) if last.same && last.typed.end == at => last.typed.end += words.len(),
            _ => {
                let typed = at..at + words.len();
                self.stretches.push(Stretch { start: self.text.len(), typed, same: true });
            }
        }
        self.text.push_str(words);
    }

    fn other(&mut self, letter: char, typed: Range<usize>) {
        self.stretches.push(Stretch { start: self.text.len(), typed, same: false });
        self.text.push(letter);
    }

    /// What was typed for a span of what is shown.
    pub(super) fn typed(&self, span: Span) -> Span {
        let start = self.holding(span.start()).map_or(0, |stretch| {
            let within = if stretch.same { span.start() - stretch.start } else { 0 };
            stretch.typed.start + within
        });
        let last = span.end().checked_sub(1).and_then(|last| self.holding(last));
        let end = last.map_or(start, |stretch| {
            if stretch.same { stretch.typed.start + (span.end() - stretch.start) } else { stretch.typed.end }
        });
        Span::new(start, end.max(start))
    }

    /// The stretch that holds a byte.
    fn holding(&self, at: usize) -> Option<&Stretch> {
        let after = self.stretches.partition_point(|stretch| stretch.start <= at);
        self.stretches.get(after.checked_sub(1)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_knows_where_it_was_typed() {
        let mut shown = Shown::default();
        let typed = "a\u{ff11}\u{200b}2**b&sol;c";
        shown.verbatim("a\u{ff11}\u{200b}2", 0);
        shown.verbatim("b", 10);
        shown.instead("/", 11..16);
        shown.verbatim("c", 16);
        assert_eq!(shown.text(), "a12b/c");
        for (part, from) in [
            ("a", "a"),
            ("1", "\u{ff11}"),
            ("12", "\u{ff11}\u{200b}2"),
            ("2b", "2**b"),
            ("/", "&sol;"),
            ("b/c", "b&sol;c"),
        ] {
            let start = shown.text().find(part).unwrap_or_default();
            assert_eq!(shown.typed(Span::new(start, start + part.len())).of(typed), from, "{part}");
        }
    }
}
