//! Short differences, for people.

use std::fmt::Write as _;
use std::time::Duration;

use similar::TextDiff;

/// The most lines that are shown of one file.
const LINES: usize = 20;

/// The most of a line that is shown, in characters.
const WIDTH: usize = 160;

/// How long the shortest difference is looked for; one that is found later is a longer one.
const PATIENCE: Duration = Duration::from_millis(200);

/// Returns a unified difference between what a file holds and what it should hold, cut short.
pub fn unified_diff(path: &str, old: &str, new: &str) -> String {
    let diff = TextDiff::configure().timeout(PATIENCE).diff_lines(old, new);
    let unified = diff.unified_diff().context_radius(1).header(path, "as generated").to_string();
    let mut lines = unified.lines();
    let mut text = String::new();
    for line in lines.by_ref().take(LINES) {
        // Writing to a `String` does not fail.
        let _ = writeln!(text, "{}", shown(line));
    }
    let rest = lines.count();
    if rest > 0 {
        let _ = writeln!(text, "… {rest} more lines");
    }
    text
}

/// A file that was tampered with may hold anything; a terminal would obey it.
fn shown(line: &str) -> String {
    let mut shown: String = line
        .chars()
        .take(WIDTH)
        .map(|sign| if sign.is_control() && sign != '\t' { '\u{fffd}' } else { sign })
        .collect();
    if line.chars().nth(WIDTH).is_some() {
        shown.push('…');
    }
    shown
}
