//! Dependencies between the stages that are not allowed.

use std::fs;
use std::path::{Path, PathBuf};

/// Returns the files of a stage, with their texts.
fn files(stage: &str) -> Vec<(PathBuf, String)> {
    fn collect(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
        for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
            if entry.is_dir() {
                collect(&entry, found);
            } else {
                let text = fs::read_to_string(&entry).expect("a text");
                found.push((entry, text));
            }
        }
    }
    let mut found = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(stage), &mut found);
    assert!(!found.is_empty(), "{stage} has no files");
    found
}

fn assert_not_used(stage: &str, of: &[&str]) {
    for (path, text) in files(stage) {
        for word in of {
            assert!(!text.contains(word), "{} mentions {word}", path.display());
        }
    }
}

#[test]
fn the_model_is_independent_of_rust() {
    assert_not_used("model", &["syn::", "quote!", "quote::", "proc_macro2", "use heck", "crate::names", "crate::emit"]);
}

#[test]
fn names_are_independent_of_the_document() {
    assert_not_used("names", &["openapiv3", "quote!", "crate::load", "crate::normalize"]);
}

#[test]
fn emit_adds_no_diagnostics() {
    assert_not_used("emit", &["Diagnostic", "crate::load", "openapiv3"]);
}

#[test]
fn load_and_normalize_do_not_use_later_stages() {
    assert_not_used("load", &["crate::model", "crate::names", "quote!"]);
    assert_not_used("normalize", &["crate::model", "crate::names", "quote!"]);
}
