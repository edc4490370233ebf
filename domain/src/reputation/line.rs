//! One event of a file, checked: from fields with any content to an event, or to the fault in it.

use super::lenient::{Field, Lenient};
use super::{EventKind, ReputationEvent, ReputationEventFault, Tenths};
use crate::calendar::Day;
use serde::Deserialize;
use serde::de::{IgnoredAny, MapAccess};
use std::ops::RangeInclusive;

/// One event as written in the file.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Line {
    on: Field<Day>,
    kind: Field<Kind>,
    voter_score: Field<f64>,
    content_on: Field<Day>,
    days: Field<f64>,
    level: Field<f64>,
    points: Field<f64>,
    quality: Field<f64>,
}

/// An event that can be played if its day is not out of order.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judged {
    pub(super) on: Day,
    pub(super) content_on: Day,
    pub(super) deed: Deed,
}

/// The effect of an event on a standing.
#[derive(Clone, Copy, Debug)]
pub(super) enum Deed {
    Contribution(Option<u8>),
    ReputationEvent(ReputationEvent),
}

/// A kind of event in a file, or an unknown word.
#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Known(EventKind),
    Unknown(Box<str>),
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Name {
    On,
    Kind,
    VoterScore,
    ContentOn,
    Days,
    Level,
    Points,
    Quality,
    #[serde(other)]
    Other,
}

