//! `docs/REQUIREMENTS.md` is complete: ids are in sequence, what it names exists, what is built has a test, and no
//! comment cites a requirement that is not there.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

type Tested = Result<(), Box<dyn std::error::Error>>;

const DOCUMENTS: [&str; 3] = ["ANON", "HAND", "REP"];

struct Row {
    id: String,
    place: String,
    held_by: String,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn rows() -> Result<Vec<Row>, Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string(root().join("docs/REQUIREMENTS.md"))?;
    let row = |line: &str| {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [id, _, place, held_by] = cells[..] else { return Err(format!("not four cells: {line}").into()) };
        Ok(Row { id: id.to_owned(), place: place.to_owned(), held_by: held_by.to_owned() })
    };
    let named = |line: &&str| DOCUMENTS.iter().any(|document| line.starts_with(&format!("| {document}-")));
    text.lines().filter(named).map(row).collect()
}

/// What is in backticks.
fn quoted(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

/// The ids that a text cites, such as REP-12.
fn cited(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for document in DOCUMENTS {
        for (at, _) in text.match_indices(&format!("{document}-")) {
            let number: String = text[at..].chars().skip(document.len() + 1).take_while(char::is_ascii_digit).collect();
            if !number.is_empty() && !text[..at].ends_with(|before: char| before.is_ascii_alphanumeric()) {
                found.insert(format!("{document}-{number}"));
            }
        }
    }
    found
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.is_dir() && !name.starts_with('.') && !["target", "node_modules", "data"].contains(&name.as_str()) {
            sources(&path, found)?;
        } else if ["rs", "ts", "md"].iter().any(|ending| path.extension().is_some_and(|own| own == *ending)) {
            found.push(path);
        }
    }
    Ok(())
}

#[test]
fn ids_follow_each_other() -> Tested {
    let mut last: BTreeMap<String, u32> = BTreeMap::new();
    for Row { id, .. } in rows()? {
        let (document, number) = id.split_once('-').ok_or("no id")?;
        let before = last.insert(document.to_owned(), number.parse()?).unwrap_or(0);
        assert_eq!(number.parse::<u32>()?, before + 1, "{id}");
    }
    assert_eq!(last.len(), DOCUMENTS.len());
    Ok(())
}

#[test]
fn what_is_built_is_there_and_has_a_test() -> Tested {
    for Row { id, place, held_by } in rows()? {
        if ["not built (", "not planned: "].iter().any(|status| place.starts_with(status)) {
            assert_eq!(held_by, "-", "{id}");
            continue;
        }
        assert!(quoted(&place).count() > 0 && quoted(&held_by).count() > 0, "{id}: no file, or no test");
        for path in quoted(&place) {
            assert!(root().join(path).exists(), "{id}: {path} is not there");
        }
        for test in quoted(&held_by) {
            let (path, name) = test.split_once("::").ok_or_else(|| format!("{id}: {test}"))?;
            let text = std::fs::read_to_string(root().join(path)).map_err(|_| format!("{id}: {path} is not there"))?;
            // As declared in Rust, and in a browser spec.
            let declared = [format!("fn {name}("), format!("(\"{name}\"")];
            assert!(declared.iter().any(|line| text.contains(line)), "{id}: {path} has no test {name}");
        }
    }
    Ok(())
}

#[test]
fn every_id_that_is_cited_is_there() -> Tested {
    let known: BTreeSet<String> = rows()?.into_iter().map(|row| row.id).collect();
    let mut files = Vec::new();
    sources(root(), &mut files)?;
    assert!(files.len() > 300, "only {} files", files.len());
    for path in files {
        // The ids in this file are examples.
        if path.ends_with("tests/requirements.rs") {
            continue;
        }
        for id in cited(&std::fs::read_to_string(&path)?) {
            assert!(known.contains(&id), "{}: there is no {id}", path.display());
        }
    }
    Ok(())
}

#[test]
fn citations_are_found() {
    let found = cited("(REP-12, ANON-3 to ANON-5); not XREP-1, not REP-x");
    assert_eq!(found, ["ANON-3", "ANON-5", "REP-12"].map(str::to_owned).into());
}
