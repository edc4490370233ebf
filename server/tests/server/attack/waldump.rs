//! PostgreSQL's log as printed by `pg_waldump`: which rows each transaction wrote, and which of them is a new version
//! of which. The output does not include row contents, but shows when two transactions wrote versions of the same row.

use crate::dump::Cell;
use crate::world::World;
use server::ctx::Rng;
use std::collections::HashMap;
use std::path::PathBuf;
use std::process::Command;

/// A row that a transaction wrote.
pub struct Access {
    pub transaction: i64,
    pub table: String,
    /// A random id, the same for all versions of a row.
    pub row: Cell,
    pub was_there: bool,
    pub is_there: bool,
}

/// A log that PostgreSQL retains from some moment on.
pub struct Waldump {
    binary: PathBuf,
    log: PathBuf,
    from: String,
}

/// The replication slot that retains the log until it is read, despite checkpoints.
const SLOT: &str = "attack";

impl Waldump {
    /// Begins, if the cluster's files and the tool are on this machine.
    pub async fn begin(world: &World) -> Option<Self> {
        let binary = "SELECT setting AS cell FROM pg_config WHERE name = 'BINDIR'";
        let binary = PathBuf::from(world.texts("forum", binary).await.remove(0)).join("pg_waldump");
        let folder = "SELECT current_setting('data_directory') AS cell";
        let log = PathBuf::from(world.texts("forum", folder).await.remove(0)).join("pg_wal");
        if !binary.is_file() || std::fs::read_dir(&log).is_err() {
            return None;
        }
        world.run("forum", &format!("SELECT pg_create_physical_replication_slot('{SLOT}', TRUE)")).await;
        let from = world.texts("forum", "SELECT pg_current_wal_insert_lsn() AS cell").await.remove(0);
        Some(Self { binary, log, from })
    }

    /// Every row written since.
    pub async fn end(self, world: &World) -> Vec<Access> {
        // A synchronous commit flushes everything written before it to disk.
        let flush = "SET synchronous_commit = on; SELECT pg_logical_emit_message(TRUE, 'end', 'end')";
        world.run("forum", flush).await;
        let to = world.texts("forum", "SELECT pg_current_wal_flush_lsn() AS cell").await.remove(0);
        let mut command = Command::new(&self.binary);
        command.arg("--path").arg(&self.log).args(["--rmgr", "Heap", "--start", &self.from, "--end", &to]);
        let output = command.output().unwrap();
        assert!(output.status.success(), "pg_waldump: {}", String::from_utf8_lossy(&output.stderr));
        world.run("forum", &format!("SELECT pg_drop_replication_slot('{SLOT}')")).await;

        let database = "SELECT oid AS cell FROM pg_database WHERE datname = current_database()";
        let database = world.texts("forum", database).await.remove(0);
        // Treat TOAST tables as part of their main table.
        let tables = "SELECT c.relfilenode || ' ' || COALESCE(p.relname, c.relname) AS cell FROM pg_class c \
                      LEFT JOIN pg_class p ON p.reltoastrelid = c.oid \
                      WHERE c.relkind IN ('r', 't') \
                        AND COALESCE(p.relnamespace, c.relnamespace) = 'public'::regnamespace";
        let tables = world.texts("forum", tables).await;
        let tables: HashMap<&str, &str> = tables.iter().filter_map(|table| table.split_once(' ')).collect();
        follow(&String::from_utf8_lossy(&output.stdout), &database, &tables)
    }
}

/// Follows each row through its versions.
fn follow(print: &str, database: &str, tables: &HashMap<&str, &str>) -> Vec<Access> {
    let rng = Rng::seeded(1);
    let mut versions: HashMap<(&str, u64, u64), Cell> = HashMap::new();
    let mut found = Vec::new();
    for record in print.lines().filter_map(read) {
        let Some(table) = tables.get(record.relation).filter(|_| record.database == database) else { continue };
        let old = record.old.and_then(|(block, line)| versions.remove(&(record.relation, block, line)));
        let row = old.unwrap_or_else(|| Cell::Uuid(rng.uuid()));
        if let Some((block, line)) = record.new {
            versions.insert((record.relation, block, line), row.clone());
        }
        found.push(Access {
            transaction: record.transaction,
            table: (*table).to_owned(),
            row,
            was_there: record.old.is_some(),
            is_there: record.new.is_some(),
        });
    }
    found
}

/// A line of the output: block and line of the version that is replaced and of the new one.
#[derive(Debug, PartialEq)]
struct Written<'a> {
    transaction: i64,
    database: &'a str,
    relation: &'a str,
    old: Option<(u64, u64)>,
    new: Option<(u64, u64)>,
}

