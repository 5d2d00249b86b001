//! Builders of values with required properties.

use std::marker::PhantomData;

use serde::Serialize;

use super::decode_failure::{self, DecodeFailure};
use super::nullable::Nullable;
use super::plain_value::PlainValue;
use super::plain_value_json::{BytesAs, has_bytes, to_json};
use super::schema::Schema;
use super::validate::{Validate, check};
use super::violation::{Location, Violation, Violations};

/// Builds a `T` from properties by name; [`Builder::build`] validates it.
///
/// Generated types with required properties have a builder of their own, with a method for each property, which wraps this one.
#[derive(Clone)]
#[must_use]
pub struct Builder<T> {
    members: Vec<(String, PlainValue)>,
    /// Values that JSON cannot represent, such as NaN.
    unwritable: Violations,
    of: PhantomData<fn() -> T>,
}

impl<T> Default for Builder<T> {
    /// Creates a builder without properties.
    fn default() -> Self {
        Self { members: Vec::new(), unwritable: Violations::default(), of: PhantomData }
    }
}

impl<T: Validate> Builder<T> {
    /// Sets a property.
    pub fn set<V: Serialize>(mut self, name: &str, value: V) -> Self {
        if let Err(violations) = check(&value, &Schema::ANY, &Location::Body, T::REDACTED) {
            self.unwritable.extend(violations.into_iter().map(|violation| violation.within(name)));
        }
        remove(&mut self.members, name);
        self.members.push((name.to_owned(), PlainValue::of(&value)));
        self
    }

    /// Sets a property that may be `null`, or removes it.
    pub fn set_nullable<V: Serialize>(mut self, name: &str, value: Nullable<V>) -> Self {
        if !value.is_absent() {
            return self.set(name, value);
        }
        remove(&mut self.members, name);
        self
    }

    /// Validates and returns the value.
    ///
    /// # Errors
    ///
    /// Returns all violations of the schema of `T`.
    pub fn build(self) -> Result<T, Violations> {
        let value = PlainValue::Object(self.members);
        let mut violations = self.unwritable;
        violations.merge(check(&value, T::schema(), &Location::Body, T::REDACTED).err().unwrap_or_default());
        violations.into_result()?;
        decode(&value).map_err(|failure| {
            let sentence = format!("satisfies its schema, but its Rust type cannot represent it: {failure}");
            Violation::new(Location::Body, String::new(), "type", sentence).into()
        })
    }
}

fn decode<T: Validate>(value: &PlainValue) -> Result<T, DecodeFailure> {
    match decode_failure::decode(&to_json(value, BytesAs::String)) {
        Err(_) if has_bytes(value) => decode_failure::decode(&to_json(value, BytesAs::Array)),
        decoded => decoded,
    }
}

/// A function, since a method might have the name of a property.
fn remove(members: &mut Vec<(String, PlainValue)>, name: &str) {
    members.retain(|(known, _)| known != name);
}

impl<T: Validate> std::fmt::Debug for Builder<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        super::debug::write(&PlainValue::Object(self.members.clone()), T::REDACTED, f)
    }
}
