//! Repairs of common deviations from the schema, for responses only.

use serde_json::{Map, Value};

use super::lenient_integer::normalize_integers;
use super::schema::{Ref, Schema, Types};
use super::subschemas::{composed, items, property};

/// Returns a value with plain integers, and with empty maps instead of empty arrays; `None` if nothing changes.
pub(crate) fn repaired(value: &Value, schema: Option<Ref>) -> Option<Value> {
    let mut repaired = value.clone();
    normalize_integers(&mut repaired);
    if let Some(schema) = schema {
        fill_maps(&mut repaired, &[schema.get()]);
    }
    (repaired != *value).then_some(repaired)
}

/// Replaces `[]` with `{}` if a map is expected: PHP has one type for both, and serializes an empty one as an array.
fn fill_maps(value: &mut Value, schemas: &[&'static Schema]) {
    match value {
        _ if schemas.is_empty() => {}
        Value::Array(found) if found.is_empty() => {
            if is_map(schemas) {
                *value = Value::Object(Map::new());
            }
        }
        Value::Array(found) => {
            let schemas = items(schemas);
            for item in found {
                fill_maps(item, &schemas);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                fill_maps(member, &property(schemas, name));
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Returns whether schemas allow only objects without declared properties, and `null`.
fn is_map(schemas: &[&'static Schema]) -> bool {
    let parts = composed(schemas);
    let names_nothing = |part: &&Schema| {
        part.properties.is_empty()
            && part.required.is_empty()
            && (part.types == Types::ANY || !part.types.allow(Types::ARRAY))
    };
    let is_object = |part: &&Schema| part.types != Types::ANY && part.types.allow(Types::OBJECT);
    parts.iter().all(names_nothing) && parts.iter().any(is_object)
}
