//! The line from document to files: `load → normalize → model → names → emit → write`.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostics;
use crate::names::lock::Lock;
use crate::target::Target;

/// A crate, not yet written.
#[derive(Clone, Debug)]
pub struct Generated {
    /// Text by path; paths are relative to the crate and use `/`. All that codegen owns, `names.lock` aside.
    pub files: BTreeMap<String, String>,
    /// The names that were given, to be kept in `names.lock`; its `files` are the keys of `files`.
    pub lock: Lock,
    /// Counts, for the line that people see.
    pub summary: Summary,
}

/// What a crate holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Structs and enums that stand for a schema, and error enums.
    pub types: usize,
    /// Operations.
    pub operations: usize,
}

/// Generates the crate of `target`, with the names in `lock` where they still fit.
///
/// All faults are added to `diagnostics`, each with its place. `None` means that one of them is an error.
pub fn generate(target: &Target, lock: Option<&Lock>, diagnostics: &mut Diagnostics) -> Option<Generated> {
    let _ = (target, lock, diagnostics);
    None
}
