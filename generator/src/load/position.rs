//! Positions in a text.

use std::path::Path;

use saphyr_parser::Marker;

use crate::diagnostic::Location;

/// A line and a column, which start at 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    /// The line.
    pub(super) line: usize,
    /// The column.
    pub(super) column: usize,
}

impl Position {
    /// Returns the position of the byte at `offset` in `text`; a byte within a character has the position of the
    /// character.
    pub(super) fn of_byte(text: &[u8], offset: usize) -> Self {
        let before = String::from_utf8_lossy(text.get(..offset).unwrap_or(text));
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Self {
            line: before.matches('\n').count() + 1,
            column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
        }
    }

    /// Returns the position as a location in the file `path`.
    pub(super) fn in_file(self, path: &Path) -> Location {
        Location { file: path.to_owned(), line: self.line, column: self.column }
    }
}

impl From<Marker> for Position {
    fn from(marker: Marker) -> Self {
        Self { line: marker.line(), column: marker.col() + 1 }
    }
}
