//! Reading enums of listed values (JSON Schema `enum`) that keep any other value.

use std::fmt;
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer};
use serde_json::Value;

use super::schema::{Literal, Number};

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
    let found = listed.iter().find(|(literal, _)| is(&value, literal));
    Ok(found.map_or_else(|| unknown(value.clone()), |(_, known)| known.clone()))
}

/// Returns whether a value is the one that a schema writes; numbers are the same if they are equal, however they are written.
pub fn is(value: &Value, literal: &Literal) -> bool {
    match (value, literal) {
        (Value::Null, Literal::Null) => true,
        (Value::Bool(value), Literal::Boolean(literal)) => value == literal,
        (Value::String(value), Literal::String(literal)) => value == literal,
        (Value::Number(value), Literal::Number(Number::Integer(literal))) => {
            value.as_i64() == Some(*literal) || is_float(value, &literal.to_string())
        }
        (Value::Number(value), Literal::Number(Number::Decimal(literal))) => is_float(value, literal),
        (value, Literal::Json(literal)) => {
            serde_json::from_str::<Value>(literal).is_ok_and(|literal| *value == literal)
        }
        _ => false,
    }
}

/// Integers that an `f64` can't tell apart are compared as such before.
fn is_float(value: &serde_json::Number, literal: &str) -> bool {
    !value.is_i64() && !value.is_u64() && value.as_f64().is_some() && value.as_f64() == literal.parse().ok()
}
