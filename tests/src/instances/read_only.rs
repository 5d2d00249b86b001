//! `readOnly`: what `required` says of such a property counts in responses alone, and instances are validated as requests.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::flat::Flat;

/// How many schemas are followed to see what a property is.
const MAX_DEPTH: usize = 8;

/// Takes the names of read-only properties out of every `required` in a schema.
pub fn strip(schema: &mut Value, flat: &Flat) {
    let names = read_only(schema, flat, MAX_DEPTH);
    release(schema, &names);
    match schema {
        Value::Object(keywords) => keywords.values_mut().for_each(|value| strip(value, flat)),
        Value::Array(items) => items.iter_mut().for_each(|item| strip(item, flat)),
        _ => {}
    }
}

/// Does so in a schema and in the members of its `allOf` that are written there.
fn release(schema: &mut Value, names: &BTreeSet<String>) {
    let Some(keywords) = schema.as_object_mut() else { return };
    if let Some(Value::Array(required)) = keywords.get_mut("required") {
        required.retain(|name| !name.as_str().is_some_and(|name| names.contains(name)));
    }
    if let Some(Value::Array(parts)) = keywords.get_mut("allOf") {
        for part in parts {
            release(part, names);
        }
    }
}

/// Returns the read-only properties of a schema and of what its `allOf` applies with it.
fn read_only(schema: &Value, flat: &Flat, depth: usize) -> BTreeSet<String> {
    let Some(keywords) = resolved(schema, flat).and_then(Value::as_object).filter(|_| depth > 0) else {
        return BTreeSet::new();
    };
    let parts = keywords.get("allOf").and_then(Value::as_array).into_iter().flatten();
    let mut names: BTreeSet<String> = parts.flat_map(|part| read_only(part, flat, depth - 1)).collect();
    let properties = keywords.get("properties").and_then(Value::as_object).into_iter().flatten();
    names.extend(properties.filter(|(_, node)| is_read_only(node, flat)).map(|(name, _)| name.clone()));
    names
}

fn is_read_only(node: &Value, flat: &Flat) -> bool {
    let is = |keywords: &Map<String, Value>, name: &str| keywords.get(name) == Some(&Value::Bool(true));
    let found =
        |node: &Value| node.as_object().is_some_and(|keywords| is(keywords, "readOnly") && !is(keywords, "writeOnly"));
    found(node) || resolved(node, flat).is_some_and(found)
}

fn resolved<'a>(schema: &'a Value, flat: &'a Flat) -> Option<&'a Value> {
    match schema.get("$ref").and_then(Value::as_str) {
        Some(reference) => flat.schemas.get(reference.strip_prefix("#/components/schemas/")?),
        None => Some(schema),
    }
}
