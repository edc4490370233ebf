//! Keyset pages: a page starts after the last row of the page before. So deep pages cost no more than the first, and
//! new posts do not shift the pages.

use crate::calendar::Hour;
use std::{fmt, str::FromStr};

/// The position of a row in an order by (hour, random key). The key says nothing about the order within the hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The row's hour.
    pub hour: Hour,
    /// The row's random key.
    pub key: i64,
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:x}", self.hour.0, self.key)
    }
}

impl FromStr for Cursor {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        let (hour, key) = text.split_once('-').ok_or(())?;
        let hour = hour.parse().map(Hour).map_err(|_| ())?;
        // Keys are never negative, so that each cursor is written in one way.
        let key = u64::from_str_radix(key, 16).map_err(|_| ())?;
        Ok(Self { hour, key: i64::try_from(key).map_err(|_| ())? })
    }
}

/// One page of a longer list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The rows.
    pub rows: Vec<T>,
    /// Where the next page starts, if there is one.
    pub next: Option<Cursor>,
}

impl<T> Page<T> {
    /// A page of at most `size` rows out of `size + 1` that were asked for.
    pub fn cut(mut rows: Vec<T>, size: usize, cursor: impl Fn(&T) -> Cursor) -> Self {
        let more = rows.len() > size;
        rows.truncate(size);
        let next = if more { rows.last().map(cursor) } else { None };
        Self { rows, next }
    }

    /// The same page with each row converted.
    pub fn map<U>(self, turn: impl FnMut(T) -> U) -> Page<U> {
        Page { rows: self.rows.into_iter().map(turn).collect(), next: self.next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_text_is_a_cursor_that_means_itself_or_none(text in "[-+0-9a-fA-F xé]{0,40}") {
            if let Ok(cursor) = text.parse::<Cursor>() {
                prop_assert_eq!(cursor.to_string().parse(), Ok(cursor));
            }
        }
    }

    #[test]
    fn cursors_round_trip_and_refuse_nonsense() {
        let cursor = Cursor { hour: Hour(492_639), key: 0x7fff_0000_1234_5678 };
        assert_eq!(cursor.to_string().parse(), Ok(cursor));
        for text in ["", "x", "1", "1-", "-1-zz", "1-fffffffffffffffff", "0--a"] {
            assert!(text.parse::<Cursor>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_full_page_points_to_the_next() {
        let cursor = |n: &i64| Cursor { hour: Hour(0), key: *n };
        assert_eq!(Page::cut(vec![1, 2, 3], 2, cursor), Page { rows: vec![1, 2], next: Some(cursor(&2)) });
        assert_eq!(Page::cut(vec![1, 2], 2, cursor).next, None);
    }
}
