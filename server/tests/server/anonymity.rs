//! What a copy of all three stores must not reveal. Each check is a function over a [`Dump`], run on the dump of a
//! populated world and then on dumps that were tampered with: a check that cannot fail checks nothing.

use crate::dump::{Cell, Dump, Table};
use crate::on_both_engines;
use crate::reputation::right_answers;
use crate::world::{World, is_sqlite, takes};
use crate::world::{comment_draft, post_draft, stands};
use domain::discussion::Reference;
use domain::ids::{AuthorId, ItemId};
use server::key_checks::are_known;
use server::reputation::{Choice, Reaction, complete_course, reaction, vote};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use uuid::Uuid;

on_both_engines!(a_copy_of_the_stores_tells_nothing, rows_keep_no_order);

async fn a_copy_of_the_stores_tells_nothing(world: &World) {
    let dump = populated(world).await;
    nothing_crosses_from_the_account_side(&dump);
    every_id_is_random(&dump);
    every_sealed_column_has_one_length(&dump);
    no_time_is_finer_than_decided(&dump, world.services.clock.now().0);
    server::worker::nightly(&world.visitor()).await.unwrap();
    let rewritten = Dump::of(world).await;
    assert_eq!(many_writers(&rewritten), [""; 0]);
    assert_eq!(many_writers(&dump).is_empty(), world.is_sqlite(), "before the night they were many");
    the_stores_refuse_a_finer_time(world).await;
}

/// Fills a world in which many people have used every feature.
async fn populated(world: &World) -> Dump {
    let people = if world.is_sqlite() { 200 } else { 40 };
    let (mut first, mut last): (Option<ItemId>, Option<ItemId>) = (None, None);
    // The longest name there can be, so that a length that depends on the content would show.
    world.sign_up(&"x".repeat(60)).await.make_unverified_persona().await;
    for number in 0..people {
        let (person, persona) = world.with_persona(&format!("person{number}")).await;
        let author = if number % 4 == 3 { person.profile().await } else { persona };
        let item = match last.filter(|_| number % 5 == 0) {
            Some(previous) => {
                let body = format!("As {} says, the call comes late.", Reference::to(previous));
                stands(person.say(&post_draft(author, "What others have found", &body)).await.unwrap())
            }
            None => person.post(author).await,
        };
        if let Some(previous) = last {
            person.comment(author, previous, None).await;
            let ctx = person.ctx().await;
            vote(&ctx, previous, if number % 3 == 0 { Choice::Down } else { Choice::Up }).await.unwrap();
            for given in [Reaction::Save, Reaction::Share] {
                reaction(&ctx, previous, given, true).await.unwrap();
            }
            if number % 4 == 0 {
                world.set_content(persona, 3_000).await;
                for endorsed in first.iter().chain([&previous]) {
                    reaction(&ctx, *endorsed, Reaction::Endorse, true).await.unwrap();
                }
            }
        }
        if number % 6 == 0 {
            complete_course(&person.ctx().await, &right_answers()).await.unwrap();
        }
        first = first.or(Some(item));
        if number % 10 == 0 {
            person.draft(author, "Half a title", "Half a text").await;
            let again = post_draft(author, "A missed finding, corrected", "We changed who calls back, twice.");
            let target =
                domain::discussion::Target::Correction { item, note: "A figure".into(), forget_earlier: false };
            person.say(&domain::discussion::Draft { target, ..again }).await.unwrap();
            let scheduled = comment_draft(author, item, None);
            let publication = domain::discussion::Publication::Mixed;
            person.say(&domain::discussion::Draft { publication, ..scheduled }).await.unwrap();
            let session = world.browser().open();
            let wrong = server::account::sign_in(&world.visitor(), &session, &person.email, "not the password").await;
            assert!(wrong.is_err());
        }
        last = Some(item);
        world.pass(97);
    }
    // A sketch, in case the texts here are too short to have one, and what the daily jobs write.
    let sketched = world.sql_uuid(last.unwrap().0);
    for table in ["fingerprints", "recent_fingerprints"] {
        let values = format!("(4242, {sketched}), (4242424242424242, {sketched})");
        world.run("forum", &format!("INSERT INTO {table} (hash, item) VALUES {values}")).await;
    }
    world.run("forum", "UPDATE items SET rewarded = TRUE").await;
    assert!(are_known(&world.services.keys, &world.services.stores.identity).await.unwrap());
    world.pass_days(1);
    let visitor = world.visitor();
    Box::pin(server::worker::daily(&visitor)).await.unwrap();
    let dump = Dump::of(world).await;
    for table in dump.own_tables() {
        assert!(!table.rows.is_empty(), "{} is empty: nothing would be checked", table.name);
    }
    dump
}

