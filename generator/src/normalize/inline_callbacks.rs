//! Callback Objects (OpenAPI 3.0.3 §4.7.18) that operations refer to.

use serde_json::{Map, Value};

use super::inline_refs::follow;
use super::operations::{each_operation, operations_of};
use super::schema::pointer::pointer_of;
use crate::diagnostic::Diagnostics;
use crate::load::pointer;

/// Inlines references to callbacks in operations, since openapiv3 does not support them there.
pub(super) fn inline(tree: &mut Value, diagnostics: &mut Diagnostics) {
    let components = tree.get("components").and_then(|components| components.get("callbacks"));
    let components = components.and_then(Value::as_object).cloned().unwrap_or_default();
    each_operation(tree, &mut |operation| {
        let Some(Value::Object(callbacks)) = operation.get_mut("callbacks") else { return };
        callbacks.retain(|_, callback| {
            if let Some(found) = follow(callback, &components).cloned() {
                *callback = found;
            }
            ignore_nested_callbacks(callback, diagnostics);
            callback.get("$ref").is_none()
        });
    });
}

/// Removes the callbacks of a callback's operations, which may be recursive.
fn ignore_nested_callbacks(callback: &mut Value, diagnostics: &mut Diagnostics) {
    for item in callback.as_object_mut().into_iter().flat_map(Map::values_mut) {
        for (_, operation) in item.as_object_mut().map(operations_of).unwrap_or_default() {
            if operation.shift_remove("callbacks").is_some() {
                let at = pointer::join(pointer_of(operation), "callbacks");
                let message = "nested callbacks are ignored: no types are generated for their bodies";
                diagnostics.warning("ignored-callback", at, message, "no action needed, unless you receive them");
            }
        }
    }
}
