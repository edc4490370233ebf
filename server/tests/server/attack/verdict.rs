//! Whether a guess at which faces share an account is better than chance: its right pairs are compared with those it
//! would have if the same accounts were assigned at random (a permutation test with a fixed seed).

use server::ctx::Rng;
use std::collections::BTreeMap;

/// Number of random assignments.
const DEALT: u32 = 5_000;
/// A guess is better than chance if fewer than this share of random assignments do as well. Several guesses are judged
/// in each run, and the day differs from run to run: at one in two hundred, a sound build would fail every few weeks.
const BEYOND_CHANCE: f64 = 0.0005;

/// How good a guess is.
#[derive(Debug)]
pub struct Verdict {
    /// Right pairs, including those that chance alone would give.
    pub right: f64,
    pub wrong: usize,
    /// The share of random assignments in which the guess does as well.
    pub p: f64,
}

impl Verdict {
    /// Whether the guess is no better than chance.
    pub fn is_chance(&self) -> bool {
        self.p > BEYOND_CHANCE
    }
}

/// Judges pairs of faces, by number; `accounts` is the ground truth for each face.
pub fn judge(pairs: &[(usize, usize)], accounts: &[usize]) -> Verdict {
    let right = |accounts: &[usize]| pairs.iter().filter(|(one, two)| accounts[*one] == accounts[*two]).count();
    let wrong = pairs.len() - right(accounts);
    let (right, p) = deal(accounts, |accounts| f64::from(u32::try_from(right(accounts)).unwrap()));
    Verdict { right, wrong, p }
}

/// The statistic for the true accounts, and the share of random assignments in which it is at least as high.
pub fn deal(accounts: &[usize], statistic: impl Fn(&[usize]) -> f64) -> (f64, f64) {
    let truth = statistic(accounts);
    let rng = Rng::seeded(20_261_121);
    let mut dealt = accounts.to_vec();
    let mut as_high = 1;
    for _ in 0..DEALT {
        for last in (1..dealt.len()).rev() {
            let other = rng.one_to(i32::try_from(last + 1).unwrap()) - 1;
            dealt.swap(last, usize::try_from(other).unwrap());
        }
        // Summing the same terms in another order changes the last digits.
        as_high += u32::from(statistic(&dealt) >= truth - 1e-9);
    }
    (truth, f64::from(as_high) / f64::from(DEALT + 1))
}

fn find(leader: &mut [usize], mut at: usize) -> usize {
    while leader[at] != at {
        leader[at] = leader[leader[at]];
        at = leader[at];
    }
    at
}

/// All pairs within the connected components of the links.
pub fn connected(links: &[(usize, usize)], count: usize) -> Vec<(usize, usize)> {
    let mut leader: Vec<usize> = (0..count).collect();
    for (one, two) in links {
        let (one, two) = (find(&mut leader, *one), find(&mut leader, *two));
        leader[one] = two;
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..count {
        groups.entry(find(&mut leader, at)).or_default().push(at);
    }
    let pairs = |group: Vec<usize>| {
        let later = group.clone();
        group
            .into_iter()
            .enumerate()
            .flat_map(move |(at, one)| later.clone().into_iter().skip(at + 1).map(move |two| (one, two)))
    };
    groups.into_values().flat_map(pairs).collect()
}

#[test]
fn a_right_guess_shows_and_a_blind_one_does_not() {
    let accounts: Vec<usize> = (0..60).map(|face| face / 3).collect();
    let right: Vec<(usize, usize)> = (0..20).map(|account| (account * 3, account * 3 + 2)).collect();
    let verdict = judge(&right, &accounts);
    assert!(!verdict.is_chance() && verdict.wrong == 0, "{verdict:?}");
    let blind: Vec<(usize, usize)> = (0..30).map(|face| (face, 59 - face)).collect();
    assert!(judge(&blind, &accounts).is_chance());
    assert!(judge(&[], &accounts).is_chance());
    assert_eq!(connected(&[(0, 2), (2, 3)], 5), [(0, 2), (0, 3), (2, 3)]);
}
