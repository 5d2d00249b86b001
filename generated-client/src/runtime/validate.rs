//! Judging values by the schemas of the document.

use std::error::Error;
use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::decode_failure::{self, DecodeFailure};
use super::duplicate_names;
use super::lossless_json::LosslessJson;
use super::redact::{SHOWN, scrub};
use super::schema::{Property, Schema};
use super::validator::{self, Direction};
use super::violation::{Location, Violations};

/// A type that stands for a schema of the document.
pub trait Validate: Serialize + DeserializeOwned {
    /// `properties` of an object, with the part of `required` that names them.
    const PROPERTIES: &'static [Property] = &[];

    /// The schema; an object of these properties, unless it says more.
    const SCHEMA: Schema = Schema::OBJECT.properties(Self::PROPERTIES);

    /// Returns the schema.
    fn schema() -> &'static Schema {
        const { &Self::SCHEMA }
    }

    /// Judges the value as it would be written; all that it breaks is in the error.
    fn validate(&self) -> Result<(), Violations> {
        check(self, Self::schema(), &Location::Body)
    }

    /// Reads a value that is exactly of the schema.
    ///
    /// Where `Deserialize` is tolerant, this is not: the JSON itself is judged by the schema, before it is decoded.
    fn from_json(json: &[u8]) -> Result<Self, FromJsonError> {
        let exact = LosslessJson::read(json).map_err(FromJsonError::syntax)?;
        check(&exact, Self::schema(), &Location::Body).map_err(FromJsonError::Invalid)?;
        let may_round = matches!(exact, LosslessJson::Text(_));
        let value = exact.into_value().and_then(Self::deserialize).map_err(|_| locate_decode_error::<Self>(json))?;
        if may_round {
            value.validate().map_err(|violations| FromJsonError::decode(&violations))?;
        }
        Ok(value)
    }
}

/// Says where JSON does not fit a type: reads it again, with an eye on the place.
#[cold]
fn locate_decode_error<T: DeserializeOwned>(json: &[u8]) -> FromJsonError {
    let value = LosslessJson::read(json).and_then(LosslessJson::into_value);
    match value.map(decode_failure::decode::<T, _>) {
        Ok(Err(misfit)) => FromJsonError::decode(&misfit),
        Ok(Ok(_)) => FromJsonError::decode(&"invalid value"),
        Err(error) => FromJsonError::decode(&DecodeFailure::read(&error)),
    }
}

/// An array whose items are of a type.
impl<T: Validate> Validate for Vec<T> {
    const SCHEMA: Schema = Schema::array_of::<T>();
}

/// A body of which the document says nothing is any JSON.
impl Validate for Value {
    const SCHEMA: Schema = Schema::ANY;
}

/// Judges `value`, as `serde_json` would send it, by `schema`. `location` is where it stands: violations name it.
pub fn check<T: Serialize + ?Sized>(value: &T, schema: &'static Schema, location: &Location) -> Result<(), Violations> {
    validator::violations(value, schema, *location, Direction::Request).into_result()
}

/// Judges a body that was received.
pub(super) fn check_received(body: &LosslessJson<'_>, schema: &'static Schema) -> Result<(), Violations> {
    validator::violations(body, schema, Location::Body, Direction::Response).into_result()
}

/// Why [`Validate::from_json`] gave no value. Its text shows no more of the JSON than violations do.
#[derive(Debug)]
#[non_exhaustive]
pub enum FromJsonError {
    /// The text is no JSON, from this place on; line and column count from 1.
    Syntax {
        /// The line.
        line: usize,
        /// The column, in bytes.
        column: usize,
    },
    /// An object has two properties of the same name, of which readers may take either.
    DuplicateName {
        /// The line.
        line: usize,
        /// The column, in bytes, behind the second name.
        column: usize,
    },
    /// The JSON breaks the schema.
    Invalid(Violations),
    /// The JSON is of the schema, and no value of the type: a number that is beyond the range of its Rust type, or between two of its
    /// values, neither of which is of the schema; a value whose discriminator names a member of a union that it is not; an object without a
    /// member that is required of answers alone.
    Decode {
        /// Where, and what was expected there.
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

    fn decode(reason: &dyn fmt::Display) -> Self {
        Self::Decode { reason: scrub(reason.to_string().as_bytes(), SHOWN).into_boxed_str() }
    }
}

impl fmt::Display for FromJsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { line, column } => write!(f, "no JSON: syntax error at line {line}, column {column}"),
            Self::DuplicateName { line, column } => {
                write!(f, "an object has two properties of the same name, at line {line}, column {column}")
            }
            Self::Invalid(violations) => violations.fmt(f),
            Self::Decode { reason } => {
                write!(f, "the value satisfies its schema, but its Rust type cannot hold it: {reason}")
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
