//! Replays the log commit by commit: no value shared by two commits, and no order of commits, links what one account
//! did under different faces.

use super::over_a_day;
use super::record::{Change, Faces, Record, Step, marks, tag};
use super::verdict::{Verdict, connected, judge};
use crate::dump::Cell;
use std::collections::{BTreeSet, HashMap, HashSet};

over_a_day!(
    no_value_of_two_commits_joins_identities,
    no_order_of_commits_joins_identities,
    a_planted_value_is_found,
    a_planted_counter_is_found,
    a_planted_order_is_found,
);

/// Commits that share a mark. A mark that always appears next to the same public name reveals no more than that name
/// does, such as the id of an event in an author's ledger, or somebody's one ballot on an item.
fn links(steps: &[Step], names: &HashSet<Cell>) -> BTreeSet<(usize, usize)> {
    let mut seen: HashMap<Vec<u8>, (Vec<usize>, BTreeSet<&Cell>)> = HashMap::new();
    for (at, step) in steps.iter().enumerate() {
        for row in step.changes.iter().flat_map(Change::rows) {
            let beside: BTreeSet<&Cell> = row.iter().filter(|cell| names.contains(cell)).collect();
            for mark in marks(row) {
                let (steps, common) = seen.entry(mark).or_insert_with(|| (Vec::new(), beside.clone()));
                if steps.last() != Some(&at) {
                    steps.push(at);
                }
                common.retain(|name| beside.contains(name));
            }
        }
    }
    let unexplained = seen.into_values().filter(|(_, common)| common.is_empty());
    unexplained.flat_map(|(steps, _)| steps.windows(2).map(|pair| (pair[0], pair[1])).collect::<Vec<_>>()).collect()
}

/// Faces linked by values their commits share, directly or through others, judged against the ground truth.
fn by_values(day: &Record, steps: &[Step]) -> Verdict {
    let faces = day.faces();
    let links: Vec<(usize, usize)> = links(steps, &day.names()).into_iter().collect();
    let shown = day.faces_of(steps, &faces);
    let pairs = connected(&links, steps.len()).into_iter().filter_map(|(one, two)| Some((shown[one]?, shown[two]?)));
    let pairs: BTreeSet<(usize, usize)> =
        pairs.filter(|(one, two)| one != two).map(|(one, two)| (one.min(two), one.max(two))).collect();
    judge(&pairs.into_iter().collect::<Vec<_>>(), &faces.accounts)
}

/// Faces whose commits are one or two apart in the log.
fn by_order(day: &Record, steps: &[Step], faces: &Faces) -> Verdict {
    let mut shown: Vec<usize> = day.faces_of(steps, faces).into_iter().flatten().collect();
    shown.dedup();
    let pairs = [1, 2].into_iter().flat_map(|apart| shown.iter().copied().zip(shown.iter().copied().skip(apart)));
    let pairs: Vec<(usize, usize)> = pairs.filter(|(one, two)| one != two).collect();
    judge(&pairs, &faces.accounts)
}

fn no_value_of_two_commits_joins_identities(day: &Record) {
    for view in &day.views {
        assert!(view.steps.len() > 50, "{}: {} commits are no day", view.name, view.steps.len());
        let verdict = by_values(day, &view.steps);
        assert!(verdict.is_chance(), "{}: {verdict:?}", view.name);
    }
}

fn no_order_of_commits_joins_identities(day: &Record) {
    for view in &day.views {
        let verdict = by_order(day, &view.steps, &day.faces());
        assert!(verdict.wrong > 100, "{}: too few neighbours to tell: {verdict:?}", view.name);
        assert!(verdict.is_chance(), "{}: {verdict:?}", view.name);
    }
}

fn a_planted_value_is_found(day: &Record) {
    // Planted leak: each publication adds a row with a tag of its account, as drafts once did.
    for view in &day.views {
        let mut steps = view.steps.clone();
        for step in &mut steps {
            let act = &day.acts[step.act];
            if ["post", "comment"].contains(&act.kind) {
                step.changes.push(Change::added("planted", vec![tag(act.account)]));
            }
        }
        let verdict = by_values(day, &steps);
        assert!(!verdict.is_chance() && verdict.right > 10.0, "{}: {verdict:?}", view.name);
    }
}

fn a_planted_counter_is_found(day: &Record) {
    // Planted leak: each vote increments a count of its account, in the same row.
    for view in &day.views {
        let mut steps = view.steps.clone();
        let mut counts: HashMap<usize, i64> = HashMap::new();
        for step in &mut steps {
            let act = &day.acts[step.act];
            if act.kind == "vote" {
                let count = counts.entry(act.account).or_default();
                let row = |count: i64| vec![tag(act.account), Cell::Number(count)];
                let before = (*count > 0).then(|| row(*count));
                *count += 1;
                step.changes.push(Change { table: "planted".to_owned(), before, after: Some(row(*count)) });
            }
        }
        let verdict = by_values(day, &steps);
        assert!(!verdict.is_chance() && verdict.right > 5.0, "{}: {verdict:?}", view.name);
    }
}

fn a_planted_order_is_found(day: &Record) {
    // Planted leak: an account's commits come together, as if they waited in a queue of its own.
    for view in &day.views {
        let mut steps = view.steps.clone();
        let last = steps.len();
        for part in steps.chunks_mut(last.div_ceil(4)) {
            part.sort_by_key(|step| day.acts[step.act].account);
        }
        let verdict = by_order(day, &steps, &day.faces());
        assert!(!verdict.is_chance(), "{}: {verdict:?}", view.name);
    }
}
