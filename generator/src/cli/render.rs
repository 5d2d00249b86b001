//! Printing diagnostics as human-readable text or as JSON.

use std::io::{self, Write};
use std::path::Path;

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use super::snippet::Lines;
use crate::diagnostic::{Diagnostic, Diagnostics, Severity};

/// Prints the diagnostics as human-readable text, sorted by position.
pub(super) fn human(diagnostics: &Diagnostics, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let mut opened: Option<(&Path, Lines)> = None;
    for diagnostic in sorted(diagnostics) {
        let style = style(diagnostic.severity, color);
        write_head(diagnostic, style, out)?;
        if let Some(location) = &diagnostic.location {
            let lines = match opened.take() {
                Some((path, lines)) if path == location.file => lines,
                _ => Lines::read(&location.file),
            };
            lines.draw(location, style, out)?;
            opened = Some((&location.file, lines));
        }
        write_foot(diagnostic, out)?;
    }
    Ok(())
}

fn write_head(diagnostic: &Diagnostic, style: Style, out: &mut dyn Write) -> io::Result<()> {
    if let Some(location) = &diagnostic.location {
        write!(out, "{}:{}:{}: ", location.file.display(), location.line, location.column)?;
    }
    writeln!(
        out,
        "{style}{}[{}]{style:#}: {}",
        label(diagnostic.severity),
        diagnostic.code,
        visible(&diagnostic.message)
    )
}

fn write_foot(diagnostic: &Diagnostic, out: &mut dyn Write) -> io::Result<()> {
    if !diagnostic.pointer.is_empty() {
        writeln!(out, "   = at: {}", visible(&diagnostic.pointer))?;
    }
    writeln!(out, "   = help: {}\n", visible(&diagnostic.help))
}

/// Escapes the control characters of text from a document, which a terminal would interpret.
fn visible(text: &str) -> String {
    let escape = |c: char| if c.is_control() { c.escape_default().to_string() } else { c.to_string() };
    text.chars().map(escape).collect()
}

fn label(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn style(severity: Severity, color: bool) -> Style {
    let hue = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note => AnsiColor::Cyan,
    };
    if color { hue.on_default().bold() } else { Style::new() }
}

/// The JSON object of a diagnostic; the order of its members is part of the format.
#[derive(Serialize)]
struct JsonDiagnostic<'a> {
    severity: Severity,
    code: &'a str,
    message: &'a str,
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    pointer: &'a str,
    help: &'a str,
}

impl<'a> JsonDiagnostic<'a> {
    fn of(diagnostic: &'a Diagnostic) -> Self {
        let location = diagnostic.location.as_ref();
        Self {
            severity: diagnostic.severity,
            code: diagnostic.code,
            message: &diagnostic.message,
            file: location.map(|location| location.file.display().to_string()),
            line: location.map(|location| location.line),
            column: location.map(|location| location.column),
            pointer: &diagnostic.pointer,
            help: &diagnostic.help,
        }
    }
}

/// Prints the diagnostics as JSON, one per line, sorted by position.
pub(super) fn json(diagnostics: &Diagnostics, out: &mut dyn Write) -> io::Result<()> {
    for diagnostic in sorted(diagnostics) {
        serde_json::to_writer(&mut *out, &JsonDiagnostic::of(diagnostic))?;
        writeln!(out)?;
    }
    Ok(())
}

fn sorted(diagnostics: &Diagnostics) -> Vec<&Diagnostic> {
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by_key(|diagnostic| (&diagnostic.location, diagnostic.severity));
    sorted
}
