//! Deserializes objects property by property, for structs with additional properties.
//!
//! `flatten` of serde does not work with `arbitrary_precision` of `serde_json`.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error, MapAccess, Visitor};

use super::buffered::Buffered;
use super::decode_failure::DecodeFailure;
use super::lenient_integer;
use super::nullable::Nullable;

/// The properties of an object that are not decoded yet.
#[derive(Debug)]
pub struct ObjectReader<'de> {
    found: BTreeMap<String, Buffered<'de>>,
}

/// Deserializes an object by a function that takes its properties.
///
/// # Errors
///
/// The value is not an object, or the function fails.
pub fn read<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    build: impl FnOnce(ObjectReader<'de>) -> Result<T, DecodeFailure>,
) -> Result<T, D::Error> {
    deserializer.deserialize_map(ObjectVisitor(build))
}

/// Builds the value before the deserializer leaves the object, so that it adds the position of the object to an error.
struct ObjectVisitor<F>(F);

impl<'de, T, F: FnOnce(ObjectReader<'de>) -> Result<T, DecodeFailure>> Visitor<'de> for ObjectVisitor<F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
        (self.0)(ObjectReader::collect(members)?).map_err(A::Error::custom)
    }
}

impl<'de> ObjectReader<'de> {
    fn collect<A: MapAccess<'de>>(mut members: A) -> Result<Self, A::Error> {
        let mut found = BTreeMap::new();
        while let Some((name, member)) = members.next_entry()? {
            found.insert(name, member);
        }
        Ok(Self { found })
    }

    /// Takes a required property, as `null` if its type allows that.
    ///
    /// # Errors
    ///
    /// The property is absent, or does not fit the type.
    pub fn required<T: DeserializeOwned>(&mut self, name: &'static str) -> Result<T, DecodeFailure> {
        let value = self.found.remove(name).ok_or_else(|| DecodeFailure::missing(name))?;
        decode(name, &value)
    }

    /// Takes an optional property; `null` counts as absent.
    ///
    /// # Errors
    ///
    /// The property does not fit the type.
    pub fn optional<T: DeserializeOwned>(&mut self, name: &'static str) -> Result<Option<T>, DecodeFailure> {
        let value = self.found.remove(name).filter(|value| !value.is_null());
        value.map(|value| decode(name, &value)).transpose()
    }

    /// Takes an optional property whose type has a meaning for `null`: only an absent one is `None`.
    ///
    /// # Errors
    ///
    /// The property does not fit the type.
    pub fn present<T: DeserializeOwned>(&mut self, name: &'static str) -> Result<Option<T>, DecodeFailure> {
        self.found.remove(name).map(|value| decode(name, &value)).transpose()
    }

    /// Takes a property that may be absent, `null`, or a value.
    ///
    /// # Errors
    ///
    /// The property does not fit the type.
    pub fn nullable<T: DeserializeOwned>(&mut self, name: &'static str) -> Result<Nullable<T>, DecodeFailure> {
        match self.found.remove(name) {
            None => Ok(Nullable::Absent),
            Some(value) if value.is_null() => Ok(Nullable::Null),
            Some(value) => decode(name, &value).map(Nullable::Value),
        }
    }

    /// Rewrites the integers in a property without fraction and exponent, if it is present.
    pub fn normalize_integers(&mut self, name: &'static str) {
        if let Some(value) = self.found.get_mut(name) {
            lenient_integer::normalize(value);
        }
    }

    /// Rewrites the integers in all remaining properties without fraction and exponent.
    #[must_use]
    pub fn with_plain_integers(mut self) -> Self {
        self.found.values_mut().for_each(lenient_integer::normalize);
        self
    }

    /// Removes a property.
    pub fn skip(&mut self, name: &'static str) {
        self.found.remove(name);
    }

    /// Takes all remaining properties.
    ///
    /// # Errors
    ///
    /// One of them does not fit the type.
    pub fn additional_properties<T: DeserializeOwned>(self) -> Result<BTreeMap<String, T>, DecodeFailure> {
        let decode = |(name, value): (String, Buffered<'de>)| decode(&name, &value).map(|value| (name, value));
        self.found.into_iter().map(decode).collect()
    }
}

fn decode<T: DeserializeOwned>(name: &str, value: &Buffered<'_>) -> Result<T, DecodeFailure> {
    value.decode().map_err(|error| DecodeFailure::locate(value.text().as_bytes(), &error).within(name))
}

/// Deserializes a present property, so that an explicit `null` differs from an absent property.
///
/// For `#[serde(default, deserialize_with = "…")]` on an optional field whose type has a meaning for `null`.
///
/// # Errors
///
/// The value does not fit the type.
pub fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}
