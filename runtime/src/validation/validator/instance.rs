//! The value to validate, whatever its type.

use serde::Serialize;
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
        serde_json::to_string(*self)
    }
}
