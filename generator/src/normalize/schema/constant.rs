//! `const`, which came with OpenAPI 3.1.

use serde_json::{Map, Value};

use super::super::version::Version;
use super::super::walker::Walker;
use super::decimal;

/// Turns `const` into an `enum` of one value; beside an `enum` without that value, into one of none.
pub(in crate::normalize) fn to_enum(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    if walker.version() == Version::V30 {
        return;
    }
    let Some(value) = schema.shift_remove("const") else { return };
    let is_listed = schema
        .get("enum")
        .and_then(Value::as_array)
        .is_none_or(|values| values.iter().any(|other| is_same(other, &value)));
    schema.insert("enum".to_owned(), Value::Array(if is_listed { vec![value] } else { Vec::new() }));
}

/// Returns whether two values are equal, as JSON Schema (core §4.2.2) has it: `1` equals `1.0`.
fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => decimal::same(&one.to_string(), &other.to_string()),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            let has = |(name, value)| other.get(name).is_some_and(|other| is_same(value, other));
            one.len() == other.len() && one.iter().all(has)
        }
        _ => one == other,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::is_same;

    #[test]
    fn numbers_are_equal_however_they_are_written() {
        assert!(is_same(&json!({ "a": [1, 2.5] }), &json!({ "a": [1.0, 2.5] })));
    }

    #[test]
    fn a_boolean_is_no_number() {
        assert!(!is_same(&json!([0]), &json!([false])));
    }

    #[test]
    fn members_count() {
        assert!(!is_same(&json!({ "a": 1 }), &json!({ "a": 1, "b": 2 })));
    }
}
