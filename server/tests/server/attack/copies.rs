//! Compares two copies: a day in which personas were made, published, voted, saved and were deleted changes nothing on
//! the account's side; and what was added and removed in the forum between copies does not link identities.

use super::over_a_day;
use super::record::{Change, Record, Row, Step, marks, tag};
use super::verdict::deal;
use crate::dump::{Cell, Dump, Table};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

over_a_day!(
    a_day_of_personas_changes_no_account,
    what_differs_between_copies_joins_nothing,
    a_planted_touch_of_an_account_is_found,
    a_planted_mark_is_found_in_the_differences,
);

/// The tables written by signing in only.
const SIGNING_IN: [&str; 2] = ["sessions", "wrong_guesses"];

fn accounts_side(copy: &Dump) -> impl Iterator<Item = &Table> {
    copy.own_tables().filter(|table| table.store == "identity" && !SIGNING_IN.contains(&table.name.as_str()))
}

/// Rows with their hidden data: on PostgreSQL the transaction that wrote them, and their position on disk.
fn told(table: &Table) -> BTreeSet<(Row, Vec<i64>)> {
    let hidden = |at: usize| table.hidden.iter().map(|(_, of_rows)| of_rows[at]).collect();
    table.rows.iter().enumerate().map(|(at, row)| (row.clone(), hidden(at))).collect()
}

/// Tables of the account's side that differ between two copies, with the number of differing rows.
fn changed(before: &Dump, after: &Dump) -> Vec<(String, usize)> {
    let of = |copy: &Dump| -> BTreeMap<String, BTreeSet<(Row, Vec<i64>)>> {
        accounts_side(copy).map(|table| (table.name.clone(), told(table))).collect()
    };
    let (before, after) = (of(before), of(after));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    let differing = before.into_iter().map(|(name, rows)| (rows.symmetric_difference(&after[&name]).count(), name));
    differing.filter(|(rows, _)| *rows > 0).map(|(rows, name)| (name, rows)).collect()
}

fn a_day_of_personas_changes_no_account(day: &Record) {
    for kind in ["make persona", "delete persona", "post", "vote", "save", "sign in"] {
        assert!(day.acts.iter().any(|act| act.kind == kind), "a day without {kind}");
    }
    let (first, last) = (&day.copies[0], &day.copies[day.copies.len() - 1]);
    assert!(accounts_side(first).any(|table| table.rows.len() == day.accounts.len()));
    assert_eq!(changed(first, last), []);
}

/// Rows of a table that are in only one of two copies.
fn difference<'a>(before: &'a Table, after: &'a Table) -> Vec<&'a Row> {
    let (old, new): (HashSet<&Row>, HashSet<&Row>) = (before.rows.iter().collect(), after.rows.iter().collect());
    old.symmetric_difference(&new).copied().collect()
}

/// The parts of the day in which each identity publicly appeared, disappeared or published.
fn spoken(day: &Record) -> Vec<(usize, Vec<bool>)> {
    let mut active: Vec<(usize, Vec<bool>)> =
        day.identities.iter().map(|(_, account)| (*account, vec![false; day.copies.len() - 1])).collect();
    for (part, pair) in day.copies.windows(2).enumerate() {
        let ids = |copy: &Dump, table: &str| -> HashSet<Cell> {
            copy.table("forum", table).column("id").into_iter().cloned().collect()
        };
        let items = pair[1].table("forum", "items");
        let (earlier, at) = (ids(&pair[0], "items"), (items.at("id"), items.at("author")));
        let fresh = items.rows.iter().filter(|row| !earlier.contains(&row[at.0])).map(|row| row[at.1].clone());
        let (before, after) = (ids(&pair[0], "authors"), ids(&pair[1], "authors"));
        let seen: HashSet<Cell> = fresh.chain(before.symmetric_difference(&after).cloned()).collect();
        for ((id, _), (_, parts)) in day.identities.iter().zip(&mut active) {
            parts[part] = seen.contains(&Cell::Text(id.clone()));
        }
    }
    active
}

