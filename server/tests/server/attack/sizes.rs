//! The number and lengths of private rows that a commit writes depend on the act alone, never on the account behind it.

use super::over_a_day;
use super::record::{Change, Record, Step};
use crate::dump::Cell;
use std::collections::{BTreeMap, BTreeSet};

over_a_day!(commits_of_one_kind_have_one_size, a_planted_exception_is_found);

/// A table, whether rows were added, removed or changed, and the lengths of their values.
type Trace = (String, &'static str, Vec<usize>);

fn trace(change: &Change) -> Trace {
    let how = match (&change.before, &change.after) {
        (None, _) => "came",
        (_, None) => "went",
        _ => "changed",
    };
    let length = |cell: &Cell| match cell {
        Cell::Text(text) => Some(text.len()),
        Cell::Bytes(bytes) => Some(bytes.len()),
        _ => None,
    };
    let lengths = change.after.as_ref().or(change.before.as_ref()).into_iter().flatten().filter_map(length);
    (change.table.clone(), how, lengths.collect())
}

/// For each kind of act, the sizes that occur and how often.
fn sizes(day: &Record, steps: &[Step]) -> BTreeMap<&'static str, BTreeMap<Vec<Vec<Trace>>, usize>> {
    let private = day.private_tables();
    let mut of_acts: Vec<Vec<Vec<Trace>>> = vec![Vec::new(); day.acts.len()];
    for step in steps {
        let mut traces: Vec<Trace> =
            step.changes.iter().filter(|change| private.contains(&change.table)).map(trace).collect();
        traces.sort();
        if !traces.is_empty() {
            of_acts[step.act].push(traces);
        }
    }
    let mut sizes: BTreeMap<&'static str, BTreeMap<Vec<Vec<Trace>>, usize>> = BTreeMap::new();
    for (act, size) in day.acts.iter().zip(of_acts) {
        if act.kind != "refused" {
            *sizes.entry(act.kind).or_default().entry(size).or_default() += 1;
        }
    }
    sizes
}

/// Kinds of acts with more than one size.
fn uneven(day: &Record, steps: &[Step]) -> BTreeSet<&'static str> {
    sizes(day, steps).into_iter().filter(|(_, sizes)| sizes.len() > 1).map(|(kind, _)| kind).collect()
}

fn commits_of_one_kind_have_one_size(day: &Record) {
    for view in &day.views {
        let uneven = uneven(day, &view.steps);
        let sizes = sizes(day, &view.steps);
        let seen: Vec<_> = uneven.iter().map(|kind| (kind, &sizes[kind])).collect();
        assert!(uneven.is_empty(), "{}: {seen:#?}", view.name);
    }
}

fn a_planted_exception_is_found(day: &Record) {
    // Planted leak: one account writes an extra row when it votes, as if it had other limits.
    let votes = day.acts.iter().filter(|act| act.kind == "vote");
    let account = votes.map(|act| act.account).max().unwrap();
    for view in &day.views {
        let (mut steps, private) = (view.steps.clone(), day.private_tables());
        let table = private.first().unwrap();
        for step in &mut steps {
            // First make everything else that votes write the same.
            if day.acts[step.act].kind == "vote" {
                step.changes.retain(|change| !private.contains(&change.table));
            }
        }
        assert!(!uneven(day, &steps).contains("vote"));
        for step in &mut steps {
            let act = &day.acts[step.act];
            if act.kind == "vote" && act.account == account {
                step.changes.push(Change::added(table, vec![Cell::Number(1)]));
            }
        }
        assert!(uneven(day, &steps).contains("vote"), "{}", view.name);
    }
}
