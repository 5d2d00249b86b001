//! What to generate, and how: one `[[target]]` of `clientwright.toml`.

mod formats;
mod operation_filter;

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;

pub use self::formats::Formats;
pub use self::operation_filter::{OperationFilter, Selector, SelectorEntry};

/// A document and the crate that is made of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// The OpenAPI document, relative to the file that holds the target.
    pub spec: PathBuf,
    /// Files of changes to the document (OpenAPI Overlay 1.0), in the order in which they are made; relative to the same.
    #[serde(default)]
    pub overlays: Vec<PathBuf>,
    /// The folder of the generated crate, relative to the same.
    pub out: PathBuf,
    /// The name of the generated crate.
    pub name: String,
    /// Names of properties whose values are never shown, wherever they stand.
    #[serde(default)]
    pub redact: Vec<String>,
    /// Names of types to change: from the name that the rules give to the one that is wanted.
    #[serde(default)]
    pub rename: BTreeMap<String, String>,
    /// What becomes of values of a `format`.
    #[serde(default)]
    pub formats: Formats,
    /// The operations that are left out.
    #[serde(default)]
    pub skip: Selector,
    /// The operations that alone are generated.
    #[serde(default)]
    pub only: Selector,
}

impl Target {
    /// Returns which operations are generated; `None` is all.
    pub fn operation_filter(&self) -> Option<OperationFilter<'_>> {
        let (skip, only) = (&self.skip, &self.only);
        (!skip.is_empty() || !only.is_empty()).then_some(OperationFilter { skip, only })
    }
}