/// Account rows, and forum marks that no public name explains, that appear in several differences: each with its
/// account and the parts of the day.
fn recurring(day: &Record) -> Vec<(usize, Vec<bool>)> {
    let (parts, names) = (day.copies.len() - 1, day.names());
    let mut found: HashMap<Vec<u8>, (Vec<bool>, BTreeSet<&Cell>)> = HashMap::new();
    let mut accounts: BTreeMap<usize, Vec<bool>> = BTreeMap::new();
    for (part, pair) in day.copies.windows(2).enumerate() {
        for before in pair[0].own_tables().filter(|table| table.store != "vault") {
            let after = pair[1].table(before.store, &before.name);
            for row in difference(before, after) {
                if before.store == "identity" {
                    let whose = day.accounts.iter().position(|id| row.contains(&Cell::Uuid(*id)));
                    if let Some(account) = whose.filter(|_| !SIGNING_IN.contains(&before.name.as_str())) {
                        accounts.entry(account).or_insert_with(|| vec![false; parts])[part] = true;
                    }
                    continue;
                }
                let beside: BTreeSet<&Cell> = row.iter().filter(|cell| names.contains(cell)).collect();
                for mark in marks(row) {
                    let (active, common) = found.entry(mark).or_insert_with(|| (vec![false; parts], beside.clone()));
                    active[part] = true;
                    common.retain(|name| beside.contains(name));
                }
            }
        }
    }
    found.retain(|_, (active, common)| common.is_empty() && active.iter().filter(|part| **part).count() > 1);
    let owners = owners(day, &found.keys().collect());
    let marks = found.into_iter().filter_map(|(mark, (active, _))| Some((*owners.get(&mark)?, active)));
    accounts.into_iter().chain(marks).collect()
}

/// Ground truth for marks: the account whose commits contain the mark, if there is only one.
fn owners(day: &Record, sought: &HashSet<&Vec<u8>>) -> HashMap<Vec<u8>, usize> {
    let mut owners: HashMap<Vec<u8>, BTreeSet<usize>> = HashMap::new();
    for step in day.views.iter().flat_map(|view| &view.steps) {
        for mark in step.changes.iter().flat_map(Change::rows).flat_map(marks) {
            if sought.contains(&mark) {
                owners.entry(mark).or_default().insert(day.acts[step.act].account);
            }
        }
    }
    owners
        .into_iter()
        .filter(|(_, accounts)| accounts.len() == 1)
        .filter_map(|(mark, of)| Some((mark, *of.first()?)))
        .collect()
}

/// How well recurring marks coincide in time with their owner's identities, and the share of random assignments that
/// does as well.
fn together(day: &Record) -> (usize, f64, f64) {
    let (recurring, spoken) = (recurring(day), spoken(day));
    let accounts: Vec<usize> = spoken.iter().map(|(account, _)| *account).collect();
    let mut by_owner: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
    for (owner, parts) in &recurring {
        let with_all = by_owner.entry(*owner).or_insert_with(|| vec![0.0; spoken.len()]);
        for ((_, spoken), sum) in spoken.iter().zip(with_all) {
            *sum += correlation(parts, spoken);
        }
    }
    let sum = |accounts: &[usize]| -> f64 {
        let of = |(identity, account): (usize, &usize)| by_owner.get(account).map_or(0.0, |sums| sums[identity]);
        accounts.iter().enumerate().map(of).sum()
    };
    let (truth, p) = deal(&accounts, sum);
    (recurring.len(), truth, p)
}

fn correlation(one: &[bool], two: &[bool]) -> f64 {
    let count =
        |of: &dyn Fn(usize) -> bool| f64::from(u32::try_from((0..one.len()).filter(|at| of(*at)).count()).unwrap());
    let all = count(&|_| true);
    let (a, b, both) = (count(&|at| one[at]), count(&|at| two[at]), count(&|at| one[at] && two[at]));
    let spread = (a * (all - a) * b * (all - b)).sqrt();
    if spread == 0.0 { 0.0 } else { (all * both - a * b) / spread }
}

