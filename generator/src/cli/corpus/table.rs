//! The human-readable table, with a row for each document.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::corpus::{CompileResult, DocumentStats, Parser};

/// The titles and widths of the columns after the name.
const COLUMNS: &[(&str, usize)] = &[
    ("version", 7),
    ("KB", 6),
    ("operations", 11),
    ("types", 6),
    ("lines", 7),
    ("runtime", 7),
    ("errors", 6),
    ("warnings", 8),
    ("repaired", 8),
    ("ignored", 7),
    ("ms", 8),
    ("× reading", 9),
];

/// The columns that `--check` adds.
const CHECK_COLUMNS: &[(&str, usize)] = &[("compiles", 8), ("s", 6), ("docs s", 6)];

/// The placeholder for missing values.
const NONE: &str = "–";

/// The layout of the table.
pub(super) struct Table {
    /// The width of the name column.
    name_width: usize,
    has_check: bool,
}

impl Table {
    /// Creates a table that fits the names of the documents.
    pub(super) fn new(documents: &[PathBuf], has_check: bool) -> Self {
        let widths = documents.iter().map(|document| name(document).chars().count());
        Self { name_width: widths.max().unwrap_or_default().max("document".len()), has_check }
    }

    /// Writes the header.
    pub(super) fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        let titles = self.columns().map(|(title, _)| (*title).to_owned()).collect();
        self.line("document", titles, out)
    }

    /// Writes the row of a document.
    pub(super) fn row(&self, record: &DocumentStats, out: &mut dyn Write) -> io::Result<()> {
        let mut cells = cells(record);
        if self.has_check {
            cells.extend(check(record.check.as_ref()));
        }
        self.line(&name(&record.document), cells, out)
    }

    fn columns(&self) -> impl Iterator<Item = &(&'static str, usize)> {
        COLUMNS.iter().chain(CHECK_COLUMNS.iter().filter(|_| self.has_check))
    }

    fn line(&self, name: &str, cells: Vec<String>, out: &mut dyn Write) -> io::Result<()> {
        write!(out, "{name:<width$}", width = self.name_width)?;
        for (cell, (_, width)) in cells.iter().zip(self.columns()) {
            write!(out, "  {cell:>width$}")?;
        }
        writeln!(out)
    }
}

/// Returns the name of a document in the table.
pub(super) fn name(document: &Path) -> String {
    document.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn cells(record: &DocumentStats) -> Vec<String> {
    let generated = record.generated.as_ref();
    let operations =
        format!("{} → {}", or_none(record.operations), or_none(generated.map(|generated| generated.operations)));
    vec![
        record.version.clone().unwrap_or_else(|| NONE.to_owned()),
        record.bytes.div_ceil(1_000).to_string(),
        operations,
        or_none(generated.map(|generated| generated.types)),
        or_none(generated.map(|generated| generated.lines)),
        or_none(generated.map(|generated| generated.runtime_lines)),
        record.errors.to_string(),
        record.warnings.to_string(),
        record.repaired.to_string(),
        record.ignored.to_string(),
        format!("{:.1}", record.milliseconds),
        ratio(record),
    ]
}

fn ratio(record: &DocumentStats) -> String {
    let Some(baseline) = record.parse_baseline else { return NONE.to_owned() };
    let mark = if baseline.by == Parser::Load { "~" } else { "" };
    format!("{mark}{:.1}", baseline.times)
}

fn check(check: Option<&CompileResult>) -> [String; 3] {
    let Some(check) = check else { return [NONE; 3].map(str::to_owned) };
    let verdict = match check {
        CompileResult { compiles: true, .. } => "yes".to_owned(),
        // Cargo failed before it ran the compiler.
        CompileResult { messages: 0, .. } => "no".to_owned(),
        CompileResult { messages, .. } => messages.to_string(),
    };
    [verdict, format!("{:.1}", check.seconds), format!("{:.1}", check.docs_seconds)]
}

fn or_none(value: Option<usize>) -> String {
    value.map_or_else(|| NONE.to_owned(), |value| value.to_string())
}
