//! What stands below the table: a sum, and why documents failed.

use std::collections::BTreeMap;
use std::io;

use super::super::Io;
use super::super::report::counted;
use super::table::name;
use crate::corpus::Row;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};

/// The most lines that are shown of what the compiler says of a crate.
const LINES: usize = 12;

/// Writes the sum, and a few lines on each document that failed.
pub(super) fn show(tried: &[(Row, Diagnostics)], io: &mut Io<'_>) -> io::Result<()> {
    for (row, diagnostics) in tried.iter().filter(|(row, _)| !row.is_good()) {
        match &row.check {
            Some(check) => compiler(row, check.first.as_deref().unwrap_or_default(), io)?,
            None => errors(row, diagnostics, io)?,
        }
    }
    let generated = tried.iter().filter(|(row, _)| row.generated.is_some()).count();
    write!(io.err, "\n{}, {generated} generated", counted(tried.len(), "document"))?;
    if tried.iter().any(|(row, _)| row.check.is_some()) {
        let compile = tried.iter().filter(|(row, _)| row.check.is_some() && row.is_good()).count();
        write!(io.err, ", {compile} compiled without a warning")?;
    }
    writeln!(io.err)
}

fn compiler(row: &Row, first: &str, io: &mut Io<'_>) -> io::Result<()> {
    let first: Vec<&str> = first.lines().take(LINES).collect();
    writeln!(
        io.err,
        "\n{}: the crate does not compile without a message; the first:\n{}",
        name(&row.document),
        first.join("\n")
    )
}

/// Writes the errors by code, and how to see them.
fn errors(row: &Row, diagnostics: &Diagnostics, io: &mut Io<'_>) -> io::Result<()> {
    let mut codes: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error) {
        codes.entry(diagnostic.code).or_default().push(diagnostic);
    }
    writeln!(io.err, "\n{}: {}", name(&row.document), counted(row.errors, "error"))?;
    for (code, found) in codes {
        let line = found.first().and_then(|first| first.location.as_ref()).map_or(0, |location| location.line);
        let first = if line == 0 { String::new() } else { format!(", the first in line {line}") };
        writeln!(io.err, "  {}× {code}{first}", found.len())?;
    }
    let document = row.document.display();
    writeln!(io.err, "  to see them: {} codegen --check --spec {document} --out target/none", io.name)
}
