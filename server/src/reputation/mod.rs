//! Reputation: votes and reactions, the ledger they write, and the standing computed by replaying it. The rules are in
//! `domain::reputation`; the totals stored here are an index of the ledger and must never differ from it.

mod accept;
mod badges;
mod cite;
mod contribute;
mod course;
mod dimensions;
mod entity;
mod exact;
mod explain;
mod ledger;
mod own_marks;
mod reaction;
mod rebuild;
mod refresh;
mod reward;
mod vote;
mod weekly;

pub use accept::{accept, feature};
pub use badges::award_badges;
pub use cite::count_citations;
pub use course::{complete_course, has_completed_course};
pub use explain::{Whose, ledger};
pub use reaction::{Reaction, reaction};
pub use rebuild::{Difference, Rebuilt, rebuild};
pub use refresh::{refresh_shown, settle_silence};
pub use vote::{Choice, vote};
pub use weekly::{reward_discussions, reward_weeks};

pub(crate) use badges::badges;
pub(crate) use cite::forget_citations;
pub(crate) use contribute::contribute;
pub(crate) use dimensions::{count_post, parts};
pub(crate) use exact::{Exact, Standings, exact, standings};
pub(crate) use ledger::{drop_ledger, lock_author, open_account};
pub(crate) use own_marks::{OwnMarks, own_marks};
