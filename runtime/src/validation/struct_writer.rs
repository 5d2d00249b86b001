//! Serializes structs, with or without additional properties.
//!
//! Like `struct_reader`, it takes fields as trait objects, so that code is compiled for each type of a field only.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::ser::{SerializeMap, SerializeStruct, Serializer};

use super::schema::Property;

/// A field that a `W` serializes.
pub trait WriteField<W: SerializeStruct> {
    /// Writes the property.
    ///
    /// # Errors
    ///
    /// The serializer or the value fails.
    fn write(&self, name: &'static str, writer: &mut W) -> Result<(), W::Error>;
}

impl<T: Serialize, W: SerializeStruct> WriteField<W> for T {
    fn write(&self, name: &'static str, writer: &mut W) -> Result<(), W::Error> {
        writer.serialize_field(name, self)
    }
}

/// Serializes a struct: its name, its properties, and their values; `None` is absent.
///
/// # Errors
///
/// The serializer or a value fails.
pub fn serialize<S: Serializer>(
    serializer: S,
    name: &'static str,
    properties: &'static [Property],
    fields: &[Option<&dyn WriteField<S::SerializeStruct>>],
) -> Result<S::Ok, S::Error> {
    let mut writer = serializer.serialize_struct(name, fields.iter().flatten().count())?;
    for (property, field) in properties.iter().zip(fields) {
        match field {
            Some(field) => field.write(property.name, &mut writer)?,
            None => writer.skip_field(property.name)?,
        }
    }
    writer.end()
}

/// Returns the value of a field, unless it is absent.
pub fn unless<F: ?Sized>(is_absent: bool, field: &F) -> Option<&F> {
    if is_absent { None } else { Some(field) }
}

/// A field that an `M` serializes.
pub trait WriteEntry<M: SerializeMap> {
    /// Writes the property.
    ///
    /// # Errors
    ///
    /// The serializer or the value fails.
    fn write(&self, name: &'static str, writer: &mut M) -> Result<(), M::Error>;
}

impl<T: Serialize, M: SerializeMap> WriteEntry<M> for T {
    fn write(&self, name: &'static str, writer: &mut M) -> Result<(), M::Error> {
        writer.serialize_entry(name, self)
    }
}

/// Serializes an object: its properties, their values, of which `None` is absent, and the additional properties.
///
/// # Errors
///
/// The serializer or a value fails.
pub fn serialize_open<S: Serializer, T: Serialize>(
    serializer: S,
    properties: &'static [Property],
    fields: &[Option<&dyn WriteEntry<S::SerializeMap>>],
    additional_properties: &BTreeMap<String, T>,
) -> Result<S::Ok, S::Error> {
    let mut writer = serializer.serialize_map(None)?;
    for (property, field) in properties.iter().zip(fields) {
        if let Some(field) = field {
            field.write(property.name, &mut writer)?;
        }
    }
    for (name, value) in additional_properties {
        writer.serialize_entry(name, value)?;
    }
    writer.end()
}
