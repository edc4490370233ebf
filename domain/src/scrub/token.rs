//! One reading of the text into words, numbers and marks, with their byte offsets and what each word can mean.
//! Nothing is copied: a token is a few numbers, and recognisers walk the slice by position without ever leaving it.

use super::words::{self, Senses};
use super::{Span, citation, kind};

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A run of letters.
    Word,
    /// A run of ASCII digits.
    Number,
    /// One mark, told as ASCII: every dash is `-`, every apostrophe `'`, an unknown mark 0.
    Mark(u8),
    /// Read by nobody: a replacement or a citation.
    Closed,
    /// Before the first and after the last token.
    Edge,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Lower,
    Title,
    Upper,
}

/// What stands between a token and the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gap {
    None,
    Blank,
    Line,
}

/// A word, number or mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) shape: Shape,
    pub(super) gap: Gap,
    pub(super) case: Case,
    pub(super) senses: Senses,
    /// Of a number: what it says, at most `u32::MAX`. Of a word: what the list says (month, numeral, region of a state).
    pub(super) value: u32,
}

impl Token {
    const EDGE: Self = Self {
        start: 0,
        end: 0,
        shape: Shape::Edge,
        gap: Gap::Line,
        case: Case::Lower,
        senses: Senses::NONE,
        value: 0,
    };

    /// Length in bytes, which for a number is its digits.
    pub(super) const fn length(&self) -> usize {
        self.end.saturating_sub(self.start)
    }

    pub(super) fn is(&self, mark: u8) -> bool {
        self.shape == Shape::Mark(mark)
    }

    pub(super) fn is_one_of(&self, marks: &[u8]) -> bool {
        matches!(self.shape, Shape::Mark(mark) if marks.contains(&mark))
    }

    pub(super) fn is_word(&self) -> bool {
        self.shape == Shape::Word
    }

    pub(super) fn is_number(&self) -> bool {
        self.shape == Shape::Number
    }

    pub(super) fn is_alphanumeric(&self) -> bool {
        self.is_word() || self.is_number()
    }

    /// Whether nothing stands between it and the token before.
    pub(super) fn is_glued(&self) -> bool {
        self.gap == Gap::None
    }

    pub(super) const fn means(&self, sense: Senses) -> bool {
        self.senses.has(sense)
    }

    /// A word that starts with a capital.
    pub(super) fn is_capital(&self) -> bool {
        self.is_word() && self.case != Case::Lower
    }
}

/// The text and its tokens.
pub(super) struct Scan<'t> {
    pub(super) text: &'t str,
    tokens: Vec<Token>,
}

impl<'t> Scan<'t> {
    pub(super) fn read(text: &'t str) -> Self {
        let mut tokens = Reader { text, tokens: Vec::with_capacity(text.len() / 4 + 1), open: None }.read();
        citation::close(text, &mut tokens);
        Self { text, tokens }
    }

    pub(super) fn tokens(&self) -> impl Iterator<Item = (usize, &Token)> {
        self.tokens.iter().enumerate()
    }

    /// The token at a position; an edge outside the text.
    pub(super) fn at(&self, position: usize) -> &Token {
        self.tokens.get(position).unwrap_or(&Token::EDGE)
    }

    /// The token `steps` before a position; an edge outside the text.
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

    /// From the first to the last token, both included.
    pub(super) fn span(&self, first: usize, last: usize) -> Span {
        Span::new(self.at(first).start, self.at(last).end)
    }

    /// The tokens from a position on.
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

    /// The nearest of the `steps` tokens before a position that has one of these senses. Looks back no further than the
    /// line, the sentence or a closed token.
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

    /// A number or code may start here: it is not the tail of a longer word, number or decimal.
    pub(super) fn starts_clean(&self, position: usize) -> bool {
        if !self.at(position).is_glued() {
            return true;
        }
        let before = self.back(position, 1);
        let joins = self.back(position, 2).is_alphanumeric() && before.is_glued();
        match before.shape {
            Shape::Word | Shape::Number => false,
            Shape::Mark(b'.' | b'-' | b'/' | b',' | b':' | b'_') => {
                !joins || self.back(position, 2).is_word() && before.is(b':')
            }
            _ => true,
        }
    }
}

struct Reader<'t> {
    text: &'t str,
    tokens: Vec<Token>,
    open: Option<Token>,
}

impl Reader<'_> {
    fn read(mut self) -> Vec<Token> {
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
                Class::Part(Shape::Mark(b'['))
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
                token.end = end;
                if letter.is_lowercase() && token.case == Case::Upper {
                    token.case = Case::Title;
                }
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
            }
            self.tokens.push(token);
        }
    }
}

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
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{fe63}' | '\u{ff0d}' => Class::Part(Shape::Mark(b'-')),
        '\u{2018}' | '\u{2019}' | '\u{02bc}' => Class::Part(Shape::Mark(b'\'')),
        '\u{2044}' | '\u{2215}' => Class::Part(Shape::Mark(b'/')),
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => Class::Nothing,
        _ if letter.is_whitespace() => Class::Gap(Gap::Blank),
        _ if letter.is_alphanumeric() => Class::Part(Shape::Word),
        _ => Class::Part(Shape::Mark(u8::try_from(letter).ok().filter(u8::is_ascii).unwrap_or(0))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_numbers_and_marks_with_their_gaps() {
        let scan = Scan::read("K 4.2\nnach–Übung");
        let read: Vec<_> = scan.tokens().map(|(at, token)| (scan.word(at), token.shape, token.gap)).collect();
        assert_eq!(
            read,
            [
                ("K", Shape::Word, Gap::Line),
                ("4", Shape::Number, Gap::Blank),
                (".", Shape::Mark(b'.'), Gap::None),
                ("2", Shape::Number, Gap::None),
                ("nach", Shape::Word, Gap::Line),
                ("–", Shape::Mark(b'-'), Gap::None),
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

    #[test]
    fn nothing_outside_the_text() {
        let scan = Scan::read("");
        assert_eq!(scan.at(7).shape, Shape::Edge);
        assert_eq!(scan.back(0, 1).shape, Shape::Edge);
        assert_eq!(scan.word(3), "");
    }
}
