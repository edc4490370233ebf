//! Times in the precision that may be stored. Everything that belongs to a persona carries an hour, a day or a month,
//! never a moment (DESIGN section 6). Each unit is its own type and its own small integer in the database, so that a
//! finer time cannot be stored by accident.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
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
/// 1970-01-01 as a Julian day.
const EPOCH_JULIAN: i32 = 2_440_588;

/// Why a text is not a valid day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a date from 1970 to 2100, written as 2026-03-14")]
pub struct DayFault;

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
    /// The hour in machine-readable form, such as `2026-03-14T15:00Z` (ISO 8601).
    pub fn iso(self) -> String {
        format!("{}T{:02}:00Z", self.day().iso(), self.of_day())
    }
}

impl Day {
    fn date(self) -> Date {
        Date::from_julian_day(EPOCH_JULIAN + self.0.clamp(0, LAST_DAY)).unwrap_or(Date::MIN)
    }
    /// The day in machine-readable form, such as `2026-03-14` (ISO 8601).
    pub fn iso(self) -> String {
        let date = self.date();
        format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
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

impl Month {
    /// The last day of this month.
    pub fn last_day(self) -> Day {
        let next = self.0.saturating_add(1);
        let month = u8::try_from(next.rem_euclid(12) + 1).ok().and_then(|number| CalendarMonth::try_from(number).ok());
        let first = month.and_then(|month| Date::from_calendar_date(1970 + next.div_euclid(12), month, 1).ok());
        Day(first.map_or(LAST_DAY, |first| first.to_julian_day() - EPOCH_JULIAN - 1))
    }
}

/// Reads only the form `2026-03-14`, for the years 1970 to 2100.
impl FromStr for Day {
    type Err = DayFault;

    fn from_str(text: &str) -> Result<Self, DayFault> {
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else { return Err(DayFault) };
        let (century, year) = (two_digits(y1, y2)?, two_digits(y3, y4)?);
        let year = i32::from(century) * 100 + i32::from(year);
        let month = CalendarMonth::try_from(two_digits(m1, m2)?).map_err(|_| DayFault)?;
        let date = Date::from_calendar_date(year, month, two_digits(d1, d2)?).map_err(|_| DayFault)?;
        if (1970..=2100).contains(&year) { Ok(Self(date.to_julian_day() - EPOCH_JULIAN)) } else { Err(DayFault) }
    }
}

fn two_digits(tens: u8, ones: u8) -> Result<u8, DayFault> {
    let digit = |byte: u8| if byte.is_ascii_digit() { Ok(byte - b'0') } else { Err(DayFault) };
    Ok(digit(tens)? * 10 + digit(ones)?)
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

impl fmt::Display for Minute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {:02}:{:02} UTC", self.hour().day(), self.hour().of_day(), self.0.rem_euclid(60))
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
    fn a_minute_is_shown_with_its_day() {
        assert_eq!(Minute(29_558_344).to_string(), "14 March 2026, 15:04 UTC");
    }

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
    fn a_month_ends_on_its_last_day() {
        for (month, last) in [(0, "31 January 1970"), (25, "29 February 1972"), (56 * 12 + 2, "31 March 2026")] {
            assert_eq!(Month(month).last_day().to_string(), last);
        }
        assert_eq!(Month(11).last_day(), Day(364));
        let _ = (Month(i32::MAX).last_day(), Month(i32::MIN).last_day());
    }

    #[test]
    fn a_day_reads_as_it_is_written() {
        for (text, day) in [("1970-01-01", 0), ("2026-03-14", 20_526), ("2024-02-29", 19_782), ("2100-12-31", 47_846)] {
            assert_eq!((text.parse(), Day(day).iso().as_str()), (Ok(Day(day)), text));
        }
        assert!((0..=47_846).all(|day| Day(day).iso().parse() == Ok(Day(day))));
    }

    #[test]
    fn what_is_no_date_is_no_day() {
        let faults = [
            "",
            "2026-02-30",
            "2025-02-29",
            "2100-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-01-00",
            "2026-01-32",
            "1969-12-31",
            "2101-01-01",
            "2026-1-05",
            "26-01-05",
            "2026/01/05",
            "2026-01-05 ",
            " 2026-01-05",
            "2026-01-05T00:00Z",
            "+026-01-05",
            "2026-01-0x",
            "\u{0662}026-01-5",
            "20260105",
        ];
        for text in faults {
            assert_eq!(text.parse::<Day>(), Err(DayFault), "{text:?}");
        }
    }

    #[test]
    fn no_value_panics() {
        for value in [i64::MIN, -1, 0, i64::MAX] {
            let moment = Moment(value);
            let _ = (moment.hour().to_string(), moment.day().month().to_string(), moment.minute().hour().day());
        }
    }
}
