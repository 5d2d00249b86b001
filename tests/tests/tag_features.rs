//! Features by tag: each alone compiles, with the operations and types of its tag only.

use std::path::Path;

use clientwright_tests::crates;
use clientwright_tests::documents::generated;

/// Asserts that the crate compiles without a warning, with some features only.
#[track_caller]
fn assert_compiles(features: &str) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("tags");
    let messages = crates::messages_with_features(&folder, "tags", features);
    assert!(messages.is_empty(), "{features}: {messages:#?}");
}

/// One after another: they share a folder.
#[test]
fn each_feature_alone_compiles() {
    for features in ["", "pets", "pet-owners", "testing_operations", "pets,pet-owners", "all-operations"] {
        assert_compiles(features);
        assert_compiles(format!("{features},testing,blocking").trim_start_matches(','));
    }
}

#[test]
fn what_several_tags_or_none_need_is_there_without_them() {
    let (generated, _) = generated("tags");
    let types =
        |file: &str| generated.files.get(&format!("src/types/{file}.rs")).map(String::as_str).unwrap_or_default();
    for (file, expected) in [
        // `Mood` is the type of a header, and `Address` of a schema that no operation uses.
        ("shared", &["Address", "Mood", "Problem", "Status", "Unused"][..]),
        ("pets", &["Conflict", "Forbidden", "Kind", "Pet", "PetOwner"]),
        ("pet_owners", &["Owner"]),
        ("testing", &["ListMocksResponse"]),
    ] {
        let mut declared: Vec<&str> = types(file)
            .lines()
            .filter_map(|line| line.strip_prefix("pub struct ").or_else(|| line.strip_prefix("pub enum ")))
            .filter_map(|rest| rest.split([' ', '(']).next())
            .collect();
        declared.sort_unstable();
        assert_eq!(declared, expected, "{file}");
    }
}
