//! Reading enums of listed values (JSON Schema `enum`) that keep any other value.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer};
use serde_json::Value;

use super::schema::Literal;
use super::walk::equals;

/// A text that is none of the values that an enum lists.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnlistedValue(());

impl UnlistedValue {
    /// The error for any text: it does not keep it, since the text may be secret.
    pub const ERROR: Self = Self(());
}

impl fmt::Display for UnlistedValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not one of the listed values")
    }
}

impl std::error::Error for UnlistedValue {}

/// Reads a string: one that is listed, or `unknown`.
pub fn listed_or<'de, D: Deserializer<'de>, T: FromStr>(
    deserializer: D,
    unknown: fn(String) -> T,
) -> Result<T, D::Error> {
    let text = String::deserialize(deserializer)?;
    Ok(text.parse().unwrap_or_else(|_| unknown(text)))
}

/// Reads a value of any type: one that is listed, or `unknown`.
pub fn one_of<'de, D: Deserializer<'de>, T: Clone>(
    deserializer: D,
    listed: &[(Literal, T)],
    unknown: fn(Value) -> T,
) -> Result<T, D::Error> {
    let value = Value::deserialize(deserializer)?;
    let found = listed.iter().find(|(literal, _)| equals(&value, literal));
    Ok(found.map_or_else(|| unknown(value.clone()), |(_, known)| known.clone()))
}