fn read(line: &str) -> Option<Written<'_>> {
    let (head, rest) = line.split_once(", desc: ")?;
    let (what, places) = rest.split_once(", blkref #0: ")?;
    let transaction = head.split_once("tx:")?.1.split(',').next()?.trim().parse().ok()?;
    // Versions before 16 write "off 1", later ones "off: 1" and "new_off: 2".
    let words: Vec<&str> = what.split([' ', ',', ':']).filter(|word| !word.is_empty()).collect();
    let lines = words.windows(2).filter(|pair| pair[0].ends_with("off")).filter_map(|pair| pair[1].parse().ok());
    let lines: Vec<u64> = lines.collect();
    let block = |place: &str| place.split_once("blk ")?.1.split([' ', ',']).next()?.parse::<u64>().ok();
    let (mut path, first) = (places.strip_prefix("rel ")?.split([' ', '/']), block(places)?);
    let second = places.split_once("blkref #1: ").map_or(Some(first), |(_, place)| block(place))?;
    let (database, relation) = (path.nth(1)?, path.next()?);
    let (old, new) = match (words.first()?, lines.as_slice()) {
        (what, [line, ..]) if what.starts_with("INSERT") => (None, Some((first, *line))),
        (&"DELETE", [line, ..]) => (Some((first, *line)), None),
        (what, [old, new, ..]) if what.ends_with("UPDATE") => (Some((second, *old)), Some((first, *new))),
        _ => return None,
    };
    Some(Written { transaction, database, relation, old, new })
}

#[test]
fn every_version_of_the_print_is_read() {
    let head =
        "rmgr: Heap        len (rec/tot):     71/    71, tx:        726, lsn: 0/01503F10, prev 0/01503EE8, desc: ";
    for (line, old, new) in [
        ("INSERT+INIT off 1 flags 0x00, blkref #0: rel 1663/5/16384 blk 7", None, Some((7, 1))),
        ("INSERT off: 12, flags: 0x00, blkref #0: rel 1663/5/16384 blk 7 FPW", None, Some((7, 12))),
        (
            "HOT_UPDATE off 1 xmax 726 flags 0x60 ; new off 2 xmax 0, blkref #0: rel 1663/5/16384 blk 7",
            Some((7, 1)),
            Some((7, 2)),
        ),
        (
            "UPDATE old_xmax: 726, old_off: 3, old_infobits: [], flags: 0x00, new_xmax: 0, new_off: 4, \
             blkref #0: rel 1663/5/16384 blk 8, blkref #1: rel 1663/5/16384 blk 7",
            Some((7, 3)),
            Some((8, 4)),
        ),
        ("DELETE off 3 flags 0x00 KEYS_UPDATED , blkref #0: rel 1663/5/16384 blk 7", Some((7, 3)), None),
    ] {
        let expected = Written { transaction: 726, database: "5", relation: "16384", old, new };
        assert_eq!(read(&format!("{head}{line}")), Some(expected), "{line}");
    }
    let locked = "LOCK off 4: xid 731: flags 0x00 LOCK_ONLY EXCL_LOCK, blkref #0: rel 1663/5/16384 blk 0";
    assert_eq!(read(&format!("{head}{locked}")), None);
    assert_eq!(read("rmgr: Transaction, tx: 1, desc: COMMIT"), None);
}

#[test]
fn versions_of_one_row_are_one_row() {
    let head =
        |transaction: u32| format!("rmgr: Heap len (rec/tot): 1/ 1, tx: {transaction}, lsn: 0/1, prev 0/1, desc: ");
    let print = [
        (1, "INSERT off 1 flags 0x00, blkref #0: rel 1663/5/9 blk 0"),
        (2, "HOT_UPDATE off 1 xmax 2 flags 0x60 ; new off 2 xmax 0, blkref #0: rel 1663/5/9 blk 0"),
        (3, "DELETE off 2 flags 0x00, blkref #0: rel 1663/5/9 blk 0"),
        (4, "INSERT off 1 flags 0x00, blkref #0: rel 1663/5/9 blk 0"),
        (5, "INSERT off 1 flags 0x00, blkref #0: rel 1663/6/9 blk 0"),
    ];
    let print: Vec<String> = print.iter().map(|(transaction, line)| format!("{}{line}", head(*transaction))).collect();
    let found = follow(&print.join("\n"), "5", &HashMap::from([("9", "drafts")]));
    assert_eq!(found.len(), 4, "another database is another's");
    assert!(found[0].row == found[1].row && found[1].row == found[2].row && found[2].row != found[3].row);
}
