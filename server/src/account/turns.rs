//! Limits concurrent work on passwords, which takes a lot of memory or time. Two requests run at a time, sixteen wait,
//! and further ones are refused at once. Started work keeps its turn until it is done, even if the client has
//! disconnected.

use super::password::PasswordHashing;
use crate::error::{Error, Refused};
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Requests processed at a time; each needs the full memory of one stretch.
const AT_A_TIME: usize = 2;
/// Requests that may wait.
const WAITING: usize = 16;

/// The semaphores behind the two limits.
#[derive(Clone)]
pub(super) struct Places {
    inside: Arc<Semaphore>,
    working: Arc<Semaphore>,
}

impl Places {
    pub fn new() -> Self {
        Self { inside: Arc::new(Semaphore::new(AT_A_TIME + WAITING)), working: Arc::new(Semaphore::new(AT_A_TIME)) }
    }
}

/// A place in the queue for all the work of one request.
pub struct Turn {
    pub(super) hashing: PasswordHashing,
    place: Arc<OwnedSemaphorePermit>,
}

impl PasswordHashing {
    /// Takes a turn, or refuses at once if the queue is full. Taken before a guess is counted, so that an unchecked
    /// guess does not count.
    pub fn take_turn(&self) -> Result<Turn, Refused> {
        let place = Arc::clone(&self.places.inside).try_acquire_owned().map_err(|_| Refused::Overloaded)?;
        Ok(Turn { hashing: self.clone(), place: Arc::new(place) })
    }
}

impl Turn {
    /// Runs work outside the async threads once one of the two places is free.
    pub(super) async fn work<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, Error> {
        let working = Arc::clone(&self.hashing.places.working).acquire_owned().await;
        let working = working.map_err(|_| Error::Stored("semaphore closed"))?;
        let place = Arc::clone(&self.place);
        let done = tokio::task::spawn_blocking(move || {
            let _until_done = (working, place);
            at_low_priority(work)
        });
        Ok(done.await?)
    }
}

/// Niceness of this work, so that pages come first: it gets about a tenth of a busy core and all of an idle one (sched(7)).
#[cfg(target_os = "linux")]
const NICENESS: i32 = 10;

/// Runs work on a thread of its own, since a thread cannot raise its priority again.
fn at_low_priority<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let run = move || {
        // On Linux this sets the priority of the calling thread only. If this fails, the work runs at normal priority.
        #[cfg(target_os = "linux")]
        let _ = rustix::process::setpriority_process(None, NICENESS);
        work()
    };
    std::thread::scope(|scope| scope.spawn(run).join()).unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc::{Receiver, Sender, channel};
    use tokio::task::JoinHandle;

    type Fault = Box<dyn std::error::Error>;

    /// Work that has begun and runs until it is told to stop.
    struct Held {
        request: JoinHandle<()>,
        end: Sender<()>,
    }

    async fn hold(turn: Turn) -> Result<Held, Fault> {
        let (begun, begins) = tokio::sync::oneshot::channel();
        let (end, ends): (_, Receiver<()>) = channel();
        let request = tokio::spawn(async move {
            let work = move || {
                let _ = begun.send(());
                let _ = ends.recv();
            };
            let _ = turn.work(work).await;
        });
        begins.await?;
        Ok(Held { request, end })
    }

    #[tokio::test]
    async fn hanging_up_frees_no_place_while_the_work_goes_on() -> Result<(), Fault> {
        let hashing = PasswordHashing::with_cost(64, 1);
        let held = hold(hashing.take_turn()?).await?;
        held.request.abort();
        let _ = held.request.await;
        assert_eq!(hashing.places.working.available_permits(), AT_A_TIME - 1);
        assert_eq!(hashing.places.inside.available_permits(), AT_A_TIME + WAITING - 1);
        held.end.send(())?;
        let all = u32::try_from(AT_A_TIME + WAITING)?;
        drop(hashing.places.inside.acquire_many(all).await?);
        assert_eq!(hashing.places.working.available_permits(), AT_A_TIME);
        Ok(())
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn work_runs_at_low_priority_and_leaves_other_threads_alone() -> Result<(), Fault> {
        let niceness = || rustix::process::getpriority_process(None);
        let turn = PasswordHashing::with_cost(64, 1).take_turn()?;
        let before = niceness()?;
        assert_eq!(turn.work(niceness).await??, before.max(NICENESS));
        assert_eq!(tokio::task::spawn_blocking(niceness).await??, before);
        Ok(())
    }

    #[tokio::test]
    async fn a_panic_frees_the_place() -> Result<(), Fault> {
        let hashing = PasswordHashing::with_cost(64, 1);
        let done = hashing.take_turn()?.work(|| assert!(usize::MAX.is_power_of_two())).await;
        assert!(matches!(done, Err(Error::Worker(_))));
        assert_eq!(hashing.places.working.available_permits(), AT_A_TIME);
        Ok(())
    }

    #[tokio::test]
    async fn the_seventeenth_who_would_wait_is_refused_at_once() -> Result<(), Fault> {
        let hashing = PasswordHashing::with_cost(64, 1);
        let working = [hold(hashing.take_turn()?).await?, hold(hashing.take_turn()?).await?];
        let mut waiting = Vec::new();
        for _ in 0..WAITING {
            waiting.push(hashing.take_turn()?);
        }
        assert!(matches!(hashing.take_turn(), Err(Refused::Overloaded)));
        waiting.pop();
        assert!(hashing.take_turn().is_ok(), "who waited and hung up leaves a place");
        for held in working {
            held.end.send(())?;
            held.request.await?;
        }
        Ok(())
    }
}
