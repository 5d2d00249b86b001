//! Keys of maps, converted to strings as `serde_json` does.

use std::fmt;

use serde::Serialize;
use serde::ser::{Impossible, Serializer};

use super::reporter::Abort;
use super::stack_string::with_text;

/// A serializer for a string, or for a scalar that `serde_json` accepts as a key.
pub(super) struct MapKey<F> {
    read: F,
}

impl<F> MapKey<F> {
    /// Creates a serializer that calls `read` with the string.
    pub(super) const fn new<R>(read: F) -> Self
    where
        F: FnOnce(&str) -> Result<R, Abort>,
    {
        Self { read }
    }

    fn write<R>(self, arguments: fmt::Arguments<'_>) -> Result<R, Abort>
    where
        F: FnOnce(&str) -> Result<R, Abort>,
    {
        with_text(arguments, self.read)
    }
}

impl<R, F: FnOnce(&str) -> Result<R, Abort>> Serializer for MapKey<F> {
    type Ok = R;
    type Error = Abort;
    type SerializeSeq = Impossible<R, Abort>;
    type SerializeTuple = Impossible<R, Abort>;
    type SerializeTupleStruct = Impossible<R, Abort>;
    type SerializeTupleVariant = Impossible<R, Abort>;
    type SerializeMap = Impossible<R, Abort>;
    type SerializeStruct = Impossible<R, Abort>;
    type SerializeStructVariant = Impossible<R, Abort>;

    fn serialize_bool(self, value: bool) -> Result<R, Abort> {
        self.write(format_args!("{value}"))
    }

    fn serialize_i8(self, value: i8) -> Result<R, Abort> {
        self.write(format_args!("{value}"))
    }

    fn serialize_i16(self, value: i16) -> Result<R, Abort> {
        self.write(format_args!("{value}"))
    }

    fn serialize_i32(self, value: i32) -> Result<R, Abort> {
        self.write(format_args!("{value}"))
    }

    fn serialize_i64(self, value: i64) -> Result<R, Abort> {
        self.write(format_args!("{value}"))
    }

    fn serialize_i128(self, value: i128) -> Result<R, Abort> {
        self.write(format_args!("{value}"))
    }

    fn serialize_u8(self, value: u8) -> Result<R, Abort> {
        self.write(format_args!("{value}"))
    }

    fn serialize_u16(self, value: u16) -> Result<R, Abort> {
        self.write(format_args!("{value}"))
    }

    fn serialize_u32(self, value: u32) -> Result<R, Abort> {
        self.write(format_args!("{value}"))
    }

    fn serialize_u64(self, value: u64) -> Result<R, Abort> {
        self.write(format_args!("{value}"))
    }

    fn serialize_u128(self, value: u128) -> Result<R, Abort> {
        self.write(format_args!("{value}"))
    }

    fn serialize_f32(self, value: f32) -> Result<R, Abort> {
        if value.is_finite() { self.write(format_args!("{value:?}")) } else { Err(Abort::Unserializable) }
    }

    fn serialize_f64(self, value: f64) -> Result<R, Abort> {
        if value.is_finite() { self.write(format_args!("{value:?}")) } else { Err(Abort::Unserializable) }
    }

    fn serialize_char(self, value: char) -> Result<R, Abort> {
        (self.read)(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<R, Abort> {
        (self.read)(value)
    }

    fn serialize_bytes(self, _value: &[u8]) -> Result<R, Abort> {
        Err(Abort::Unserializable)
    }

    fn serialize_none(self) -> Result<R, Abort> {
        Err(Abort::Unserializable)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<R, Abort> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<R, Abort> {
        Err(Abort::Unserializable)
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<R, Abort> {
        Err(Abort::Unserializable)
    }

    fn serialize_unit_variant(self, _name: &'static str, _index: u32, variant: &'static str) -> Result<R, Abort> {
        (self.read)(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _name: &'static str, value: &T) -> Result<R, Abort> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _value: &T,
    ) -> Result<R, Abort> {
        Err(Abort::Unserializable)
    }

    fn serialize_seq(self, _len: Option<usize>) -> Result<Self::SerializeSeq, Abort> {
        Err(Abort::Unserializable)
    }

    fn serialize_tuple(self, _len: usize) -> Result<Self::SerializeTuple, Abort> {
        Err(Abort::Unserializable)
    }

    fn serialize_tuple_struct(self, _name: &'static str, _len: usize) -> Result<Self::SerializeTupleStruct, Abort> {
        Err(Abort::Unserializable)
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _len: usize,
    ) -> Result<Self::SerializeTupleVariant, Abort> {
        Err(Abort::Unserializable)
    }

    fn serialize_map(self, _len: Option<usize>) -> Result<Self::SerializeMap, Abort> {
        Err(Abort::Unserializable)
    }

    fn serialize_struct(self, _name: &'static str, _len: usize) -> Result<Self::SerializeStruct, Abort> {
        Err(Abort::Unserializable)
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _len: usize,
    ) -> Result<Self::SerializeStructVariant, Abort> {
        Err(Abort::Unserializable)
    }

    fn collect_str<T: fmt::Display + ?Sized>(self, value: &T) -> Result<R, Abort> {
        self.write(format_args!("{value}"))
    }
}
