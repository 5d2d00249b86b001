//! Building values whose schema requires members.

use std::marker::PhantomData;

use serde::Serialize;

use super::decode_failure::DecodeFailure;
use super::nullable::Nullable;
use super::plain_value::PlainValue;
use super::schema::Schema;
use super::validate::{Validate, check};
use super::violation::{Location, Violation, Violations};

/// A value that is being made, member by member; [`Builder::build`] says all that is wrong with it, missing members included.
///
/// Each generated type that needs one has a `builder()`, and each of its members a method here.
#[derive(Clone)]
#[must_use]
pub struct Builder<T> {
    members: Vec<(String, PlainValue)>,
    /// What has no JSON: NaN, for one.
    unwritable: Violations,
    of: PhantomData<fn() -> T>,
}

impl<T: Validate> Builder<T> {
    /// Begins a value without members.
    pub(crate) fn new() -> Self {
        Self { members: Vec::new(), unwritable: Violations::default(), of: PhantomData }
    }

    /// Sets a member.
    pub(crate) fn set<V: Serialize>(mut self, name: &str, value: V) -> Self {
        if let Err(violations) = check(&value, &Schema::ANY, &Location::Body) {
            self.unwritable.extend(violations.into_iter().map(|violation| violation.within(name)));
        }
        remove(&mut self.members, name);
        self.members.push((name.to_owned(), PlainValue::of(&value)));
        self
    }

    /// Sets a member that may be `null`, or leaves it out.
    pub(crate) fn set_nullable<V: Serialize>(mut self, name: &str, value: Nullable<V>) -> Self {
        if !value.is_absent() {
            return self.set(name, value);
        }
        remove(&mut self.members, name);
        self
    }

    /// Returns the value.
    ///
    /// # Errors
    ///
    /// All violations of the schema of `T`.
    pub fn build(self) -> Result<T, Violations> {
        let value = PlainValue::Object(self.members);
        let mut violations = self.unwritable;
        violations.merge(check(&value, T::schema(), &Location::Body).err().unwrap_or_default());
        violations.into_result()?;
        T::deserialize(value).map_err(|error| {
            let sentence =
                format!("satisfies its schema, but its Rust type cannot hold it: {}", DecodeFailure::read(&error));
            Violation::new(Location::Body, String::new(), "type", sentence).into()
        })
    }
}

/// A function, since a method might be called like that of a member.
fn remove(members: &mut Vec<(String, PlainValue)>, name: &str) {
    members.retain(|(known, _)| known != name);
}

impl<T> std::fmt::Debug for Builder<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        super::debug::redacted(&PlainValue::Object(self.members.clone()), f)
    }
}
