//! Where something was found, what replaces it, and the text cut at its findings for display.

use std::borrow::Cow;

use super::{Certainty, Kind, findings};

/// A range of a text: byte offsets on character boundaries, `start <= end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: usize,
    end: usize,
}

impl Span {
    pub(super) const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// Byte offset of the first character.
    pub const fn start(self) -> usize {
        self.start
    }

    /// Byte offset after the last character.
    pub const fn end(self) -> usize {
        self.end
    }

    /// The part of `text` it covers; empty if it was made for another text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }

    pub(super) const fn length(self) -> usize {
        self.end.saturating_sub(self.start)
    }
}

/// One part of a text that may not be published as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Where it is.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// How sure we are.
    pub certainty: Certainty,
    /// What replaces it.
    pub replacement: Cow<'static, str>,
}

/// A piece of a text, either unchanged or marked. All pieces in order make up the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment<'t> {
    /// Nothing was found here.
    Plain(&'t str),
    /// The text of a finding.
    Marked(&'t str, Finding),
}

impl<'t> Segment<'t> {
    /// The piece of the original text.
    pub const fn text(&self) -> &'t str {
        match self {
            Self::Plain(text) | Self::Marked(text, _) => text,
        }
    }
}

/// The text cut at its findings, in order; no plain piece is empty.
pub fn segments(text: &str) -> Vec<Segment<'_>> {
    cut(text, findings(text))
}

/// The text cut at these findings in it.
pub fn cut(text: &str, found: Vec<Finding>) -> Vec<Segment<'_>> {
    let mut pieces = Vec::with_capacity(2 * found.len() + 1);
    let mut done = 0;
    for finding in found {
        let Span { start, end } = finding.span;
        if start > done {
            pieces.push(Segment::Plain(Span::new(done, start).of(text)));
        }
        pieces.push(Segment::Marked(finding.span.of(text), finding));
        done = end;
    }
    if done < text.len() {
        pieces.push(Segment::Plain(Span::new(done, text.len()).of(text)));
    }
    pieces
}
