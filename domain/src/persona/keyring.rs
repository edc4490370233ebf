//! The list of an account's identities: its public profile and its personas. The server keeps it sealed under the
//! account secret. It is the only place that links them.
//!
//! ```text
//! (free slot) --begin--> Making --finish--> Living --leave--> Leaving --forget--> Gone (tombstone)
//!                           \---settle, from the next day on---> (free slot)
//! ```

use crate::calendar::Day;
use crate::ids::{MemberId, PersonaId};
use crate::persona::Degree;
use serde::{Deserialize, Serialize};

/// Personas an account can have at one time (REP-25).
pub const LIMIT: usize = 3;
/// Days between the creation of two personas (REP-26).
pub const DAYS_BETWEEN: i32 = 30;
/// Maximum number of tombstones. The oldest is dropped when one more is needed (at one a month: after more than seven
/// years).
const TOMBSTONES: usize = 90;

/// One of the places for a persona, 1 to [`LIMIT`]. A member's own pages name the slot, never the persona, so that no
/// address bar or history links the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot(u8);

impl Slot {
    /// A slot by its number, 1 to [`LIMIT`].
    pub fn new(number: u8) -> Option<Self> {
        (1..=LIMIT).contains(&usize::from(number)).then_some(Self(number))
    }
    /// 1 to [`LIMIT`].
    pub fn number(self) -> u8 {
        self.0
    }
}

/// The state of a persona in its life cycle. The two intermediate states are recorded so that a server that was killed
/// half-way can continue later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Its slot is taken; its link and public row are being written.
    Making,
    /// Active: it can publish.
    Living,
    /// Its posts are being handed to `deleted_user`.
    Leaving,
    /// Deleted. It is remembered so that the waiting time still applies to the account.
    Gone,
}

/// One persona of the keyring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The public id.
    pub persona: PersonaId,
    /// Its number in order of creation, from 0; part of the derivation of the id.
    pub index: u32,
    /// The slot it takes until it is gone.
    pub slot: Slot,
    /// How much it shows.
    pub degree: Degree,
    /// The day it was created.
    pub made_on: Day,
    /// Its state.
    pub state: State,
}

/// All identities of one account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keyring {
    /// The public profile, which becomes visible only once the member has published something under it.
    pub member: MemberId,
    entries: Vec<Entry>,
}

/// Why a persona cannot be created or changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
pub enum KeyringFault {
    /// The account already has three.
    #[error("You have three personas, the most an account can have. Deleting one frees its place.")]
    Full,
    /// The last one was created less than 30 days ago.
    #[error("You can make your next persona on {0}.")]
    TooSoon(Day),
    /// No such persona in the required state.
    #[error("This persona is not yours, or no longer there.")]
    Unknown,
}

impl Keyring {
    /// The keyring of a new account.
    pub fn new(member: MemberId) -> Self {
        Self { member, entries: Vec::new() }
    }

    /// A keyring as stored.
    pub fn restore(member: MemberId, entries: Vec<Entry>) -> Self {
        Self { member, entries }
    }

    /// Every entry, tombstones included, in order of creation.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The active personas, in the order of their slots.
    pub fn living(&self) -> Vec<Entry> {
        let mut living: Vec<Entry> = self.entries.iter().copied().filter(|e| e.state == State::Living).collect();
        living.sort_by_key(|entry| entry.slot);
        living
    }

    /// The active persona in a slot.
    pub fn in_slot(&self, slot: Slot) -> Option<Entry> {
        self.entries.iter().copied().find(|e| e.slot == slot && e.state == State::Living)
    }

    /// Whether a persona belongs to this account, in any state.
    pub fn holds(&self, persona: PersonaId) -> bool {
        self.entries.iter().any(|entry| entry.persona == persona)
    }

