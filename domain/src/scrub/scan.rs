//! A text as a row of tokens. Recognisers address them by position and look at what comes before and after; positions
//! outside the text are safe.

use super::lists::Known;
use super::reader::Reader;
use super::token::{Shape, Token};
use super::words::Senses;
#[cfg(test)]
use super::work;
use super::{Span, citation, phrase, sentence};

/// Meanings of a phrase of several words that is nobody's name.
const TERMS: Known = Known::MEDICAL.or(Known::EPONYM).or(Known::REGION);

/// The text and its tokens.
pub(super) struct Scan<'t> {
    pub(super) text: &'t str,
    tokens: Vec<Token>,
}

impl<'t> Scan<'t> {
    pub(super) fn read(text: &'t str) -> Self {
        let mut tokens = Reader::of(text).read();
        citation::close(text, &mut tokens);
        sentence::mark_headings(&mut tokens);
        let mut scan = Self { text, tokens };
        scan.mark_terms();
        scan
    }

    /// Whether a listed term is used as a place or institution here: "lives in Ann Arbor".
    fn is_somewhere(&self, at: usize, known: Known) -> bool {
        let before = self.back(at, 1);
        let placed = before.means(Senses::INTO_PLACE.or(Senses::AT).or(Senses::TOWARD)) || self.said(at, 1, "of");
        known.is(Known::PLACE.or(Known::INSTITUTION)) && (placed || !known.is(Known::MEDICAL))
    }

    /// Marks listed terms of several words, such as Ann Arbor or Bair Hugger, that are not used as a place or an
    /// institution.
    fn mark_terms(&mut self) {
        let mut at = 0;
        while at < self.tokens.len() {
            let opens = self.at(at).known.is(Known::OPENS) && self.at(at).is_capital();
            let term = if opens { phrase::longest(self, at, TERMS) } else { None };
            let last = match term {
                Some((last, known)) if last > at && !self.is_somewhere(at, known) => last,
                _ => {
                    at += 1;
                    continue;
                }
            };
            self.tokens.get_mut(at..=last).into_iter().flatten().for_each(|token| token.term = true);
            at = last + 1;
        }
    }

    pub(super) fn tokens(&self) -> impl Iterator<Item = (usize, &Token)> {
        let tokens = self.tokens.iter().enumerate();
        #[cfg(test)]
        let tokens = tokens.inspect(|_| work::count());
        tokens
    }

    /// The number of tokens.
    pub(super) fn length(&self) -> usize {
        self.tokens.len()
    }

    /// The token at a position; `EDGE` outside the text.
    pub(super) fn at(&self, position: usize) -> &Token {
        #[cfg(test)]
        work::count();
        self.tokens.get(position).unwrap_or(&Token::EDGE)
    }

    /// The token `steps` before a position; `EDGE` outside the text.
    pub(super) fn back(&self, position: usize, steps: usize) -> &Token {
        position.checked_sub(steps).map_or(&Token::EDGE, |before| self.at(before))
    }

    pub(super) fn word(&self, position: usize) -> &'t str {
        let token = self.at(position);
        self.text.get(token.start..token.end).unwrap_or_default()
    }

    /// Whether the word at a position is this one, in any case.
    pub(super) fn says(&self, position: usize, word: &str) -> bool {
        self.word(position).eq_ignore_ascii_case(word)
    }

    /// Whether the word at a position is one of these, in any case.
    pub(super) fn says_any(&self, position: usize, words: &[&str]) -> bool {
        let said = self.word(position);
        words.iter().any(|word| said.eq_ignore_ascii_case(word))
    }

    /// The word `steps` before a position; empty outside the text.
    pub(super) fn word_before(&self, position: usize, steps: usize) -> &'t str {
        position.checked_sub(steps).map_or("", |before| self.word(before))
    }

    /// Whether the word `steps` before a position is this one, in any case.
    pub(super) fn said(&self, position: usize, steps: usize, word: &str) -> bool {
        self.word_before(position, steps).eq_ignore_ascii_case(word)
    }

    /// Whether the word `steps` before a position is one of these, in any case.
    pub(super) fn said_any(&self, position: usize, steps: usize, words: &[&str]) -> bool {
        position.checked_sub(steps).is_some_and(|before| self.says_any(before, words))
    }

    /// The span from the first to the last token, both included.
    pub(super) fn span(&self, first: usize, last: usize) -> Span {
        Span::new(self.at(first).start, self.at(last).end)
    }

    /// The tokens from a position to the end.
    pub(super) fn from(&self, position: usize) -> &[Token] {
        self.tokens.get(position..).unwrap_or_default()
    }

    /// Whether this mark follows without a gap.
    pub(super) fn runs_on_mark(&self, position: usize, mark: u8) -> bool {
        self.runs_on(position) && self.at(position + 1).is(mark)
    }

    /// Whether the token after `position` follows without a gap.
    pub(super) fn runs_on(&self, position: usize) -> bool {
        self.at(position + 1).is_glued()
    }

    /// The nearest of the `steps` tokens before a position that has one of these senses. The search stops at the start
    /// of the line or sentence and at a closed token.
    pub(super) fn cue(&self, position: usize, steps: usize, senses: Senses) -> Option<&Token> {
        for step in 1..=steps {
            let token = self.back(position, step);
            let ends_sentence =
                token.is_one_of(b"!?;") || (token.is(b'.') && !self.back(position, step - 1).is_glued());
            if token.means(senses) {
                return Some(token);
            }
            if ends_sentence && step > 2 || matches!(token.shape, Shape::Edge | Shape::Closed) {
                return None;
            }
        }
        None
    }

    /// Whether a number or code may end here: no letter or digit is glued to it.
    pub(super) fn ends_clean(&self, last: usize) -> bool {
        !(self.runs_on(last) && self.at(last + 1).is_alphanumeric())
    }

    /// Whether a number or code may start here: it is not the end of a longer word, number or decimal.
    pub(super) fn starts_clean(&self, position: usize) -> bool {
        if !self.at(position).is_glued() {
            return true;
        }
        let before = self.back(position, 1);
        let joins = self.back(position, 2).is_alphanumeric() && before.is_glued();
        match before.shape {
            Shape::Word | Shape::Number => false,
            Shape::Exemption(b'.' | b'-' | b'/' | b',' | b':' | b'_') => {
                !joins || self.back(position, 2).is_word() && before.is(b':')
            }
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_the_text() {
        let scan = Scan::read("");
        assert_eq!(scan.at(7).shape, Shape::Edge);
        assert_eq!(scan.back(0, 1).shape, Shape::Edge);
        assert_eq!(scan.word(3), "");
    }
}
