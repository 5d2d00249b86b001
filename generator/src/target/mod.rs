//! One `[[target]]` of `clientwright.toml`.

mod formats;
mod operation_filter;
mod page_rule;
mod runtime_source;

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use serde::Deserialize;

pub use self::formats::Formats;
pub use self::operation_filter::{OperationFilter, Selector, SelectorEntry};
pub use self::page_rule::{NextCursor, NumberedPage, PageKind, PageRule};
pub use self::runtime_source::RuntimeSource;

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
    /// Where the runtime comes from.
    #[serde(default)]
    pub runtime: RuntimeSource,
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
    /// Whether the operations of each tag, and the types that only they use, are behind a feature.
    #[serde(default)]
    pub features_by_tag: bool,
    /// The operations whose results come in pages.
    #[serde(default)]
    pub pages: Vec<PageRule>,
}

impl Target {
    /// Returns the filter of operations; `None` if all are generated.
    pub fn operation_filter(&self) -> Option<OperationFilter<'_>> {
        let (skip, only) = (&self.skip, &self.only);
        (!skip.is_empty() || !only.is_empty()).then_some(OperationFilter { skip, only })
    }
}

/// Returns a path without `.` and `..`, so that equal folders are equal; symbolic links are not resolved.
pub(crate) fn without_dots(path: &Path) -> PathBuf {
    let mut without_dots = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if without_dots.file_name().is_some() => {
                without_dots.pop();
            }
            other => without_dots.push(other),
        }
    }
    without_dots
}
