//! The rows stored in a SQLite file's pages, and what each commit of its log did to them. Only tables WITHOUT ROWID are
//! read (the stores have no others); unreadable rows are skipped, and nothing panics.

use super::log::Commit;
use super::record::{Change, Row};
use crate::dump::{Cell, columns};
use crate::world::{World, rows};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use uuid::Uuid;

/// The root page of a table and the layout of its rows.
pub struct Shape {
    name: String,
    root: u32,
    /// The column of each field of a stored row: key columns come first.
    order: Vec<usize>,
    keys: usize,
    uuids: Vec<bool>,
}

impl Shape {
    /// The tables of a store. Their root pages change when the store is rewritten.
    pub async fn of_all(world: &World, store: &str) -> Vec<Self> {
        let sql = "SELECT name, rootpage FROM sqlite_master WHERE type = 'table' AND sql LIKE '%WITHOUT ROWID%'";
        let mut shapes = Vec::new();
        for row in rows(world.store(store), sql).await {
            let name: String = row.try_get("", "name").unwrap();
            let root: i64 = row.try_get("", "rootpage").unwrap();
            let of_key =
                format!("SELECT CAST(cid AS TEXT) AS cell FROM pragma_table_info('{name}') WHERE pk > 0 ORDER BY pk");
            let of_key = world.texts(store, &of_key).await;
            let mut order: Vec<usize> = of_key.iter().map(|column| column.parse().unwrap()).collect();
            let (keys, columns) = (order.len(), columns(world, store, &name).await);
            order.extend((0..columns.len()).filter(|column| !of_key.contains(&column.to_string())));
            let uuids = columns.iter().map(|(_, kind)| kind.eq_ignore_ascii_case("uuid_text")).collect();
            shapes.push(Self { name, root: u32::try_from(root).unwrap(), order, keys, uuids });
        }
        shapes
    }

    fn row(&self, payload: &[u8]) -> Option<Row> {
        let mut row = vec![Cell::Null; self.order.len()];
        for (field, column) in fields(payload)?.into_iter().zip(&self.order) {
            row[*column] = match field {
                Cell::Bytes(bytes) if self.uuids[*column] => {
                    Uuid::from_slice(&bytes).map_or(Cell::Bytes(bytes), Cell::Uuid)
                }
                field => field,
            };
        }
        Some(row)
    }

    fn key(&self, row: &Row) -> Vec<Cell> {
        self.order[..self.keys].iter().map(|column| row[*column].clone()).collect()
    }
}

/// A store's pages, and which of them hold rows of which table.
pub struct Store {
    page: usize,
    bytes: Vec<u8>,
    shapes: Vec<Shape>,
    leaves: BTreeMap<u32, Arc<Leaf>>,
}

/// A page of a table, and the overflow pages of its rows.
#[derive(PartialEq)]
struct Leaf {
    table: usize,
    beyond: Vec<u32>,
}

impl Store {
    /// Opens a store from the bytes of its file; the initial content is returned as the first change.
    pub fn open(bytes: Vec<u8>, shapes: Vec<Shape>) -> (Self, Vec<Change>) {
        let page = usize::from(u16::from_be_bytes([bytes[16], bytes[17]]));
        let page = if page == 1 { 65_536 } else { page };
        let size = u32::try_from(bytes.len() / page).unwrap();
        let mut store = Self { page, bytes, shapes, leaves: BTreeMap::new() };
        let changes = store.apply(&Commit { pages: Vec::new(), size });
        (store, changes)
    }

    /// Applies the current content of the file; returns the changed rows.
    pub fn replace(&mut self, bytes: &[u8]) -> Vec<Change> {
        let differs = |(at, page): &(usize, &[u8])| self.bytes.get(at * self.page..(at + 1) * self.page) != Some(*page);
        let pages = bytes.chunks_exact(self.page).enumerate().filter(differs);
        let pages: Vec<(u32, Vec<u8>)> =
            pages.map(|(at, page)| (u32::try_from(at + 1).unwrap(), page.to_vec())).collect();
        self.apply(&Commit { pages, size: u32::try_from(bytes.len() / self.page).unwrap() })
    }

