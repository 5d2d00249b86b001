//! Integers that are written with a fraction or an exponent: from `OpenAPI` 3.1 on, `1.0` is one.

use serde::de::{Deserialize, DeserializeOwned, Deserializer, Error};
use serde_json::Value;

use super::buffered::Buffered;
use super::decode_failure;
use super::validator::plain_integer;

/// Decodes an integer, or arrays, maps and options of integers, however they are written.
///
/// For `#[serde(deserialize_with = "…")]` on a member of such a type.
pub fn deserialize<'de, D: Deserializer<'de>, T: DeserializeOwned>(deserializer: D) -> Result<T, D::Error> {
    let mut value = Buffered::deserialize(deserializer)?;
    value.change(to_plain_integers);
    decode_failure::decode(value).map_err(D::Error::custom)
}

/// Rewrites all whole numbers in `value` without a fraction and an exponent.
pub(super) fn to_plain_integers(value: &mut Value) {
    match value {
        Value::Number(number) => {
            if let Some(plain) = plain_integer(number) {
                *number = plain;
            }
        }
        Value::Array(items) => items.iter_mut().for_each(to_plain_integers),
        Value::Object(members) => members.values_mut().for_each(to_plain_integers),
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}
