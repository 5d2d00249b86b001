//! Callback Objects (OpenAPI 3.0.3 §4.7.18).

use serde_json::{Map, Value};

use super::super::walker::Walker;

/// Leaves out what an Operation Object's `callbacks` may hold and openapiv3 refuses: references and extensions.
///
/// A callback is a request that the server sends, so the client has no part in it.
pub(in crate::normalize) fn leave_out_what_openapiv3_cannot_hold(
    walker: &mut Walker<'_>,
    operation: &mut Map<String, Value>,
) {
    let Some(callbacks) = operation.get_mut("callbacks").and_then(Value::as_object_mut) else { return };
    callbacks.retain(|name, callback| {
        let Some(callback) = callback.as_object_mut() else { return true };
        callback.retain(|name, _| !name.starts_with("x-"));
        let is_reference = callback.contains_key("$ref");
        if is_reference {
            let pointer = ["callbacks", name];
            leave_out(walker, pointer);
        }
        !is_reference
    });
}

fn leave_out(walker: &mut Walker<'_>, [callbacks, name]: [&str; 2]) {
    walker.at(callbacks, |walker| {
        walker.at(name, |walker| {
            let message = format!("the callback `{name}` is left out: it is a request that the server sends");
            walker.warning("callback-left-out", message, "nothing is to be done, unless you write the server");
        });
    });
}
