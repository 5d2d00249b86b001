//! The text of one file, and where things stand in it.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::format::Format;
use super::spans::{Content, Outline, build};
use crate::diagnostic::Location;

/// The text of a file, with an outline that is made when a place is asked for.
#[derive(Debug)]
pub(super) struct Text {
    path: PathBuf,
    content: String,
    format: Format,
    outline: OnceLock<Outline>,
}

impl Text {
    pub(super) fn new(path: &Path, text: String, format: Format) -> Self {
        Self { path: path.to_owned(), content: text, format, outline: OnceLock::new() }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn format(&self) -> Format {
        self.format
    }

    pub(super) fn as_str(&self) -> &str {
        &self.content
    }

    pub(super) fn outline(&self) -> &Outline {
        self.outline.get_or_init(|| build(&self.content, self.format))
    }

    /// See [`super::Source::locate`].
    pub(super) fn locate(&self, pointer: &str) -> Option<Location> {
        let found = self.outline().find(pointer)?;
        found.key.or_else(|| Some(self.outline().node(found.node)?.place)).map(|place| place.in_file(&self.path))
    }

    /// See [`super::Source::locate_value`].
    pub(super) fn locate_value(&self, pointer: &str) -> Option<Location> {
        let found = self.outline().find(pointer)?;
        Some(self.outline().node(found.node)?.place.in_file(&self.path))
    }

    /// See [`super::Source::is_quoted`].
    pub(super) fn is_quoted(&self, pointer: &str) -> bool {
        let found = self.outline().find(pointer).filter(|found| found.complete);
        let node = found.and_then(|found| self.outline().node(found.node));
        node.is_some_and(|node| matches!(node.content, Content::Scalar { plain: false, .. }))
    }

    /// See [`super::Source::literal`].
    pub(super) fn literal(&self, pointer: &str) -> Option<&str> {
        let found = self.outline().find(pointer).filter(|found| found.complete)?;
        match &self.outline().node(found.node)?.content {
            Content::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }
}
