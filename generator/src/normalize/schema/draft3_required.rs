//! `required: true` in a schema, which only draft 3 of JSON Schema has.

use serde_json::{Map, Value};

use super::super::walker::Walker;

/// Removes a `required` that is a boolean: it belongs to the schema that declares the property.
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