// ---- (a) no high-entropy value on both sides

/// Eight bytes are 64 bits. A run with few distinct bytes (padding, zeros) has hardly any entropy.
const RUN: usize = 8;
const DIFFERENT: usize = 5;

/// Every run of eight bytes of a cell, both as stored and decoded from hexadecimal digits.
fn runs(cell: &Cell, take: &mut impl FnMut([u8; RUN])) {
    let mut of = |bytes: &[u8]| {
        for run in bytes.windows(RUN) {
            let run: [u8; RUN] = run.try_into().unwrap();
            let different = (0..RUN).filter(|at| !run[..*at].contains(&run[*at])).count();
            if different >= DIFFERENT {
                take(run);
            }
        }
    };
    match cell {
        Cell::Null => {}
        Cell::Bytes(bytes) => {
            of(bytes);
            if let Ok(text) = std::str::from_utf8(bytes) {
                for bytes in hexadecimal(text) {
                    of(&bytes);
                }
            }
        }
        Cell::Uuid(id) => of(id.as_bytes()),
        Cell::Number(number) => {
            if *number > i64::from(u32::MAX) {
                of(&number.to_be_bytes());
            }
        }
        Cell::Text(text) => {
            for bytes in hexadecimal(text) {
                of(&bytes);
            }
            for word in words(text) {
                of(word.as_bytes());
            }
        }
    }
}

/// The bytes encoded by every stretch of at least sixteen hexadecimal digits; hyphens in between (as in a uuid) are
/// ignored.
fn hexadecimal(text: &str) -> Vec<Vec<u8>> {
    text.split(|c: char| !(c.is_ascii_hexdigit() || c == '-'))
        .map(|digits| digits.replace('-', "").to_lowercase())
        .filter(|digits| digits.len() >= 2 * RUN)
        .flat_map(|digits| {
            // The stretch may start in the middle of a byte.
            [digits.clone(), digits[1..].to_owned()].map(|digits| {
                let even = digits.len() / 2 * 2;
                hex::decode(&digits[..even]).unwrap_or_default()
            })
        })
        .collect()
}

/// Words that are not natural language: letters and digits mixed (base 64, base 32). Hexadecimal digits are decoded
/// instead.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_ascii_alphanumeric() || "+/_".contains(c))).filter(|word| {
        let hexadecimal = word.bytes().all(|digit| digit.is_ascii_hexdigit());
        word.len() >= 11
            && !hexadecimal
            && word.contains(|c: char| c.is_ascii_digit())
            && word.contains(|c: char| c.is_alphabetic())
    })
}

fn shared_values(dump: &Dump) -> BTreeSet<String> {
    let mut account_side = HashSet::new();
    let mut texts: HashSet<&str> = HashSet::new();
    for table in dump.own_tables().filter(|table| table.store == "identity") {
        for (column, cell) in cells(table) {
            runs(cell, &mut |run| {
                account_side.insert(run);
            });
            if let (Cell::Text(text), false) = (cell, column == "specialty") {
                texts.insert(text);
            }
        }
    }
    let mut found = BTreeSet::new();
    for table in dump.own_tables().filter(|table| table.store != "identity") {
        for (column, cell) in cells(table) {
            let mut shared = false;
            runs(cell, &mut |run| shared |= account_side.contains(&run));
            if let Cell::Text(text) = cell {
                shared |= text.len() >= RUN && texts.contains(text.as_str());
            }
            if shared {
                found.insert(format!("{}.{}.{column}", table.store, table.name));
            }
        }
    }
    found
}

