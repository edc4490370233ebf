//! How much fits on one page of a thread: a page stays at about a hundred kilobytes, however much members write.

use super::entity::items;

/// Maximum bytes of a page.
const PAGE: usize = 100_000;
/// Bytes of a page outside its items: head, navigation, comment form.
const FRAME: usize = 9_000;
/// Bytes around the text of an item for a signed-in reader: author, votes, actions.
const AROUND: usize = 3_600;
/// Factor by which an excerpt can grow as HTML in nearly all cases.
const ESCAPED: usize = 3;
/// Longest text, in bytes, shown whole in a list; only the first words of a longer one are shown.
const LONGEST: usize = 12_000;

/// The room left on a page.
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

    /// Takes the room for an item with its whole text, even if there was not enough.
    pub fn take_in_full(&mut self, item: &items::Model) {
        self.0 = self.0.saturating_sub(AROUND + item.html.len());
    }

    /// Takes the room for an item; returns whether there was enough.
    pub fn take(&mut self, item: &items::Model) -> bool {
        let words = if is_long(item) { ESCAPED * item.excerpt.len() } else { item.html.len() };
        let left = self.0.checked_sub(AROUND + words);
        self.0 = left.unwrap_or(0);
        left.is_some()
    }
}

/// Whether a text is too long to be shown whole in a list.
pub(super) fn is_long(item: &items::Model) -> bool {
    item.html.len() > LONGEST
}
