//! What a thief has from one day, together with the ground truth that judges each attack: who did what.

use crate::dump::{Cell, Dump, Table};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use uuid::Uuid;

/// One row, its cells in the order of the columns.
pub type Row = Vec<Cell>;

/// What a commit did to one row of the forum store.
#[derive(Clone, Debug)]
pub struct Change {
    pub table: String,
    pub before: Option<Row>,
    pub after: Option<Row>,
}

impl Change {
    /// The row, before and after.
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.before.iter().chain(&self.after)
    }

    /// An added row.
    pub fn added(table: &str, row: Row) -> Self {
        Self { table: table.to_owned(), before: None, after: Some(row) }
    }
}

/// One commit, in the order of commits.
#[derive(Clone, Debug)]
pub struct Step {
    /// The act it belongs to, as an index into [`Record::acts`]: part of the ground truth.
    pub act: usize,
    pub changes: Vec<Change>,
}

/// One view of the day's commits.
#[derive(Clone)]
pub struct View {
    pub name: &'static str,
    pub steps: Vec<Step>,
}

/// Something an account did.
#[derive(Clone, Debug)]
pub struct Act {
    pub account: usize,
    pub kind: &'static str,
    /// Its public face: an author's id, or the one ballot or reaction on an item.
    pub face: Option<String>,
}

/// The record of a day.
#[derive(Clone)]
pub struct Record {
    pub acts: Vec<Act>,
    pub views: Vec<View>,
    /// Copies of the stores, from before the first act to after the last one, with one after each part of the day.
    pub copies: Vec<Dump>,
    /// Each account's id, by its number.
    pub accounts: Vec<Uuid>,
    /// Every identity that existed, with its account.
    pub identities: Vec<(String, usize)>,
}

/// Tables that readers are shown.
const SHOWN: [&str; 4] = ["authors", "spaces", "items", "corrections"];

impl Record {
    /// All public ids: authors and items.
    pub fn names(&self) -> HashSet<Cell> {
        let ids = |copy: &Dump| {
            ["authors", "items"].map(|table| copy.table("forum", table).column("id").into_iter().cloned().collect())
        };
        let in_copies = self.copies.iter().flat_map(ids).flat_map(|ids: Vec<Cell>| ids);
        let changes = self.views.iter().flat_map(|view| &view.steps).flat_map(|step| &step.changes);
        let in_steps = changes.filter(|change| ["authors", "items"].contains(&change.table.as_str()));
        // The key of both tables is their first column.
        in_copies.chain(in_steps.flat_map(Change::rows).filter_map(|row| row.first().cloned())).collect()
    }

    /// Tables of the forum that are not shown to readers and name no author or item.
    pub fn private_tables(&self) -> BTreeSet<String> {
        let names = self.names();
        let tables: Vec<&Table> = self.copies.iter().flat_map(forum).collect();
        let open: HashSet<&str> = tables
            .iter()
            .filter(|table| {
                SHOWN.contains(&table.name.as_str()) || table.rows.iter().flatten().any(|cell| names.contains(cell))
            })
            .map(|table| table.name.as_str())
            .collect();
        tables.iter().filter(|table| !open.contains(table.name.as_str())).map(|table| table.name.clone()).collect()
    }

    /// Every face of the day, and the account behind it.
    pub fn faces(&self) -> Faces {
        let mut faces = Faces::default();
        for act in &self.acts {
            if let Some(face) = &act.face {
                let next = faces.accounts.len();
                let number = *faces.numbers.entry((act.account, face.clone())).or_insert(next);
                if number == next {
                    faces.accounts.push(act.account);
                }
            }
        }
        faces
    }

    /// The face shown by each commit, if it changes more than private tables.
    pub fn faces_of(&self, steps: &[Step], faces: &Faces) -> Vec<Option<usize>> {
        let private = self.private_tables();
        let shown = |step: &Step| {
            let act = &self.acts[step.act];
            let open = step.changes.iter().any(|change| !private.contains(&change.table));
            act.face.as_ref().filter(|_| open).map(|face| faces.numbers[&(act.account, face.clone())])
        };
        steps.iter().map(shown).collect()
    }
}

/// The forum's own tables in a copy.
pub fn forum(copy: &Dump) -> impl Iterator<Item = &Table> {
    copy.own_tables().filter(|table| table.store == "forum")
}

/// Faces by number.
#[derive(Default)]
pub struct Faces {
    numbers: BTreeMap<(usize, String), usize>,
    /// The account behind each.
    pub accounts: Vec<usize>,
}

/// Bytes examined per value: enough for any tag, without every byte of every sealed text.
const LOOKED_AT: usize = 96;

/// The parts of a row that could mark its account: every run of eight bytes, of sixteen hexadecimal digits, and every
/// word that is not natural language. Numbers count from 33 bits on.
pub fn marks(row: &Row) -> HashSet<Vec<u8>> {
    let mut marks = HashSet::new();
    for cell in row {
        match cell {
            Cell::Null => {}
            Cell::Uuid(id) => runs(id.as_bytes(), 8, &mut marks),
            Cell::Bytes(bytes) => runs(&bytes[..bytes.len().min(LOOKED_AT)], 8, &mut marks),
            Cell::Number(number) if number.unsigned_abs() > u64::from(u32::MAX) => {
                marks.insert(number.to_be_bytes().to_vec());
            }
            Cell::Number(_) => {}
            Cell::Text(text) => {
                for word in text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_') {
                    let mixed =
                        word.contains(|c: char| c.is_ascii_digit()) && word.contains(|c: char| c.is_alphabetic());
                    if mixed && word.len() >= 16 && word.bytes().all(|digit| digit.is_ascii_hexdigit()) {
                        runs(word.as_bytes(), 16, &mut marks);
                    } else if mixed && word.len() >= 11 {
                        marks.insert(word.as_bytes().to_vec());
                    }
                }
            }
        }
    }
    marks
}

/// Every run of this length with enough distinct bytes; padding is no mark.
fn runs(bytes: &[u8], length: usize, marks: &mut HashSet<Vec<u8>>) {
    for run in bytes.windows(length) {
        if run.iter().collect::<BTreeSet<_>>().len() >= 5 {
            marks.insert(run.to_vec());
        }
    }
}

/// A tag to plant: sixty-four digits that are always the same for an account.
pub fn tag(account: usize) -> Cell {
    let mixed = (u64::try_from(account).unwrap() + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    Cell::Text(format!("{mixed:016x}").repeat(4))
}