/// The values shared by forum and vault, which may only be persona ids.
fn shared_with_the_vault(dump: &Dump) -> BTreeSet<String> {
    let mut vault = HashSet::new();
    for table in ["links", "link_hashes"] {
        for (_, cell) in cells(dump.table("vault", table)).filter(|(column, _)| *column != "persona") {
            runs(cell, &mut |run| {
                vault.insert(run);
            });
        }
    }
    let mut found = BTreeSet::new();
    for table in dump.own_tables().filter(|table| table.store == "forum") {
        for (column, cell) in cells(table) {
            runs(cell, &mut |run| {
                if vault.contains(&run) {
                    found.insert(format!("{}.{column}", table.name));
                }
            });
        }
    }
    found
}

fn cells(table: &Table) -> impl Iterator<Item = (&str, &Cell)> {
    table.rows.iter().flat_map(|row| table.columns.iter().map(String::as_str).zip(row))
}

fn nothing_crosses_from_the_account_side(dump: &Dump) {
    assert_eq!(shared_values(dump), BTreeSet::new());
    assert_eq!(shared_with_the_vault(dump), BTreeSet::new());
    let linked: BTreeSet<String> =
        dump.table("vault", "links").column("persona").iter().map(|cell| format!("{cell:?}")).collect();
    let authors = dump.table("forum", "authors").column("id");
    let spoken: BTreeSet<String> =
        authors.iter().map(|cell| format!("{cell:?}")).filter(|id| id.contains("anon_")).collect();
    assert_eq!(linked, spoken, "the one crossing there is");

    let accounts = dump.table("identity", "accounts");
    let (Cell::Uuid(account), Cell::Text(index), Cell::Bytes(keyring)) =
        (&accounts.column("id")[7], &accounts.column("email_index")[7], &accounts.column("keyring")[7])
    else {
        panic!("columns of accounts");
    };
    let base64 = "Qk9ScG1zWk1yT3d4";
    let sealed = [[0; 40].as_slice(), account.as_bytes(), &[0; 40]].concat();
    let say = |what: String| Cell::Text(format!("As I said: {what}, and so on."));
    let planted: [(_, Cell); 11] = [
        (("vault", "link_hashes", "hash"), accounts.column("verifying_key_hash")[7].clone()),
        (("forum", "items", "body"), say(account.to_string())),
        (("forum", "items", "html"), say(account.simple().to_string().to_uppercase())),
        (("forum", "items", "title"), say(format!("x{}", &account.simple().to_string()[3..22]))),
        (("forum", "private_rows", "sealed"), Cell::Bytes(sealed)),
        (("forum", "reputation_events", "item"), Cell::Uuid(*account)),
        (
            ("forum", "items", "order_key"),
            Cell::Number(i64::from_be_bytes(account.as_bytes()[8..].try_into().unwrap())),
        ),
        (("forum", "daily_marks", "nullifier"), Cell::Text(index.clone())),
        (("forum", "authors", "name"), Cell::Text(index[..20].to_owned())),
        (("vault", "links", "record"), Cell::Bytes(keyring[100..120].to_vec())),
        (("vault", "links", "record"), Cell::Bytes(account.to_string().into_bytes())),
    ];
    for (number, (place, cell)) in planted.into_iter().enumerate() {
        if matches!(cell, Cell::Number(number) if number < 0) {
            continue;
        }
        let mut tampered = dump.clone();
        tampered.plant(place, 1, cell);
        let expected = format!("{}.{}.{}", place.0, place.1, place.2);
        assert_eq!(shared_values(&tampered), BTreeSet::from([expected]), "{number}");
    }
    let mut tampered = dump.clone();
    tampered.plant(("identity", "accounts", "role"), 0, Cell::Text(base64.to_owned()));
    tampered.plant(("forum", "corrections", "note"), 0, say(base64.to_owned()));
    assert_eq!(shared_values(&tampered), BTreeSet::from(["forum.corrections.note".to_owned()]));
    let mut tampered = dump.clone();
    let Cell::Bytes(record) = dump.table("vault", "links").column("record")[0].clone() else { panic!("a record") };
    tampered.plant(("forum", "private_rows", "sealed"), 0, Cell::Bytes(record[50..100].to_vec()));
    assert_eq!(shared_with_the_vault(&tampered), BTreeSet::from(["private_rows.sealed".to_owned()]));
    let mut tampered = dump.clone();
    tampered.plant(("forum", "authors", "name"), 0, dump.table("vault", "link_hashes").column("hash")[0].clone());
    assert_eq!(shared_with_the_vault(&tampered), BTreeSet::from(["authors.name".to_owned()]));
}

