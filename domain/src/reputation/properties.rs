//! Properties that hold for any events on any days in any order.

use proptest::prelude::*;
use proptest::sample::Index;
use std::collections::BTreeMap;

use super::{
    Component, DECAY_STOPS_AT, DOUBLED_BELOW, DOUBLED_CONTRIBUTIONS, EARNED_A_DAY, Entry, EventKind, Posting,
    QUIET_DAYS, ReputationEvent, Standing, Sums, Tenths, cap,
};
use crate::account::Tier;
use crate::calendar::Day;

const OPENED: Day = Day(20_000);

/// An operation on a standing.
#[derive(Clone, Debug)]
enum Act {
    Take(ReputationEvent, bool),
    Contribute(Option<u8>),
    /// Reverses one of the events taken and not yet reversed.
    TakeBack(Index),
    Settle,
}

/// An entry that may be reversed: its day, its kind and the points counted.
type Given = (Day, EventKind, Tenths);

/// A standing, and the entries written for it.
struct Ledger {
    standing: Standing,
    entries: Vec<Entry>,
    given: Vec<Given>,
}

impl Ledger {
    fn new(tier: Tier) -> Self {
        Self { standing: Standing::new(tier, OPENED), entries: Vec::new(), given: Vec::new() }
    }

    fn act(&mut self, on: Day, act: &Act) {
        match act {
            Act::Take(reputation_event, doubled) => {
                let taken = self.standing.apply(on, *reputation_event, *doubled);
                self.given.push((on, taken.entry.kind, taken.entry.counted));
                self.write(taken);
            }
            Act::Contribute(quality) => {
                let (taken, _) = self.standing.contribute(on, *quality);
                self.write(taken);
            }
            Act::TakeBack(_) if self.given.is_empty() => {}
            Act::TakeBack(index) => {
                let (given_on, kind, counted) = self.given.swap_remove(index.index(self.given.len()));
                let taken = self.standing.reverse(on, kind, counted, given_on);
                self.write(taken);
            }
            Act::Settle => self.entries.extend(self.standing.settle(on)),
        }
    }

    fn write(&mut self, taken: Posting) {
        self.entries.extend(taken.entries());
    }
}

fn tier() -> impl Strategy<Value = Tier> {
    proptest::sample::select(&Tier::ALL[..])
}

fn plain() -> impl Strategy<Value = ReputationEvent> {
    let plain: Vec<_> = EventKind::ALL.iter().filter_map(|kind| ReputationEvent::plain(*kind).ok()).collect();
    proptest::sample::select(plain)
}

fn vote() -> impl Strategy<Value = ReputationEvent> {
    (any::<bool>(), 0..=10_000_i32, 0..1_000_i32)
        .prop_map(|(up, voter, age)| ReputationEvent::vote(up, Tenths(voter), Day(-age), Day(0)))
}

fn adjustment() -> impl Strategy<Value = ReputationEvent> {
    (-100..=100_i32).prop_filter_map("no adjustment", |tenths| ReputationEvent::adjustment(Tenths(tenths)).ok())
}

fn strike(most_days: i32) -> impl Strategy<Value = ReputationEvent> {
    (1..=4_u8, 0..=most_days).prop_map(|(level, days)| ReputationEvent::strike(level, days).unwrap())
}

fn reputation_event() -> impl Strategy<Value = ReputationEvent> {
    let suspension = (1..60).prop_map(|days| ReputationEvent::suspension(days).unwrap());
    prop_oneof![6 => plain(), 4 => vote(), 1 => adjustment(), 1 => strike(30), 1 => suspension]
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        8 => (reputation_event(), any::<bool>()).prop_map(|(reputation_event, doubled)| Act::Take(reputation_event, doubled)),
        2 => proptest::option::of(0..=100_u8).prop_map(Act::Contribute),
        2 => any::<Index>().prop_map(Act::TakeBack),
        1 => Just(Act::Settle),
    ]
}

/// Acts with the days between them: most on one day, some after a long gap.
fn acts() -> impl Strategy<Value = Vec<(i32, Act)>> {
    let gap = prop_oneof![6 => Just(0), 3 => 1..10, 2 => 20..40, 1 => 150..600];
    proptest::collection::vec((gap, act()), 0..80)
}

/// The same, on days in random order.
fn acts_anywhen() -> impl Strategy<Value = Vec<(i32, Act)>> {
    proptest::collection::vec((prop_oneof![0..4_000, 1_000..1_003], act()), 0..80)
}

