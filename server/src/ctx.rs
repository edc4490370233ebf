//! The context that every verb takes first: the actor, the stores, the clock, randomness and the keys. Time and
//! randomness come from here only.

use crate::account::{Device, Member, PasswordHashing};
use crate::keys::ServerKeys;
use crate::stores::{Store, Stores};
use crate::vault::Custodians;
use domain::calendar::Moment;
use domain::policy::{self, Act, Actor};
use domain::refused::{Refused, permit};
use rand::rand_core::UnwrapErr;
use rand::rngs::SysRng;
use rand::{Rng as _, SeedableRng as _, TryCryptoRng, TryRng};
use rand_chacha::ChaCha20Rng;
use std::convert::Infallible;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use uuid::Uuid;

/// State that one running server shares between all requests.
#[derive(Clone)]
pub struct Services {
    /// The three stores.
    pub stores: Stores,
    /// The clock.
    pub clock: Clock,
    /// Randomness.
    pub rng: Rng,
    /// The server's own keys.
    pub keys: Arc<ServerKeys>,
    /// The custodians to whom links are sealed.
    pub custodians: Arc<Custodians>,
    /// How passwords are stretched.
    pub passwords: PasswordHashing,
    /// How many accounts must share a credential before a persona may show it: `K_ANONYMITY`, except in tests.
    pub least_crowd: u64,
}

impl Services {
    /// The identity store: accounts and sessions.
    pub fn identity(&self) -> &Store {
        &self.stores.identity
    }

    /// The forum store: everything public, and the persona side.
    pub fn forum(&self) -> &Store {
        &self.stores.forum
    }

    /// The vault: sealed links.
    pub fn vault(&self) -> &Store {
        &self.stores.vault
    }
}

/// The context of one request.
#[derive(Clone)]
pub struct Ctx {
    services: Services,
    member: Option<Arc<Member>>,
    device: Option<Arc<Device>>,
}

impl std::ops::Deref for Ctx {
    type Target = Services;
    fn deref(&self) -> &Services {
        &self.services
    }
}

impl Ctx {
    /// The context of a visitor.
    pub fn visitor(services: Services) -> Self {
        Self { services, member: None, device: None }
    }

    /// The context of a signed-in member.
    pub fn member(services: Services, member: Member) -> Self {
        Self { services, member: Some(Arc::new(member)), device: None }
    }

    /// The same context with the device proof the browser sent, which is not verified yet.
    #[must_use]
    pub fn on_device(self, device: Option<Device>) -> Self {
        Self { device: device.map(Arc::new), ..self }
    }

    /// The device proof the browser sent. Not verified yet.
    pub(crate) fn device(&self) -> Option<&Device> {
        self.device.as_deref()
    }

    /// The signed-in member, if any.
    pub fn signed_in(&self) -> Option<&Member> {
        self.member.as_deref()
    }

    /// The signed-in member, or a refusal that asks the visitor to sign in.
    pub(crate) fn require(&self) -> Result<&Member, Refused> {
        self.signed_in().ok_or(Refused::SignIn)
    }

    /// The actor as the policy sees it.
    pub fn actor(&self) -> Actor {
        self.signed_in().map_or(Actor::Visitor, |member| Actor::Member { tier: member.claim.tier, role: member.role })
    }

    /// Checks the policy; refuses what it does not allow.
    pub(crate) fn may(&self, act: Act) -> Result<(), Refused> {
        permit(policy::may(self.actor(), act))
    }
}

/// The source of time.
#[derive(Clone)]
pub struct Clock(Option<Arc<AtomicI64>>);

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(None)
    }
    /// A clock that does not move until it is set.
    pub fn fixed(now: Moment) -> Self {
        Self(Some(Arc::new(AtomicI64::new(now.0))))
    }
    /// Sets a fixed clock; does nothing on the machine's clock.
    pub fn set(&self, now: Moment) {
        if let Some(fixed) = &self.0 {
            fixed.store(now.0, Ordering::SeqCst);
        }
    }
    /// The current time.
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    pub fn now(&self) -> Moment {
        if let Some(fixed) = &self.0 {
            return Moment(fixed.load(Ordering::SeqCst));
        }
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        Moment(i64::try_from(since.as_secs()).unwrap_or(i64::MAX))
    }
}

