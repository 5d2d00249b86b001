//! What is wrong with a document, and where.

mod kind;

use std::collections::BTreeSet;
use std::path::PathBuf;

use serde::Serialize;

pub use kind::Kind;

/// How much a fault weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing can be generated.
    Error,
    /// Something was repaired, or left out, or is likely a mistake.
    Warning,
    /// Something that is worth knowing.
    Note,
}

/// A place in a file; lines and columns count from 1, columns in characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Location {
    /// The file, as the user named it.
    pub file: PathBuf,
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// One fault of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// How much it weighs.
    pub severity: Severity,
    /// Its kind, in kebab case: `duplicate-key`.
    pub code: &'static str,
    /// What is wrong, in one sentence without a period.
    pub message: String,
    /// The JSON pointer (RFC 6901) of the node that is at fault; empty for the document itself. In the file that
    /// `location` names, or as long as there is none, in the tree.
    pub pointer: String,
    /// What to do about it.
    pub help: String,
    /// Where it stands; `None` until [`crate::load::Source::locate`] was asked.
    pub location: Option<Location>,
}

/// All faults of a document, in the order in which they were found.
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

    /// Adds a fault whose place is known already.
    pub fn add(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Returns whether one of them is an error.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// Counts those of one severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// Counts the warnings of one kind.
    pub fn count_warnings(&self, kind: Kind) -> usize {
        let warnings = self.0.iter().filter(|diagnostic| diagnostic.severity == Severity::Warning);
        warnings.filter(|warning| Kind::of(warning.code) == kind).count()
    }

    /// Iterates over them.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// Sets the places that are not known yet, by pointers into the tree; `place` also tells the pointer in the file.
    pub fn locate(&mut self, place: impl Fn(&str) -> Option<(Location, String)>) {
        for diagnostic in self.0.iter_mut().filter(|diagnostic| diagnostic.location.is_none()) {
            if let Some((location, pointer)) = place(&diagnostic.pointer) {
                diagnostic.location = Some(location);
                diagnostic.pointer = pointer;
            }
        }
        self.tell_once();
    }

    /// Leaves out what is said again of one place, since aliases and references lead there from several.
    fn tell_once(&mut self) {
        let mut told = BTreeSet::new();
        self.0.retain(|diagnostic| {
            let Some(location) = &diagnostic.location else { return true };
            told.insert((location.clone(), diagnostic.code, diagnostic.message.clone()))
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
