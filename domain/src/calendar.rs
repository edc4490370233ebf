//! Time as coarse as it may be kept. Whatever belongs to a persona carries an hour, a day or a month, never a moment
//! (DESIGN section 6); each unit is its own type and its own small integer in the database, so that a finer time
//! cannot be stored by accident.

use serde::{Deserialize, Serialize};
use std::fmt;
use time::{Date, Month as CalendarMonth};

/// A point in time, in whole seconds since 1970-01-01 UTC. Never stored beside a persona.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment(pub i64);

/// Whole minutes since 1970-01-01 UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Minute(pub i32);

/// Whole hours since 1970-01-01 UTC: the finest time a post or comment carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Hour(pub i32);

/// Whole days since 1970-01-01 UTC: the finest time of ballots, reputation events and limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Day(pub i32);

/// Whole months since January 1970: the finest time a persona's profile shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Month(pub i32);

/// The last day that is shown as a date; later ones saturate.
const LAST_DAY: i32 = 2_900_000;

fn small(value: i64) -> i32 {
    i32::try_from(value).unwrap_or(if value < 0 { i32::MIN } else { i32::MAX })
}

impl Moment {
    /// The minute this moment lies in.
    pub fn minute(self) -> Minute {
        Minute(small(self.0.div_euclid(60)))
    }
    /// The hour this moment lies in.
    pub fn hour(self) -> Hour {
        Hour(small(self.0.div_euclid(3_600)))
    }
    /// The UTC day this moment lies in.
    pub fn day(self) -> Day {
        Day(small(self.0.div_euclid(86_400)))
    }
    /// This moment moved by a number of seconds.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }
}

impl Minute {
    /// The hour this minute lies in.
    pub fn hour(self) -> Hour {
        Hour(self.0.div_euclid(60))
    }
}

impl Hour {
    /// The UTC day this hour lies in.
    pub fn day(self) -> Day {
        Day(self.0.div_euclid(24))
    }
    /// The hour of the day, 0 to 23.
    pub fn of_day(self) -> i32 {
        self.0.rem_euclid(24)
    }
    /// The hour for machines, such as `2026-03-14T15:00Z` (ISO 8601).
    pub fn iso(self) -> String {
        let date = self.day().date();
        format!("{:04}-{:02}-{:02}T{:02}:00Z", date.year(), u8::from(date.month()), date.day(), self.of_day())
    }
}

impl Day {
    fn date(self) -> Date {
        let unix_epoch_julian = 2_440_588;
        Date::from_julian_day(unix_epoch_julian + self.0.clamp(0, LAST_DAY)).unwrap_or(Date::MIN)
    }
    /// The month this day lies in.
    pub fn month(self) -> Month {
        let date = self.date();
        Month((date.year() - 1970) * 12 + i32::from(u8::from(date.month())) - 1)
    }
    /// This day moved by a number of days.
    #[must_use]
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let date = self.date();
        write!(f, "{} {} {}", date.day(), date.month(), date.year())
    }
}

impl fmt::Display for Hour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {:02}:00 UTC", self.day(), self.of_day())
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = u8::try_from(self.0.rem_euclid(12) + 1).unwrap_or(1);
        let name = CalendarMonth::try_from(number).unwrap_or(CalendarMonth::January);
        write!(f, "{name} {}", 1970 + self.0.div_euclid(12))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_coarsened_to_its_units() {
        let moment = Moment(1_773_500_645); // 2026-03-14 15:04:05 UTC
        assert_eq!(moment.hour().to_string(), "14 March 2026, 15:00 UTC");
        assert_eq!(moment.hour().iso(), "2026-03-14T15:00Z");
        assert_eq!(moment.day().to_string(), "14 March 2026");
        assert_eq!(moment.day().month().to_string(), "March 2026");
        assert_eq!(moment.minute().hour(), moment.hour());
    }

    #[test]
    fn no_value_panics() {
        for value in [i64::MIN, -1, 0, i64::MAX] {
            let moment = Moment(value);
            let _ = (moment.hour().to_string(), moment.day().month().to_string(), moment.minute().hour().day());
        }
    }
}
