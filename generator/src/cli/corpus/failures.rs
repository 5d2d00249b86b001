//! The summary below the table, and why documents failed.

use std::collections::BTreeMap;
use std::io;

use super::super::Env;
use super::super::diagnostics::counted;
use super::table::name;
use crate::corpus::DocumentStats;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};

/// The maximum number of lines of compiler output to print per crate.
const LINES: usize = 12;

/// Prints the summary, and a few lines on each document that failed.
pub(super) fn show(results: &[(DocumentStats, Diagnostics)], env: &mut Env<'_>) -> io::Result<()> {
    for (record, diagnostics) in results.iter().filter(|(record, _)| !record.is_good()) {
        match &record.check {
            Some(check) => compiler(record, check.first.as_deref().unwrap_or_default(), env)?,
            None => errors(record, diagnostics, env)?,
        }
    }
    let generated = results.iter().filter(|(record, _)| record.generated.is_some()).count();
    write!(env.err, "\n{}, {generated} generated", counted(results.len(), "document"))?;
    if results.iter().any(|(record, _)| record.check.is_some()) {
        let compile = results.iter().filter(|(record, _)| record.check.is_some() && record.is_good()).count();
        write!(env.err, ", {compile} compiled without a warning")?;
    }
    writeln!(env.err)
}

fn compiler(record: &DocumentStats, first: &str, env: &mut Env<'_>) -> io::Result<()> {
    let first: Vec<&str> = first.lines().take(LINES).collect();
    writeln!(
        env.err,
        "\n{}: the crate compiles with errors or warnings; the first:\n{}",
        name(&record.document),
        first.join("\n")
    )
}

/// Prints the number of errors by code, and the command that shows them.
fn errors(record: &DocumentStats, diagnostics: &Diagnostics, env: &mut Env<'_>) -> io::Result<()> {
    let mut codes: BTreeMap<&str, Vec<&Diagnostic>> = BTreeMap::new();
    for diagnostic in diagnostics.iter().filter(|diagnostic| diagnostic.severity == Severity::Error) {
        codes.entry(diagnostic.code).or_default().push(diagnostic);
    }
    writeln!(env.err, "\n{}: {}", name(&record.document), counted(record.errors, "error"))?;
    for (code, found) in codes {
        let line = found.first().and_then(|first| first.location.as_ref()).map_or(0, |location| location.line);
        let first = if line == 0 { String::new() } else { format!(", first in line {line}") };
        writeln!(env.err, "  {}× {code}{first}", found.len())?;
    }
    let document = record.document.display();
    writeln!(env.err, "  to see them: {} codegen --check --spec {document} --out target/none", env.name)
}
