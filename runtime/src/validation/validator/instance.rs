//! The value to validate, whatever its type.

use serde::Serialize;
use serde::ser::Error as _;
use serde_json::Value;

use super::property;
use super::reporter::Abort;
use super::{Outcome, Validator};

/// A value that serializes. The validator takes it as a trait object, so that it is compiled once and not for each type of values.
pub(super) trait Instance {
    /// Validates the value against the keywords that apply to its type.
    fn accept(&self, validator: Validator<'_>) -> Result<Outcome, Abort>;

    /// Returns a property of an object.
    fn property(&self, name: &str) -> Option<Value>;

    /// Returns the JSON text of the value.
    fn to_json(&self) -> serde_json::Result<String>;
}

impl<T: Serialize + ?Sized> Instance for &T {
    fn accept(&self, validator: Validator<'_>) -> Result<Outcome, Abort> {
        (**self).serialize(validator)
    }

    fn property(&self, name: &str) -> Option<Value> {
        property::of(*self, name)
    }

    fn to_json(&self) -> serde_json::Result<String> {
        to_json(*self)
    }
}

/// Returns the JSON text of a value. `serde_json::to_string` would compile two more functions for each type.
pub(super) fn to_json<T: Serialize + ?Sized>(value: &T) -> serde_json::Result<String> {
    let mut json = Vec::new();
    match value.serialize(&mut serde_json::Serializer::new(&mut json)) {
        Ok(()) => String::from_utf8(json).map_err(serde_json::Error::custom),
        Err(error) => Err(error),
    }
}
