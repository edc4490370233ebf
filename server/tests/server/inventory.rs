//! `docs/data-inventory.toml` and the live schemas have the same columns, and every column states its purpose.

use crate::dump::Dump;
use crate::on_both_engines;
use crate::world::World;
use std::collections::BTreeSet;

on_both_engines!(every_column_is_in_the_inventory);

const INVENTORY: &str = include_str!("../../../docs/data-inventory.toml");

/// What a column can be.
const CLASSES: [&str; 7] =
    ["account identity", "account state", "sealed", "public", "nullifier", "operational", "unpublished"];

fn inventory(text: &str) -> Result<BTreeSet<String>, String> {
    let parsed: toml::Table = text.parse().map_err(|fault| format!("{fault}"))?;
    let mut names = BTreeSet::new();
    for column in parsed.get("column").and_then(toml::Value::as_array).ok_or("no [[column]]")? {
        let field = |name: &str| {
            let value = column.get(name).and_then(toml::Value::as_str).unwrap_or_default();
            if value.trim().is_empty() { Err(format!("a column without {name}: {column}")) } else { Ok(value) }
        };
        let name = format!("{}.{}.{}", field("store")?, field("table")?, field("column")?);
        for explained in ["purpose", "retention", "on_deletion"] {
            field(explained)?;
        }
        if !CLASSES.contains(&field("class")?) {
            return Err(format!("{name} has an unknown class"));
        }
        if !names.insert(name.clone()) {
            return Err(format!("{name} is there twice"));
        }
    }
    Ok(names)
}

fn live(dump: &Dump) -> BTreeSet<String> {
    dump.tables
        .iter()
        .filter(|table| table.name != "seaql_migrations")
        .flat_map(|table| table.columns.iter().map(|column| format!("{}.{}.{column}", table.store, table.name)))
        .collect()
}

async fn every_column_is_in_the_inventory(world: &World) {
    let written = inventory(INVENTORY).unwrap();
    let live = live(&Dump::of(world).await);
    let missing: Vec<&String> = live.difference(&written).collect();
    let gone: Vec<&String> = written.difference(&live).collect();
    assert!(missing.is_empty() && gone.is_empty(), "not in the inventory: {missing:?}; not in a store: {gone:?}");
}

#[test]
fn an_inventory_that_says_too_little_is_refused() {
    let good = "[[column]]\nstore = \"s\"\ntable = \"t\"\ncolumn = \"c\"\nclass = \"public\"\npurpose = \"p\"\n\
                retention = \"r\"\non_deletion = \"d\"\n";
    assert_eq!(inventory(good).unwrap(), BTreeSet::from(["s.t.c".to_owned()]));
    for (bad, fault) in [
        (good.replace("\"p\"", "\"\""), "without purpose"),
        (good.replace("retention", "retain"), "without retention"),
        (good.replace("public", "secret"), "unknown class"),
        (good.repeat(2), "twice"),
        (String::new(), "no [[column]]"),
    ] {
        assert!(inventory(&bad).is_err_and(|found| found.contains(fault)), "{fault}");
    }
}
