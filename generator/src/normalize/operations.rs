//! What holds between the operations of a document: their ids, and the parameters of their paths.

use std::mem;

use serde_json::{Map, Value};

use super::parameters::Components;
use super::rules::path_item::is_method;
use super::{operation_ids, path_parameters};
use crate::diagnostic::Diagnostics;

/// Gives each operation under `paths` of the normalized `tree` an id, and each path the parameters that it names.
///
/// This comes after the walk, when every reference names a component and every field has its type.
pub(super) fn settle(tree: &mut Value, diagnostics: &mut Diagnostics) {
    let Some(mut paths) = tree.get_mut("paths").and_then(Value::as_object_mut).map(mem::take) else { return };
    operation_ids::settle(&mut paths, diagnostics);
    path_parameters::settle(&mut paths, &Components::of(tree), diagnostics);
    if let Some(slot) = tree.get_mut("paths") {
        *slot = Value::Object(paths);
    }
}

/// Returns the operations of a Path Item Object, each with its method.
pub(super) fn operations_of(item: &mut Map<String, Value>) -> Vec<(&str, &mut Map<String, Value>)> {
    let methods = item.iter_mut().filter(|(name, _)| is_method(name));
    methods.filter_map(|(name, operation)| Some((name.as_str(), operation.as_object_mut()?))).collect()
}
