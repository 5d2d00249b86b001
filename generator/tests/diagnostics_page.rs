//! `docs/diagnostics.md` lists exactly the codes that diagnostics may have.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use clientwright::diagnostic::Category;
use regex::Regex;

/// Strings that are spelt like codes, but are not.
const NO_CODES: &[&str] = &["a-z", "content-type", "date-time", "has-next-page"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn headings() -> Vec<String> {
    let page = fs::read_to_string(root().join("docs/diagnostics.md")).expect("the page");
    page.lines().filter_map(|line| line.strip_prefix("## ")).map(str::to_owned).collect()
}

/// Collects the hyphenated lower-case strings in the sources of a folder, which are codes, with few exceptions.
fn collect(folder: &Path, found: &mut BTreeSet<String>) {
    let hyphenated = Regex::new(r#""([a-z][a-z0-9]*(?:-[a-z0-9]+)+)""#).expect("an expression");
    for path in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        // `emit` reports no diagnostics (see `architecture.rs`), and `category.rs` only lists their codes.
        let is_skipped = path.ends_with("src/emit") || path.ends_with("diagnostic/category.rs");
        if path.is_dir() && !is_skipped {
            collect(&path, found);
        } else if path.is_file() && !is_skipped {
            let text = fs::read_to_string(&path).expect("a text");
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            let strings = lines.flat_map(|line| hyphenated.captures_iter(line)).map(|string| string[1].to_owned());
            found.extend(strings.filter(|string| !string.starts_with("x-")));
        }
    }
}

fn codes() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    collect(&root().join("generator/src"), &mut found);
    for other in NO_CODES {
        assert!(found.remove(*other), "{other} does not occur any more");
    }
    found
}

#[test]
fn every_code_has_an_entry() {
    let headings: BTreeSet<String> = headings().into_iter().collect();

    assert_eq!(codes().difference(&headings).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn every_entry_is_of_a_code() {
    let codes = codes();

    assert_eq!(headings().into_iter().filter(|heading| !codes.contains(heading)).collect::<Vec<_>>(), [""; 0]);
}

#[test]
fn entries_are_sorted() {
    let headings = headings();

    assert!(headings.is_sorted(), "{headings:?}");
}

/// Returns the category of each code, which the page gives after the severity.
fn categories() -> BTreeMap<String, Category> {
    let page = fs::read_to_string(root().join("docs/diagnostics.md")).expect("the page");
    let entries = page.split("\n## ").skip(1).filter_map(|entry| entry.split_once("\n\n"));
    let category = |body: &str| {
        let head = body.split(".*").next().unwrap_or_default();
        match head.split_once('(').map(|(_, category)| category.trim_end_matches(')')) {
            Some("repaired") => Category::Repaired,
            Some("ignored") => Category::Ignored,
            Some(other) => panic!("{other} is not a category"),
            None => Category::Notice,
        }
    };
    entries.map(|(name, body)| (name.to_owned(), category(body))).collect()
}

#[test]
fn entries_have_the_category_of_their_warnings() {
    for (code, category) in categories() {
        assert_eq!(Category::of(&code), category, "{code}");
    }
}

#[test]
fn every_code_with_a_category_has_an_entry() {
    let text = fs::read_to_string(root().join("generator/src/diagnostic/category.rs")).expect("the categories");
    let code = Regex::new(r#"^    "([a-z-]+)",$"#).expect("an expression");
    let listed: Vec<&str> = text.lines().filter_map(|line| Some(code.captures(line)?.get(1)?.as_str())).collect();
    let headings = headings();

    assert!(!listed.is_empty());
    assert_eq!(listed.into_iter().filter(|code| !headings.iter().any(|one| one == code)).collect::<Vec<_>>(), [""; 0]);
}
