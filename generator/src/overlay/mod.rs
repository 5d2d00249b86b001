//! Overlays (OpenAPI Overlay Specification 1.0.0): files with changes to a document.
//!
//! They are applied to the raw tree before it is checked. `extends` is ignored, since the target lists the overlays of
//! a document.

mod action;
mod document;
mod json_path;
mod merge;

use std::path::PathBuf;

use serde_json::Value;

use crate::big_stack;
use crate::diagnostic::Diagnostics;
use crate::load::{self, MAX_DEPTH, Source, SourceMap};

/// Applies overlays in order to the tree of `source`, and records which parts come from which overlay.
///
/// Problems are added to `diagnostics`, with their positions in the overlays. Returns `None` if there is an error.
pub(crate) fn apply(files: &[PathBuf], source: &mut Source, diagnostics: &mut Diagnostics) -> Option<()> {
    let mut source_map = SourceMap::default();
    let mut overlays = Vec::new();
    let mut is_valid = true;
    for file in files {
        let mut found = Diagnostics::default();
        if let Some(overlay) = load::load(file, &mut found) {
            apply_one(&overlay, &mut source.tree, source_map.for_overlay(overlays.len()), &mut found);
            found.locate(|pointer| overlay.location_and_pointer_of(pointer));
            overlays.push(overlay);
        }
        is_valid &= !found.has_errors();
        found.iter().for_each(|error| diagnostics.add(error.clone()));
    }
    is_valid.then(|| source.overlay(overlays, source_map))
}

fn apply_one(overlay: &Source, tree: &mut Value, source_map: &mut SourceMap, found: &mut Diagnostics) {
    // On a big stack: both trees may have the maximum depth, and the JSONPath parser recurses as well.
    let done = big_stack::run(|| {
        for action in document::actions(&overlay.tree, found) {
            action.apply(tree, source_map, found);
        }
        if depth(tree) > MAX_DEPTH {
            let message = format!("with this overlay, the document nests deeper than {MAX_DEPTH} levels");
            found.error("too-deep", "", message, "move inner schemas to `components` and refer to them by `$ref`");
        }
    });
    if done.is_none() {
        let message = format!("the overlay `{}` can't be applied", overlay.path().display());
        found.error("internal-error", "", message, "please report this, with the overlay");
    }
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Array(elements) => 1 + elements.iter().map(depth).max().unwrap_or_default(),
        Value::Object(members) => 1 + members.values().map(depth).max().unwrap_or_default(),
        _ => 0,
    }
}
