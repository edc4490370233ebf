//! Background work. A job that a verb leaves behind is a row of the forum store, added in the same transaction as the act;
//! periodic jobs come with the migration. A server takes a due job under a lease, renews the lease while it works, and
//! deletes the row when the job is done, or sets its next time if it is periodic. If the server dies, the lease runs out
//! and any server takes the job again, so every job must be safe to run twice. A job that returns an error is tried again,
//! later each time, and is listed for an administrator.

mod job;
mod queue;
mod rows;

pub use job::{Job, Period, Periodic};
pub use queue::{FailedJob, Lane, Taken, finish, list_failed, put_off, renew, retry_failed, take};
