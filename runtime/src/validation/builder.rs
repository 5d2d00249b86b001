//! Builders of values with required properties.

use std::fmt;
use std::marker::PhantomData;

use serde::Serialize;

use super::decode_failure::{self, DecodeFailure, DecodeInto};
use super::nullable::Nullable;
use super::plain_value::PlainValue;
use super::plain_value_json::{BytesAs, has_bytes, to_json};
use super::redact::RedactedNames;
use super::schema::Schema;
use super::validate::{Validate, check};
use super::violation::{Location, Violation, Violations};

/// Builds a `T` from properties by name; [`Builder::build`] validates it.
///
/// Generated types with required properties have a builder of their own, with a method for each property, which wraps this one.
#[derive(Clone)]
#[must_use]
pub struct Builder<T> {
    properties: Properties,
    of: PhantomData<fn() -> T>,
}

/// The properties that are set. This has no type parameter, so that it is compiled only once.
#[derive(Clone, Default)]
struct Properties {
    members: Vec<(String, PlainValue)>,
    /// Values that JSON cannot represent, such as NaN.
    unwritable: Violations,
}

impl<T> Default for Builder<T> {
    /// Creates a builder without properties.
    fn default() -> Self {
        Self { properties: Properties::default(), of: PhantomData }
    }
}

impl<T: Validate> Builder<T> {
    /// Sets a property.
    pub fn set<V: Serialize>(mut self, name: &str, value: V) -> Self {
        let checked = check(&value, &Schema::ANY, &Location::Body, T::REDACTED);
        self.properties.set(name, PlainValue::of(&value), checked);
        self
    }

    /// Sets a property that may be `null`, or removes it.
    pub fn set_nullable<V: Serialize>(mut self, name: &str, value: Nullable<V>) -> Self {
        if !value.is_absent() {
            return self.set(name, value);
        }
        self.properties.remove(name);
        self
    }

    /// Validates and returns the value.
    ///
    /// # Errors
    ///
    /// Returns all violations of the schema of `T`.
    pub fn build(self) -> Result<T, Violations> {
        let mut value = None;
        self.properties.build(T::schema(), T::REDACTED, &mut value)?;
        value.ok_or_else(|| unrepresentable(&DecodeFailure::incomplete()))
    }
}

impl Properties {
    fn set(&mut self, name: &str, value: PlainValue, checked: Result<(), Violations>) {
        if let Err(violations) = checked {
            self.unwritable.extend(violations.into_iter().map(|violation| violation.within(name)));
        }
        self.remove(name);
        self.members.push((name.to_owned(), value));
    }

    fn remove(&mut self, name: &str) {
        self.members.retain(|(known, _)| known != name);
    }

    fn build(
        self,
        schema: &'static Schema,
        redacted: RedactedNames,
        built: &mut dyn DecodeInto,
    ) -> Result<(), Violations> {
        let value = PlainValue::Object(self.members);
        let mut violations = self.unwritable;
        violations.merge(check(&value, schema, &Location::Body, redacted).err().unwrap_or_default());
        violations.into_result()?;
        let decoded = match decode_failure::decode_into(&to_json(&value, BytesAs::String), built) {
            Err(_) if has_bytes(&value) => decode_failure::decode_into(&to_json(&value, BytesAs::Array), built),
            decoded => decoded,
        };
        decoded.map_err(|failure| unrepresentable(&failure))
    }

    fn show(&self, redacted: RedactedNames, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        super::debug::write(&PlainValue::Object(self.members.clone()), redacted, f)
    }
}

fn unrepresentable(failure: &DecodeFailure) -> Violations {
    let sentence = format!("satisfies its schema, but its Rust type cannot represent it: {failure}");
    Violation::new(Location::Body, String::new(), "type", sentence).into()
}

impl<T: Validate> fmt::Debug for Builder<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.properties.show(T::REDACTED, f)
    }
}