/// The source of randomness. Unless it was seeded, the process keeps no generator state, so a copy of a running machine
/// never repeats a nonce.
#[derive(Clone)]
pub struct Rng(Option<Arc<Mutex<ChaCha20Rng>>>);

/// The generator handed to [`Rng::with`].
pub struct Draw<'a>(Option<MutexGuard<'a, ChaCha20Rng>>);

impl Rng {
    /// The operating system's generator, queried at each draw.
    pub fn system() -> Self {
        Self(None)
    }
    /// The same sequence every time; for tests and the demo's content, never for keys that matter.
    pub fn seeded(seed: u64) -> Self {
        Self(Some(Arc::new(Mutex::new(ChaCha20Rng::seed_from_u64(seed)))))
    }
    /// Calls `draw` with the generator.
    pub fn with<'a, T>(&'a self, draw: impl FnOnce(&mut Draw<'a>) -> T) -> T {
        let seeded = self.0.as_ref().map(|seeded| seeded.lock().unwrap_or_else(PoisonError::into_inner));
        draw(&mut Draw(seeded))
    }
    /// Random bytes.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.with(|rng| rng.fill_bytes(&mut bytes));
        bytes
    }
    /// A random UUID, version 4.
    pub fn uuid(&self) -> Uuid {
        uuid::Builder::from_random_bytes(self.bytes()).into_uuid()
    }
    /// A random non-negative key that orders rows of the same hour.
    pub fn order_key(&self) -> i64 {
        i64::from_be_bytes(self.bytes()) & i64::MAX
    }
    /// A number from 1 to `most`, each equally likely.
    pub fn one_to(&self, most: i32) -> i32 {
        let most = u32::try_from(most.max(1)).unwrap_or(1);
        // Rejection sampling avoids bias: the last, incomplete range of u32 is not used.
        let limit = u32::MAX - u32::MAX % most;
        loop {
            let drawn = u32::from_be_bytes(self.bytes());
            if drawn < limit {
                return i32::try_from(drawn % most + 1).unwrap_or(1);
            }
        }
    }
}

impl TryRng for Draw<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        match &mut self.0 {
            Some(seeded) => seeded.try_next_u32(),
            None => UnwrapErr(SysRng).try_next_u32(),
        }
    }
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        match &mut self.0 {
            Some(seeded) => seeded.try_next_u64(),
            None => UnwrapErr(SysRng).try_next_u64(),
        }
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        match &mut self.0 {
            Some(seeded) => seeded.try_fill_bytes(bytes),
            None => UnwrapErr(SysRng).try_fill_bytes(bytes),
        }
    }
}

impl TryCryptoRng for Draw<'_> {}

#[cfg(test)]
mod tests {
    use super::*;

    /// The generator as a copy of the process would have it.
    fn copy(rng: &Rng) -> Rng {
        let state = |seeded: &Arc<Mutex<ChaCha20Rng>>| Arc::new(Mutex::new(seeded.lock().unwrap().clone()));
        Rng(rng.0.as_ref().map(state))
    }

    #[test]
    fn a_copied_process_draws_other_nonces() {
        let (system, seeded) = (Rng::system(), Rng::seeded(7));
        assert_ne!(copy(&system).bytes::<12>(), system.bytes::<12>());
        assert_eq!(copy(&seeded).bytes::<12>(), seeded.bytes::<12>());
        assert_ne!(copy(&system).with(Draw::next_u64), system.with(Draw::next_u64));
    }

    #[test]
    fn uuids_are_version_four() {
        let rng = Rng::seeded(3);
        assert!((0..100).all(|_| rng.uuid().get_version_num() == 4));
    }

    #[test]
    fn one_to_reaches_both_ends_and_nothing_else() {
        let rng = Rng::seeded(4);
        let drawn: std::collections::BTreeSet<i32> = (0..500).map(|_| rng.one_to(6)).collect();
        assert_eq!(drawn, (1..=6).collect());
    }
}