    /// The slot and index the next persona would take today.
    pub fn next(&self, today: Day) -> Result<(Slot, u32), KeyringFault> {
        let taken = |slot: Slot| self.entries.iter().any(|e| e.state != State::Gone && e.slot == slot);
        let last = self.entries.iter().map(|e| e.made_on).max();
        let free = (1..=u8::try_from(LIMIT).unwrap_or(u8::MAX)).filter_map(Slot::new).find(|slot| !taken(*slot));
        let slot = free.ok_or(KeyringFault::Full)?;
        if let Some(earliest) = last.map(|day| day.plus(DAYS_BETWEEN))
            && today < earliest
        {
            return Err(KeyringFault::TooSoon(earliest));
        }
        Ok((slot, self.entries.iter().map(|e| e.index + 1).max().unwrap_or(0)))
    }

    /// Takes the next slot for a persona that is about to be created with this index: the next index, or a later one if
    /// the next gives an id that is already taken.
    pub fn begin(mut self, persona: PersonaId, index: u32, degree: Degree, today: Day) -> Result<Self, KeyringFault> {
        let (slot, least) = self.next(today)?;
        if index < least {
            return Err(KeyringFault::Unknown);
        }
        self.entries.push(Entry { persona, index, slot, degree, made_on: today, state: State::Making });
        Ok(self)
    }

    /// The persona is complete: from now on it can publish.
    pub fn finish(self, persona: PersonaId) -> Result<Self, KeyringFault> {
        self.step(persona, State::Making, State::Living)
    }

    /// The persona is about to be deleted: from now on it can no longer publish.
    pub fn leave(self, persona: PersonaId) -> Result<Self, KeyringFault> {
        self.step(persona, State::Living, State::Leaving)
    }

    /// The persona is deleted: its slot is free, its tombstone stays.
    pub fn forget(self, persona: PersonaId) -> Result<Self, KeyringFault> {
        let mut keyring = self.step(persona, State::Leaving, State::Gone)?;
        let surplus = keyring.entries.iter().filter(|e| e.state == State::Gone).count().saturating_sub(TOMBSTONES);
        for _ in 0..surplus {
            if let Some(oldest) = keyring.entries.iter().position(|e| e.state == State::Gone) {
                keyring.entries.remove(oldest);
            }
        }
        Ok(keyring)
    }

    /// Personas whose creation was interrupted on an earlier day: they never published anything, and their slots are to
    /// be freed.
    pub fn broken_off(&self, today: Day) -> Vec<PersonaId> {
        let stale = |e: &&Entry| e.state == State::Making && e.made_on < today;
        self.entries.iter().filter(stale).map(|e| e.persona).collect()
    }

    /// Personas whose deletion was interrupted.
    pub fn leaving(&self) -> Vec<PersonaId> {
        self.entries.iter().filter(|e| e.state == State::Leaving).map(|e| e.persona).collect()
    }

    /// Removes a persona whose creation was never completed.
    #[must_use]
    pub fn settle(mut self, persona: PersonaId) -> Self {
        self.entries.retain(|e| e.persona != persona || e.state != State::Making);
        self
    }

