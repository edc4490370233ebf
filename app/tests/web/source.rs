//! What must not be in the source of the pages.

use std::path::Path;

fn each_file(folder: &Path, look: &mut impl FnMut(&Path, &str)) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            each_file(&path, look);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            look(&path, &std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn one_primitive_draws_text_areas() {
    // Leptos does not escape the children of a <textarea> on the server; `ui::TextArea` does.
    let mut found = Vec::new();
    each_file(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut |path, text| {
        if text.lines().any(|line| line.trim_start().starts_with("<textarea")) {
            found.push(path.file_name().unwrap().to_owned());
        }
    });
    assert_eq!(found, ["forms.rs"]);
}

#[test]
fn pages_set_html_only_from_the_cleaner() {
    let allowed = ["corrections_page.rs", "forms.rs", "item.rs", "review_page.rs"];
    each_file(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut |path, text| {
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(!text.contains("inner_html") || allowed.contains(&name), "{}", path.display());
    });
}
