//! What is read as it is meant, where it is not as the schema says: for responses alone.

use serde_json::{Map, Value};

use super::lenient_integer::to_plain_integers;
use super::schema::{Ref, Schema, Types};
use super::subschemas::{composed, items, property};

/// Returns a value with integers written as such, and with empty maps that are no empty arrays; `None` if it needs no repair.
pub(super) fn repaired(value: &Value, schema: Option<Ref>) -> Option<Value> {
    let mut repaired = value.clone();
    to_plain_integers(&mut repaired);
    if let Some(schema) = schema {
        fill_maps(&mut repaired, &[schema.get()]);
    }
    (repaired != *value).then_some(repaired)
}

/// Turns `[]` into `{}` where a map is meant: PHP has one type for both, and writes an empty one as an array.
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

/// Returns whether all of some schemas are of objects whose properties they do not name, and of nothing else but `null`.
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
