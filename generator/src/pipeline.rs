//! The pipeline from document to files: `load → overlay → normalize → model → names → emit → write`.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostics;
use crate::names::lock::Lock;
use crate::target::Target;
use crate::{big_stack, emit, load, model, names, normalize, overlay, write};

/// A generated crate in memory.
#[derive(Clone, Debug)]
pub struct Generated {
    /// The texts of all generated files except `names.lock`, by path relative to the crate, with `/` as separator.
    pub files: BTreeMap<String, String>,
    /// The chosen names, to be saved in `names.lock`; its `files` are the keys of `files`.
    pub lock: Lock,
    /// The counts for the summary line.
    pub summary: Summary,
}

/// The size of a crate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The number of types generated from schemas, and of error enums.
    pub types: usize,
    /// The number of operations.
    pub operations: usize,
    /// The number of operations that the target skips.
    pub skipped: usize,
}

/// Generates the crate of `target`, keeping the names in `lock` where possible.
///
/// Problems are added to `diagnostics`, with their positions. Returns `None` if there is an error.
pub fn generate(target: &Target, lock: Option<&Lock>, diagnostics: &mut Diagnostics) -> Option<Generated> {
    big_stack::install(|| {
        let mut source = load::load(&target.spec, diagnostics)?;
        overlay::apply(&target.overlays, &mut source, diagnostics)?;
        let generated = generate_from(&mut source, target, lock, diagnostics);
        diagnostics.locate(|pointer| source.location_and_pointer_of(pointer));
        generated
    })
}

fn generate_from(
    source: &mut load::Source,
    target: &Target,
    lock: Option<&Lock>,
    diagnostics: &mut Diagnostics,
) -> Option<Generated> {
    let document = normalize::normalize_filtered(source, target.operation_filter(), diagnostics)?;
    let api = model::model(&document, target, diagnostics);
    let (names, mut lock) = names::names(&api, lock, &target.rename, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let files = write::texts(emit::crate_files(&api, &names, target, write::format), diagnostics);
    lock.files = files.keys().cloned().collect();
    let summary = Summary {
        types: api.types.len() + api.error_sets.len(),
        operations: api.operations.len(),
        skipped: document.skipped,
    };
    (!diagnostics.has_errors()).then_some(Generated { files, lock, summary })
}
