//! What a crate copies.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use clientwright_runtime::sources::SOURCES;

/// The files that only the package needs.
const OF_PACKAGE: [&str; 2] = ["lib.rs", "sources.rs"];

fn collect(folder: &Path, root: &Path, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            collect(&entry, root, found);
        } else {
            found.insert(entry.strip_prefix(root).expect("a path inside").to_string_lossy().replace('\\', "/"));
        }
    }
}

#[test]
fn every_file_is_listed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = BTreeSet::new();
    collect(&root, &root, &mut found);
    found.retain(|path| !OF_PACKAGE.contains(&path.as_str()));

    assert!(SOURCES.iter().map(|(path, _)| *path).eq(found.iter().map(String::as_str)), "{found:?}");
}

#[test]
fn a_feature_covers_an_item_of_one_line() {
    for (path, text) in SOURCES {
        let lines: Vec<&str> = text.lines().collect();
        for pair in lines.windows(2).filter(|pair| pair[0].contains("cfg(feature")) {
            let is_item =
                ["mod ", "pub mod ", "pub use ", "pub(super) use "].iter().any(|start| pair[1].starts_with(start));
            assert!(pair[0].starts_with("#[cfg(feature = \"") && is_item && pair[1].ends_with(';'), "{path}: {pair:?}");
        }
    }
}
