//! What the commands share: reporting faults, and counting.

use std::io;

use super::arguments::MessageFormat;
use super::{Io, render};
use crate::diagnostic::{Diagnostics, Kind, Severity};

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

/// Counts the warnings, and tells how many are of which kind: `3 warnings (1 repair, 2 left out)`.
pub(super) fn warnings(diagnostics: &Diagnostics) -> String {
    let kinds = [(Kind::Repair, "repair"), (Kind::LeftOut, "left out"), (Kind::Remark, "other")];
    let counts = kinds.map(|(kind, words)| (diagnostics.count_warnings(kind), words));
    let told: Vec<String> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, words)| if words == "repair" { counted(count, words) } else { format!("{count} {words}") })
        .collect();
    let all = counted(diagnostics.count(Severity::Warning), "warning");
    if told.is_empty() { all } else { format!("{all} ({})", told.join(", ")) }
}

/// Returns a count with its noun: `1 error`, `2 errors`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
