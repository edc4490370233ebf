//! How much fits on one page of a thread: a page stays about a hundred kilobytes long, whatever members write.

use super::entity::items;

/// Bytes of a page.
const PAGE: usize = 100_000;
/// Bytes of it that are no item: head, navigation, the box to comment.
const FRAME: usize = 9_000;
/// Bytes around the text of an item, for somebody who has signed in: author, votes, what one may do.
const AROUND: usize = 3_600;
/// How much longer first words become as HTML, at most nearly.
const ESCAPED: usize = 3;
/// Bytes of a text that is shown whole among others; what is longer has its first words there.
const LONGEST: usize = 12_000;

/// What room is left on a page.
pub(super) struct Room(usize);

impl Room {
    /// A page that begins with this item, in full.
    pub fn below(item: &items::Model) -> Self {
        let mut room = Self(PAGE - FRAME);
        room.take_in_full(item);
        room
    }

    /// A page that begins with the first words of this item.
    pub fn below_first_words(item: &items::Model) -> Self {
        let mut room = Self(PAGE - FRAME);
        room.take(item);
        room
    }

    /// Takes the room of an item with its whole text, whether there was enough or not.
    pub fn take_in_full(&mut self, item: &items::Model) {
        self.0 = self.0.saturating_sub(AROUND + item.html.len());
    }

    /// Takes the room of an item; whether there was enough.
    pub fn take(&mut self, item: &items::Model) -> bool {
        let words = if is_long(item) { ESCAPED * item.excerpt.len() } else { item.html.len() };
        let left = self.0.checked_sub(AROUND + words);
        self.0 = left.unwrap_or(0);
        left.is_some()
    }
}

/// Whether a text is too long to be shown whole among others.
pub(super) fn is_long(item: &items::Model) -> bool {
    item.html.len() > LONGEST
}
