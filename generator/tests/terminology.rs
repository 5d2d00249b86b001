//! Words that this project does not use any more: a standard term took the place of each.
//!
//! Only names that are wrong wherever they occur are listed. Names that are right in one meaning and wrong in another are left to review.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use syn::{ImplItem, Item, TraitItem};

/// Names of items, one per line, with what they are: a file, a type, a function or a text.
const RETIRED: &str = include_str!("retired_words.txt");

/// Returns the Rust files of the workspace that are written by hand.
fn sources() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut found = Vec::new();
    for folder in ["generator", "runtime", "tests", "xtask", "fuzz"] {
        collect(&root.join(folder), &mut found);
    }
    assert!(found.len() > 300, "only {} files were found", found.len());
    found
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.expect("an entry").path()) {
        if path.is_dir() && !path.ends_with("target") {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Adds the names of items: types as `type`, functions as `fn`.
fn names(items: &[Item], found: &mut BTreeSet<String>) {
    for item in items {
        let (kind, name) = match item {
            Item::Struct(item) => ("type", &item.ident),
            Item::Enum(item) => ("type", &item.ident),
            Item::Trait(item) => {
                let methods = item.items.iter().filter_map(|item| match item {
                    TraitItem::Fn(method) => Some(&method.sig.ident),
                    _ => None,
                });
                found.extend(methods.map(|name| format!("fn {name}")));
                ("type", &item.ident)
            }
            Item::Type(item) => ("type", &item.ident),
            Item::Fn(item) => ("fn", &item.sig.ident),
            Item::Impl(item) => {
                let methods = item.items.iter().filter_map(|item| match item {
                    ImplItem::Fn(method) => Some(&method.sig.ident),
                    _ => None,
                });
                found.extend(methods.map(|name| format!("fn {name}")));
                continue;
            }
            Item::Mod(item) => {
                if let Some((_, items)) = &item.content {
                    names(items, found);
                }
                continue;
            }
            _ => continue,
        };
        found.insert(format!("{kind} {name}"));
    }
}

fn retired(kind: &str) -> impl Iterator<Item = &'static str> {
    let lines = RETIRED.lines().filter(|line| !line.starts_with('#'));
    lines.filter(move |line| line.split_once(' ').is_some_and(|(found, _)| found == kind))
}

#[test]
fn no_item_has_a_retired_name() {
    let mut wrong = Vec::new();
    for path in sources() {
        let text = fs::read_to_string(&path).expect("a text");
        let mut found = BTreeSet::new();
        names(&syn::parse_file(&text).expect("valid Rust").items, &mut found);
        let listed = retired("type").chain(retired("fn"));
        wrong.extend(listed.filter(|name| found.contains(*name)).map(|name| format!("{name} in {}", path.display())));
    }
    assert!(wrong.is_empty(), "use the terms of the field instead:\n{}", wrong.join("\n"));
}

#[test]
fn no_file_has_a_retired_name() {
    let sources = sources();
    let names = sources.iter().filter_map(|path| path.file_name()?.to_str());
    let wrong: Vec<&str> = names.filter(|name| retired("file").any(|line| line["file ".len()..] == **name)).collect();
    assert!(wrong.is_empty(), "rename these files: {wrong:?}");
}

#[test]
fn no_text_is_phrased_in_retired_words() {
    let mut wrong = Vec::new();
    for path in sources().into_iter().filter(|path| !path.ends_with("terminology.rs")) {
        let text = fs::read_to_string(&path).expect("a text");
        let listed = retired("text").map(|line| &line["text ".len()..]);
        wrong.extend(
            listed.filter(|phrase| text.contains(*phrase)).map(|phrase| format!("{phrase:?} in {}", path.display())),
        );
    }
    assert!(wrong.is_empty(), "say it in plain words:\n{}", wrong.join("\n"));
}
