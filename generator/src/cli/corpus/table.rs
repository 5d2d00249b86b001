//! The table that people see, a line a document.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::corpus::{Check, Reader, Row};

/// The columns behind the name, and how wide each is.
const COLUMNS: &[(&str, usize)] = &[
    ("version", 7),
    ("KB", 6),
    ("operations", 11),
    ("types", 6),
    ("lines", 7),
    ("runtime", 7),
    ("errors", 6),
    ("warnings", 8),
    ("repairs", 7),
    ("left out", 8),
    ("ms", 8),
    ("× reading", 9),
];

/// The columns that a check adds.
const CHECK_COLUMNS: &[(&str, usize)] = &[("compiles", 8), ("s", 6), ("docs s", 6)];

/// What stands where there is no figure.
const NONE: &str = "–";

/// How the lines are laid out; it is known before the first is shown.
pub(super) struct Table {
    /// How wide the column of names is.
    name: usize,
    has_check: bool,
}

impl Table {
    /// Makes room for the names of documents.
    pub(super) fn new(documents: &[PathBuf], has_check: bool) -> Self {
        let widths = documents.iter().map(|document| name(document).chars().count());
        Self { name: widths.max().unwrap_or_default().max("document".len()), has_check }
    }

    /// Writes the names of the columns.
    pub(super) fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        let titles = self.columns().map(|(title, _)| (*title).to_owned()).collect();
        self.line("document", titles, out)
    }

    /// Writes the figures of a document.
    pub(super) fn row(&self, row: &Row, out: &mut dyn Write) -> io::Result<()> {
        let mut cells = figures(row);
        if self.has_check {
            cells.extend(check(row.check.as_ref()));
        }
        self.line(&name(&row.document), cells, out)
    }

    fn columns(&self) -> impl Iterator<Item = &(&'static str, usize)> {
        COLUMNS.iter().chain(CHECK_COLUMNS.iter().filter(|_| self.has_check))
    }

    fn line(&self, name: &str, cells: Vec<String>, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "{name:<width$}", width = self.name)?;
        for (cell, (_, width)) in cells.iter().zip(self.columns()) {
            write!(out, "  {cell:>width$}")?;
        }
        writeln!(out)
    }
}

/// Returns how a document is called in the table.
pub(super) fn name(document: &Path) -> String {
    document.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn figures(row: &Row) -> Vec<String> {
    let made = row.generated.as_ref();
    let operations = format!("{} → {}", or_none(row.operations), or_none(made.map(|made| made.operations)));
    vec![
        row.version.clone().unwrap_or_else(|| NONE.to_owned()),
        row.bytes.div_ceil(1_000).to_string(),
        operations,
        or_none(made.map(|made| made.types)),
        or_none(made.map(|made| made.lines)),
        or_none(made.map(|made| made.runtime_lines)),
        row.errors.to_string(),
        row.warnings.to_string(),
        row.repairs.to_string(),
        row.left_out.to_string(),
        format!("{:.1}", row.milliseconds),
        ratio(row),
    ]
}

fn ratio(row: &Row) -> String {
    let Some(reading) = row.reading else { return NONE.to_owned() };
    let mark = if reading.by == Reader::Load { "~" } else { "" };
    format!("{mark}{:.1}", reading.times)
}

fn check(check: Option<&Check>) -> [String; 3] {
    let Some(check) = check else { return [NONE; 3].map(str::to_owned) };
    let verdict = match check {
        Check { compiles: true, .. } => "yes".to_owned(),
        // Cargo did not come as far as the compiler.
        Check { messages: 0, .. } => "no".to_owned(),
        Check { messages, .. } => messages.to_string(),
    };
    [verdict, format!("{:.1}", check.seconds), format!("{:.1}", check.docs_seconds)]
}

fn or_none(figure: Option<usize>) -> String {
    figure.map_or_else(|| NONE.to_owned(), |figure| figure.to_string())
}