// ---- (b) ids

fn ids_that_are_not_random(dump: &Dump) -> Vec<String> {
    let mut found = Vec::new();
    for table in dump.own_tables() {
        for (column, cell) in cells(table) {
            let id = match cell {
                // The course has no item, so its reaction has the nil id.
                Cell::Uuid(id) if id.is_nil() && table.name == "reactions" && column == "item" => None,
                Cell::Uuid(id) => Some(*id),
                Cell::Text(text) => text.strip_prefix("member_").map(|id| Uuid::try_parse(id).unwrap_or_default()),
                _ => None,
            };
            if id.is_some_and(|id| id.get_version_num() != 4) {
                found.push(format!("{}.{column}", table.name));
            }
        }
    }
    found
}

fn every_id_is_random(dump: &Dump) {
    assert_eq!(ids_that_are_not_random(dump), [""; 0]);
    let timed = Uuid::parse_str("0195f2a0-7c00-7abc-8def-0123456789ab").unwrap();
    for (place, cell) in [
        (("identity", "accounts", "id"), Cell::Uuid(timed)),
        (("forum", "items", "id"), Cell::Uuid(timed)),
        (("forum", "items", "parent"), Cell::Uuid(Uuid::from_u128(7))),
        (("forum", "authors", "id"), Cell::Text(format!("member_{}", timed.simple()))),
    ] {
        let mut tampered = dump.clone();
        tampered.plant(place, 1, cell);
        assert_eq!(ids_that_are_not_random(&tampered), [format!("{}.{}", place.1, place.2)]);
    }
    let mut keys: Vec<i64> = numbers(dump.table("forum", "items"), "order_key");
    assert!(keys.iter().all(|key| *key >= 0) && keys.iter().any(|key| *key > i64::MAX / 2));
    keys.sort_unstable();
    keys.dedup();
    assert_eq!(keys.len(), dump.table("forum", "items").rows.len());
}

fn numbers(table: &Table, column: &str) -> Vec<i64> {
    let number = |cell: &&Cell| match cell {
        Cell::Number(number) => Some(*number),
        _ => None,
    };
    table.column(column).iter().filter_map(number).collect()
}

// ---- (c) lengths

/// Columns that hold bytes, and the lengths found in each.
fn lengths(dump: &Dump) -> BTreeMap<String, BTreeSet<usize>> {
    let mut lengths: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    for table in dump.own_tables() {
        for (column, cell) in cells(table) {
            if let Cell::Bytes(bytes) = cell {
                lengths.entry(format!("{}.{column}", table.name)).or_default().insert(bytes.len());
            }
        }
    }
    lengths
}

fn uneven(dump: &Dump) -> Vec<String> {
    lengths(dump).into_iter().filter(|(_, lengths)| lengths.len() != 1).map(|(column, _)| column).collect()
}

fn every_sealed_column_has_one_length(dump: &Dump) {
    let sealed: Vec<String> = lengths(dump).into_keys().collect();
    let expected = [
        "accounts.check_word_sealed",
        "accounts.email_sealed",
        "accounts.keyring",
        "accounts.name_sealed",
        "accounts.secret_by_password",
        "accounts.secret_by_recovery",
        "links.record",
        "private_rows.sealed",
        "sessions.label",
        "sessions.payload",
    ];
    assert_eq!(sealed, expected, "every column of bytes is a sealed one");
    assert_eq!(uneven(dump), [""; 0]);
    for table in dump.own_tables() {
        for (column, cell) in cells(table) {
            let hashed = ["nullifier", "tag", "email_index", "counter", "verifying_key_hash"].contains(&column);
            if hashed || table.name == "link_hashes" {
                assert!(matches!(cell, Cell::Text(text) if text.len() == 64), "{}.{column}", table.name);
            }
        }
    }
    for (place, name) in [
        (("identity", "accounts", "keyring"), "accounts.keyring"),
        (("forum", "private_rows", "sealed"), "private_rows.sealed"),
        (("vault", "links", "record"), "links.record"),
        (("identity", "sessions", "label"), "sessions.label"),
        (("identity", "sessions", "payload"), "sessions.payload"),
    ] {
        let mut tampered = dump.clone();
        tampered.plant(place, 1, Cell::Bytes(vec![7; 100]));
        assert_eq!(uneven(&tampered), [name]);
    }
}

