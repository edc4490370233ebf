//! With a copy of the stores, or only one's own ledger, nobody can tell a citation by another of one's own personas
//! from a stranger's: both leave the same rows.

use super::{Readers, lines, reckon};
use crate::dump::{Cell, Dump};
use crate::on_both_engines;
use crate::world::{World, post_draft, stands};
use domain::discussion::Reference;
use domain::ids::{AuthorId, ItemId};
use std::collections::BTreeMap;

on_both_engines!(a_citation_of_ones_own_looks_like_a_strangers);

/// Columns that differ between any two authors: random values and names.
const NAMES: [&str; 4] = ["handle", "name", "order_key", "nullifier"];

/// Every row that names an author or their item, by table, with identifying values masked.
fn traces(dump: &Dump, author: AuthorId, item: ItemId) -> BTreeMap<String, Vec<String>> {
    let (author, mut found) = (author.to_string(), BTreeMap::new());
    for table in dump.own_tables() {
        let about = |cell: &Cell| match cell {
            Cell::Text(text) => *text == author,
            Cell::Uuid(id) => *id == item.0,
            _ => false,
        };
        let show = |column: &String, cell: &Cell| match cell {
            cell if about(cell) => "this".to_owned(),
            _ if NAMES.contains(&column.as_str()) => "named".to_owned(),
            Cell::Uuid(_) => "another".to_owned(),
            Cell::Bytes(bytes) => format!("{} bytes", bytes.len()),
            cell => format!("{cell:?}"),
        };
        let rows = table.rows.iter().filter(|row| row.iter().any(about));
        let rows = rows.map(|row| {
            let cells: Vec<String> = table
                .columns
                .iter()
                .zip(row)
                .map(|(column, cell)| format!("{column} {}", show(column, cell)))
                .collect();
            cells.join(", ")
        });
        let mut rows: Vec<String> = rows.collect();
        rows.sort_unstable();
        found.insert(format!("{}.{}", table.store, table.name), rows);
    }
    found
}

async fn a_citation_of_ones_own_looks_like_a_strangers(world: &World) {
    let (ada, persona) = world.with_persona("ada").await;
    let (bob, _) = world.with_persona("bob").await;
    let (eve, _) = world.with_persona("eve").await;
    world.pass_days(30);
    let readers = Readers::of(world).await;
    let post = world.sign_in(&ada).await.post(persona).await;
    let body = format!("As was said in {}, the call comes late.", Reference::to(post));
    let mut cited = Vec::new();
    for person in [&ada, &bob, &eve] {
        let person = world.sign_in(person).await;
        let author = person.make_persona().await;
        let text = stands(person.say(&post_draft(author, "What others have found", &body)).await.unwrap());
        cited.push((author, text));
    }
    let [own, strangers, unread] = cited[..] else { panic!("three") };
    for (_, text) in [own, strangers] {
        readers.find_helpful(text).await;
    }
    reckon(world).await;
    assert_eq!(lines(world, persona).await, ["cited 50 50"; 2]);
    let dump = Dump::of(world).await;
    let of = |(author, text)| traces(&dump, author, text);
    assert_eq!(of(own), of(strangers));
    // A citation that is not counted would show, so the comparison can fail.
    let (counted, not) = (of(own), of(unread));
    assert_ne!(counted["forum.items"], not["forum.items"]);
    let lengths = |table: &str| (counted[table].len(), not[table].len());
    assert_eq!(
        (lengths("forum.citations"), lengths("forum.authors"), lengths("vault.links")),
        ((1, 0), (1, 1), (1, 1))
    );
    // The cited author's ledger names the cited item, and nobody who cites it.
    let events = dump.table("forum", "reputation_events");
    let rows: Vec<String> = events.rows.iter().map(|row| format!("{row:?}")).collect();
    let cited: Vec<&String> = rows.iter().filter(|row| row.contains("cited")).collect();
    assert_eq!(cited.len(), 2);
    for (author, text) in [own, strangers] {
        assert!(cited.iter().all(|row| !row.contains(&author.to_string()) && !row.contains(&text.0.to_string())));
    }
}
