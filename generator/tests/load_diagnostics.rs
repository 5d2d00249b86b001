//! Documents that can't be loaded: each is rejected with its position, and none panics.

use std::path::Path;

use clientwright::diagnostic::{Diagnostic, Diagnostics};
use clientwright::load;

/// Loads a text that must be rejected, as the file `name`, and returns its diagnostics.
fn rejected(name: &str, text: impl Into<Vec<u8>>) -> Vec<Diagnostic> {
    let mut diagnostics = Diagnostics::default();
    let source = load::parse(Path::new(name), text.into(), &mut diagnostics);
    assert!(source.is_none(), "the document is accepted");
    diagnostics.iter().cloned().collect()
}

/// Returns the code, pointer, line and column of each diagnostic.
fn places(diagnostics: &[Diagnostic]) -> Vec<(&str, &str, usize, usize)> {
    let place = |diagnostic: &Diagnostic| {
        diagnostic.location.as_ref().map_or((0, 0), |location| (location.line, location.column))
    };
    diagnostics
        .iter()
        .map(|diagnostic| (diagnostic.code, diagnostic.pointer.as_str(), place(diagnostic).0, place(diagnostic).1))
        .collect()
}

#[test]
fn a_missing_file_is_named() {
    let mut diagnostics = Diagnostics::default();

    assert!(load::load(Path::new("no/such/file.yaml"), &mut diagnostics).is_none());

    let found: Vec<_> = diagnostics.iter().collect();
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].code, "unreadable-file");
    assert!(found[0].message.contains("no/such/file.yaml"), "{}", found[0].message);
}

#[test]
fn bytes_that_are_not_utf8_have_positions() {
    let found = rejected("a.yaml", b"openapi: 3.0.3\ninfo: \xff\n".to_vec());

    assert_eq!(places(&found), [("not-utf8", "", 2, 7)]);
}

#[test]
fn a_syntax_error_in_yaml_has_a_position() {
    let found = rejected("a.yaml", "info:\n  title: [a\nother: b\n");

    assert_eq!(found.len(), 1);
    assert_eq!(found[0].code, "syntax-error");
    assert_eq!(found[0].location.as_ref().map(|location| location.line), Some(3));
}

#[test]
fn a_syntax_error_in_json_has_its_position_in_characters() {
    let found = rejected("a.json", "{\n  \"ä\": x\n}");

    assert_eq!(places(&found), [("syntax-error", "", 2, 8)]);
}

#[test]
fn text_after_a_json_document_is_an_error() {
    let found = rejected("a.json", "{} {}");

    assert_eq!(places(&found), [("syntax-error", "", 1, 4)]);
}

#[test]
fn all_duplicate_keys_of_a_yaml_document_are_reported() {
    let found = rejected("a.yaml", "info:\n  title: a\n  title: b\npaths: {}\nx: {y: 1, y: 2, y: 3}\n");

    let expected =
        [("duplicate-key", "/info/title", 3, 3), ("duplicate-key", "/x/y", 5, 11), ("duplicate-key", "/x/y", 5, 17)];
    assert_eq!(places(&found), expected);
}

#[test]
fn a_duplicate_key_of_a_json_document_is_reported() {
    let found = rejected("a.json", "{\"a/b\": {\"c\": 1,\n\t\"c\": 1}, \"d\": \"\\ud83d\\ude00\"}");

    assert_eq!(places(&found), [("duplicate-key", "/a~1b/c", 2, 2)]);
}

#[test]
fn keys_that_differ_as_numbers_and_strings_only_are_duplicates() {
    let found = rejected("a.yaml", "200: a\n'200': b\n");

    assert_eq!(places(&found), [("duplicate-key", "/200", 2, 1)]);
}

#[test]
fn a_null_key_is_an_error() {
    let found = rejected("a.yaml", "a:\n  null: 1\n  'null': 2\n");

    let codes: Vec<_> = found.iter().map(|diagnostic| diagnostic.code).collect();
    assert!(codes.contains(&"non-string-key"), "{codes:?}");
}

#[test]
fn a_quoted_null_is_a_valid_key() {
    let mut diagnostics = Diagnostics::default();

    assert!(load::parse(Path::new("a.yaml"), b"'null': 1\n'': 2\n".to_vec(), &mut diagnostics).is_some());
}

#[test]
fn a_key_that_is_an_array_is_an_error() {
    let found = rejected("a.yaml", "a:\n  [1, 2]: x\n");

    assert_eq!(places(&found), [("non-string-key", "/a", 2, 3)]);
}

#[test]
fn a_second_yaml_document_is_an_error() {
    let found = rejected("a.yaml", "---\na: 1\n---\nb: 2\n");

    assert_eq!(places(&found), [("several-documents", "", 3, 1)]);
}

#[test]
fn an_empty_file_is_an_error() {
    for text in ["", "\n\n", "# nothing\n---\n"] {
        assert_eq!(places(&rejected("a.yaml", text)), [("empty-document", "", 1, 1)], "{text:?}");
    }
}

#[test]
fn a_root_that_is_not_an_object_is_an_error() {
    assert_eq!(places(&rejected("a.yaml", "- a\n")), [("not-an-object", "", 1, 1)]);
    assert_eq!(places(&rejected("a.json", "7")), [("not-an-object", "", 1, 1)]);
    assert_eq!(places(&rejected("a.yaml", "null\n")), [("not-an-object", "", 1, 1)]);
}

#[test]
fn an_infinite_number_is_an_error() {
    let found = rejected("a.yaml", "a: .inf\nb: '.inf'\nc: [-.INF, .nan]\n");

    let expected =
        [("non-finite-number", "/a", 1, 4), ("non-finite-number", "/c/0", 3, 5), ("non-finite-number", "/c/1", 3, 12)];
    assert_eq!(places(&found), expected);
}

#[test]
fn a_custom_yaml_tag_is_an_error() {
    let found = rejected("a.yaml", "a: !secret x\nb: !!str 1\n");

    assert_eq!(found.len(), 1);
    assert_eq!((found[0].code, found[0].pointer.as_str()), ("unsupported-tag", "/a"));
}

#[test]
fn a_merge_key_needs_an_object() {
    let found = rejected("a.yaml", "a:\n  <<: 1\n");

    assert_eq!(places(&found), [("bad-merge-key", "/a/<<", 2, 3)]);
}
