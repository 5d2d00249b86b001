//! Diagnostics: problems in a document, with their positions.

mod category;

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde::Serialize;

pub use category::Category;

/// The severity of a diagnostic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// No crate can be generated.
    Error,
    /// A value was repaired, is ignored, or is likely a mistake.
    Warning,
    /// Information that requires no action.
    Note,
}

/// A position in a file. Lines and columns start at 1; columns count characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Location {
    /// The path of the file, as given by the user.
    pub file: PathBuf,
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// A problem in a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// The severity.
    pub severity: Severity,
    /// The code in kebab case, such as `duplicate-key`.
    pub code: &'static str,
    /// The problem, in one sentence without a period.
    pub message: String,
    /// The JSON pointer (RFC 6901) of the value, which is empty for the document itself. It applies to the file of
    /// `location`, or while that is `None`, to the tree.
    pub pointer: String,
    /// The suggested fix.
    pub help: String,
    /// The position; `None` until [`Diagnostics::locate`] sets it.
    pub location: Option<Location>,
}

/// The diagnostics of a document, in the order in which they were added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Adds an error at `pointer`.
    pub fn error(
        &mut self,
        code: &'static str,
        pointer: impl Into<String>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(Severity::Error, code, pointer, message, help);
    }

    /// Adds a warning at `pointer`.
    pub fn warning(
        &mut self,
        code: &'static str,
        pointer: impl Into<String>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(Severity::Warning, code, pointer, message, help);
    }

    /// Adds a note at `pointer`.
    pub fn note(
        &mut self,
        code: &'static str,
        pointer: impl Into<String>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(Severity::Note, code, pointer, message, help);
    }

    /// Adds a diagnostic, which may already have a position.
    pub fn add(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Returns whether there is an error.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Returns the number of diagnostics with a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// Returns the number of warnings in a category.
    pub fn count_warnings(&self, category: Category) -> usize {
        let warnings = self.0.iter().filter(|diagnostic| diagnostic.severity == Severity::Warning);
        warnings.filter(|warning| Category::of(warning.code) == category).count()
    }

    /// Iterates over the diagnostics.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// Sets the positions that are not known yet: `source_location` maps a pointer in the tree to the position and the
    /// pointer in the file.
    pub fn locate(&mut self, source_location: impl Fn(&str) -> Option<(Location, String)>) {
        for diagnostic in self.0.iter_mut().filter(|diagnostic| diagnostic.location.is_none()) {
            if let Some((location, pointer)) = source_location(&diagnostic.pointer) {
                diagnostic.location = Some(location);
                diagnostic.pointer = pointer;
            }
        }
        self.dedup();
    }

    /// Removes repeated diagnostics of a position that several aliases or references lead to.
    fn dedup(&mut self) {
        let mut seen = BTreeSet::new();
        self.0.retain(|diagnostic| {
            let Some(location) = &diagnostic.location else { return true };
            seen.insert((location.clone(), diagnostic.code, diagnostic.message.clone()))
        });
    }

    fn push(
        &mut self,
        severity: Severity,
        code: &'static str,
        pointer: impl Into<String>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.0.push(Diagnostic {
            severity,
            code,
            message: message.into(),
            pointer: pointer.into(),
            help: help.into(),
            location: None,
        });
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
