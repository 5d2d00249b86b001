//! Showing a fault where it stands.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use crate::diagnostic::{Diagnostic, Diagnostics, Severity};

/// The most of a source line that is drawn, in characters.
const WIDTH: usize = 100;

/// Writes the faults for people, by place.
pub(super) fn human(diagnostics: &Diagnostics, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let mut text: Option<(&Path, String)> = None;
    for diagnostic in sorted(diagnostics) {
        if let Some(location) = &diagnostic.location
            && text.as_ref().is_none_or(|(file, _)| *file != location.file)
        {
            // A file that can't be read is the fault itself: there is no line to draw.
            let bytes = fs::read(&location.file).unwrap_or_default();
            text = Some((&location.file, String::from_utf8_lossy(&bytes).into_owned()));
        }
        let source = text.as_ref().map(|(_, text)| text.as_str()).unwrap_or_default();
        write_one(diagnostic, source, color, out)?;
    }
    Ok(())
}

/// A fault, as machines read it.
#[derive(Serialize)]
struct Fault<'a> {
    severity: Severity,
    code: &'a str,
    message: &'a str,
    file: Option<&'a Path>,
    line: Option<usize>,
    column: Option<usize>,
    pointer: &'a str,
    help: &'a str,
}

/// Writes the faults as JSON, one a line.
pub(super) fn json(diagnostics: &Diagnostics, out: &mut dyn Write) -> io::Result<()> {
    for diagnostic in sorted(diagnostics) {
        let location = diagnostic.location.as_ref();
        let fault = Fault {
            severity: diagnostic.severity,
            code: diagnostic.code,
            message: &diagnostic.message,
            file: location.map(|location| location.file.as_path()),
            line: location.map(|location| location.line),
            column: location.map(|location| location.column),
            pointer: &diagnostic.pointer,
            help: &diagnostic.help,
        };
        serde_json::to_writer(&mut *out, &fault)?;
        writeln!(out)?;
    }
    Ok(())
}

fn sorted(diagnostics: &Diagnostics) -> Vec<&Diagnostic> {
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by(|one, other| one.location.cmp(&other.location).then(one.severity.cmp(&other.severity)));
    sorted
}

fn write_one(diagnostic: &Diagnostic, source: &str, color: bool, out: &mut dyn Write) -> io::Result<()> {
    let (label, hue) = match diagnostic.severity {
        Severity::Error => ("error", AnsiColor::Red),
        Severity::Warning => ("warning", AnsiColor::Yellow),
        Severity::Note => ("note", AnsiColor::Cyan),
    };
    let style = if color { hue.on_default().bold() } else { Style::new() };
    if let Some(location) = &diagnostic.location {
        write!(out, "{}:{}:{}: ", location.file.display(), location.line, location.column)?;
    }
    writeln!(out, "{style}{label}[{}]{style:#}: {}", diagnostic.code, visible(&diagnostic.message))?;
    if let Some(location) = &diagnostic.location
        && let Some(line) = source.lines().nth(location.line.saturating_sub(1))
    {
        draw(line, location.line, location.column, style, out)?;
    }
    if !diagnostic.pointer.is_empty() {
        writeln!(out, "   = at: {}", visible(&diagnostic.pointer))?;
    }
    writeln!(out, "   = help: {}\n", visible(&diagnostic.help))
}

/// Escapes the control characters of a text that quotes a document: a terminal would obey them.
fn visible(text: &str) -> String {
    let escape = |sign: char| if sign.is_control() { sign.escape_default().to_string() } else { sign.to_string() };
    text.chars().map(escape).collect()
}

/// Draws a source line with a caret below the column; of a long one, what is around the column.
fn draw(line: &str, number: usize, column: usize, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let column = column.saturating_sub(1);
    let skipped = if column > WIDTH / 2 && line.chars().count() > WIDTH { column - WIDTH / 2 } else { 0 };
    let shown: String =
        line.chars().skip(skipped).take(WIDTH).map(|sign| if sign.is_control() { ' ' } else { sign }).collect();
    let gutter = " ".repeat(number.to_string().len());
    writeln!(out, "{gutter} |\n{number} | {}", shown.trim_end())?;
    writeln!(out, "{gutter} | {}{style}^{style:#}", " ".repeat(column - skipped))
}
