//! Daily limits (DESIGN section 9). Each act leaves marks under nullifiers; there are no counters.

use crate::reputation::Tenths;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Posts of one author.
    Post,
    /// Comments of one author.
    Comment,
}

/// Votes an account can cast in a day, under all its identities together.
pub const VOTES_A_DAY: u32 = 100;
/// Votes an account can cast in a day on one author.
pub const VOTES_A_DAY_ON_ONE_AUTHOR: u32 = 10;
/// Saves an account can make in a day beyond those that count for the authors.
pub const SAVES_A_DAY: u32 = 200;
/// Below this score an author is on probation: few posts and comments, no voting.
pub const PROBATION_BELOW: Tenths = Tenths::points(200);
/// Means "as many as you like".
pub const UNLIMITED: u32 = u32::MAX;

/// How many posts or comments a day an author with this score may publish.
pub fn daily_limit(anonymous: bool, score: Tenths, counted: Counted) -> u32 {
    let (posts, comments) = match (anonymous, score.whole()) {
        (_, ..200) => (2, 5),
        (true, 200..400) => (5, 20),
        (true, 400..700) => (10, 50),
        (true, _) => (25, 100),
        (false, 200..400) => (10, 50),
        (false, 400..600) => (20, 100),
        (false, _) => (50, UNLIMITED),
    };
    match counted {
        Counted::Post => posts,
        Counted::Comment => comments,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_follow_the_decided_table() {
        let table = [
            (true, 0, (2, 5)),
            (true, 199, (2, 5)),
            (true, 200, (5, 20)),
            (true, 399, (5, 20)),
            (true, 400, (10, 50)),
            (true, 699, (10, 50)),
            (true, 700, (25, 100)),
            (false, 199, (2, 5)),
            (false, 200, (10, 50)),
            (false, 400, (20, 100)),
            (false, 600, (50, UNLIMITED)),
        ];
        for (anonymous, points, (posts, comments)) in table {
            let limit = |counted| daily_limit(anonymous, Tenths::points(points), counted);
            assert_eq!((limit(Counted::Post), limit(Counted::Comment)), (posts, comments), "{anonymous} {points}");
        }
    }
}