// ---- (d) times

/// The time unit in a column's name, with a range that includes 2026 in that unit but not in the next finer one.
const UNITS: [(&str, std::ops::RangeInclusive<i64>); 4] =
    [("_month", 0..=1_560), ("day", 0..=47_483), ("hour", 0..=1_139_592), ("_minute", 0..=68_375_520)];

/// Columns with members' own text, which may contain dates.
const WORDS: [&str; 5] = ["title", "body", "html", "excerpt", "note"];

/// Columns of random or effectively random numbers.
const RANDOM: [&str; 2] = ["order_key", "hash"];

/// Whether a number is seconds, milliseconds or microseconds within a year or so of now.
fn is_a_moment(number: i64, now: i64) -> bool {
    [1, 1_000, 1_000_000].iter().any(|per| (number / per - now).abs() < 400 * 86_400)
}

/// Columns that hold a finer time than their unit allows, or a time without a unit.
fn times_too_fine(dump: &Dump, now: i64) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for table in dump.own_tables() {
        for (column, cell) in cells(table) {
            let name = format!("{}.{column}", table.name);
            let unit = UNITS.iter().find(|(unit, _)| column == *unit || column.ends_with(unit));
            match (unit, cell) {
                (Some((_, bounds)), Cell::Number(number)) if !bounds.contains(number) => {
                    found.insert(name);
                }
                (Some(_), Cell::Text(_) | Cell::Bytes(_)) => {
                    found.insert(name);
                }
                // A time of this year in seconds, milliseconds or microseconds, whatever the column is called.
                (None, Cell::Number(number)) if !RANDOM.contains(&column) && is_a_moment(*number, now) => {
                    found.insert(name);
                }
                (_, Cell::Text(text)) if !WORDS.contains(&column) && text.contains("2026-") => {
                    found.insert(name);
                }
                _ => {}
            }
            if column.ends_with("_at") || column.contains("time") || column.contains("second") {
                found.insert(format!("{}.{column}", table.name));
            }
        }
    }
    found
}

fn no_time_is_finer_than_decided(dump: &Dump, now: i64) {
    assert_eq!(times_too_fine(dump, now), BTreeSet::new());
    let with_a_time: BTreeSet<String> = dump
        .own_tables()
        .flat_map(|table| table.columns.iter().map(|column| format!("{}.{column}", table.name)))
        .filter(|name| UNITS.iter().any(|(unit, _)| name.ends_with(unit)))
        .collect();
    let decided = DECIDED.iter().map(|(_, table, column, _)| format!("{table}.{column}"));
    let decided: BTreeSet<String> = decided.collect();
    assert_eq!(with_a_time, decided, "links have none, and accounts the day of sign-up alone");
    assert!(numbers(dump.table("identity", "sessions"), "expires_hour").iter().all(|hour| hour % 6 == 0));
    for (place, cell) in [
        (("forum", "items", "hour"), Cell::Number(now)),
        (("forum", "items", "hour"), Cell::Number(now / 60)),
        (("forum", "ballots", "day"), Cell::Number(now / 3_600)),
        (("forum", "reactions", "day"), Cell::Number(now / 3_600)),
        (("forum", "reputation_scores", "contributed_day"), Cell::Number(now / 3_600)),
        (("forum", "fingerprints", "item"), Cell::Text("2026-03-14".to_owned())),
        (("forum", "authors", "joined_month"), Cell::Number(now / 86_400)),
        (("identity", "accounts", "generation"), Cell::Number(now - 12_345)),
        (("forum", "items", "up"), Cell::Number(now * 1_000)),
        (("identity", "accounts", "role"), Cell::Text("2026-03-14T15:04:05Z".to_owned())),
    ] {
        let mut tampered = dump.clone();
        tampered.plant(place, 1, cell);
        assert_eq!(times_too_fine(&tampered, now), BTreeSet::from([format!("{}.{}", place.1, place.2)]));
    }
}

