//! The positions and texts of a loaded document.

use std::path::Path;

use clientwright::diagnostic::Diagnostics;
use clientwright::load::{self, Source};
use serde_json::json;

fn loaded(name: &str, text: &str) -> Source {
    let mut diagnostics = Diagnostics::default();
    let source = load::parse(Path::new(name), text.as_bytes().to_vec(), &mut diagnostics);
    assert_eq!(diagnostics, Diagnostics::default());
    source.expect("a document without problems")
}

fn place(source: &Source, pointer: &str) -> (usize, usize) {
    source.location_of(pointer).map_or((0, 0), |location| (location.line, location.column))
}

fn value_place(source: &Source, pointer: &str) -> (usize, usize) {
    source.value_location_of(pointer).map_or((0, 0), |location| (location.line, location.column))
}

#[test]
fn a_file_is_read_from_disk() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("api.yaml");
    std::fs::write(&path, "a: 1\n").expect("a file");

    let source = load::load(&path, &mut Diagnostics::default()).expect("a document");

    assert_eq!(source.tree, json!({ "a": 1 }));
    assert_eq!(source.location_of("/a").map(|location| location.file), Some(path));
}

#[test]
fn members_keep_their_order() {
    let source = loaded("a.yaml", "z: 1\na: 2\nm: 3\n");

    let keys: Vec<_> = source.tree.as_object().expect("an object").keys().collect();
    assert_eq!(keys, ["z", "a", "m"]);
}

#[test]
fn numeric_keys_keep_their_text() {
    let source = loaded("a.yaml", "200: a\n1.10: b\ntrue: c\n");

    assert_eq!(source.tree, json!({ "200": "a", "1.10": "b", "true": "c" }));
}

#[test]
fn merge_keys_are_applied_and_their_members_found() {
    let source = loaded("a.yaml", "base: &base\n  x: 1\nother:\n  <<: *base\n  y: 2\n");

    assert_eq!(source.tree, json!({ "base": { "x": 1 }, "other": { "y": 2, "x": 1 } }));
    assert_eq!(place(&source, "/other/x"), (2, 3));
}

#[test]
fn aliases_are_expanded_and_followed() {
    let source = loaded("a.yaml", "a: &a\n  x: 1.10\nb: *a\n");

    assert_eq!(source.tree, json!({ "a": { "x": 1.1 }, "b": { "x": 1.1 } }));
    assert_eq!(source.literal("/b/x"), Some("1.10"));
    assert_eq!(place(&source, "/b"), (3, 1));
}

#[test]
fn a_member_has_the_position_of_its_key_and_an_element_of_its_value() {
    let source = loaded("a.yaml", "paths:\n  /a/{b}:\n    tags:\n    - ä\n    - c\n");

    assert_eq!(place(&source, "/paths/~1a~1{b}/tags"), (3, 5));
    assert_eq!(value_place(&source, "/paths/~1a~1{b}/tags/1"), (5, 7));
    assert_eq!(place(&source, "/paths/~1a~1{b}/tags/1"), (5, 7));
}

#[test]
fn columns_count_characters() {
    let source = loaded("a.json", "{\"ä\": 1, \"b\": 2}");

    assert_eq!(place(&source, "/b"), (1, 10));
    assert_eq!(value_place(&source, "/b"), (1, 15));
}

#[test]
fn a_dangling_pointer_has_the_position_of_its_last_node() {
    let source = loaded("a.yaml", "a:\n  b: 1\n");

    assert_eq!(place(&source, "/a/x/y"), (1, 1));
    assert_eq!(source.literal("/a/x"), None);
}

#[test]
fn the_document_itself_has_the_position_of_its_start() {
    assert_eq!(place(&loaded("a.yaml", "a: 1\n"), ""), (1, 1));
}

#[test]
fn a_number_keeps_its_source_text() {
    let source = loaded("a.json", "{\"a\": 9223372036854775808000, \"b\": 1.50, \"c\": \"\\ud83d\\ude00\", \"d\": 2}");

    assert_eq!(source.literal("/a"), Some("9223372036854775808000"));
    assert_eq!(source.literal("/b"), Some("1.50"));
    assert_eq!(source.literal("/d"), Some("2"));
}

#[test]
fn a_json_document_may_be_indented_with_tabs() {
    let source = loaded("a.json", "{\n\t\"a\": {\n\t\t\"b\": [1,\n\t\t\t2]\n\t}\n}");

    assert_eq!(place(&source, "/a/b"), (3, 3));
    assert_eq!(place(&source, "/a/b/1"), (4, 4));
}

#[test]
fn a_byte_order_mark_is_not_part_of_the_text() {
    let source = loaded("a.yaml", "\u{feff}a: 1\n");

    assert_eq!(source.tree, json!({ "a": 1 }));
    assert_eq!(place(&source, "/a"), (1, 1));
}

#[test]
fn carriage_returns_end_lines() {
    let source = loaded("a.yaml", "a:\r\n  b: 1\r\nc: |\r\n  text\r\n");

    assert_eq!(source.tree, json!({ "a": { "b": 1 }, "c": "text\n" }));
    assert_eq!(place(&source, "/a/b"), (2, 3));
    assert_eq!(source.line(2), Some("  b: 1"));
}

#[test]
fn lines_count_from_one() {
    let source = loaded("a.yaml", "a: 1\nb: 2\n");

    assert_eq!(source.line(0), None);
    assert_eq!(source.line(2), Some("b: 2"));
    assert_eq!(source.line(3), None);
}

#[test]
fn a_json_number_that_does_not_fit_into_a_float_is_a_string() {
    let source = loaded("a.json", r#"{"a": 1e400, "b": "1e400"}"#);

    assert_eq!(source.tree["a"], "1e400");
    assert_eq!((source.is_quoted("/a"), source.is_quoted("/b")), (false, true));
}

#[test]
fn a_quoted_merge_key_is_an_ordinary_key() {
    let source = loaded("a.yaml", "a: {'<<': {b: 1}}");

    assert_eq!(source.tree, json!({ "a": { "<<": { "b": 1 } } }));
}
