//! Deserializes objects property by property, for structs with additional properties.
//!
//! `flatten` of serde does not work with `arbitrary_precision` of `serde_json`.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error};

use super::buffered::Buffered;
use super::decode_failure;
use super::lenient_integer::normalize_integers;
use super::nullable::Nullable;

/// The properties of an object that are not decoded yet. `E` is the error of the deserializer.
#[derive(Debug)]
pub struct ObjectReader<E> {
    found: BTreeMap<String, Buffered>,
    error: PhantomData<fn() -> E>,
}

impl<E: Error> ObjectReader<E> {
    /// Reads an object, or fails.
    pub fn read<'de, D: Deserializer<'de, Error = E>>(deserializer: D) -> Result<Self, E> {
        let found = Buffered::deserialize(deserializer)?.into_members().map_err(E::custom)?;
        Ok(Self { found, error: PhantomData })
    }

    /// Takes a required property, as `null` if its type allows that.
    pub fn required<T: DeserializeOwned>(&mut self, name: &'static str) -> Result<T, E> {
        match self.found.remove(name) {
            Some(value) => decode(name, value),
            None => Err(E::missing_field(name)),
        }
    }

    /// Takes an optional property; `null` counts as absent.
    pub fn optional<T: DeserializeOwned>(&mut self, name: &'static str) -> Result<Option<T>, E> {
        match self.found.remove(name) {
            Some(value) if !value.is_null() => decode(name, value).map(Some),
            Some(_) | None => Ok(None),
        }
    }

    /// Takes an optional property whose type has a meaning for `null`: only an absent one is `None`.
    pub fn present<T: DeserializeOwned>(&mut self, name: &'static str) -> Result<Option<T>, E> {
        self.found.remove(name).map(|value| decode(name, value)).transpose()
    }

    /// Takes a property that may be absent, `null`, or a value.
    pub fn nullable<T: DeserializeOwned>(&mut self, name: &'static str) -> Result<Nullable<T>, E> {
        match self.found.remove(name) {
            None => Ok(Nullable::Absent),
            Some(value) if value.is_null() => Ok(Nullable::Null),
            Some(value) => decode(name, value).map(Nullable::Value),
        }
    }

    /// Rewrites the integers in a property without fraction and exponent, if it is present.
    pub fn normalize_integers(&mut self, name: &'static str) {
        if let Some(value) = self.found.get_mut(name) {
            value.change(normalize_integers);
        }
    }

    /// Rewrites the integers in all remaining properties without fraction and exponent.
    #[must_use]
    pub fn with_plain_integers(mut self) -> Self {
        self.found.values_mut().for_each(|value| value.change(normalize_integers));
        self
    }

    /// Removes a property.
    pub fn skip(&mut self, name: &'static str) {
        self.found.remove(name);
    }

    /// Takes all remaining properties.
    pub fn additional_properties<T: DeserializeOwned>(self) -> Result<BTreeMap<String, T>, E> {
        let decode = |(name, value): (String, Buffered)| decode(&name, value).map(|value| (name, value));
        self.found.into_iter().map(decode).collect()
    }
}

fn decode<T: DeserializeOwned, E: Error>(name: &str, value: Buffered) -> Result<T, E> {
    decode_failure::decode(value).map_err(|misfit| E::custom(misfit.within(name)))
}

/// Deserializes a present property, so that an explicit `null` differs from an absent property.
///
/// For `#[serde(default, deserialize_with = "…")]` on an optional field whose type has a meaning for `null`.
pub fn present<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}
