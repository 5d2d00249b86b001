//! What the commands share: reporting faults, and counting.

use std::io;

use super::arguments::MessageFormat;
use super::{Io, render};
use crate::diagnostic::{Diagnostics, Severity};

/// Shows faults to whom they are meant for.
pub(super) fn report(format: MessageFormat, diagnostics: &Diagnostics, io: &mut Io<'_>) -> io::Result<()> {
    match format {
        MessageFormat::Human => render::human(diagnostics, io.color, io.err),
        MessageFormat::Json => render::json(diagnostics, io.out),
    }
}

/// Returns an error without a place.
pub(super) fn fault(code: &'static str, message: String, help: &str) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    diagnostics.error(code, "", message, help);
    diagnostics
}

/// Counts the faults of one severity.
pub(super) fn weighing(diagnostics: &Diagnostics, severity: Severity) -> usize {
    diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
}

/// Returns a count with its noun: `1 error`, `2 errors`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
