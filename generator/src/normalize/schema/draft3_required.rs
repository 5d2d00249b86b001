//! `required: true` in a schema, which only draft 3 of JSON Schema knew.

use serde_json::{Map, Value};

use super::super::walker::Walker;

/// Leaves out a `required` that is a boolean: the object around the property is what requires it.
pub(in crate::normalize) fn remove(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    if !schema.get("required").is_some_and(Value::is_boolean) {
        return;
    }
    walker.at("required", |walker| {
        let message = "expected an array of property names, found a boolean: it is ignored";
        walker.warning("wrong-type", message, "list the property in the `required` of the schema that declares it");
    });
    schema.shift_remove("required");
}
