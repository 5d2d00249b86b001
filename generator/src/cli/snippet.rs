//! Source snippets: a line with a caret below a column.

use std::fs;
use std::io::{self, Write};

use anstyle::Style;

use crate::diagnostic::Location;

/// The maximum number of characters of a line to print.
const WIDTH: usize = 100;

/// The distance of the marks in characters.
const STRIDE: usize = 1_000;

/// The text of a file, by lines.
pub(super) struct Lines {
    text: String,
    /// The byte offset of each line.
    starts: Vec<usize>,
    /// The byte offset of every [`STRIDE`]th character, since counting is slow in documents that are one line of
    /// megabytes.
    marks: Vec<usize>,
}

/// The printed part of a line.
#[derive(Debug, PartialEq, Eq)]
struct Snippet {
    text: String,
    /// The number of characters before the caret.
    caret: usize,
}

impl Lines {
    /// Reads a file; an unreadable one has no lines, which another diagnostic reports.
    pub(super) fn read(path: &std::path::Path) -> Self {
        let bytes = fs::read(path).unwrap_or_default();
        Self::of(String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}').to_owned())
    }

    fn of(text: String) -> Self {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(end, _)| end + 1)).collect();
        let marks = text.char_indices().step_by(STRIDE).map(|(start, _)| start).collect();
        Self { text, starts, marks }
    }

    /// Prints the line of a location; a long one is truncated around the column.
    pub(super) fn draw(&self, location: &Location, style: Style, out: &mut dyn Write) -> io::Result<()> {
        let Some(Snippet { text, caret }) = self.snippet(location.line, location.column) else { return Ok(()) };
        let gutter = " ".repeat(location.line.to_string().len());
        writeln!(out, "{gutter} |\n{} | {text}", location.line)?;
        writeln!(out, "{gutter} | {}{style}^{style:#}", " ".repeat(caret))
    }

    fn snippet(&self, line: usize, column: usize) -> Option<Snippet> {
        let start = *self.starts.get(line.checked_sub(1)?)?;
        let end = self.starts.get(line).copied().unwrap_or(self.text.len());
        let line = self.text.get(start..end)?.trim_end_matches(['\r', '\n']);
        let before = column.saturating_sub(1);
        let skipped = if line.chars().nth(WIDTH).is_some() { before.saturating_sub(WIDTH / 2) } else { 0 };
        let visible =
            self.offset_of_nth_char(start, skipped).and_then(|first| line.get(first - start..)).unwrap_or_default();
        let mut chars = visible.chars();
        let mut text = if skipped > 0 { String::from('…') } else { String::new() };
        // A control character would displace the caret, or be interpreted by a terminal.
        text.extend(chars.by_ref().take(WIDTH).map(|c| if c.is_control() { ' ' } else { c }));
        let caret = (before - skipped + usize::from(skipped > 0)).min(text.chars().count());
        if chars.next().is_some() {
            text.push('…');
        }
        Some(Snippet { text: text.trim_end().to_owned(), caret })
    }

    /// Returns the byte offset of the character `count` characters after the one at byte `start`.
    fn offset_of_nth_char(&self, start: usize, count: usize) -> Option<usize> {
        let mark = self.marks.partition_point(|mark| *mark <= start).checked_sub(1)?;
        let count = self.text.get(*self.marks.get(mark)?..start)?.chars().count() + count;
        let marked = *self.marks.get(mark + count / STRIDE)?;
        let (offset, _) = self.text.get(marked..)?.char_indices().nth(count % STRIDE)?;
        Some(marked + offset)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snippet(line: &str, column: usize) -> Option<Snippet> {
        Lines::of(line.to_owned()).snippet(1, column)
    }

    #[test]
    fn a_short_line_is_not_truncated() {
        assert_eq!(snippet("  foo: 1", 3), Some(Snippet { text: "  foo: 1".to_owned(), caret: 2 }));
    }

    #[test]
    fn a_long_line_is_truncated_around_the_column() {
        let line = format!("{}x{}", "a".repeat(5_000), "b".repeat(5_000));

        let Snippet { text, caret } = snippet(&line, 5_001).unwrap();

        assert_eq!(text, format!("…{}x{}…", "a".repeat(50), "b".repeat(49)));
        assert_eq!(text.chars().nth(caret), Some('x'));
    }

    #[test]
    fn the_start_of_a_long_line_is_kept() {
        let Snippet { text, caret } = snippet(&"a".repeat(5_000), 3).unwrap();

        assert_eq!(text, format!("{}…", "a".repeat(100)));
        assert_eq!(caret, 2);
    }

    #[test]
    fn the_end_of_a_long_line_is_kept() {
        let Snippet { text, caret } = snippet(&"a".repeat(5_000), 5_000).unwrap();

        assert_eq!(text, format!("…{}", "a".repeat(51)));
        assert_eq!(caret, 51);
    }

    #[test]
    fn columns_count_characters() {
        let line = format!("{}x{}", "ä".repeat(500), "b".repeat(500));

        let Snippet { text, caret } = snippet(&line, 501).unwrap();

        assert_eq!(text.chars().nth(caret), Some('x'));
    }

    #[test]
    fn columns_count_from_the_start_of_their_line() {
        let lines = Lines::of(format!("{}\n{}x{}", "ö".repeat(2_500), "ä".repeat(7_000), "b".repeat(500)));

        let Snippet { text, caret } = lines.snippet(2, 7_001).unwrap();

        assert_eq!(text, format!("…{}x{}…", "ä".repeat(50), "b".repeat(49)));
        assert_eq!(text.chars().nth(caret), Some('x'));
    }

    #[test]
    fn a_column_after_the_line_has_its_caret_at_the_end() {
        assert_eq!(snippet("ab", 1_000_000).unwrap().caret, 2);
    }

    #[test]
    fn control_characters_become_spaces() {
        assert_eq!(snippet("\ta\u{1b}[31m", 2), Some(Snippet { text: " a [31m".to_owned(), caret: 1 }));
    }
}
