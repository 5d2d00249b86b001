//! Short differences, for people.

use similar::TextDiff;

/// The most lines that are shown of one file.
const LINES: usize = 20;

/// Returns a unified difference, cut short.
pub fn difference(path: &str, old: &str, new: &str) -> String {
    let diff = TextDiff::from_lines(old, new);
    let unified = diff.unified_diff().context_radius(1).header(path, "as generated").to_string();
    let mut lines = unified.lines();
    let mut shown: Vec<String> = lines.by_ref().take(LINES).map(shorten).collect();
    let rest = lines.count();
    if rest > 0 {
        shown.push(format!("… {rest} more lines"));
    }
    shown.join("\n")
}

fn shorten(line: &str) -> String {
    if line.chars().count() > 160 { line.chars().take(160).chain(['…']).collect() } else { line.to_owned() }
}
