//! Integers with a fraction or an exponent: since `OpenAPI` 3.1, `1.0` is one.

use serde::de::{Deserialize, DeserializeOwned, Deserializer};
use serde_json::Value;

use super::buffered::Buffered;
use super::decode_failure::DecodeFailure;
use super::validator::plain_integer;

/// Deserializes an integer, or arrays, maps and options of integers; each may be written as `1.0`.
///
/// For `#[serde(deserialize_with = "…")]` on a field.
///
/// # Errors
///
/// The value does not fit the type.
pub fn deserialize<'de, D: Deserializer<'de>, T: DeserializeOwned>(deserializer: D) -> Result<T, D::Error> {
    let value = Buffered::deserialize(deserializer)?;
    let mut plain = value.clone();
    normalize(&mut plain);
    let located = |error| DecodeFailure::locate(plain.text().as_bytes(), &error).into_error(value.text());
    plain.decode().map_err(located)
}

/// Rewrites all integers in JSON text without fraction and exponent.
pub(super) fn normalize(value: &mut Buffered<'_>) {
    // A number is written with a fraction or an exponent only if the text has one of these bytes.
    if value.text().bytes().any(|byte| matches!(byte, b'.' | b'e' | b'E')) {
        value.change(normalize_integers);
    }
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
