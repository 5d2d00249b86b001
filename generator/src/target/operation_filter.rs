//! The tables `[target.skip]` and `[target.only]`.

use serde::Deserialize;
use toml::Spanned;

use crate::diagnostic::Location;

/// Which operations are generated: those that are not skipped, and if there are only ones, no others.
#[derive(Clone, Copy, Debug)]
pub struct OperationFilter<'a> {
    /// What is left out.
    pub skip: &'a Selector,
    /// What alone is kept; everything, if it selects nothing.
    pub only: &'a Selector,
}

/// A set of operations, by name or by tag.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Selector {
    /// Each by its `operationId`, or by method and path: `GET /pets/{id}`.
    pub operations: Vec<SelectorEntry>,
    /// Tags: all operations that have one of them.
    pub tags: Vec<SelectorEntry>,
}

/// A text in the configuration, and where it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Spanned<String>")]
pub struct SelectorEntry {
    text: String,
    /// In bytes.
    offset: usize,
    location: Option<Location>,
}

impl Selector {
    /// Returns whether it selects nothing.
    pub fn is_empty(&self) -> bool {
        self.operations.is_empty() && self.tags.is_empty()
    }

    /// Sets where the entries stand, given the place of each offset in bytes.
    pub(crate) fn locate(&mut self, place: impl Fn(usize) -> Location) {
        for entry in self.operations.iter_mut().chain(&mut self.tags) {
            entry.location = Some(place(entry.offset));
        }
    }
}

impl SelectorEntry {
    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns where it stands, if it stands in a file.
    pub fn location(&self) -> Option<&Location> {
        self.location.as_ref()
    }
}

impl From<Spanned<String>> for SelectorEntry {
    fn from(spanned: Spanned<String>) -> Self {
        let offset = spanned.span().start;
        Self { text: spanned.into_inner(), offset, location: None }
    }
}

impl From<&str> for SelectorEntry {
    fn from(text: &str) -> Self {
        Self { text: text.to_owned(), ..Self::default() }
    }
}