    /// Applies a commit; returns the changed rows.
    pub fn apply(&mut self, commit: &Commit) -> Vec<Change> {
        let over: HashMap<u32, &[u8]> = commit.pages.iter().map(|(number, page)| (*number, page.as_slice())).collect();
        let none = HashMap::new();
        let before = View { page: self.page, bytes: &self.bytes, over: &none };
        let after = View { over: &over, ..before };
        let touched =
            |page, leaf: &Leaf| over.contains_key(&page) || leaf.beyond.iter().any(|page| over.contains_key(page));
        let (mut leaves, mut added) = (BTreeMap::new(), Vec::new());
        for (table, shape) in self.shapes.iter().enumerate() {
            for page in after.tree(shape.root) {
                let known = self.leaves.get(&page).filter(|leaf| leaf.table == table && !touched(page, leaf));
                let leaf = known.map_or_else(
                    || {
                        let (rows, beyond) = after.rows(page, shape);
                        added.extend(rows.into_iter().map(|row| (table, row)));
                        Arc::new(Leaf { table, beyond })
                    },
                    Arc::clone,
                );
                leaves.insert(page, leaf);
            }
        }
        let mut gone: HashMap<(usize, Vec<Cell>), Row> = HashMap::new();
        for (page, leaf) in &self.leaves {
            if touched(*page, leaf) || leaves.get(page) != Some(leaf) {
                let shape = &self.shapes[leaf.table];
                gone.extend(before.rows(*page, shape).0.into_iter().map(|row| ((leaf.table, shape.key(&row)), row)));
            }
        }
        let mut changes = Vec::new();
        for (table, row) in added {
            let earlier = gone.remove(&(table, self.shapes[table].key(&row)));
            if earlier.as_ref() != Some(&row) {
                changes.push(Change { table: self.shapes[table].name.clone(), before: earlier, after: Some(row) });
            }
        }
        let gone = gone.into_iter().map(|((table, _), row)| (table, row));
        changes.extend(gone.map(|(table, row)| Change {
            table: self.shapes[table].name.clone(),
            before: Some(row),
            after: None,
        }));
        self.leaves = leaves;
        self.bytes.resize(usize::try_from(commit.size).unwrap() * self.page, 0);
        for (number, page) in &commit.pages {
            let at = (usize::try_from(*number).unwrap() - 1) * self.page;
            if let Some(place) = self.bytes.get_mut(at..at + self.page) {
                place.copy_from_slice(page);
            }
        }
        changes
    }
}

/// Pages of the file, some of them replaced.
#[derive(Clone, Copy)]
struct View<'a> {
    page: usize,
    bytes: &'a [u8],
    over: &'a HashMap<u32, &'a [u8]>,
}

impl<'a> View<'a> {
    fn get(&self, number: u32) -> Option<&'a [u8]> {
        if let Some(page) = self.over.get(&number) {
            return Some(page);
        }
        let at = usize::try_from(number.checked_sub(1)?).ok()? * self.page;
        self.bytes.get(at..at + self.page)
    }

    /// The pages of a table.
    fn tree(&self, root: u32) -> Vec<u32> {
        let (mut found, mut next) = (Vec::new(), vec![root]);
        while let Some(number) = next.pop() {
            let Some(page) = self.get(number) else { continue };
            if found.len() > self.bytes.len() / self.page + self.over.len() {
                break;
            }
            found.push(number);
            if page[0] == INTERIOR {
                next.extend(cells(page).filter_map(|cell| word(cell, 0)));
                next.extend(word(page, 8));
            }
        }
        found
    }

    /// The rows on a page, and their overflow pages.
    fn rows(&self, number: u32, shape: &Shape) -> (Vec<Row>, Vec<u32>) {
        let (mut rows, mut beyond) = (Vec::new(), Vec::new());
        let Some(page) = self.get(number) else { return (rows, beyond) };
        for cell in cells(page) {
            let cell = if page[0] == INTERIOR { cell.get(4..).unwrap_or_default() } else { cell };
            if let Some(payload) = self.payload(cell, &mut beyond) {
                rows.extend(shape.row(&payload));
            }
        }
        (rows, beyond)
    }

    fn payload(&self, cell: &[u8], beyond: &mut Vec<u32>) -> Option<Vec<u8>> {
        let (length, rest) = varint(cell)?;
        let length =
            usize::try_from(length).ok().filter(|length| *length <= self.bytes.len() + self.over.len() * self.page)?;
        let (most, least) = ((self.page - 12) * 64 / 255 - 23, (self.page - 12) * 32 / 255 - 23);
        if length <= most {
            return Some(rest.get(..length)?.to_vec());
        }
        let here = least + (length - least) % (self.page - 4);
        let here = if here <= most { here } else { least };
        let mut payload = rest.get(..here)?.to_vec();
        let mut next = word(rest, here)?;
        while payload.len() < length {
            let page = self.get(next)?;
            beyond.push(next);
            payload.extend(page.get(4..)?.iter().take(length - payload.len()));
            next = word(page, 0)?;
        }
        Some(payload)
    }
}

