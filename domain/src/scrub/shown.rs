//! A text as its readers see it, with the typed position of each stretch, so that findings in the shown text can be
//! mapped to the typed text.

use super::Span;
use super::look::{Look, look};
use std::ops::Range;

/// A text as its readers see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    text: String,
    stretches: Vec<Stretch>,
}

/// A stretch of the shown text.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stretch {
    /// Its start in the shown text.
    start: usize,
    /// What was typed for it.
    typed: Range<usize>,
    /// Whether the typed text and the shown text are the same, byte by byte.
    same: bool,
}

impl Shown {
    /// Adds text that is shown as typed from `at` on.
    pub fn verbatim(&mut self, words: &str, at: usize) {
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

    /// Adds text that is shown instead of what was typed.
    pub fn instead(&mut self, words: &str, typed: Range<usize>) {
        if !words.is_empty() {
            self.stretches.push(Stretch { start: self.text.len(), typed, same: false });
            self.text.push_str(words);
        }
    }

    /// The same as [`Self::verbatim`], but characters that look like others are replaced.
    pub(super) fn verbatim_by_look(&mut self, words: &str, at: usize) {
        let mut done = 0;
        let mut before = self.text.chars().next_back();
        for (start, letter) in words.char_indices() {
            let look = look(letter, before.replace(letter));
            if look == Look::Itself {
                continue;
            }
            let end = start + letter.len_utf8();
            self.verbatim(words.get(done..start).unwrap_or_default(), at + done);
            self.by_look(look, at + start..at + end);
            done = end;
        }
        self.verbatim(words.get(done..).unwrap_or_default(), at + done);
    }

    /// Adds what a character looks like, shown instead of what was typed.
    pub(super) fn instead_by_look(&mut self, letter: char, typed: Range<usize>) {
        match look(letter, self.text.chars().next_back()) {
            Look::Itself => self.by_look(Look::Like(letter), typed),
            other => self.by_look(other, typed),
        }
    }

    fn by_look(&mut self, look: Look, typed: Range<usize>) {
        if let Look::Like(plain) = look {
            self.instead(plain.encode_utf8(&mut [0; 4]), typed);
        }
    }

    /// The shown text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The typed span for a span of the shown text.
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
        shown.verbatim_by_look("a\u{ff11}\u{200b}2", 0);
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
