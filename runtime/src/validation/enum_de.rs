//! Deserialization of enums (JSON Schema `enum`) with a variant for unknown values.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer};
use serde_json::Value;

use super::schema::Literal;
use super::validator::equals;

/// The error of `FromStr` for a string that is not a value of the enum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownVariantError(());

impl UnknownVariantError {
    /// The error, without the string, which may be secret.
    pub const ERROR: Self = Self(());
}

impl fmt::Display for UnknownVariantError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("unknown enum value")
    }
}

impl std::error::Error for UnknownVariantError {}

/// Deserializes an enum of strings; any other string becomes `unknown`.
///
/// # Errors
///
/// The value is not a string.
pub fn deserialize_enum<'de, D: Deserializer<'de>, T: FromStr>(
    deserializer: D,
    unknown: fn(String) -> T,
) -> Result<T, D::Error> {
    let text = String::deserialize(deserializer)?;
    Ok(text.parse().unwrap_or_else(|_| unknown(text)))
}

/// Deserializes an enum of values of any type; any other value becomes `unknown`.
///
/// # Errors
///
/// The value is not JSON.
pub fn deserialize_literals<'de, D: Deserializer<'de>, T: Clone>(
    deserializer: D,
    values: &[(Literal, T)],
    unknown: fn(Value) -> T,
) -> Result<T, D::Error> {
    let value = Value::deserialize(deserializer)?;
    let found = values.iter().find(|(literal, _)| equals(&value, literal));
    Ok(found.map_or_else(|| unknown(value.clone()), |(_, known)| known.clone()))
}