/// Plays acts in the order of their days. Returns the ledger and the last day.
fn played(tier: Tier, acts: &[(i32, Act)], mut after: impl FnMut(&Ledger)) -> (Ledger, Day) {
    let (mut ledger, mut on) = (Ledger::new(tier), OPENED);
    for (gap, act) in acts {
        on = on.plus(*gap);
        ledger.act(on, act);
        after(&ledger);
    }
    (ledger, on)
}

/// What this day has earned so far.
fn earned(standing: &Standing, on: Day) -> Tenths {
    if standing.earned_on == on { standing.earned } else { Tenths::ZERO }
}

fn check_bounds(standing: &Standing) {
    let Standing { sums, tier, earned, doubled, .. } = *standing;
    assert!((Tenths::ZERO..=cap(tier)).contains(&standing.score()));
    for (component, least, most) in [
        (Component::Content, -300, 300),
        (Component::Engagement, -100, 100),
        (Component::Peer, -100, 100),
        (Component::Behaviour, -100, 100),
        (Component::Penalties, 0, 500),
        (Component::Decay, 0, i32::MAX),
    ] {
        assert!((Tenths::points(least)..=Tenths::points(most)).contains(&sums.bounded(component)), "{component:?}");
    }
    assert!((Tenths::ZERO..=EARNED_A_DAY).contains(&earned));
    assert!(doubled <= DOUBLED_CONTRIBUTIONS);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn bounds_hold_and_the_entries_are_the_sums(tier in tier(), acts in acts(), anywhen in acts_anywhen()) {
        let check = |ledger: &Ledger| {
            check_bounds(&ledger.standing);
            assert_eq!(Sums::replay(&ledger.entries), ledger.standing.sums);
            assert_eq!(Sums::replay(ledger.entries.iter().rev()), ledger.standing.sums);
        };
        played(tier, &acts, check);
        let mut ledger = Ledger::new(tier);
        for (day, act) in &anywhen {
            ledger.act(OPENED.plus(*day), act);
            check(&ledger);
        }
    }

    /// Only events that were not reversed count: a reversal frees its share of the limit.
    #[test]
    fn a_day_earns_no_more_than_fifty(tier in tier(), acts in acts()) {
        played(tier, &acts, |ledger| {
            let mut earned = BTreeMap::<Day, Tenths>::new();
            for (on, _, counted) in &ledger.given {
                *earned.entry(*on).or_default() += (*counted).max(Tenths::ZERO);
            }
            assert!(earned.values().all(|earned| *earned <= EARNED_A_DAY), "{earned:?}");
        });
    }

    /// Late events for a past day do not get a second fifty.
    #[test]
    fn days_in_no_order_earn_no_more(tier in tier(), happenings in proptest::collection::vec((0..3, reputation_event()), 0..60)) {
        let mut ledger = Ledger::new(tier);
        for (day, reputation_event) in happenings {
            ledger.act(OPENED.plus(day), &Act::Take(reputation_event, false));
        }
        let earned: Tenths = ledger.given.iter().map(|(.., counted)| (*counted).max(Tenths::ZERO)).sum();
        prop_assert!(earned <= Tenths(3 * EARNED_A_DAY.0));
    }
}

/// Events of one day whose order does not matter: none suspends, at most one of them is a strike, and none is doubled
/// unless the whole day ends below 400.
fn day() -> impl Strategy<Value = Vec<(ReputationEvent, bool)>> {
    let strikes = proptest::collection::vec(strike(0), 0..=1);
    let others = proptest::collection::vec(prop_oneof![plain(), vote(), adjustment()], 0..40);
    let all = (strikes, others).prop_map(|(strikes, others)| [strikes, others].concat());
    all.prop_flat_map(|all| {
        let doubled = proptest::collection::vec(any::<bool>(), all.len());
        doubled.prop_map(move |doubled| all.iter().copied().zip(doubled).collect())
    })
}

