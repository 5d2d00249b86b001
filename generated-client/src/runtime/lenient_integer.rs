//! Integers with a fraction or an exponent: since `OpenAPI` 3.1, `1.0` is one.

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error};
use serde_json::Value;

use super::buffered::Buffered;
use super::decode_failure;
use super::validator::plain_integer;

/// Deserializes an integer, or arrays, maps and options of integers; each may be written as `1.0`.
///
/// For `#[serde(deserialize_with = "…")]` on a field.
pub fn deserialize<'de, D: Deserializer<'de>, T: DeserializeOwned>(deserializer: D) -> Result<T, D::Error> {
    let mut value = Buffered::deserialize(deserializer)?;
    value.change(normalize_integers);
    decode_failure::decode(value).map_err(D::Error::custom)
}

/// Rewrites all integers in `value` without fraction and exponent.
pub(super) fn normalize_integers(value: &mut Value) {
    match value {
        Value::Number(number) => {
            if let Some(plain) = plain_integer(number) {
                *number = plain;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(normalize_integers),
        Value::Object(members) => members.values_mut().for_each(normalize_integers),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}
