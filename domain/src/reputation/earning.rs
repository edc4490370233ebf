//! How many acts of readers together earn something.

use crate::calendar::Day;

/// Accounts that must have found a text helpful before its bonuses are paid.
pub const REWARDED_FROM: i32 = 3;
/// Saves needed for one event.
pub const SAVES_OF_ONE_EVENT: i32 = 10;
/// Comments by others, of high quality and found more helpful than not, that make a discussion one of high quality.
pub const GOOD_COMMENTS: i64 = 3;
/// Contributions of high quality, found more helpful than not, that make a week of consistent quality.
pub const GOOD_WEEK: i64 = 2;

/// The Monday on which a day's week began. Day 0 was a Thursday.
pub fn monday(day: Day) -> Day {
    day.plus(-(day.0 + 3).rem_euclid(7))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_begins_on_monday() {
        // 2026-03-09 was a Monday.
        let start = Day(20_521);
        assert!((0..7).all(|day| monday(start.plus(day)) == start));
        assert_eq!(monday(start.plus(-1)), start.plus(-7));
    }
}
