//! Where sentences start, and which of them are headings or in capitals. In those, a capital says nothing about a word.

use super::scan::Scan;
use super::token::{Case, Gap, Shape, Token};
use super::words::Senses;

/// Small words that headings write in lower case.
const SMALL: Senses = Senses::WITH.or(Senses::INTO_PLACE);
/// Minimum number of capitals in a heading.
const FEWEST: usize = 3;

/// Marks the words of each sentence or line in which every longer word has a capital.
pub(super) fn mark_headings(tokens: &mut [Token]) {
    let mut start = 0;
    let mut count = Count::default();
    for at in 0..=tokens.len() {
        if tokens.get(at).is_none_or(|token| token.gap == Gap::Line || token.gap == Gap::Blank && is_ended(tokens, at))
        {
            if count.is_heading() {
                tokens.get_mut(start..at).into_iter().flatten().for_each(|token| token.heading = true);
            }
            (start, count) = (at, Count::default());
        }
        if let Some(token) = tokens.get(at) {
            count.take(token);
        }
    }
}

/// Whether a sentence ends before a position: after a full stop that does not belong to a title, an initial or "St".
fn is_ended(tokens: &[Token], at: usize) -> bool {
    let back = |steps: usize| at.checked_sub(steps).and_then(|before| tokens.get(before));
    let short =
        |token: &Token| token.is_word() && (token.length() == 1 || token.means(Senses::TITLE.or(Senses::SAINT)));
    back(1).is_some_and(|mark| mark.is_one_of(b"?!") || mark.is(b'.') && !back(2).is_some_and(short))
}

#[derive(Default)]
struct Count {
    capital: usize,
    /// Lower-case words of at least four letters, other than "with" and the like.
    long: usize,
    short: usize,
}

impl Count {
    fn take(&mut self, token: &Token) {
        match token.case {
            _ if !token.is_word() || token.length() < 3 => {}
            Case::Lower if token.length() > 3 && !token.means(SMALL) => self.long += 1,
            Case::Lower => self.short += 1,
            Case::Title | Case::Upper | Case::Mixed => self.capital += 1,
        }
    }

    const fn is_heading(&self) -> bool {
        self.capital >= FEWEST && self.long == 0 && self.capital > self.short
    }
}

/// Whether a sentence, a quotation or a list item starts here.
pub(super) fn opens(scan: &Scan<'_>, at: usize) -> bool {
    let before = scan.back(at, 1);
    let short = scan.back(at, 2);
    match before.shape {
        _ if scan.at(at).gap == Gap::Line => true,
        Shape::Exemption(b'.') => {
            !(short.means(Senses::TITLE.or(Senses::SAINT)) || short.is_capital() && short.length() == 1)
        }
        Shape::Exemption(mark) => b"!?:\"*#>-([';".contains(&mark) || mark == 0,
        _ => false,
    }
}