/// Page types of tables WITHOUT ROWID; interior pages also hold rows.
const INTERIOR: u8 = 2;
const LEAF: u8 = 10;

fn cells(page: &[u8]) -> impl Iterator<Item = &[u8]> {
    let header = match page[0] {
        INTERIOR => 12,
        LEAF => 8,
        _ => page.len(),
    };
    let count = usize::from(u16::from_be_bytes([page[3], page[4]]));
    let places = page.get(header..).unwrap_or_default().as_chunks::<2>().0;
    places.iter().take(count).filter_map(|place| page.get(usize::from(u16::from_be_bytes(*place))..))
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(*bytes.get(at..)?.first_chunk()?))
}

fn varint(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let mut value = 0_u64;
    for (at, byte) in bytes.iter().enumerate().take(9) {
        if at == 8 {
            return Some((value << 8 | u64::from(*byte), bytes.get(9..)?));
        }
        value = value << 7 | u64::from(byte & 0x7f);
        if *byte < 0x80 {
            return Some((value, bytes.get(at + 1..)?));
        }
    }
    None
}

/// The fields of a stored row (<https://www.sqlite.org/fileformat2.html#record_format>); no column holds floating-point
/// numbers.
fn fields(payload: &[u8]) -> Option<Vec<Cell>> {
    let (length, _) = varint(payload)?;
    let (header, mut body) = payload.split_at_checked(usize::try_from(length).ok()?)?;
    let (_, mut header) = varint(header)?;
    let mut fields = Vec::new();
    while !header.is_empty() {
        let (kind, rest) = varint(header)?;
        header = rest;
        let length = match kind {
            0 | 8 | 9 => 0,
            1..=4 => kind,
            5 => 6,
            6 | 7 => 8,
            10 | 11 => return None,
            _ => (kind - 12) / 2,
        };
        let (value, rest) = body.split_at_checked(usize::try_from(length).ok()?)?;
        body = rest;
        fields.push(match kind {
            0 => Cell::Null,
            8 | 9 => Cell::Number(i64::from(kind == 9)),
            1..=6 => {
                let sign = if value[0] & 0x80 == 0 { 0 } else { -1 };
                Cell::Number(value.iter().fold(sign, |number, byte| number << 8 | i64::from(*byte)))
            }
            kind if kind % 2 == 0 => Cell::Bytes(value.to_vec()),
            _ => Cell::Text(String::from_utf8_lossy(value).into_owned()),
        });
    }
    Some(fields)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn random_pages_are_read_without_panic(mut bytes in prop::collection::vec(any::<u8>(), 2_048..4_096), inner: bool) {
            bytes[16..18].copy_from_slice(&[2, 0]);
            bytes[512] = if inner { INTERIOR } else { LEAF };
            bytes[515] = 0;
            let shape = |root| Shape { name: "t".into(), root, order: vec![1, 0], keys: 1, uuids: vec![true, false] };
            let (mut store, _) = Store::open(bytes.clone(), vec![shape(2), shape(3)]);
            bytes.reverse();
            store.replace(&bytes);
        }
    }
}
