//! Functions that the commands share: reporting diagnostics, and counting.

use std::io;

use super::arguments::MessageFormat;
use super::{Env, render};
use crate::diagnostic::{Category, Diagnostics, Severity};

/// Prints diagnostics in a format.
pub(super) fn report(format: MessageFormat, diagnostics: &Diagnostics, env: &mut Env<'_>) -> io::Result<()> {
    match format {
        MessageFormat::Human => render::human(diagnostics, env.color, env.err),
        MessageFormat::Json => render::json(diagnostics, env.out),
    }
}

/// Returns an error without a position.
pub(super) fn single_error(code: &'static str, message: String, help: &str) -> Diagnostics {
    let mut diagnostics = Diagnostics::default();
    diagnostics.error(code, "", message, help);
    diagnostics
}

/// Returns the number of warnings, by category: `3 warnings (1 repaired, 2 ignored)`.
pub(super) fn warnings(diagnostics: &Diagnostics) -> String {
    let categories = [(Category::Repaired, "repaired"), (Category::Ignored, "ignored"), (Category::Notice, "other")];
    let counts = categories.map(|(category, label)| (diagnostics.count_warnings(category), label));
    let counts: Vec<String> =
        counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, label)| format!("{count} {label}")).collect();
    let all = counted(diagnostics.count(Severity::Warning), "warning");
    if counts.is_empty() { all } else { format!("{all} ({})", counts.join(", ")) }
}

/// Returns a count with its noun: `1 error`, `2 errors`.
pub(super) fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
