//! Values whose Rust types guarantee their format, so that the validator need not check it.

use serde::{Serialize, Serializer};

use super::nullable::Nullable;

/// The prefix of a newtype's name that tells a serializer the format: no identifier starts like that.
const PREFIX: &str = "$format::";

/// A type that may guarantee a format.
pub trait KnownFormat: Serialize {
    /// Returns the `name!` of the format that the value is guaranteed to have.
    fn known_format(&self) -> Option<&'static str>;
}

/// Creates the newtype name that tells the validator the format of the value; other serializers ignore it.
#[allow(unused_macros, reason = "a document may have no such formats")]
macro_rules! name {
    ($format:literal) => {
        concat!("$format::", $format)
    };
}

#[allow(unused_imports, reason = "a document may have no such formats")]
pub(crate) use name;

/// Returns the format in a newtype name, if there is one.
#[inline]
pub(super) fn format(name: &'static str) -> Option<&'static str> {
    name.strip_prefix(PREFIX)
}

impl<T: KnownFormat> KnownFormat for Option<T> {
    fn known_format(&self) -> Option<&'static str> {
        self.as_ref()?.known_format()
    }
}

impl<T: KnownFormat> KnownFormat for Nullable<T> {
    fn known_format(&self) -> Option<&'static str> {
        match self {
            Self::Value(value) => value.known_format(),
            Self::Absent | Self::Null => None,
        }
    }
}

/// Serializes a value together with its known format.
pub struct WithFormat<'a, T>(&'a T);

impl<T: KnownFormat> Serialize for WithFormat<'_, T> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.known_format() {
            Some(name) => serializer.serialize_newtype_struct(name, self.0),
            None => self.0.serialize(serializer),
        }
    }
}

/// Wraps a field, so that `to_serialize` returns a `WithFormat` if the field's type is a [`KnownFormat`], else the field itself. Method
/// resolution tries `ViaFormat` first, since `ViaText` takes one more reference.
pub struct Probe<'a, T>(pub &'a T);

/// Applies to types with a known format.
pub trait ViaFormat<'a, T> {
    /// Returns the value to serialize.
    fn to_serialize(&self) -> WithFormat<'a, T>;
}

impl<'a, T: KnownFormat> ViaFormat<'a, T> for Probe<'a, T> {
    #[inline]
    fn to_serialize(&self) -> WithFormat<'a, T> {
        WithFormat(self.0)
    }
}

/// Applies to all other types.
pub trait ViaText<'a, T> {
    /// Returns the value to serialize.
    fn to_serialize(&self) -> &'a T;
}

impl<'a, T> ViaText<'a, T> for &Probe<'a, T> {
    #[inline]
    fn to_serialize(&self) -> &'a T {
        self.0
    }
}