/// Every column with a time, and its unit in seconds.
const DECIDED: [(&str, &str, &str, i64); 22] = [
    ("identity", "accounts", "signed_up_day", 86_400),
    ("forum", "authors", "joined_month", 86_400 * 31),
    ("forum", "authors", "shown_day", 86_400),
    ("forum", "items", "hour", 3_600),
    ("forum", "corrections", "hour", 3_600),
    ("forum", "ballots", "day", 86_400),
    ("forum", "reactions", "day", 86_400),
    ("forum", "reputation_events", "day", 86_400),
    ("forum", "reputation_scores", "contributed_day", 86_400),
    ("forum", "reputation_scores", "settled_day", 86_400),
    ("forum", "reputation_scores", "suspended_until_day", 86_400),
    ("forum", "reputation_scores", "probation_until_day", 86_400),
    ("forum", "reputation_scores", "earned_day", 86_400),
    ("forum", "reputation_scores", "violated_day", 86_400),
    ("forum", "badges", "awarded_day", 86_400),
    ("forum", "badges", "withdrawn_day", 86_400),
    ("forum", "daily_marks", "day", 86_400),
    ("forum", "private_rows", "day", 86_400),
    ("forum", "jobs", "run_minute", 60),
    ("forum", "jobs", "lease_minute", 60),
    ("identity", "sessions", "expires_hour", 6 * 3_600),
    ("identity", "wrong_guesses", "clear_minute", 60),
];

async fn the_stores_refuse_a_finer_time(world: &World) {
    let now = world.services.clock.now().0;
    for (store, table, column, unit) in DECIDED {
        let per = if unit == 6 * 3_600 { 6 } else { 1 };
        let set = |value: i64| format!("UPDATE {table} SET {column} = {value}");
        let db = world.store(store);
        assert!(takes(db, &set(now / unit * per)).await, "{table}.{column} takes its own unit");
        assert!(!takes(db, &set(now / 6 * 6)).await, "{table}.{column} takes no seconds");
        if unit > 60 {
            assert!(!takes(db, &set(now / 360 * 6)).await, "{table}.{column} takes no minutes");
        }
        assert!(!takes(db, &set(-6)).await, "{table}.{column}");
        if !is_sqlite(db) {
            assert!(!takes(db, &set(now * 1_000)).await);
        }
    }
}

// ---- (e) the order of rows

/// Tables whose rows show that several transactions wrote them, which PostgreSQL records.
fn many_writers(dump: &Dump) -> Vec<String> {
    let many = |table: &&Table| {
        let mut writers = table.hidden.iter().filter(|(what, _)| *what == "transaction");
        writers.any(|(_, of)| of.iter().any(|writer| *writer != of[0]))
    };
    dump.own_tables().filter(many).map(|table| table.name.clone()).collect()
}

/// Tables that number their rows in order of insertion, and tables with such a column.
fn ordered(dump: &Dump) -> Vec<String> {
    dump.own_tables()
        .filter(|table| !table.made_by.is_empty())
        .filter(|table| {
            let made_by = table.made_by.to_uppercase();
            !made_by.contains("WITHOUT ROWID") || made_by.contains("AUTOINCREMENT")
        })
        .map(|table| table.name.clone())
        .collect()
}

async fn rows_keep_no_order(world: &World) {
    let (person, persona) = world.with_persona("ada").await;
    for _ in 0..10 {
        person.post(persona).await;
    }
    let mut dump = Dump::of(world).await;
    assert_eq!(ordered(&dump), [""; 0]);
    if world.is_sqlite() {
        let table = dump.table_mut("forum", "ballots");
        table.made_by = table.made_by.replace("WITHOUT ROWID", "");
        assert_eq!(ordered(&dump), ["ballots"]);
    } else {
        for store in crate::dump::STORES {
            let sequences = "SELECT COUNT(*) FROM information_schema.sequences";
            assert_eq!(world.number(store, sequences).await, 0);
            let defaults = "SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = 'public' \
                            AND table_name <> 'seaql_migrations' AND column_default IS NOT NULL";
            assert_eq!(world.number(store, defaults).await, 0, "no column fills itself, with a time for instance");
        }
    }
    assert!(matches!(persona, AuthorId::Persona(_)));
}
