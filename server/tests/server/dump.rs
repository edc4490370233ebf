//! Everything an attacker with a copy of the stores has: every cell of every table, and where the rows are on disk.

use crate::world::{World, rows};
use uuid::Uuid;

/// The three stores.
pub const STORES: [&str; 3] = ["identity", "forum", "vault"];

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Cell {
    Null,
    Text(String),
    Bytes(Vec<u8>),
    Number(i64),
    Uuid(Uuid),
}

/// One table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub store: &'static str,
    pub name: String,
    pub columns: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
    /// On SQLite: the statement that made it.
    pub made_by: String,
    /// On PostgreSQL: the hidden data of every row, by name. On SQLite the file shows it.
    pub hidden: Vec<(&'static str, Vec<i64>)>,
}

impl Table {
    /// Index of a column.
    pub fn at(&self, column: &str) -> usize {
        self.columns.iter().position(|name| name == column).unwrap_or_else(|| panic!("{}.{column}", self.name))
    }
    /// All cells of a column.
    pub fn column(&self, column: &str) -> Vec<&Cell> {
        let at = self.at(column);
        self.rows.iter().map(|row| &row[at]).collect()
    }
}

/// A copy of all stores.
#[derive(Clone)]
pub struct Dump {
    pub tables: Vec<Table>,
    /// On SQLite: the bytes of each store's files.
    pub files: Vec<(&'static str, Vec<u8>)>,
}

impl Dump {
    /// Reads everything.
    pub async fn of(world: &World) -> Self {
        let mut dump = Self { tables: tables(world, None).await, files: Vec::new() };
        dump.files = STORES.into_iter().map(|store| (store, world.files_of(store))).collect();
        dump
    }

    /// Every row, but only the beginning of the forum's binary values, and no files: for comparing many copies.
    pub async fn beginnings(world: &World) -> Self {
        Self { tables: tables(world, Some(BEGINNING)).await, files: Vec::new() }
    }

    /// A table by store and name.
    pub fn table(&self, store: &str, name: &str) -> &Table {
        self.tables.iter().find(|t| t.store == store && t.name == name).unwrap_or_else(|| panic!("{store}.{name}"))
    }

    /// The same, mutable, for tampering.
    pub fn table_mut(&mut self, store: &str, name: &str) -> &mut Table {
        self.tables.iter_mut().find(|t| t.store == store && t.name == name).unwrap_or_else(|| panic!("{store}.{name}"))
    }

    /// Puts a value into a cell.
    pub fn plant(&mut self, (store, table, column): (&str, &str, &str), row: usize, cell: Cell) {
        let table = self.table_mut(store, table);
        let at = table.at(column);
        table.rows[row][at] = cell;
    }

    /// The tables without those of the migrations and the old lists, which are no longer written to.
    pub fn own_tables(&self) -> impl Iterator<Item = &Table> {
        let others = ["seaql_migrations", "drafts", "bookmarks"];
        self.tables.iter().filter(move |table| !others.contains(&table.name.as_str()))
    }
}

/// Bytes of a binary value in a copy of beginnings.
const BEGINNING: usize = 96;

async fn tables(world: &World, beginning: Option<usize>) -> Vec<Table> {
    let mut tables = Vec::new();
    for store in STORES {
        let names = if world.is_sqlite() {
            "SELECT name AS cell FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        } else {
            "SELECT table_name AS cell FROM information_schema.tables WHERE table_schema = 'public'"
        };
        for name in world.texts(store, names).await {
            tables.push(read(world, store, name, beginning.filter(|_| store == "forum")).await);
        }
    }
    tables
}

/// Columns of a table with their declared types.
pub async fn columns(world: &World, store: &str, table: &str) -> Vec<(String, String)> {
    let sql = if world.is_sqlite() {
        format!("SELECT name, type AS kind FROM pragma_table_info('{table}') ORDER BY cid")
    } else {
        format!(
            "SELECT column_name::text AS name, data_type::text AS kind FROM information_schema.columns \
             WHERE table_name = '{table}' AND table_schema = 'public' ORDER BY ordinal_position"
        )
    };
    let rows = rows(world.store(store), &sql).await;
    rows.iter().map(|row| (row.try_get("", "name").unwrap(), row.try_get("", "kind").unwrap())).collect()
}

async fn read(world: &World, store: &'static str, name: String, beginning: Option<usize>) -> Table {
    let columns = columns(world, store, &name).await;
    let asked = |(column, kind): &(String, String)| expression(world.is_sqlite(), column, kind, beginning);
    let cells: Vec<String> = columns.iter().map(asked).collect();
    let hidden: &[&'static str] = if world.is_sqlite() { &[] } else { &["page and line", "transaction"] };
    let extra = if world.is_sqlite() {
        String::new()
    } else {
        ", (ctid::text::point)[0]::bigint * 10000 + (ctid::text::point)[1]::bigint AS h0, xmin::text::bigint AS h1"
            .to_owned()
    };
    let sql = format!("SELECT {}{extra} FROM {name}", cells.join(", "));
    let found = rows(world.store(store), &sql).await;
    let cell = |row: &sea_orm::QueryResult, column: &str| cell(row.try_get("", column).unwrap());
    let hidden = hidden.iter().zip(["h0", "h1"]).map(|(name, column)| {
        let values = found.iter().map(|row| row.try_get("", column).unwrap()).collect();
        (*name, values)
    });
    let hidden = hidden.collect();
    let made_by = if world.is_sqlite() {
        let sql = format!("SELECT sql AS cell FROM sqlite_master WHERE type = 'table' AND name = '{name}'");
        world.texts(store, &sql).await.remove(0)
    } else {
        String::new()
    };
    Table {
        store,
        rows: found.iter().map(|row| columns.iter().map(|(column, _)| cell(row, column)).collect()).collect(),
        columns: columns.into_iter().map(|(column, _)| column).collect(),
        name,
        made_by,
        hidden,
    }
}

/// An expression for a cell as `kind:value`.
fn expression(sqlite: bool, column: &str, kind: &str, beginning: Option<usize>) -> String {
    let kind = kind.to_lowercase();
    let bytes = beginning.map_or(format!("\"{column}\""), |most| format!("substr(\"{column}\", 1, {most})"));
    let value = match (sqlite, kind.as_str()) {
        (true, "uuid_text") => format!("CASE typeof(\"{column}\") WHEN 'blob' THEN 'u:' || hex(\"{column}\") END"),
        (true, _) => format!(
            "CASE typeof(\"{column}\") WHEN 'blob' THEN 'b:' || hex({bytes}) WHEN 'integer' THEN 'n:' || \"{column}\" \
             WHEN 'text' THEN 't:' || \"{column}\" END"
        ),
        (false, "uuid") => format!("'u:' || \"{column}\""),
        (false, "bytea") => format!("'b:' || encode({bytes}, 'hex')"),
        (false, "integer" | "bigint") => format!("'n:' || \"{column}\""),
        (false, "boolean") => format!("'n:' || \"{column}\"::int"),
        (false, _) => format!("'t:' || \"{column}\""),
    };
    format!("{value} AS \"{column}\"")
}

fn cell(text: Option<String>) -> Cell {
    let Some(text) = text else { return Cell::Null };
    let (kind, value) = text.split_once(':').unwrap();
    match kind {
        "u" => Cell::Uuid(Uuid::try_parse(value).unwrap()),
        "b" => Cell::Bytes(hex::decode(value).unwrap()),
        "n" => Cell::Number(value.parse().unwrap()),
        _ => Cell::Text(value.to_owned()),
    }
}
