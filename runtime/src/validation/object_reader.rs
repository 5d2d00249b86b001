//! Deserializes objects property by property, for structs with additional properties.
//!
//! `flatten` of serde does not work with `arbitrary_precision` of `serde_json`.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error, MapAccess, Visitor};

use super::buffered::Buffered;
pub use super::decode_failure::DecodeFailure;
use super::decode_failure::DecodeInto;
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
    build: fn(ObjectReader<'de>) -> Result<T, DecodeFailure>,
) -> Result<T, D::Error> {
    let mut built = None;
    let build = &mut |properties| match build(properties) {
        Ok(value) => {
            built = Some(value);
            Ok(())
        }
        Err(failure) => Err(failure),
    };
    deserializer.deserialize_map(ObjectVisitor(build))?;
    built.ok_or_else(|| D::Error::custom(DecodeFailure::incomplete()))
}

/// Builds the value before the deserializer leaves the object, so that it adds the position of the object to an error. It has no type
/// parameter, so that what calls it is compiled only once.
struct ObjectVisitor<'b, 'de>(&'b mut dyn FnMut(ObjectReader<'de>) -> Result<(), DecodeFailure>);

impl<'de> Visitor<'de> for ObjectVisitor<'_, 'de> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<(), A::Error> {
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
        let mut value = None;
        self.take_required(name, &mut value)?;
        value.ok_or_else(DecodeFailure::incomplete)
    }

    /// Takes an optional property; `null` counts as absent.
    ///
    /// # Errors
    ///
    /// The property does not fit the type.
    pub fn optional<T: DeserializeOwned>(&mut self, name: &'static str) -> Result<Option<T>, DecodeFailure> {
        let mut value = None;
        self.take_optional(name, &mut value).map(|()| value)
    }

    /// Takes an optional property whose type has a meaning for `null`: only an absent one is `None`.
    ///
    /// # Errors
    ///
    /// The property does not fit the type.
    pub fn present<T: DeserializeOwned>(&mut self, name: &'static str) -> Result<Option<T>, DecodeFailure> {
        let mut value = None;
        self.take_present(name, &mut value).map(|()| value)
    }

    /// Takes a property that may be absent, `null`, or a value.
    ///
    /// # Errors
    ///
    /// The property does not fit the type.
    pub fn nullable<T: DeserializeOwned>(&mut self, name: &'static str) -> Result<Nullable<T>, DecodeFailure> {
        let is_absent = !self.found.contains_key(name);
        let value = self.optional(name)?;
        Ok(if is_absent { Nullable::Absent } else { value.into() })
    }

    pub(super) fn take_required(&mut self, name: &'static str, into: &mut dyn DecodeInto) -> Result<(), DecodeFailure> {
        let value = self.found.remove(name).ok_or_else(|| DecodeFailure::missing(name))?;
        decode(name, &value, into)
    }

    pub(super) fn take_optional(&mut self, name: &'static str, into: &mut dyn DecodeInto) -> Result<(), DecodeFailure> {
        let value = self.found.remove(name).filter(|value| !value.is_null());
        value.map_or(Ok(()), |value| decode(name, &value, into))
    }

    pub(super) fn take_present(&mut self, name: &'static str, into: &mut dyn DecodeInto) -> Result<(), DecodeFailure> {
        self.found.remove(name).map_or(Ok(()), |value| decode(name, &value, into))
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
        let mut properties = BTreeMap::new();
        for (name, value) in self.found {
            let mut decoded = None;
            decode(&name, &value, &mut decoded)?;
            properties.extend(decoded.map(|value| (name, value)));
        }
        Ok(properties)
    }
}

fn decode(name: &str, value: &Buffered<'_>, into: &mut dyn DecodeInto) -> Result<(), DecodeFailure> {
    value.decode_into(into).map_err(|error| DecodeFailure::locate(value.text().as_bytes(), &error).within(name))
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
