//! The jobs there are, and when periodic ones are due.

use domain::calendar::{Day, Minute, Moment, Month};
use domain::ids::ItemId;

/// A job. What it is about is public or random: a job never names an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Job {
    /// Publishes a scheduled text.
    Release(ItemId),
    /// Something that is done again and again.
    Periodic(Periodic),
}

/// Jobs that run again and again, on one server at a time; the migration adds their rows. Those that are due together run
/// in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Periodic {
    /// Every hour: deletes what has expired.
    Purge,
    /// Every month: reviews what personas show of their credentials.
    Credentials,
    /// Every day: posts rewards and decay, and refreshes the public figures.
    Daily,
    /// Every night: moves the day's sketches to the large table and rewrites all tables in key order.
    Nightly,
}

/// How often a periodic job runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// At the start of each hour.
    Hour,
    /// At midnight, UTC.
    Day,
    /// At midnight, UTC, on the first of the month.
    Month,
}

impl Periodic {
    /// All of them, in the order in which they run.
    pub const ALL: [Self; 4] = [Self::Purge, Self::Credentials, Self::Daily, Self::Nightly];

    /// How often it runs.
    pub fn period(self) -> Period {
        match self {
            Self::Purge => Period::Hour,
            Self::Credentials => Period::Month,
            Self::Daily | Self::Nightly => Period::Day,
        }
    }
}

impl Period {
    /// The first minute of the next period.
    pub fn next(self, now: Moment) -> Minute {
        let midnight = |day: Day| Minute(day.0 * 24 * 60);
        match self {
            Self::Hour => Minute((now.hour().0 + 1) * 60),
            Self::Day => midnight(now.day().plus(1)),
            Self::Month => midnight(Month(now.day().month().0).last_day().plus(1)),
        }
    }
}

impl Job {
    /// The word for its kind, as stored, logged and listed.
    pub fn kind(self) -> &'static str {
        match self {
            Self::Release(_) => "release",
            Self::Periodic(Periodic::Purge) => "purge",
            Self::Periodic(Periodic::Credentials) => "credentials",
            Self::Periodic(Periodic::Daily) => "daily",
            Self::Periodic(Periodic::Nightly) => "nightly",
        }
    }

    /// What it is about, as stored; empty for periodic jobs.
    pub(super) fn subject(self) -> String {
        match self {
            Self::Release(item) => item.0.simple().to_string(),
            Self::Periodic(_) => String::new(),
        }
    }

    pub(super) fn parse(kind: &str, subject: &str) -> Option<Self> {
        if let Ok(item) = subject.parse() {
            let job = Self::Release(ItemId(item));
            return (job.kind() == kind).then_some(job);
        }
        Periodic::ALL.map(Self::Periodic).into_iter().find(|job| job.kind() == kind && subject.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_job_is_read_as_it_was_written() {
        let jobs = Periodic::ALL.map(Job::Periodic).into_iter().chain([Job::Release(ItemId(uuid::Uuid::from_u128(7)))]);
        for job in jobs {
            assert_eq!(Job::parse(job.kind(), &job.subject()), Some(job));
        }
        assert_eq!(Job::parse("release", ""), None);
        assert_eq!(Job::parse("daily", "00000000-0000-0000-0000-000000000007"), None);
        assert_eq!(Job::parse("a job of next year", ""), None);
    }

    #[test]
    fn a_period_begins_at_midnight_or_the_full_hour() {
        // 2026-02-28 23:59:59 and a second later, UTC.
        let (last, first) = (Moment(1_772_323_199), Moment(1_772_323_200));
        for period in [Period::Hour, Period::Day, Period::Month] {
            assert_eq!(period.next(last), first.minute(), "{period:?}");
        }
        let minutes = |period: Period| period.next(first).0 - first.minute().0;
        assert_eq!([Period::Hour, Period::Day, Period::Month].map(minutes), [60, 24 * 60, 31 * 24 * 60]);
    }
}
