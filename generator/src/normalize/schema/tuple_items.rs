//! `items` as an array of schemas, as in drafts of JSON Schema before 2020-12.

use serde_json::{Map, Value, json};

use super::super::walker::Walker;

/// Replaces an array with one schema by that schema, and others by `anyOf` the schemas for every item.
pub(in crate::normalize) fn items_array_to_any_of(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    let Some(Value::Array(schemas)) = schema.get_mut("items") else { return };
    let items = match schemas.as_mut_slice() {
        [] => json!({}),
        [only] => only.take(),
        _ => json!({ "anyOf": schemas }),
    };
    walker.at("items", |walker| {
        let message = "expected a Schema Object, found an array: each item may match any schema of the array";
        walker.warning("wrong-type", message, "write one schema for all items, or `prefixItems` since 3.1");
    });
    schema.insert("items".to_owned(), items);
}
