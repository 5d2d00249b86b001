//! Serializes objects that a derive of serde can't: with constant or additional properties.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::nullable::Nullable;

/// A serializer of an object.
#[derive(Debug)]
pub struct ObjectWriter<M>(M);

impl<M: SerializeMap> ObjectWriter<M> {
    /// Starts an object.
    ///
    /// # Errors
    ///
    /// The serializer fails.
    pub fn begin<S: Serializer<SerializeMap = M>>(serializer: S) -> Result<Self, S::Error> {
        serializer.serialize_map(None).map(Self)
    }

    /// Writes a property.
    ///
    /// # Errors
    ///
    /// The serializer or the value fails.
    pub fn required<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), M::Error> {
        self.0.serialize_entry(name, value)
    }

    /// Writes a property, unless it is `None`.
    ///
    /// # Errors
    ///
    /// The serializer or the value fails.
    #[allow(clippy::ref_option, reason = "fields are written as they are declared")]
    pub fn optional<T: Serialize>(&mut self, name: &'static str, value: &Option<T>) -> Result<(), M::Error> {
        value.as_ref().map_or(Ok(()), |value| self.0.serialize_entry(name, value))
    }

    /// Writes a property, unless it is absent.
    ///
    /// # Errors
    ///
    /// The serializer or the value fails.
    pub fn nullable<T: Serialize>(&mut self, name: &'static str, value: &Nullable<T>) -> Result<(), M::Error> {
        if value.is_absent() { Ok(()) } else { self.0.serialize_entry(name, value) }
    }

    /// Writes the additional properties.
    ///
    /// # Errors
    ///
    /// The serializer or a value fails.
    pub fn additional_properties<T: Serialize>(&mut self, members: &BTreeMap<String, T>) -> Result<(), M::Error> {
        members.iter().try_for_each(|(name, value)| self.0.serialize_entry(name, value))
    }

    /// Ends the object.
    ///
    /// # Errors
    ///
    /// The serializer fails.
    pub fn end(self) -> Result<M::Ok, M::Error> {
        self.0.end()
    }
}
