//! Background work. A job is a row of the forum store, written in the unit of work that makes it necessary: neither exists
//! without the other. A server takes a due job under a lease, renews the lease while it works, and deletes the row when the
//! job is done, or sets its next time if it is periodic. If the server dies, the lease runs out and any server takes the job
//! again, so every job must be safe to run twice. A job that fails is tried again, later each time; one that keeps failing
//! stays on a list for an administrator.

mod job;
mod queue;
mod rows;

pub use job::{Job, Period, Periodic};
pub use queue::{FailedJob, Lane, list_failed, retry_failed};

pub(crate) use queue::{Taken, finish, put_off, renew, take};