    fn step(mut self, persona: PersonaId, from: State, to: State) -> Result<Self, KeyringFault> {
        let entry = self.entries.iter_mut().find(|e| e.persona == persona && e.state == from);
        entry.ok_or(KeyringFault::Unknown)?.state = to;
        Ok(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn begin(keyring: Keyring, persona: PersonaId, degree: Degree, today: Day) -> Result<Keyring, KeyringFault> {
        let (_, index) = keyring.next(today)?;
        keyring.begin(persona, index, degree, today)
    }

    fn persona(n: u32) -> PersonaId {
        PersonaId::from_hash(n.to_be_bytes())
    }

    fn empty() -> Keyring {
        Keyring::new(MemberId(Uuid::nil()))
    }

    #[test]
    fn three_personas_thirty_days_apart() -> Result<(), KeyringFault> {
        let mut keyring = empty();
        for n in 0..3 {
            let day = Day(100 + 30 * i32::try_from(n).unwrap_or(0));
            keyring = begin(keyring, persona(n), Degree::PeerVerified, day)?.finish(persona(n))?;
            if n < 2 {
                assert_eq!(keyring.next(day.plus(29)), Err(KeyringFault::TooSoon(day.plus(30))));
            }
        }
        assert_eq!(keyring.next(Day(1_000)), Err(KeyringFault::Full));
        assert_eq!(keyring.living().len(), 3);
        Ok(())
    }

    #[test]
    fn deleting_frees_the_slot_but_not_the_wait() -> Result<(), KeyringFault> {
        let keyring = begin(empty(), persona(1), Degree::Unverified, Day(100))?.finish(persona(1))?;
        let keyring = keyring.leave(persona(1))?.forget(persona(1))?;
        assert!(keyring.living().is_empty() && keyring.holds(persona(1)));
        assert_eq!(keyring.next(Day(110)), Err(KeyringFault::TooSoon(Day(130))));
        assert_eq!(keyring.next(Day(130)).map(|(slot, index)| (slot.number(), index)), Ok((1, 1)));
        Ok(())
    }

    #[test]
    fn a_number_is_never_used_twice() -> Result<(), KeyringFault> {
        let keyring = empty().begin(persona(1), 4, Degree::Unverified, Day(100))?.finish(persona(1))?;
        assert_eq!(keyring.clone().begin(persona(2), 4, Degree::Unverified, Day(200)), Err(KeyringFault::Unknown));
        assert!(keyring.begin(persona(2), 5, Degree::Unverified, Day(200)).is_ok());
        Ok(())
    }

    #[test]
    fn a_broken_making_frees_slot_and_wait_from_the_next_day() -> Result<(), KeyringFault> {
        let keyring = begin(empty(), persona(1), Degree::Unverified, Day(100))?;
        assert!(keyring.broken_off(Day(100)).is_empty());
        assert_eq!(keyring.broken_off(Day(101)), [persona(1)]);
        assert!(keyring.settle(persona(1)).next(Day(101)).is_ok());
        Ok(())
    }

    #[derive(Clone, Debug)]
    enum Step {
        Begin(u32),
        Finish(u32),
        Leave(u32),
        Forget(u32),
        Wait(i32),
    }

    fn steps() -> impl Strategy<Value = Vec<Step>> {
        let step = prop_oneof![
            (0..200_u32).prop_map(Step::Begin),
            (0..200_u32).prop_map(Step::Finish),
            (0..200_u32).prop_map(Step::Leave),
            (0..200_u32).prop_map(Step::Forget),
            (0..40_i32).prop_map(Step::Wait),
        ];
        proptest::collection::vec(step, 0..120)
    }

    proptest! {
        #[test]
        fn no_sequence_breaks_the_limits(steps in steps()) {
            let (mut keyring, mut today, mut made) = (empty(), Day(20_000), Vec::new());
            for step in steps {
                let before = keyring.clone();
                keyring = match step {
                    Step::Begin(n) => begin(keyring, persona(n), Degree::PeerVerified, today).inspect(|_| made.push(today)),
                    Step::Finish(n) => keyring.finish(persona(n)),
                    Step::Leave(n) => keyring.leave(persona(n)),
                    Step::Forget(n) => keyring.forget(persona(n)),
                    Step::Wait(days) => { today = today.plus(days); Ok(keyring) }
                }.unwrap_or(before);
                let mut slots: Vec<u8> =
                    keyring.entries().iter().filter(|e| e.state != State::Gone).map(|e| e.slot.number()).collect();
                slots.sort_unstable();
                slots.dedup();
                let occupied = keyring.entries().iter().filter(|e| e.state != State::Gone).count();
                prop_assert_eq!(slots.len(), occupied, "two personas in one slot");
                prop_assert!(occupied <= LIMIT);
            }
            prop_assert!(made.windows(2).all(|w| matches!(w, [a, b] if b.0 - a.0 >= DAYS_BETWEEN)));
        }
    }
}
