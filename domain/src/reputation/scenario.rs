//! Events in a file, played through the rules. The command line replays them, so that anybody can check what a score
//! would be. The file is read leniently and checked while it is played, so that an error names its event.

use super::lenient::Field;
use super::line::{Deed, EventFault, Judged, Line, whole};
use super::{Component, Rating, Standing, Tenths};
use crate::account::Tier;
use crate::calendar::Day;
use serde::{Deserialize, Serialize};

/// The content of a file. Unknown fields are ignored.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct Scenario {
    tier: Field<f64>,
    created: Field<Day>,
    events: Vec<Field<Line>>,
    as_of: Field<Day>,
}

/// The result of a scenario. Points have one decimal.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Outcome {
    /// The score.
    pub score: f64,
    /// Its components, each within its bounds.
    pub components: ComponentPoints,
    /// The rating, of 5.
    pub rating: f64,
    /// The stars, 1 to 5: a half star counts as a whole one.
    pub stars: u8,
    /// "Established".
    pub label: &'static str,
    /// Points that did not count because of the daily limit of fifty.
    pub capped: f64,
}

/// The components of a score (REP-12), without inactivity decay.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ComponentPoints {
    /// Content quality, -300 to 300.
    pub content: f64,
    /// Community engagement, -100 to 100.
    pub engagement: f64,
    /// Peer recognition, -100 to 100.
    pub peer: f64,
    /// Behaviour, -100 to 100.
    pub behaviour: f64,
    /// Penalties, 0 to 500; they are subtracted.
    pub penalties: f64,
}

/// Why a scenario cannot be played.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ScenarioFault {
    /// There is no such tier.
    #[error("`tier` must be a number from 1 to 5, where 5 is not verified")]
    Tier,
    /// Not a valid day.
    #[error("`{0}` must be a date from 1970 to 2100, written as 2026-03-14")]
    NotADay(&'static str),
    /// The end is before the beginning or before the last event.
    #[error("`as_of` is earlier than `created` or the last event")]
    EndsEarly,
    /// One event has a fault; events are counted from 0.
    #[error("event {index}: {fault}")]
    Event {
        /// The event's place in the list, from 0.
        index: usize,
        /// The fault.
        fault: EventFault,
    },
}

/// Plays a scenario from its first day to the last.
pub fn play(scenario: &Scenario) -> Result<Outcome, ScenarioFault> {
    let tier = match scenario.tier {
        Field::Read(tier) => whole(tier).and_then(|tier| u8::try_from(tier).ok()).and_then(Tier::from_number),
        _ => None,
    };
    let day = |field, name| if let Field::Read(day) = field { Ok(day) } else { Err(ScenarioFault::NotADay(name)) };
    let created = day(scenario.created, "created")?;
    let as_of = day(scenario.as_of, "as_of")?;
    let mut stage = Stage {
        standing: Standing::new(tier.ok_or(ScenarioFault::Tier)?, created),
        last: created,
        doubled_days: Vec::new(),
        capped: Tenths::ZERO,
    };
    for (index, line) in scenario.events.iter().enumerate() {
        stage.take(line).map_err(|fault| ScenarioFault::Event { index, fault })?;
    }
    if as_of < stage.last {
        return Err(ScenarioFault::EndsEarly);
    }
    stage.standing.settle(as_of);
    Ok(Outcome::of(&stage.standing, stage.capped))
}

/// A scenario being played.
struct Stage {
    standing: Standing,
    last: Day,
    doubled_days: Vec<Day>,
    capped: Tenths,
}

impl Stage {
    fn take(&mut self, line: &Field<Line>) -> Result<(), EventFault> {
        let Field::Read(line) = line else { return Err(EventFault::NotAnObject) };
        let Judged { on, content_on, deed } = line.judge()?;
        if on < self.standing.opened_on {
            return Err(EventFault::BeforeCreated);
        }
        if on < self.last {
            return Err(EventFault::OutOfOrder);
        }
        self.last = on;
        match deed {
            Deed::Contribution(quality) => {
                let (_, doubles) = self.standing.contribute(on, quality);
                self.doubled_days.extend(doubles.then_some(on));
            }
            Deed::ReputationEvent(reputation_event) => {
                let doubled = self.doubled_days.contains(&content_on);
                self.capped += self.standing.apply(on, reputation_event, doubled).entry.capped();
            }
        }
        Ok(())
    }
}

impl Outcome {
    fn of(standing: &Standing, capped: Tenths) -> Self {
        let points = |component| standing.sums.bounded(component).as_points();
        let rating = Rating::of(standing.score());
        Self {
            score: standing.score().as_points(),
            components: ComponentPoints {
                content: points(Component::Content),
                engagement: points(Component::Engagement),
                peer: points(Component::Peer),
                behaviour: points(Component::Behaviour),
                penalties: points(Component::Penalties),
            },
            rating: f64::from(rating.half_stars) / 2.0,
            stars: rating.half_stars.div_ceil(2),
            label: rating.label(),
            capped: capped.as_points(),
        }
    }
}
