//! The text of one file, and the positions in it.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::positions::{Content, PositionIndex, build};
use super::syntax::Syntax;
use crate::diagnostic::Location;

/// The text of a file, with an index of its positions that is built on first use.
#[derive(Debug)]
pub(super) struct SourceFile {
    path: PathBuf,
    content: String,
    format: Syntax,
    positions: OnceLock<PositionIndex>,
}

impl SourceFile {
    pub(super) fn new(path: &Path, text: String, format: Syntax) -> Self {
        Self { path: path.to_owned(), content: text, format, positions: OnceLock::new() }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn format(&self) -> Syntax {
        self.format
    }

    pub(super) fn as_str(&self) -> &str {
        &self.content
    }

    pub(super) fn positions(&self) -> &PositionIndex {
        self.positions.get_or_init(|| build(&self.content, self.format))
    }

    /// See [`super::Source::location_of`].
    pub(super) fn location_of(&self, pointer: &str) -> Option<Location> {
        let found = self.positions().find(pointer)?;
        found
            .key
            .or_else(|| Some(self.positions().node(found.node)?.position))
            .map(|position| position.in_file(&self.path))
    }

    /// See [`super::Source::value_location_of`].
    pub(super) fn value_location_of(&self, pointer: &str) -> Option<Location> {
        let found = self.positions().find(pointer)?;
        Some(self.positions().node(found.node)?.position.in_file(&self.path))
    }

    /// See [`super::Source::is_quoted`].
    pub(super) fn is_quoted(&self, pointer: &str) -> bool {
        let found = self.positions().find(pointer).filter(|found| found.complete);
        let node = found.and_then(|found| self.positions().node(found.node));
        node.is_some_and(|node| matches!(node.content, Content::Scalar { plain: false, .. }))
    }

    /// See [`super::Source::literal`].
    pub(super) fn literal(&self, pointer: &str) -> Option<&str> {
        let found = self.positions().find(pointer).filter(|found| found.complete)?;
        match &self.positions().node(found.node)?.content {
            Content::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }
}
