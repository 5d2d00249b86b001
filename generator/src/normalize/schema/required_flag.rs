//! `required: true` in a schema, which only draft 3 of JSON Schema knew.

use serde_json::{Map, Value};

use super::super::walker::Walker;

/// Leaves out a `required` that is a boolean: the object around the property is what requires it.
pub(in crate::normalize) fn leave_out(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    if !schema.get("required").is_some_and(Value::is_boolean) {
        return;
    }
    walker.at("required", |walker| {
        let message = "an array of names is expected here, and a boolean is left out";
        walker.warning("wrong-type", message, "name the property in the `required` of the object that holds it");
    });
    schema.shift_remove("required");
}
