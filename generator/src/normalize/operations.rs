//! Checks across operations: their ids, and the parameters of their paths.

use std::mem;

use serde_json::{Map, Value};

use super::operation_ids::OperationKey;
use super::parameters::Components;
use super::rules::path_item::is_method;
use super::{operation_ids, path_parameters};
use crate::diagnostic::Diagnostics;

/// Assigns an id to each operation under `paths` of the normalized `tree`, and checks the parameters of each path.
///
/// `skipped` operations keep their ids. This runs after the walker, when every reference is valid and every field has
/// its type.
pub(super) fn assign_ids_and_parameters(tree: &mut Value, skipped: &[OperationKey], diagnostics: &mut Diagnostics) {
    let Some(mut paths) = tree.get_mut("paths").and_then(Value::as_object_mut).map(mem::take) else { return };
    operation_ids::assign_ids(&mut paths, skipped, diagnostics);
    path_parameters::match_declarations(&mut paths, &Components::of(tree), diagnostics);
    if let Some(slot) = tree.get_mut("paths") {
        *slot = Value::Object(paths);
    }
}

/// Returns the operations of a Path Item Object with their methods.
pub(super) fn operations_of(item: &mut Map<String, Value>) -> Vec<(&str, &mut Map<String, Value>)> {
    let mut found = Vec::new();
    for (name, value) in item {
        let Some(members) = value.as_object_mut() else { continue };
        if is_method(name) {
            found.push((name.as_str(), members));
        } else if name == "additionalOperations" {
            let methods = members.iter_mut().filter(|(method, _)| !method.starts_with("x-"));
            found.extend(methods.filter_map(|(method, value)| Some((method.as_str(), value.as_object_mut()?))));
        }
    }
    found
}

/// Calls `action` with each operation of the normalized `tree`, under paths and webhooks.
pub(super) fn each_operation(tree: &mut Value, action: &mut dyn FnMut(&mut Map<String, Value>)) {
    for field in ["paths", "webhooks"] {
        let items = tree.get_mut(field).and_then(Value::as_object_mut);
        for item in items.into_iter().flat_map(Map::values_mut).filter_map(Value::as_object_mut) {
            for (_, operation) in operations_of(item) {
                action(operation);
            }
        }
    }
}
