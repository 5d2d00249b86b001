//! Sets of the types that values have.

use serde_json::Value;

use super::super::schema::JsonType;

/// A set of types: a bit for each.
pub(super) type ValueTypes = u8;

pub(super) const NONE: ValueTypes = 0;
pub(super) const NULL: ValueTypes = 1;
pub(super) const BOOLEAN: ValueTypes = 2;
pub(super) const NUMBER: ValueTypes = 4;
pub(super) const STRING: ValueTypes = 8;
pub(super) const ARRAY: ValueTypes = 16;
pub(super) const OBJECT: ValueTypes = 32;
pub(super) const ALL: ValueTypes = 63;

/// Returns the type of the values that `type` asks for.
pub(super) fn of_type(asked: JsonType) -> ValueTypes {
    match asked {
        JsonType::Array => ARRAY,
        JsonType::Boolean => BOOLEAN,
        JsonType::Integer | JsonType::Number | JsonType::Integer2020 => NUMBER,
        JsonType::Null => NULL,
        JsonType::Object => OBJECT,
        JsonType::String => STRING,
    }
}

/// Returns the type of a value.
pub(super) fn of_value(value: &Value) -> ValueTypes {
    match value {
        Value::Null => NULL,
        Value::Bool(_) => BOOLEAN,
        Value::Number(_) => NUMBER,
        Value::String(_) => STRING,
        Value::Array(_) => ARRAY,
        Value::Object(_) => OBJECT,
    }
}