/// The points counted for a day: gains and losses.
fn counts(mut standing: Standing, on: Day, day: &[(ReputationEvent, bool)]) -> (Tenths, Tenths) {
    let stays_below = standing.score() + EARNED_A_DAY < DOUBLED_BELOW;
    let counted = day.iter().map(|(reputation_event, doubled)| {
        standing.apply(on, *reputation_event, *doubled && stays_below).entry.counted
    });
    counted.fold((Tenths::ZERO, Tenths::ZERO), |(up, down), counted| {
        (up + counted.max(Tenths::ZERO), down + counted.min(Tenths::ZERO))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    /// The order does decide which component falls short because of the daily limit. It may therefore change the score
    /// if a component is at its bound.
    #[test]
    fn the_order_of_a_day_does_not_matter(
        tier in tier(),
        acts in acts(),
        (day, shuffled) in day().prop_flat_map(|day| (Just(day.clone()), Just(day).prop_shuffle())),
        gap in 0..300,
    ) {
        let (mut ledger, on) = played(tier, &acts, |_| {});
        let on = on.plus(gap);
        ledger.standing.settle(on);
        prop_assert_eq!(counts(ledger.standing, on, &day), counts(ledger.standing, on, &shuffled));
    }

    /// However often a ballot is cast, changed and withdrawn, at most one vote counts in the end, and nothing of a
    /// withdrawn one. All of this is within the half year before decay starts.
    #[test]
    fn nobody_gains_by_splitting_a_vote(
        tier in tier(),
        acts in acts(),
        ballots in proptest::collection::vec((0..5, proptest::option::of(vote())), 1..36),
        doubled in any::<bool>(),
    ) {
        let (mut ledger, mut on) = played(tier, &acts, |_| {});
        let standing = &mut ledger.standing;
        standing.contribute(on, None);
        let (before, earned_before) = (standing.sums, earned(standing, on));
        let (first, mut cast) = (on, None::<Given>);
        for (gap, choice) in ballots {
            on = on.plus(gap);
            prop_assert!(on.0 - first.0 <= QUIET_DAYS);
            if let Some((given_on, kind, counted)) = cast.take() {
                standing.reverse(on, kind, counted, given_on);
            }
            cast = choice.map(|vote| (on, vote.kind, standing.apply(on, vote, doubled).entry.counted));
            let stays = cast.map_or(Tenths::ZERO, |(.., counted)| counted);
            let most = if doubled { 4 } else { 2 };
            prop_assert!(stays <= Tenths::points(most));
            prop_assert_eq!(standing.sums, Sums { content: before.content + stays, ..before });
            if on == first {
                prop_assert_eq!(earned(standing, on), earned_before + stays.max(Tenths::ZERO));
            }
        }
    }

    #[test]
    fn silence_takes_slowly_and_stops(tier in tier(), acts in acts(), days in proptest::collection::vec(0..60, 1..60)) {
        let (ledger, last) = played(tier, &acts, |_| {});
        let (mut by_steps, mut on) = (ledger.standing, last);
        by_steps.settle(on);
        let (mut at_once, mut by_days) = (by_steps, by_steps);
        for gap in days {
            let before = by_steps.score();
            on = on.plus(gap);
            let taken = by_steps.settle(on);
            let after = by_steps.score();
            prop_assert!(before.min(DECAY_STOPS_AT) <= after && after <= before);
            prop_assert!((before - after).0 <= (gap + 6) / 7 * 10, "a point for each full week at most");
            prop_assert_eq!(taken.is_some(), before != after);
            prop_assert_eq!([on, on.plus(-30)].map(|again| by_steps.settle(again)), [None, None]);
        }
        at_once.settle(on);
        for day in last.0..=on.0 {
            by_days.settle(Day(day));
        }
        prop_assert_eq!(at_once, by_steps);
        prop_assert_eq!(by_days, by_steps);
    }

    #[test]
    fn what_is_taken_back_leaves_the_sums_as_they_were(
        tier in tier(), acts in acts(), reputation_event in reputation_event(), doubled in any::<bool>(), later in 0..400,
    ) {
        let (mut ledger, on) = played(tier, &acts, |_| {});
        let standing = &mut ledger.standing;
        standing.settle(on);
        let before = *standing;
        let given = standing.apply(on, reputation_event, doubled).entry;
        let mut at_once = *standing;
        at_once.reverse(on, given.kind, given.counted, on);
        prop_assert_eq!(at_once.sums, before.sums);
        prop_assert_eq!(earned(&at_once, on), earned(&before, on));
        let back = standing.reverse(on.plus(later), given.kind, given.counted, on).entry;
        prop_assert_eq!((back.nominal, back.counted, back.component()), (-given.counted, -given.counted, given.component()));
        prop_assert_eq!(Sums { decay: before.sums.decay, ..standing.sums }, before.sums);
    }

    /// Votes, endorsements, badges: only a moderator's decision changes a frozen score.
    #[test]
    fn a_suspension_freezes(tier in tier(), acts in acts(), days in 1..400_i32, day in 0..400_i32, reputation_event in reputation_event()) {
        let (mut ledger, on) = played(tier, &acts, |_| {});
        let standing = &mut ledger.standing;
        standing.apply(on, ReputationEvent::suspension(days).unwrap(), false);
        let (frozen, on) = (standing.score(), on.plus(day.min(days - 1)));
        let entry = standing.apply(on, reputation_event, true).entry;
        prop_assert!(entry.kind.is_decided_for_cause() || (entry.counted == Tenths::ZERO && standing.score() == frozen));
    }
}
