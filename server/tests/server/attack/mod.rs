//! Attacks with what a thief of the files has: copies of the stores, the log between them, and the server key. Each
//! attack runs over the same simulated day on both engines and must not link two identities of one account better than
//! chance. Each is then run on the same day with a planted leak, and must find it.

mod copies;
mod day;
mod deeds;
mod linked;
mod log;
mod pages;
mod record;
mod replay;
mod sizes;
mod sums;
mod verdict;
mod waldump;
mod watch;

/// Makes `sqlite::name` and `postgres::name` out of each `fn name(day: &Record)`; all tests of an engine share one
/// simulated day.
macro_rules! over_a_day {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    super::$name($crate::attack::day::on_sqlite().await);
                }
            )+
        }
        mod postgres {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
                async fn $name() {
                    super::$name($crate::attack::day::on_postgres().await);
                }
            )+
        }
    };
}
use over_a_day;
