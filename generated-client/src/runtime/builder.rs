//! Building values whose schema requires members.

use std::marker::PhantomData;

use serde::Serialize;
use serde_json::{Map, Value};

use super::nullable::Nullable;
use super::validate::{Validate, check};
use super::violation::{Location, Violations};

/// A value that is being made, member by member; [`Builder::build`] says all that is wrong with it, missing members included.
///
/// Each generated type that needs one has a `builder()`, and each of its members a method here.
#[derive(Clone)]
#[must_use]
pub struct Builder<T> {
    members: Map<String, Value>,
    of: PhantomData<fn() -> T>,
}

impl<T: Validate> Builder<T> {
    /// Begins a value without members.
    pub(crate) fn new() -> Self {
        Self { members: Map::new(), of: PhantomData }
    }

    /// Sets a member. What can't be written as JSON is set to `null`, which the schema then judges.
    pub(crate) fn set<V: Serialize>(mut self, name: &str, value: V) -> Self {
        self.members.insert(name.to_owned(), serde_json::to_value(value).unwrap_or(Value::Null));
        self
    }

    /// Sets a member that may be `null`, or leaves it out.
    pub(crate) fn set_nullable<V: Serialize>(mut self, name: &str, value: Nullable<V>) -> Self {
        if value.is_absent() {
            self.members.remove(name);
            return self;
        }
        self.set(name, value)
    }

    /// Returns the value.
    ///
    /// # Errors
    ///
    /// All violations of the schema of `T`.
    pub fn build(self) -> Result<T, Violations> {
        let value = Value::Object(self.members);
        check(&value, T::schema(), &Location::Body)?;
        // What satisfies the schema decodes.
        serde_json::from_value(value).map_err(|_| Violations::default())
    }
}

impl<T> std::fmt::Debug for Builder<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        super::debug::redacted(&self.members, f)
    }
}
