//! A token: a word, a number or one mark, with its byte offsets and possible meanings. It holds only numbers; no text
//! is copied.

use std::ops::Range;

use super::lists::Known;
use super::words::Senses;
#[cfg(test)]
use super::work;

/// Numbers that could be a year of our time.
pub(super) const YEARS: Range<u32> = 1900..2100;

/// The type of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// A run of letters.
    Word,
    /// A run of ASCII digits.
    Number,
    /// One mark, as ASCII: every dash is `-`, every apostrophe `'`, an unknown mark 0.
    Exemption(u8),
    /// Ignored by all recognisers: a replacement or a citation.
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
    /// Capitals inside: McDonald, HFrEF.
    Mixed,
}

/// What is between a token and the one before it.
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
    /// What the lists know of it.
    pub(super) known: Known,
    /// It is in a line written in capitals or like a heading, where a capital says nothing.
    pub(super) heading: bool,
    /// It belongs to a listed term of several words.
    pub(super) term: bool,
    /// For a number: its value, at most `u32::MAX`. For a word: the value in the list (month, numeral, region of a
    /// state).
    pub(super) value: u32,
}

impl Token {
    /// The token outside the text.
    pub(super) const EDGE: Self = Self {
        start: 0,
        end: 0,
        shape: Shape::Edge,
        gap: Gap::Line,
        case: Case::Lower,
        senses: Senses::NONE,
        known: Known::NOTHING,
        heading: false,
        term: false,
        value: 0,
    };

    /// Length in bytes; for a number this is its number of digits.
    pub(super) const fn length(&self) -> usize {
        self.end.saturating_sub(self.start)
    }

    /// Whether its number could be a year of our time.
    pub(super) fn is_year(&self) -> bool {
        YEARS.contains(&self.value)
    }

    pub(super) fn is(&self, mark: u8) -> bool {
        #[cfg(test)]
        work::count();
        self.shape == Shape::Exemption(mark)
    }

    pub(super) fn is_one_of(&self, marks: &[u8]) -> bool {
        #[cfg(test)]
        work::count();
        matches!(self.shape, Shape::Exemption(mark) if marks.contains(&mark))
    }

    pub(super) fn is_word(&self) -> bool {
        #[cfg(test)]
        work::count();
        self.shape == Shape::Word
    }

    pub(super) fn is_number(&self) -> bool {
        #[cfg(test)]
        work::count();
        self.shape == Shape::Number
    }

    pub(super) fn is_alphanumeric(&self) -> bool {
        self.is_word() || self.is_number()
    }

    /// Whether there is nothing between it and the token before it.
    pub(super) fn is_glued(&self) -> bool {
        #[cfg(test)]
        work::count();
        self.gap == Gap::None
    }

    pub(super) const fn means(&self, sense: Senses) -> bool {
        self.senses.has(sense)
    }

    /// A small word inside a name, in lower case: de, van.
    pub(super) fn is_particle(&self) -> bool {
        self.means(Senses::PARTICLE) && self.case == Case::Lower
    }

    /// A word that starts with a capital.
    pub(super) fn is_capital(&self) -> bool {
        self.is_word() && self.case != Case::Lower
    }
}
