//! Equality of JSON values.

use serde_json::Value;

use super::decimal::is_equal_decimal;

/// Returns whether two values are equal by the rules of JSON Schema (core §4.2.2): `1` equals `1.0`.
pub(crate) fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => is_equal_decimal(&one.to_string(), &other.to_string()),
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
    fn numbers_are_compared_by_value() {
        assert!(is_same(&json!({ "a": [1, 2.5] }), &json!({ "a": [1.0, 2.5] })));
    }

    #[test]
    fn a_boolean_is_not_a_number() {
        assert!(!is_same(&json!([0]), &json!([false])));
    }

    #[test]
    fn all_members_are_compared() {
        assert!(!is_same(&json!({ "a": 1 }), &json!({ "a": 1, "b": 2 })));
    }
}
