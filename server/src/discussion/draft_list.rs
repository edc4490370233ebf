//! The list of a member's drafts as stored in one private row: the drafts there are, and the rows where the content of
//! each begins.

use crate::private_rows::{Position, ROOM};
use domain::calendar::Day;
use domain::ids::DraftId;
use uuid::Uuid;

/// Maximum number of drafts per account; another one replaces the one saved longest ago.
const MOST: usize = 50;
/// Bytes of a line: id 16, month 4, number of the first row 4, rows 1.
const LINE: usize = 25;
const FORMAT: u8 = 1;

const _: () = assert!(MOST * LINE < ROOM);

/// A draft and the position of its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub id: DraftId,
    pub first: Position,
    pub rows: u8,
}

impl Line {
    /// The positions of its rows.
    pub fn positions(&self) -> Vec<Position> {
        (0..u32::from(self.rows))
            .filter_map(|nth| self.first.n.checked_add(nth))
            .map(|n| Position { n, ..self.first })
            .collect()
    }

    fn read(bytes: &[u8; LINE]) -> Option<Self> {
        let (id, rest) = bytes.split_first_chunk::<16>()?;
        let (epoch, rest) = rest.split_first_chunk::<4>()?;
        let (n, rest) = rest.split_first_chunk::<4>()?;
        let first = Position { epoch: i32::from_be_bytes(*epoch), n: u32::from_be_bytes(*n) };
        Some(Self { id: DraftId(Uuid::from_bytes(*id)), first, rows: *rest.first()? })
    }
}

/// The drafts, most recently saved first.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct DraftList(Vec<Line>);

impl DraftList {
    /// Reads a list without the drafts that have expired by today: a draft is kept until the end of the month after the
    /// one it was last saved in.
    pub fn read(bytes: &[u8], today: Day) -> Option<Self> {
        let (format, lines) = bytes.split_first()?;
        let (lines, odd) = lines.as_chunks::<LINE>();
        if *format != FORMAT || !odd.is_empty() {
            return None;
        }
        let lines: Option<Vec<Line>> = lines.iter().map(Line::read).collect();
        Some(Self(lines?.into_iter().filter(|line| line.first.epoch >= today.month().0 - 1).collect()))
    }

    /// The list as it is stored.
    pub fn written(&self) -> Vec<u8> {
        let mut bytes = vec![FORMAT];
        for line in &self.0 {
            bytes.extend(line.id.0.as_bytes());
            bytes.extend(line.first.epoch.to_be_bytes());
            bytes.extend(line.first.n.to_be_bytes());
            bytes.push(line.rows);
        }
        bytes
    }

    /// All drafts.
    pub fn lines(&self) -> &[Line] {
        &self.0
    }

    /// One draft.
    pub fn find(&self, id: DraftId) -> Option<&Line> {
        self.0.iter().find(|line| line.id == id)
    }

    /// Puts a draft first, in place of its earlier state.
    pub fn put(&mut self, line: Line) {
        self.remove(line.id);
        self.0.insert(0, line);
        self.0.truncate(MOST);
    }

    /// Removes a draft from the list.
    pub fn remove(&mut self, id: DraftId) {
        self.0.retain(|line| line.id != id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn line(n: u128, epoch: i32) -> Line {
        Line { id: DraftId(Uuid::from_u128(n)), first: Position { epoch, n: 7 }, rows: 3 }
    }

    #[test]
    fn a_list_is_read_back_and_the_last_saved_comes_first() {
        let today = Day(20_000);
        let month = today.month().0;
        let mut list = DraftList::default();
        (0..60).for_each(|n| list.put(line(n, month)));
        list.put(line(30, month));
        assert_eq!(list.lines().len(), MOST);
        assert_eq!(list.lines().first(), Some(&line(30, month)));
        assert!(list.find(line(1, month).id).is_none() && list.find(line(12, month).id).is_some());
        assert_eq!(DraftList::read(&list.written(), today), Some(list));
    }

    #[test]
    fn what_was_last_saved_two_months_ago_is_gone() {
        let today = Day(20_000);
        let mut list = DraftList::default();
        list.put(line(1, today.month().0 - 2));
        list.put(line(2, today.month().0 - 1));
        let read = DraftList::read(&list.written(), today).unwrap_or_default();
        assert_eq!(read.lines(), [line(2, today.month().0 - 1)]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_list_that_is_written_the_same_or_none(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            if let Some(list) = DraftList::read(&bytes, Day(0)) {
                let later = |line: &&[u8; LINE]| Line::read(line).is_some_and(|line| line.first.epoch >= -1);
                let exemptions = bytes.get(1..).unwrap_or_default().as_chunks::<LINE>().0.iter().filter(later).flatten();
                prop_assert_eq!(list.written(), [FORMAT].iter().chain(exemptions).copied().collect::<Vec<u8>>());
                list.lines().iter().for_each(|line| drop(line.positions()));
            }
        }
    }

    #[test]
    fn what_is_no_list_is_refused() {
        for bytes in [&[][..], &[2], &[1, 0], &[1; 24]] {
            assert!(DraftList::read(bytes, Day(20_000)).is_none(), "{bytes:?}");
        }
    }
}
