//! The tables `[target.skip]` and `[target.only]`.

use serde::Deserialize;
use toml::Spanned;

use crate::diagnostic::Location;

/// A filter of operations: those in `skip` are skipped, and unless `only` is empty, those that are not in it.
#[derive(Clone, Copy, Debug)]
pub struct OperationFilter<'a> {
    /// The operations to skip.
    pub skip: &'a Selector,
    /// The only operations to generate; all if it is empty.
    pub only: &'a Selector,
}

/// A set of operations, by name or by tag.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Selector {
    /// Operations by `operationId`, or by method and path: `GET /pets/{id}`.
    pub operations: Vec<SelectorEntry>,
    /// Tags, which select all operations that have one of them.
    pub tags: Vec<SelectorEntry>,
}

/// A string in the configuration, with its position.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Spanned<String>")]
pub struct SelectorEntry {
    text: String,
    /// The offset in bytes.
    offset: usize,
    location: Option<Location>,
}

impl Selector {
    /// Returns whether it selects nothing.
    pub fn is_empty(&self) -> bool {
        self.operations.is_empty() && self.tags.is_empty()
    }

    /// Sets the locations of the entries; `location` maps a byte offset to a location.
    pub(crate) fn set_locations(&mut self, location: impl Fn(usize) -> Location) {
        for entry in self.operations.iter_mut().chain(&mut self.tags) {
            entry.set_location(&location);
        }
    }
}

impl SelectorEntry {
    /// Returns the text.
    pub fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn set_location(&mut self, location: impl Fn(usize) -> Location) {
        self.location = Some(location(self.offset));
    }

    /// Returns the location, if the entry comes from a file.
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
