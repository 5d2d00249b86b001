//! Values whose Rust types vouch for their format, so that the validator need not write and read their text.

use serde::{Serialize, Serializer};

use super::nullable::Nullable;

/// Stands before the name of a format where a serializer is told the name of a newtype: no identifier begins so.
const PREFIX: &str = "$format::";

/// A value that may be of a format by its type.
pub trait Vouch: Serialize {
    /// Returns what `name!` makes of the format that the value is surely of.
    fn vouched(&self) -> Option<&'static str>;
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

impl<T: Vouch> Vouch for Option<T> {
    fn vouched(&self) -> Option<&'static str> {
        self.as_ref()?.vouched()
    }
}

impl<T: Vouch> Vouch for Nullable<T> {
    fn vouched(&self) -> Option<&'static str> {
        match self {
            Self::Value(value) => value.vouched(),
            Self::Absent | Self::Null => None,
        }
    }
}

/// A value, written as itself, with its word for its format.
pub struct Vouched<'a, T>(&'a T);

impl<T: Vouch> Serialize for Vouched<'_, T> {
    #[inline]
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.vouched() {
            Some(name) => serializer.serialize_newtype_struct(name, self.0),
            None => self.0.serialize(serializer),
        }
    }
}

/// The field of a struct, which `told` makes what is serialized: `Vouched` if its type can vouch, else itself. The two traits are found in
/// this order, since the second takes one reference more.
pub struct Field<'a, T>(pub &'a T);

/// Finds the types that can vouch.
pub trait ByWord<'a, T> {
    /// Returns what is serialized.
    fn told(&self) -> Vouched<'a, T>;
}

impl<'a, T: Vouch> ByWord<'a, T> for Field<'a, T> {
    #[inline]
    fn told(&self) -> Vouched<'a, T> {
        Vouched(self.0)
    }
}

/// Finds all other types.
pub trait ByText<'a, T> {
    /// Returns what is serialized.
    fn told(&self) -> &'a T;
}

impl<'a, T> ByText<'a, T> for &Field<'a, T> {
    #[inline]
    fn told(&self) -> &'a T {
        self.0
    }
}
