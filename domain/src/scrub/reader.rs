//! Reads the text once into tokens: words, numbers, marks and replacements. Each is looked up once in the vocabulary
//! and the lists.

use super::fold::Folded;
use super::token::{Case, Gap, Shape, Token};
use super::words::{self, Senses};
use super::{kind, lists};

/// Reads a text letter by letter.
pub(super) struct Reader<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    open: Option<Token>,
}

impl<'t> Reader<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, tokens: Vec::with_capacity(text.len() / 4 + 1), open: None }
    }

    /// All tokens of the text, in order.
    pub(super) fn read(mut self) -> Vec<Token> {
        let mut gap = Gap::Line;
        let mut closed_until = 0;
        for (start, letter) in self.text.char_indices() {
            if start < closed_until {
                continue;
            }
            let end = start + letter.len_utf8();
            match class(letter) {
                Class::Nothing => {}
                Class::Gap(wider) => {
                    self.finish();
                    if gap != Gap::Line {
                        gap = wider;
                    }
                }
                Class::Part(Shape::Exemption(b'['))
                    if let Some(known) = self.text.get(start..).and_then(kind::placeholder) =>
                {
                    closed_until = start + known.len();
                    self.start(Shape::Closed, gap, start, closed_until);
                    gap = Gap::None;
                }
                Class::Part(shape) => {
                    self.take(shape, gap, start, end, letter);
                    gap = Gap::None;
                }
            }
        }
        self.finish();
        self.tokens
    }

    fn take(&mut self, shape: Shape, gap: Gap, start: usize, end: usize, letter: char) {
        match &mut self.open {
            Some(token) if token.shape == shape && matches!(shape, Shape::Word | Shape::Number) && gap == Gap::None => {
                token.case = match token.case {
                    Case::Upper if letter.is_lowercase() => {
                        let word = self.text.get(token.start..token.end).unwrap_or_default();
                        if word.chars().nth(1).is_some() { Case::Mixed } else { Case::Title }
                    }
                    Case::Title if letter.is_uppercase() => Case::Mixed,
                    case => case,
                };
                token.end = end;
            }
            _ => {
                self.start(shape, gap, start, end);
                if let Some(token) = &mut self.open
                    && letter.is_uppercase()
                {
                    token.case = Case::Upper;
                }
            }
        }
        if let (Some(token), Some(digit)) = (&mut self.open, letter.to_digit(10)) {
            token.value = token.value.saturating_mul(10).saturating_add(digit);
        }
    }

    fn start(&mut self, shape: Shape, gap: Gap, start: usize, end: usize) {
        self.finish();
        self.open = Some(Token { start, end, shape, gap, ..Token::EDGE });
    }

    fn finish(&mut self) {
        if let Some(mut token) = self.open.take() {
            if token.shape == Shape::Word {
                let word = self.text.get(token.start..token.end).unwrap_or_default();
                (token.senses, token.value) = words::look_up(word);
                // Short words and lower-case words of the vocabulary, which are the majority, need no look-up in the
                // lists.
                let plain = token.case == Case::Lower && (token.senses != Senses::NONE || token.length() < 4);
                if !plain && (token.length() > 1 || token.case == Case::Upper) {
                    token.known = lists::look_up(Folded::of(word));
                }
            }
            self.tokens.push(token);
        }
    }
}

/// The kind of token a letter belongs to.
enum Class {
    Nothing,
    Gap(Gap),
    Part(Shape),
}

fn class(letter: char) -> Class {
    match letter {
        'a'..='z' | 'A'..='Z' => Class::Part(Shape::Word),
        '0'..='9' => Class::Part(Shape::Number),
        ' ' | '\t' => Class::Gap(Gap::Blank),
        '\n' | '\r' => Class::Gap(Gap::Line),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' => Class::Part(Shape::Exemption(b'-')),
        '\u{2018}' | '\u{2019}' | '\u{02bc}' => Class::Part(Shape::Exemption(b'\'')),
        '\u{2044}' | '\u{2215}' => Class::Part(Shape::Exemption(b'/')),
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => Class::Nothing,
        _ if letter.is_whitespace() => Class::Gap(Gap::Blank),
        _ if letter.is_alphanumeric() => Class::Part(Shape::Word),
        _ => Class::Part(Shape::Exemption(u8::try_from(letter).ok().filter(u8::is_ascii).unwrap_or(0))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scrub::scan::Scan;

    #[test]
    fn words_numbers_and_marks_with_their_gaps() {
        let scan = Scan::read("K 4.2\nnach–Übung");
        let read: Vec<_> = scan.tokens().map(|(at, token)| (scan.word(at), token.shape, token.gap)).collect();
        assert_eq!(
            read,
            [
                ("K", Shape::Word, Gap::Line),
                ("4", Shape::Number, Gap::Blank),
                (".", Shape::Exemption(b'.'), Gap::None),
                ("2", Shape::Number, Gap::None),
                ("nach", Shape::Word, Gap::Line),
                ("–", Shape::Exemption(b'-'), Gap::None),
                ("Übung", Shape::Word, Gap::None),
            ]
        );
    }

    #[test]
    fn a_replacement_is_one_closed_token() {
        let scan = Scan::read("on [date] 2021");
        assert_eq!(scan.at(1).shape, Shape::Closed);
        assert_eq!(scan.at(2).value, 2021);
    }
}
