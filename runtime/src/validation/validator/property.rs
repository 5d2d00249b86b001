//! Reads one property of a value that serializes as an object.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;
use serde::ser::{Impossible, SerializeMap, SerializeStruct, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use super::instance::to_json;
use super::map_key::MapKey;
use super::reporter::Abort;

/// Returns the property `name` of `object`; `None` if there is none, or if the value is not an object.
pub(super) fn of<T: Serialize + ?Sized>(object: &T, name: &str) -> Option<Value> {
    object.serialize(Finder { name }).ok().flatten()
}

/// Serializes a value to find its property.
struct Finder<'a> {
    name: &'a str,
}

/// Visits the properties of an object.
struct Properties<'a> {
    name: &'a str,
    /// Whether the next value is that of the property.
    is_next: bool,
    found: Option<Value>,
    /// Whether the one field is JSON text: that is how `serde_json` serializes a `RawValue`.
    is_text: bool,
}

impl Properties<'_> {
    fn take<T: Serialize + ?Sized>(&mut self, value: &T) {
        // Through text, which all types are compiled for anyway.
        self.found = to_json(value).ok().and_then(|json| serde_json::from_str(&json).ok());
    }
}

type Found = Option<Value>;

fn in_text(json: &str, name: &str) -> Found {
    let properties: BTreeMap<String, &RawValue> = serde_json::from_str(json).ok()?;
    serde_json::from_str(properties.get(name)?.get()).ok()
}

/// Returns `None` for a scalar.
macro_rules! nothing_in {
    ($($method:ident($($argument:ident: $type:ty),*))*) => {
        $(fn $method(self, $($argument: $type),*) -> Result<Found, Abort> {
            Ok(None)
        })*
    };
}

/// Aborts for an array or variant.
macro_rules! nothing_below {
    ($($method:ident($($argument:ident: $type:ty),*) -> $compound:ident)*) => {
        $(fn $method(self, $($argument: $type),*) -> Result<Self::$compound, Abort> {
            Err(Abort::Enough)
        })*
    };
}

impl<'a> Serializer for Finder<'a> {
    type Ok = Found;
    type Error = Abort;
    type SerializeSeq = Impossible<Found, Abort>;
    type SerializeTuple = Impossible<Found, Abort>;
    type SerializeTupleStruct = Impossible<Found, Abort>;
    type SerializeTupleVariant = Impossible<Found, Abort>;
    type SerializeMap = Properties<'a>;
    type SerializeStruct = Properties<'a>;
    type SerializeStructVariant = Impossible<Found, Abort>;

    nothing_in! {
        serialize_bool(_value: bool)
        serialize_i8(_value: i8)
        serialize_i16(_value: i16)
        serialize_i32(_value: i32)
        serialize_i64(_value: i64)
        serialize_i128(_value: i128)
        serialize_u8(_value: u8)
        serialize_u16(_value: u16)
        serialize_u32(_value: u32)
        serialize_u64(_value: u64)
        serialize_u128(_value: u128)
        serialize_f32(_value: f32)
        serialize_f64(_value: f64)
        serialize_char(_value: char)
        serialize_str(_value: &str)
        serialize_bytes(_value: &[u8])
        serialize_none()
        serialize_unit()
        serialize_unit_struct(_name: &'static str)
        serialize_unit_variant(_name: &'static str, _index: u32, _variant: &'static str)
    }

    nothing_below! {
        serialize_seq(_len: Option<usize>) -> SerializeSeq
        serialize_tuple(_len: usize) -> SerializeTuple
        serialize_tuple_struct(_name: &'static str, _len: usize) -> SerializeTupleStruct
        serialize_tuple_variant(_name: &'static str, _index: u32, _variant: &'static str, _len: usize) -> SerializeTupleVariant
        serialize_struct_variant(_name: &'static str, _index: u32, _variant: &'static str, _len: usize) -> SerializeStructVariant
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Found, Abort> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _name: &'static str, value: &T) -> Result<Found, Abort> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _value: &T,
    ) -> Result<Found, Abort> {
        Ok(None)
    }

    fn serialize_map(self, _len: Option<usize>) -> Result<Properties<'a>, Abort> {
        Ok(Properties { name: self.name, is_next: false, found: None, is_text: false })
    }

    fn serialize_struct(self, name: &'static str, len: usize) -> Result<Properties<'a>, Abort> {
        let is_text = name.starts_with("$serde_json::private::");
        Ok(Properties { is_text, ..self.serialize_map(Some(len))? })
    }

    fn collect_str<T: fmt::Display + ?Sized>(self, _value: &T) -> Result<Found, Abort> {
        Ok(None)
    }
}

impl SerializeMap for Properties<'_> {
    type Ok = Found;
    type Error = Abort;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Abort> {
        let name = self.name;
        self.is_next = key.serialize(MapKey::new(|key| Ok(key == name)))?;
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Abort> {
        if self.is_next {
            self.take(value);
        }
        Ok(())
    }

    fn end(self) -> Result<Found, Abort> {
        Ok(self.found)
    }
}

impl SerializeStruct for Properties<'_> {
    type Ok = Found;
    type Error = Abort;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Abort> {
        if self.is_text {
            let property = self.name;
            self.found = value.serialize(MapKey::new(|text| Ok(in_text(text, property))))?;
        } else if name == self.name {
            self.take(value);
        }
        Ok(())
    }

    fn end(self) -> Result<Found, Abort> {
        Ok(self.found)
    }
}