fn what_differs_between_copies_joins_nothing(day: &Record) {
    let (recurring, alike, p) = together(day);
    assert!(p > 0.005, "{recurring} marks recur, {alike} alike, p = {p}");
}

fn a_planted_touch_of_an_account_is_found(day: &Record) {
    // Planted leak: making or deleting a persona writes a row on the account's side.
    let mut tampered = day.clone();
    let part = day.acts.len() / (day.copies.len() - 1);
    let mut touched = 0;
    for (number, act) in day.acts.iter().enumerate().filter(|(_, act)| act.kind.ends_with("persona")) {
        for copy in &mut tampered.copies[number / part + 1..] {
            let accounts = copy.table_mut("identity", "accounts");
            let (id, generation) = (accounts.at("id"), accounts.at("generation"));
            let row = accounts.rows.iter_mut().find(|row| row[id] == Cell::Uuid(day.accounts[act.account])).unwrap();
            row[generation] = Cell::Number(i64::try_from(number).unwrap() + 1);
        }
        touched += 1;
    }
    assert!(touched > 3);
    assert!(!changed(&tampered.copies[0], &tampered.copies[tampered.copies.len() - 1]).is_empty());
    let (_, alike, p) = together(&tampered);
    assert!(p <= 0.005, "{alike} alike, p = {p}");
}

fn a_planted_mark_is_found_in_the_differences(day: &Record) {
    // Planted leak: every text adds a row with a tag of its account and a counter.
    let mut tampered = day.clone();
    let accounts: HashMap<&str, usize> = day.identities.iter().map(|(id, account)| (id.as_str(), *account)).collect();
    let (tables, last) = (day.copies[0].own_tables().cloned().collect::<Vec<_>>(), day.acts.len() - 1);
    let like = tables.iter().find(|table| table.name == "items").unwrap();
    for (original, copy) in day.copies.iter().zip(&mut tampered.copies) {
        let mut counts: BTreeMap<usize, i64> = BTreeMap::new();
        for author in original.table("forum", "items").column("author") {
            let Cell::Text(author) = author else { continue };
            if let Some(account) = accounts.get(author.as_str()) {
                *counts.entry(*account).or_default() += 1;
            }
        }
        let rows = counts.into_iter().map(|(account, count)| vec![tag(account), Cell::Number(count)]).collect();
        let columns = vec!["tag".to_owned(), "count".to_owned()];
        copy.tables.push(Table { name: "planted".to_owned(), columns, rows, hidden: Vec::new(), ..like.clone() });
    }
    // Ground truth for the tags.
    for account in 0..day.accounts.len() {
        let mut act = day.acts[last].clone();
        act.account = account;
        tampered.acts.push(act);
        let step = Step { act: tampered.acts.len() - 1, changes: vec![Change::added("planted", vec![tag(account)])] };
        tampered.views[0].steps.push(step);
    }
    let (recurring, alike, p) = together(&tampered);
    assert!(p <= 0.005 && recurring > 10, "{recurring} recur, {alike} alike, p = {p}");
}

#[test]
fn a_changed_row_and_a_rewritten_one_differ() {
    let table = |count: i64, transaction: i64| Table {
        store: "identity",
        name: "accounts".to_owned(),
        columns: vec!["id".to_owned()],
        rows: vec![vec![Cell::Number(count)]],
        made_by: String::new(),
        hidden: vec![("transaction", vec![transaction])],
    };
    let copy = |count, transaction| Dump { tables: vec![table(count, transaction)], files: Vec::new() };
    assert_eq!(changed(&copy(1, 1), &copy(1, 1)), []);
    assert_eq!(changed(&copy(1, 1), &copy(2, 1)).len(), 1);
    assert_eq!(changed(&copy(1, 1), &copy(1, 2)).len(), 1, "the same row, written again");
}
