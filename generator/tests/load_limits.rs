//! Limits of depth, size and aliases.

use std::path::Path;

use clientwright::diagnostic::Diagnostics;
use clientwright::load;

fn code_of(name: &str, text: String) -> Option<&'static str> {
    let mut diagnostics = Diagnostics::default();
    let source = load::parse(Path::new(name), text.into_bytes(), &mut diagnostics);
    assert_eq!(source.is_none(), diagnostics.has_errors());
    diagnostics.iter().next().map(|diagnostic| diagnostic.code)
}

fn nested(open: &str, inner: &str, close: &str, depth: usize) -> String {
    format!("{}{inner}{}", open.repeat(depth), close.repeat(depth))
}

#[test]
fn a_depth_of_128_is_accepted() {
    assert_eq!(code_of("a.json", nested("{\"a\":", "1", "}", 128)), None);
    assert_eq!(code_of("a.yaml", nested("{a: ", "1", "}", 128)), None);
}

#[test]
fn a_depth_of_129_is_rejected() {
    assert_eq!(code_of("a.json", nested("{\"a\":", "1", "}", 129)), Some("too-deep"));
    assert_eq!(code_of("a.yaml", nested("{a: ", "1", "}", 129)), Some("too-deep"));
}

#[test]
fn ten_thousand_levels_are_rejected() {
    assert_eq!(code_of("a.json", nested("{\"a\":", "1", "}", 10_000)), Some("too-deep"));
    assert_eq!(code_of("a.yaml", nested("[", "", "]", 10_000)), Some("too-deep"));
    assert_eq!(code_of("a.yaml", format!("a:\n {}b", "- ".repeat(10_000))), Some("too-deep"));
}

#[test]
fn a_million_brackets_are_rejected_at_once() {
    assert_eq!(code_of("a.json", "[".repeat(1_000_000)), Some("too-deep"));
    assert_eq!(code_of("a.yaml", "[".repeat(1_000_000)), Some("too-deep"));
}

#[test]
fn aliases_that_multiply_are_rejected() {
    let level = |level: usize| format!("a{level}: &a{level} [{}]", vec![format!("*a{}", level - 1); 9].join(", "));
    let levels: Vec<_> = (1..20).map(level).collect();

    assert_eq!(code_of("a.yaml", format!("a0: &a0 [x]\n{}\n", levels.join("\n"))), Some("alias-bomb"));
}

#[test]
fn a_long_text_that_is_repeated_often_is_rejected() {
    let text = format!("a: &a {}\nb: [{}]\n", "x".repeat(1 << 20), vec!["*a"; 100_000].join(", "));

    assert_eq!(code_of("a.yaml", text), Some("alias-bomb"));
}

#[test]
fn a_recursive_alias_is_rejected() {
    assert_eq!(code_of("a.yaml", "a: &a [*a]\n".to_owned()), Some("too-deep"));
}

#[test]
fn a_file_of_200_megabytes_is_rejected_without_being_read() {
    let file = tempfile::Builder::new().suffix(".yaml").tempfile().expect("a file");
    file.as_file().set_len(200_000_000).expect("a large file");

    let mut diagnostics = Diagnostics::default();
    assert!(load::load(file.path(), &mut diagnostics).is_none());

    assert_eq!(diagnostics.iter().map(|one| one.code).collect::<Vec<_>>(), ["too-large"]);
}
