//! The line from document to files: `load → overlay → normalize → model → names → emit → write`.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostics;
use crate::names::lock::Lock;
use crate::target::Target;
use crate::{big_stack, emit, load, model, names, normalize, overlay, write};

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
    /// Operations of the document that the target leaves out.
    pub skipped: usize,
}

/// Generates the crate of `target`, with the names in `lock` where they still fit.
///
/// All faults are added to `diagnostics`, each with its place. `None` means that one of them is an error.
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
    let api = model::model(&document, &target.formats, diagnostics);
    let (names, mut lock) = names::names(&api, lock, &target.rename, diagnostics);
    if diagnostics.has_errors() {
        return None;
    }
    let uses = emit::Uses::default();
    let modules = write::format(emit::modules(&api, &names, target, &uses), diagnostics);
    let root = write::format(vec![emit::root(&api, &names, target, &uses)], diagnostics);
    let mut files = emit::texts(&api, &names, target, &uses);
    files.extend(modules.into_iter().chain(root).map(|file| (file.path, file.text)));
    lock.files = files.keys().cloned().collect();
    let summary = Summary {
        types: api.types.len() + api.error_sets.len(),
        operations: api.operations.len(),
        skipped: document.skipped,
    };
    (!diagnostics.has_errors()).then_some(Generated { files, lock, summary })
}
