use clientwright_runtime::validation::redact::scrub;
use clientwright_runtime::validation::violation::{Location, Violation, Violations};

use crate::REDACTED;

fn shown(text: &str) -> String {
    scrub(text.as_bytes(), 1024, REDACTED)
}

#[test]
fn what_controls_a_terminal_is_escaped() {
    assert_eq!(shown("a\nb\rc\td\u{1b}[31me\u{7f}f\u{9b}g\0"), r"a\nb\rc\td\u{1b}[31me\u{7f}f\u{9b}g\0");
}

#[test]
fn what_turns_text_around_is_escaped() {
    assert_eq!(shown("a\u{202e}b\u{2066}c\u{200f}d\u{61c}"), r"a\u{202e}b\u{2066}c\u{200f}d\u{61c}");
}

#[test]
fn what_is_not_seen_is_escaped() {
    assert_eq!(shown("a\u{200b}b\u{feff}c\u{ad}d\u{2060}e\u{e0041}"), r"a\u{200b}b\u{feff}c\u{ad}d\u{2060}e\u{e0041}");
}

#[test]
fn what_ends_a_line_is_escaped() {
    assert_eq!(shown("a\u{2028}b\u{2029}c\u{85}d\u{b}e\u{c}"), r"a\u{2028}b\u{2029}c\u{85}d\u{b}e\u{c}");
}

#[test]
fn private_characters_and_odd_spaces_are_escaped() {
    assert_eq!(shown("a\u{e000}b\u{a0}c\u{3000}"), r"a\u{e000}b\u{a0}c\u{3000}");
}

#[test]
fn languages_are_shown() {
    let text = "Zugriff verweigert: größer, e\u{301}, नमस्ते, 日本語, שלום, 👍🏽";
    assert_eq!(shown(text), text);
}

#[test]
fn a_long_text_is_cut() {
    let shown = shown(&"ä".repeat(2_000));
    assert!(shown.len() < 1_060 && shown.ends_with("ä… (4000 bytes)"), "{shown}");
}

#[test]
fn a_long_text_of_escapes_is_cut() {
    assert!(shown(&"\u{202e}".repeat(2_000)).len() < 1_060);
}

fn violation(pointer: &str, sentence: &str) -> Violation {
    Violation::new(Location::Body, pointer.to_owned(), "type", sentence.to_owned())
}

#[test]
fn a_violation_is_one_line() {
    let violation = violation("/a\u{202e}\n\u{1b}", "is\u{2028} no\n string");
    assert_eq!(violation.to_string(), r"/a\u{202e}\n\u{1b}: is\u{2028} no\n string");
    let shown = format!("{violation:?}");
    assert!(shown.contains(r#"pointer: "/a\u{202e}\n\u{1b}""#) && !shown.contains('\u{2028}'), "{shown}");
}

#[test]
fn a_long_violation_is_cut() {
    let violation = violation(&"/abc".repeat(1_000), &"long ".repeat(1_000));
    for shown in [violation.to_string(), format!("{violation:?}")] {
        assert!(shown.len() < 1_000 && shown.contains("/abc…/abc"), "{shown}");
    }
}

#[test]
fn twenty_violations_are_shown_and_the_others_counted() {
    let all: Violations = (0..25).map(|index| violation(&format!("/{index}"), "is wrong")).collect();
    let shown = all.to_string();
    assert!(shown.contains("/19: is wrong; and 5 more") && !shown.contains("/20"), "{shown}");
    let shown = format!("{all:?}");
    assert!(shown.contains("\"/19\"") && !shown.contains("/20") && shown.ends_with("..]"), "{shown}");
}

#[test]
fn many_long_violations_are_a_short_line() {
    let all: Violations = (0..1_500).map(|_| violation(&"/abc".repeat(1_000), &"long ".repeat(1_000))).collect();
    let shown = all.to_string();
    assert!(shown.len() < 4 * 1024 && shown.ends_with("; and 1498 more"), "{}: {shown}", shown.len());
}

#[test]
fn a_violation_of_escapes_is_cut() {
    let violation = violation(&"\u{1b}".repeat(1_000), &"\u{202e}".repeat(1_000));
    for shown in [violation.to_string(), format!("{violation:?}")] {
        assert!(shown.len() < 1_000 && shown.contains("\\u{1b}…"), "{shown}");
    }
}