/// Why an event cannot be played.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EventFault {
    /// For example a number, a text or a list.
    #[error("not an object")]
    NotAnObject,
    /// There is no such kind. Decay is computed and not allowed in a file.
    #[error("unknown kind {0:?}")]
    UnknownKind(Box<str>),
    /// A field that this kind needs is missing.
    #[error("`{0}` is missing")]
    Missing(&'static str),
    /// A field has an invalid value.
    #[error("`{0}` must be {1}")]
    Impossible(&'static str, &'static str),
    /// It is before the author's first day.
    #[error("`on` is earlier than `created`")]
    BeforeCreated,
    /// Events must be in order of their days.
    #[error("`on` is earlier than in the event before")]
    OutOfOrder,
    /// It is about content that was not written yet.
    #[error("`content_on` is later than `on`")]
    ContentLater,
    /// It is not a valid event.
    #[error(transparent)]
    ReputationEvent(#[from] ReputationEventFault),
}

const DATE: &str = "a date from 1970 to 2100, written as 2026-03-14";

impl Line {
    /// The event, as far as it can be checked by itself.
    pub(super) fn judge(&self) -> Result<Judged, EventFault> {
        let kind = self.kind()?;
        let on = given(self.on, "on", DATE)?.ok_or(EventFault::Missing("on"))?;
        let content_on = given(self.content_on, "content_on", DATE)?.unwrap_or(on);
        if content_on > on {
            return Err(EventFault::ContentLater);
        }
        let deed = match kind {
            EventKind::Contribution => Deed::Contribution(self.quality()?),
            _ => Deed::ReputationEvent(self.reputation_event(kind, on, content_on)?),
        };
        Ok(Judged { on, content_on, deed })
    }

    fn kind(&self) -> Result<EventKind, EventFault> {
        match &self.kind {
            Field::Read(Kind::Known(kind)) => Ok(*kind),
            Field::Read(Kind::Unknown(word)) => Err(EventFault::UnknownKind(word.clone())),
            Field::Absent => Err(EventFault::Missing("kind")),
            Field::Wrong => Err(EventFault::Impossible("kind", "a word")),
        }
    }

    fn reputation_event(&self, kind: EventKind, on: Day, content_on: Day) -> Result<ReputationEvent, EventFault> {
        Ok(match kind {
            EventKind::Upvote | EventKind::Downvote => {
                ReputationEvent::vote(kind == EventKind::Upvote, self.voter_score()?, content_on, on)
            }
            EventKind::Suspension => {
                let days = self.days(1, "a whole number of at least 1")?;
                ReputationEvent::suspension(days.ok_or(EventFault::Missing("days"))?)?
            }
            EventKind::Strike => {
                let level = within(self.level, "level", 1..=4, "1, 2, 3 or 4")?.ok_or(EventFault::Missing("level"))?;
                ReputationEvent::strike(level, self.days(0, "a whole number of at least 0")?.unwrap_or(0))?
            }
            EventKind::Adjustment => ReputationEvent::adjustment(self.points()?)?,
            _ => ReputationEvent::plain(kind)?,
        })
    }

    fn voter_score(&self) -> Result<Tenths, EventFault> {
        let impossible = "a number from 0 to 1000";
        let score = given(self.voter_score, "voter_score", impossible)?.unwrap_or(0.0);
        let tenths = if (0.0..=1000.0).contains(&score) { whole((score * 10.0).floor()) } else { None };
        tenths.map(Tenths).ok_or(EventFault::Impossible("voter_score", impossible))
    }

    fn days(&self, least: i32, expected: &'static str) -> Result<Option<i32>, EventFault> {
        within(self.days, "days", least..=i32::MAX, expected)
    }

    fn points(&self) -> Result<Tenths, EventFault> {
        let impossible = "a number from -10 to 10 with one decimal at most, and not 0";
        let points = given(self.points, "points", impossible)?.ok_or(EventFault::Missing("points"))?;
        let tenths = (points * 10.0).round();
        let is_exact = (points * 10.0 - tenths).abs() < 1e-6;
        let tenths = whole(tenths).filter(|tenths| is_exact && (-100..=100).contains(tenths) && *tenths != 0);
        tenths.map(Tenths).ok_or(EventFault::Impossible("points", impossible))
    }

    fn quality(&self) -> Result<Option<u8>, EventFault> {
        within(self.quality, "quality", 0..=100, "a whole number from 0 to 100")
    }
}

/// The value of a field; `None` if the field is missing.
fn given<T>(field: Field<T>, name: &'static str, expected: &'static str) -> Result<Option<T>, EventFault> {
    match field {
        Field::Absent => Ok(None),
        Field::Wrong => Err(EventFault::Impossible(name, expected)),
        Field::Read(read) => Ok(Some(read)),
    }
}

/// A whole number within a range.
fn within<T: TryFrom<i32>>(
    field: Field<f64>,
    name: &'static str,
    range: RangeInclusive<i32>,
    expected: &'static str,
) -> Result<Option<T>, EventFault> {
    let number = given(field, name, expected)?.map(|number| {
        let number = whole(number).filter(|number| range.contains(number));
        number.and_then(|number| T::try_from(number).ok()).ok_or(EventFault::Impossible(name, expected))
    });
    number.transpose()
}

/// A number as an integer, if it is whole and not too large.
#[expect(clippy::cast_possible_truncation, reason = "it is whole, and within the range of the integer")]
pub(super) fn whole(number: f64) -> Option<i32> {
    (number.fract() == 0.0 && number.abs() <= 1e9).then_some(number as i32)
}

impl Lenient for Kind {
    fn from_text(word: &str) -> Option<Self> {
        let known = EventKind::parse(word).filter(|kind| *kind != EventKind::Decay);
        Some(known.map_or_else(|| Self::Unknown(word.into()), Self::Known))
    }
}

impl Lenient for Line {
    fn from_map<'de, A: MapAccess<'de>>(mut map: A) -> Result<Option<Self>, A::Error> {
        let mut line = Self::default();
        while let Some(name) = map.next_key()? {
            match name {
                Name::On => line.on = map.next_value()?,
                Name::Kind => line.kind = map.next_value()?,
                Name::VoterScore => line.voter_score = map.next_value()?,
                Name::ContentOn => line.content_on = map.next_value()?,
                Name::Days => line.days = map.next_value()?,
                Name::Level => line.level = map.next_value()?,
                Name::Points => line.points = map.next_value()?,
                Name::Quality => line.quality = map.next_value()?,
                Name::Other => drop(map.next_value::<IgnoredAny>()?),
            }
        }
        Ok(Some(line))
    }
}
