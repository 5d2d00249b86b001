//! `examples` of parameters, headers and media types.

use serde_json::{Map, Value, json};

use super::super::version::Version;
use super::super::walker::Walker;

/// Replaces a map of `examples` in a schema by a list: only other objects have a map.
pub(in crate::normalize) fn examples_map_to_list(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    if walker.version() == Version::V30 {
        return;
    }
    let Some(Value::Object(named)) = schema.get("examples") else { return };
    let listed = named.values().map(|example| example.get("value").unwrap_or(example).clone()).collect();
    schema.insert("examples".to_owned(), Value::Array(listed));
    walker.at("examples", |walker| {
        let message = "expected an array, found an object: its values are read as the examples";
        walker.warning("wrong-type", message, "write an array of the values");
    });
}

/// Replaces a list of `examples` by a map with their indices as keys: only Schema Objects since 3.1 have a list.
pub(in crate::normalize) fn examples_list_to_map(walker: &mut Walker<'_>, object: &mut Map<String, Value>) {
    let Some(examples) = object.get_mut("examples") else { return };
    let Value::Array(values) = examples else { return };
    let named = values.drain(..).enumerate().map(|(index, value)| (index.to_string(), json!({ "value": value })));
    *examples = Value::Object(named.collect());
    walker.at("examples", |walker| {
        let message = "expected an object, found an array: its elements are read as the examples";
        walker.warning("wrong-type", message, "give each example a name, and put its value under `value`");
    });
}
