//! Attacks on what a thief of the files has: copies of the stores, the log between them, and the server key. Each attack
//! runs over the same simulated day on both engines and must join no two identities of one account better than chance;
//! each is then run on the same day with a leak planted in it, and must find it.

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

/// Makes `sqlite::name` and `postgres::name` out of each `fn name(day: &Record)`; all share one simulated day an engine.
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
