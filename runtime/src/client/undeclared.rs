//! Successes with an undeclared status code: `201` instead of `200`, with the same body.

use serde_json::Value;

use crate::runtime::validation::lossless_json::LosslessJson;
use crate::runtime::validation::schema::{Ref, Schema, Types};
use crate::runtime::validation::subschemas::composed;
use crate::runtime::validation::validate::check_received;
use crate::runtime::validation::validator::is_valid;

/// Returns whether a body is certainly that of a success: it satisfies the schema and has a property that the schema declares. `is_empty`
/// says that the success has no body.
pub(super) fn is_like(body: &[u8], schema: Option<Ref>, is_empty: bool) -> bool {
    match schema {
        Some(schema) => is_surely_of(body, schema.get()),
        None => is_empty && body.is_empty(),
    }
}

fn is_surely_of(body: &[u8], schema: &'static Schema) -> bool {
    let Ok(exact) = LosslessJson::read(body) else { return false };
    let is_valid = check_received(&exact, schema, &[]).is_ok();
    is_valid && exact.into_value().is_ok_and(|value| is_typical(&value, schema))
}

/// Returns whether a value that satisfies a schema has something specific to it. A schema that allows anything proves nothing.
fn is_typical(value: &Value, schema: &'static Schema) -> bool {
    let mut parts = composed(&[schema]).into_iter().enumerate();
    // The first one is the schema itself, which the value satisfies.
    parts.any(|(index, part)| is_typical_of(value, part) && (index == 0 || is_valid(value, part)))
}

/// Returns whether an object has a declared property; a map, whose names are not declared, must have values that do, and an array items.
fn is_typical_of(value: &Value, schema: &'static Schema) -> bool {
    let is_told = |value: &Value, schema: Option<Ref>| schema.is_some_and(|schema| is_typical(value, schema.get()));
    match value {
        Value::Null => false,
        Value::Object(members) if schema.properties.is_empty() => {
            !members.is_empty()
                && members.values().all(|member| member.is_object() && is_told(member, schema.additional_properties))
        }
        Value::Object(members) => schema.properties.iter().any(|property| members.contains_key(property.name)),
        Value::Array(items) => {
            let mut objects = items.iter().filter(|item| item.is_object());
            schema.types != Types::ANY && !items.is_empty() && objects.all(|item| is_told(item, schema.items))
        }
        Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            schema.types != Types::ANY || schema.enum_values.is_some()
        }
    }
}
