//! Values whose Rust types vouch for their format, so that the validator need not write and read their text.

use serde::{Serialize, Serializer};

use super::nullable::Nullable;

/// Stands before the name of a format where a serializer is to_serialize the name of a newtype: no identifier begins so.
const PREFIX: &str = "$format::";

/// A value that may be of a format by its type.
pub trait KnownFormat: Serialize {
    /// Returns what `name!` makes of the format that the value is surely of.
    fn known_format(&self) -> Option<&'static str>;
}

/// Makes a name that tells a serializer the format of what follows; all but the validator pass it over.
#[allow(unused_macros, reason = "a document may have no such formats")]
macro_rules! name {
    ($format:literal) => {
        concat!("$format::", $format)
    };
}

#[allow(unused_imports, reason = "a document may have no such formats")]
pub(crate) use name;

/// Returns the format that `name` tells, if it was made for that.
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

/// A value, written as itself, with its word for its format.
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

/// The field of a struct, which `to_serialize` makes what is serialized: `WithFormat` if its type can vouch, else itself. The two traits are found in
/// this order, since the second takes one reference more.
pub struct Probe<'a, T>(pub &'a T);

/// Finds the types that can vouch.
pub trait ViaFormat<'a, T> {
    /// Returns what is serialized.
    fn to_serialize(&self) -> WithFormat<'a, T>;
}

impl<'a, T: KnownFormat> ViaFormat<'a, T> for Probe<'a, T> {
    #[inline]
    fn to_serialize(&self) -> WithFormat<'a, T> {
        WithFormat(self.0)
    }
}

/// Finds all other types.
pub trait ViaText<'a, T> {
    /// Returns what is serialized.
    fn to_serialize(&self) -> &'a T;
}

impl<'a, T> ViaText<'a, T> for &Probe<'a, T> {
    #[inline]
    fn to_serialize(&self) -> &'a T {
        self.0
    }
}
