//! Short diffs in the unified format.

use std::fmt::Write as _;
use std::time::Duration;

use similar::TextDiff;

/// The maximum number of lines per file.
const MAX_LINES: usize = 20;

/// The maximum number of characters per line.
const MAX_WIDTH: usize = 160;

/// The maximum time to search for the shortest diff; after that, a longer one is used.
const TIMEOUT: Duration = Duration::from_millis(200);

/// Returns a unified diff between the current and the generated text of a file, truncated.
pub fn unified_diff(path: &str, old: &str, new: &str) -> String {
    let diff = TextDiff::configure().timeout(TIMEOUT).diff_lines(old, new);
    let unified = diff.unified_diff().context_radius(1).header(path, "as generated").to_string();
    let mut lines = unified.lines();
    let mut text = String::new();
    for line in lines.by_ref().take(MAX_LINES) {
        // Writing to a `String` does not fail.
        let _ = writeln!(text, "{}", sanitized(line));
    }
    let rest = lines.count();
    if rest > 0 {
        let _ = writeln!(text, "… {rest} more lines");
    }
    text
}

/// Replaces control characters, which a terminal would interpret.
fn sanitized(line: &str) -> String {
    let mut sanitized: String =
        line.chars().take(MAX_WIDTH).map(|c| if c.is_control() && c != '\t' { '\u{fffd}' } else { c }).collect();
    if line.chars().nth(MAX_WIDTH).is_some() {
        sanitized.push('…');
    }
    sanitized
}
