//! The linking attack: somebody has all three stores and the server key, but no session cookie, no custodian's key and
//! no password. They know that every account made one persona, and match accounts with personas by everything a copy
//! shows: the order in which rows are returned, stored on disk or were written; names, months, lengths. After the
//! nightly rewrite no pairing does better than chance.

use crate::dump::{Cell, Dump, Table};
use crate::on_both_engines;
use crate::world::{Person, World};
use server::keys::ServerKeys;
use server::reputation::{Choice, Reaction, award_badges, reaction, vote};
use server::seal::{Key, Place, open, open_padded};
use server::vault::link_hash;
use server::worker::nightly;
use std::collections::{BTreeMap, HashMap};

on_both_engines!(no_pairing_beats_chance, the_server_key_opens_no_link);

/// An ordering of rows: its name, and the rows' keys in that order.
pub type Order = (String, Vec<String>);

/// Key of a row, as text.
pub fn key(cell: &Cell) -> String {
    match cell {
        Cell::Uuid(id) => id.to_string(),
        Cell::Text(text) => text.clone(),
        other => panic!("no key: {other:?}"),
    }
}

/// Every order of a table's rows that the dump shows, with the rows named by the column `whose`.
fn orders(dump: &Dump, store: &str, name: &str, whose: &str, keep: impl Fn(&[Cell]) -> bool) -> Vec<Order> {
    let table = dump.table(store, name);
    let whose = table.at(whose);
    let rows: Vec<usize> = (0..table.rows.len()).filter(|row| keep(&table.rows[*row])).collect();
    let named = |how: &str, rows: &[usize]| {
        let mut keys: Vec<String> = Vec::new();
        for row in rows {
            let key = key(&table.rows[*row][whose]);
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        (format!("{name} by {how}"), keys)
    };
    let mut found = vec![named("scan", &rows)];
    for (at, column) in table.columns.iter().enumerate() {
        let mut sorted = rows.clone();
        sorted.sort_by_key(|row| sortable(&table.rows[*row][at]));
        found.push(named(column, &sorted));
    }
    for (how, places) in table.hidden.iter().cloned().chain(places(dump, table)) {
        let mut sorted = rows.clone();
        sorted.sort_by_key(|row| places[*row]);
        found.push(named(how, &sorted));
    }
    found
}

fn sortable(cell: &Cell) -> (i64, Vec<u8>) {
    match cell {
        Cell::Null => (0, Vec::new()),
        Cell::Number(number) => (*number, Vec::new()),
        Cell::Text(text) => (0, text.clone().into_bytes()),
        Cell::Bytes(bytes) => (0, bytes.clone()),
        Cell::Uuid(id) => (0, id.as_bytes().to_vec()),
    }
}

/// The offsets in the store's file of each row's key, and of the beginning and the end of its longest cell.
fn places(dump: &Dump, table: &Table) -> Vec<(&'static str, Vec<i64>)> {
    let file = dump.files.iter().find(|(store, _)| *store == table.store).map_or(&[][..], |(_, bytes)| bytes);
    if file.is_empty() {
        return Vec::new();
    }
    let bytes = |cell: &Cell| sortable(cell).1;
    let parts = |row: &Vec<Cell>| {
        let longest = row.iter().map(bytes).max_by_key(Vec::len).unwrap_or_default();
        let middle = longest.len() * 3 / 4;
        [bytes(&row[0]), longest.clone(), longest[middle..].to_vec()]
    };
    let mut sought: HashMap<[u8; 8], Vec<(usize, usize)>> = HashMap::new();
    for (number, row) in table.rows.iter().enumerate() {
        for (part, bytes) in parts(row).iter().enumerate() {
            if let Some(first) = bytes.first_chunk::<8>() {
                sought.entry(*first).or_default().push((part, number));
            }
        }
    }
    let mut found = vec![vec![i64::MAX; table.rows.len()]; 3];
    for (at, run) in file.windows(8).enumerate() {
        for (part, row) in sought.get(run).into_iter().flatten() {
            let place = &mut found[*part][*row];
            *place = (*place).min(i64::try_from(at).unwrap());
        }
    }
    ["place of the key", "place of the longest", "place of its end"].into_iter().zip(found).collect()
}

/// How good a pairing is: right guesses, and the rank correlation of the two orders in standard deviations from chance,
/// so that an order that is only roughly kept shows as well.
#[derive(Clone, Debug, Default)]
pub struct Score {
    pub right: usize,
    right_by: String,
    sigmas: f64,
    sigmas_by: String,
}

impl Score {
    /// Among some thousand random pairings the best has about seven right and 3.5 sigmas.
    pub fn is_chance(&self) -> bool {
        self.right <= 9 && self.sigmas < 5.2
    }
}

/// The best pairing by rank of any order of accounts with any order of personas.
pub fn best(accounts: &[Order], personas: &[Order], truth: &BTreeMap<String, String>) -> Score {
    let mut best = Score::default();
    for (by, accounts) in accounts {
        let owned: Vec<&String> = accounts.iter().filter_map(|account| truth.get(account)).collect();
        for (with, personas) in personas.iter().filter(|(_, personas)| personas.len() > 1) {
            let rank: HashMap<&String, usize> = personas.iter().zip(0..).collect();
            let ranks: Vec<usize> = owned.iter().filter_map(|persona| rank.get(persona).copied()).collect();
            let last = personas.len() - 1;
            let ahead = ranks.iter().enumerate().filter(|(at, rank)| at == *rank).count();
            let back = ranks.iter().enumerate().filter(|(at, rank)| at + *rank == last).count();
            if ahead.max(back) > best.right {
                best.right = ahead.max(back);
                best.right_by = format!("{by}, {with}");
            }
            let sigmas = correlation(&ranks).abs() * f64::from(u32::try_from(last).unwrap()).sqrt();
            if ranks.len() == personas.len() && sigmas > best.sigmas {
                best.sigmas = sigmas;
                best.sigmas_by = format!("{by}, {with}");
            }
        }
    }
    best
}

/// Spearman's rank correlation of a permutation with the identity.
fn correlation(ranks: &[usize]) -> f64 {
    let count = f64::from(u32::try_from(ranks.len()).unwrap());
    let squares: usize = ranks.iter().enumerate().map(|(at, rank)| at.abs_diff(*rank).pow(2)).sum();
    1.0 - 6.0 * f64::from(u32::try_from(squares).unwrap()) / (count * (count * count - 1.0))
}

fn attack(dump: &Dump, truth: &BTreeMap<String, String>, emails: &[Order]) -> Score {
    best(&[account_orders(dump), emails.to_vec()].concat(), &persona_orders(dump), truth)
}

/// Every order of the accounts.
pub fn account_orders(dump: &Dump) -> Vec<Order> {
    orders(dump, "identity", "accounts", "id", |_| true)
}

/// Every order of the personas and of their data.
pub fn persona_orders(dump: &Dump) -> Vec<Order> {
    let all = |_: &[Cell]| true;
    let anonymous = |row: &[Cell]| matches!(&row[0], Cell::Text(id) if id.starts_with("anon_"));
    let mut personas = orders(dump, "forum", "authors", "id", anonymous);
    personas.extend(orders(dump, "vault", "links", "persona", all));
    let links = dump.table("vault", "links");
    let hashed: HashMap<String, String> = links.rows.iter().map(|row| linked(links, row)).collect();
    for (by, of) in orders(dump, "vault", "link_hashes", "hash", all) {
        personas.push((by, of.iter().filter_map(|hash| hashed.get(hash).cloned()).collect()));
    }
    personas.extend(orders(dump, "forum", "items", "author", all));
    for table in ["reputation_events", "reputation_scores", "dimensions", "badges", "citations"] {
        personas.extend(orders(dump, "forum", table, "author", all));
    }
    // Data about an item is data about its author.
    let items = dump.table("forum", "items");
    let authors: HashMap<String, String> =
        items.column("id").into_iter().map(key).zip(items.column("author").into_iter().map(key)).collect();
    for table in ["ballots", "reactions", "citations", "fingerprints", "recent_fingerprints"] {
        for (by, of) in orders(dump, "forum", table, "item", all) {
            personas.push((by, of.iter().map(|item| authors[item].clone()).collect()));
        }
    }
    personas
}

/// The hash of a link, as anybody with a copy of the vault can compute it, and the link's persona.
fn linked(links: &Table, row: &[Cell]) -> (String, String) {
    let (Cell::Text(persona), Cell::Bytes(record)) = (&row[links.at("persona")], &row[links.at("record")]) else {
        panic!("a link");
    };
    (link_hash(persona.parse().unwrap(), record), persona.clone())
}

/// With the server key an attacker reads names and addresses, and can sort accounts by them.
pub fn by_name(dump: &Dump, keys: &ServerKeys) -> Vec<Order> {
    let accounts = dump.table("identity", "accounts");
    let ids = accounts.column("id");
    let mut orders = Vec::new();
    for column in ["email_sealed", "name_sealed"] {
        let read = |row: usize| {
            let (Cell::Uuid(id), Cell::Bytes(sealed)) = (ids[row], accounts.column(column)[row]) else { panic!("row") };
            let text = keys.open(Place { table: "accounts", row: id.as_bytes(), column }, sealed).unwrap();
            let number: String = text.chars().filter(char::is_ascii_digit).collect();
            (number.parse::<u32>().unwrap_or(0), text, id.to_string())
        };
        let mut read: Vec<_> = (0..ids.len()).map(read).collect();
        read.sort();
        orders.push((column.to_owned(), read.into_iter().map(|(.., id)| id).collect()));
    }
    orders
}

/// Everybody signs up, makes a persona and publishes at once: the worst case for every order.
async fn settle(world: &World) -> (Vec<Person>, BTreeMap<String, String>) {
    let count = if world.is_sqlite() { 200 } else { 40 };
    let (mut people, mut truth) = (Vec::new(), BTreeMap::new());
    // A crowd, so that everybody shows the same credential; it is removed before the copy is made.
    let mut crowd = Vec::new();
    for number in 0..20 {
        let person = world.cardiologist(&format!("crowd{number}")).await;
        crowd.push(world.sql_uuid(person.account_id(world).await));
    }
    let mut last = None;
    for number in 0..count {
        // Names reveal nothing about when somebody signed up.
        let (person, persona) = world.with_persona(&format!("p{}", (number * 77 + 13) % 1_009)).await;
        let post = person.post(persona).await;
        if let Some(previous) = last {
            let ctx = person.ctx().await;
            vote(&ctx, previous, Choice::Up).await.unwrap();
            for given in [Reaction::Share, Reaction::Save] {
                reaction(&ctx, previous, given, true).await.unwrap();
            }
            let cited = world.sql_uuid(previous.0);
            let row = format!("INSERT INTO citations (item, author) VALUES ({cited}, '{persona}')");
            world.run("forum", &row).await;
        }
        last = Some(post);
        let (hash, item) = (world.services.rng.order_key(), world.sql_uuid(post.0));
        world.run("forum", &format!("INSERT INTO fingerprints (hash, item) VALUES ({hash}, {item})")).await;
        truth.insert(person.account_id(world).await.to_string(), persona.to_string());
        people.push(person);
        world.pass(60);
    }
    world.run("identity", &format!("DELETE FROM accounts WHERE id IN ({})", crowd.join(", "))).await;
    // Everybody holds a badge.
    world.run("forum", "UPDATE items SET citations = 100").await;
    award_badges(&world.visitor()).await.unwrap();
    (people, truth)
}

async fn no_pairing_beats_chance(world: &World) {
    let (people, truth) = settle(world).await;
    let fresh = Dump::of(world).await;
    let emails = by_name(&fresh, &world.services.keys);
    let score = attack(&fresh, &truth, &emails);
    assert!(!score.is_chance(), "before the night the attack must work, or it proves nothing: {score:?}");

    nightly(&world.visitor()).await.unwrap();
    let dump = Dump::of(world).await;
    let score = attack(&dump, &truth, &emails);
    assert!(score.is_chance(), "of {}: {score:?}", people.len());

    // Equal claims and months: everybody is in the same crowd.
    let personas = dump.table("forum", "authors");
    let shown: BTreeMap<String, usize> = personas
        .rows
        .iter()
        .filter(|row| matches!(&row[0], Cell::Text(id) if id.starts_with("anon_")))
        .fold(BTreeMap::new(), |mut shown, row| {
            let look = ["tier", "years_band", "joined_month", "shown_tenths", "shown_day", "posts", "comments"]
                .map(|column| format!("{:?}", row[personas.at(column)]));
            *shown.entry(look.join(" ")).or_default() += 1;
            shown
        });
    assert_eq!(shown.values().copied().collect::<Vec<_>>(), [people.len()], "{shown:?}");

    // Self-check: one column that keeps the order is enough to match everybody.
    let mut tampered = dump.clone();
    let joined: Vec<(String, i64)> =
        people_in_order(world, &people).await.into_iter().zip(0..).map(|(account, n)| (account, n * 977 + 5)).collect();
    for (account, number) in &joined {
        let persona = &truth[account];
        for (store, table, whose, column, of) in
            [("identity", "accounts", "id", "generation", account), ("forum", "authors", "id", "posts", persona)]
        {
            let rows = dump.table(store, table).column(whose);
            let row = rows.iter().position(|cell| key(cell) == *of).unwrap();
            tampered.plant((store, table, column), row, Cell::Number(*number));
        }
    }
    assert!(attack(&tampered, &truth, &emails).right >= people.len() - 1);
}

async fn people_in_order(world: &World, people: &[Person]) -> Vec<String> {
    let mut ids = Vec::new();
    for person in people {
        ids.push(person.account_id(world).await.to_string());
    }
    ids
}

async fn the_server_key_opens_no_link(world: &World) {
    for number in 0..3 {
        let (person, persona) = world.with_persona(&format!("person{number}")).await;
        person.draft(persona, "Half a title", "Half a text").await;
    }
    let dump = Dump::of(world).await;
    let pepper = world.services.keys.pepper(1).unwrap();
    let mut tried: Vec<Key> = vec![pepper.clone()];
    for purpose in ["keyring", "ballot", "rate", "private list", "signing", "drafts", "session payload", "wrap"] {
        tried.push(pepper.derive(purpose));
        tried.push(Key::from_bytes([0; 32]).derive(purpose));
    }
    let mut attempts = 0;
    for table in dump.own_tables() {
        for row in &table.rows {
            let id = sortable(&row[0]).1;
            for (column, cell) in table.columns.iter().zip(row) {
                let Cell::Bytes(sealed) = cell else { continue };
                let place = Place { table: &table.name, row: &id, column };
                let named = ["email_sealed", "name_sealed", "check_word_sealed"].contains(&column.as_str());
                assert_eq!(world.services.keys.open(place, sealed).is_ok(), named, "{}.{column}", table.name);
                for key in &tried {
                    assert!(open(key, place, sealed).is_err() && open_padded(key, place, sealed).is_err());
                    attempts += 1;
                }
            }
        }
    }
    assert!(attempts > 100);
}
