//! Validation of values against the schemas of the document.

use std::error::Error;
use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::decode_failure;
use super::duplicate_names;
use super::lossless_json::LosslessJson;
use super::redact::{MAX_SHOWN, RedactedNames, scrub};
use super::schema::{Property, Schema};
use super::validator::{self, Direction};
use super::violation::{Location, Violations};

/// A type with a schema of the document.
pub trait Validate: Serialize + DeserializeOwned {
    /// `properties` of an object, with `required` for those that it names.
    const PROPERTIES: &'static [Property] = &[];

    /// The schema; by default, an object with these properties.
    const SCHEMA: Schema = Schema::OBJECT.properties(Self::PROPERTIES);

    /// The names of properties whose values are never shown: in `Debug`, in violations and in errors.
    const REDACTED: RedactedNames = &[];

    /// Returns the schema.
    fn schema() -> &'static Schema {
        const { &Self::SCHEMA }
    }

    /// Validates the value as it would be serialized.
    ///
    /// # Errors
    ///
    /// All violations.
    fn validate(&self) -> Result<(), Violations> {
        check(self, Self::schema(), &Location::Body, Self::REDACTED)
    }

    /// Deserializes a value that satisfies the schema.
    ///
    /// Unlike `Deserialize`, this is strict: the JSON is validated before it is decoded.
    ///
    /// # Errors
    ///
    /// The JSON is invalid, violates the schema, or does not fit the type.
    fn from_json(json: &[u8]) -> Result<Self, FromJsonError> {
        let may_round = check_json(json, Self::schema(), Self::REDACTED)?;
        let value: Self =
            decode_failure::decode(json).map_err(|failure| FromJsonError::decode(&failure, Self::REDACTED))?;
        if may_round {
            value.validate().map_err(|violations| FromJsonError::decode(&violations, Self::REDACTED))?;
        }
        Ok(value)
    }
}

/// Validates JSON; returns whether decoding may round a number.
fn check_json(json: &[u8], schema: &'static Schema, redacted: RedactedNames) -> Result<bool, FromJsonError> {
    let exact = LosslessJson::read(json).map_err(FromJsonError::syntax)?;
    check(&exact, schema, &Location::Body, redacted).map_err(FromJsonError::Invalid)?;
    Ok(matches!(exact, LosslessJson::Text(_)))
}

/// An array with items of a type.
impl<T: Validate> Validate for Vec<T> {
    const SCHEMA: Schema = Schema::array_of::<T>();
    const REDACTED: RedactedNames = T::REDACTED;
}

/// A body without a schema is any JSON.
impl Validate for Value {
    const SCHEMA: Schema = Schema::ANY;
}

/// Validates `value`, as `serde_json` would serialize it, against `schema`. `location` is its location in a request, for the violations,
/// which do not show the values of properties with `redacted` names.
///
/// # Errors
///
/// All violations.
pub fn check<T: Serialize + ?Sized>(
    value: &T,
    schema: &'static Schema,
    location: &Location,
    redacted: RedactedNames,
) -> Result<(), Violations> {
    validator::violations(value, schema, *location, Direction::Request, redacted).into_result()
}

/// Validates a response body.
pub(crate) fn check_received(
    body: &LosslessJson<'_>,
    schema: &'static Schema,
    redacted: RedactedNames,
) -> Result<(), Violations> {
    validator::violations(body, schema, Location::Body, Direction::Response, redacted).into_result()
}

/// The error of [`Validate::from_json`]. Like violations, its message shows little of the JSON.
#[derive(Debug)]
#[non_exhaustive]
pub enum FromJsonError {
    /// The text is not JSON from this position on; line and column start at 1.
    Syntax {
        /// The line.
        line: usize,
        /// The column, in bytes.
        column: usize,
    },
    /// An object has a duplicate property name.
    DuplicateName {
        /// The line.
        line: usize,
        /// The column, in bytes, after the second name.
        column: usize,
    },
    /// The JSON violates the schema.
    Invalid(Violations),
    /// The JSON satisfies the schema, but the type can't represent it: a number is out of range, or is rounded to one that violates the
    /// schema; a discriminator selects a variant that does not decode; a property is missing that is required in responses only.
    Decode {
        /// The location, and what was expected.
        reason: Box<str>,
    },
}

impl FromJsonError {
    #[allow(clippy::needless_pass_by_value, reason = "the shape that `map_err` asks for")]
    fn syntax(error: serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        if duplicate_names::is_duplicate(&error) {
            Self::DuplicateName { line, column }
        } else {
            Self::Syntax { line, column }
        }
    }

    fn decode(reason: &dyn fmt::Display, redacted: RedactedNames) -> Self {
        Self::Decode { reason: scrub(reason.to_string().as_bytes(), MAX_SHOWN, redacted).into_boxed_str() }
    }
}

impl fmt::Display for FromJsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { line, column } => write!(f, "invalid JSON: syntax error at line {line}, column {column}"),
            Self::DuplicateName { line, column } => {
                write!(f, "an object has a duplicate property name, at line {line}, column {column}")
            }
            Self::Invalid(violations) => violations.fmt(f),
            Self::Decode { reason } => {
                write!(f, "the value satisfies its schema, but its Rust type cannot represent it: {reason}")
            }
        }
    }
}

impl Error for FromJsonError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Invalid(violations) => Some(violations),
            Self::Syntax { .. } | Self::DuplicateName { .. } | Self::Decode { .. } => None,
        }
    }
}
