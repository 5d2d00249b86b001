//! One `[[target]]` of `clientwright.toml`.

mod formats;
mod operation_filter;

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;

pub use self::formats::Formats;
pub use self::operation_filter::{OperationFilter, Selector, SelectorEntry};

/// A document, and the crate to generate from it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// The path of the OpenAPI document, relative to the configuration file.
    pub spec: PathBuf,
    /// The paths of overlays (OpenAPI Overlay 1.0) to apply in this order, relative to the configuration file.
    #[serde(default)]
    pub overlays: Vec<PathBuf>,
    /// The folder of the generated crate, relative to the configuration file.
    pub out: PathBuf,
    /// The name of the generated crate.
    pub name: String,
    /// Names of properties whose values are never printed.
    #[serde(default)]
    pub redact: Vec<String>,
    /// Types to rename, from the generated name to the new one.
    #[serde(default)]
    pub rename: BTreeMap<String, String>,
    /// The handling of values with a `format`.
    #[serde(default)]
    pub formats: Formats,
    /// The operations to skip.
    #[serde(default)]
    pub skip: Selector,
    /// The only operations to generate, if any are given.
    #[serde(default)]
    pub only: Selector,
}

impl Target {
    /// Returns the filter of operations; `None` if all are generated.
    pub fn operation_filter(&self) -> Option<OperationFilter<'_>> {
        let (skip, only) = (&self.skip, &self.only);
        (!skip.is_empty() || !only.is_empty()).then_some(OperationFilter { skip, only })
    }
}
