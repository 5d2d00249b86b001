//! A document as it was read.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use serde_json::Value;

use super::format::Format;
use super::outline::{Content, Outline, build};
use crate::diagnostic::Location;

/// A document: its raw tree, and where everything in it stands.
#[derive(Debug)]
pub struct Source {
    /// The raw tree; an object. Members keep their order; keys are strings as they were written, merge keys are applied.
    pub tree: Value,
    path: PathBuf,
    text: String,
    format: Format,
    outline: OnceLock<Outline>,
}

impl Source {
    pub(super) fn new(path: &Path, text: String, format: Format) -> Self {
        Self { tree: Value::Null, path: path.to_owned(), text, format, outline: OnceLock::new() }
    }

    /// Returns the file, as the user named it.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the syntax that the document is written in.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Returns the text of the document, without a byte order mark.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns line `number`, counted from 1, without its end.
    pub fn line(&self, number: usize) -> Option<&str> {
        self.text.lines().nth(number.checked_sub(1)?)
    }

    /// Returns the place that a diagnostic at `pointer` shows: that of the key, for a member of an object, else that of
    /// the value.
    ///
    /// A pointer that leads nowhere gives the place of the last node that it passes; `None` is for a text without nodes.
    pub fn locate(&self, pointer: &str) -> Option<Location> {
        let found = self.outline().find(pointer)?;
        found.key.or_else(|| Some(self.outline().node(found.node)?.place)).map(|place| place.in_file(&self.path))
    }

    /// Returns the place where the value at `pointer` begins; otherwise like [`Source::locate`].
    pub fn locate_value(&self, pointer: &str) -> Option<Location> {
        let found = self.outline().find(pointer)?;
        Some(self.outline().node(found.node)?.place.in_file(&self.path))
    }

    /// Returns the source text of the scalar at `pointer`, without quotes and escapes: `1.10` stays `1.10`.
    pub fn literal(&self, pointer: &str) -> Option<&str> {
        let found = self.outline().find(pointer).filter(|found| found.complete)?;
        match &self.outline().node(found.node)?.content {
            Content::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    pub(super) fn outline(&self) -> &Outline {
        self.outline.get_or_init(|| build(&self.text, self.format))
    }
}
