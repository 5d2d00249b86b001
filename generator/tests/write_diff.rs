//! Diffs of stale files.

use clientwright::write::unified_diff;

#[test]
fn a_changed_line_has_one_line_of_context() {
    let shown = unified_diff("src/lib.rs", "a\nb\nc\nd\n", "a\nb\nC\nd\n");

    assert_eq!(shown, "--- src/lib.rs\n+++ as generated\n@@ -2,3 +2,3 @@\n b\n-c\n+C\n d\n");
}

#[test]
fn a_long_diff_is_truncated_and_the_rest_is_counted() {
    let shown = unified_diff("x", &"old\n".repeat(500), &"new\n".repeat(500));

    let lines: Vec<&str> = shown.lines().collect();
    assert_eq!(lines.len(), 21);
    assert_eq!(lines[20], "… 983 more lines");
}

#[test]
fn a_long_line_is_truncated() {
    let shown = unified_diff("x", "", &"a".repeat(10_000));

    assert!(shown.contains(&format!("+{}…\n", "a".repeat(159))), "{shown}");
}

#[test]
fn control_characters_are_replaced() {
    let shown = unified_diff("x", "\u{1b}[2J\n", "\n");

    assert!(shown.contains("-\u{fffd}[2J\n"), "{shown}");
}
