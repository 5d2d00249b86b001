//! Keys of maps, as the text that `serde_json` writes for them.

use std::fmt;

use serde::Serialize;
use serde::ser::{Impossible, Serializer};

use super::sink::Halt;
use super::stack::with_text;

/// Serializes a string, or what a key may be written from, by handing its text on.
pub(super) struct Key<F> {
    read: F,
}

impl<F> Key<F> {
    /// Hands the text to `read`.
    pub(super) const fn new<R>(read: F) -> Self
    where
        F: FnOnce(&str) -> Result<R, Halt>,
    {
        Self { read }
    }

    fn write<R>(self, arguments: fmt::Arguments<'_>) -> Result<R, Halt>
    where
        F: FnOnce(&str) -> Result<R, Halt>,
    {
        with_text(arguments, self.read)
    }
}

impl<R, F: FnOnce(&str) -> Result<R, Halt>> Serializer for Key<F> {
    type Ok = R;
    type Error = Halt;
    type SerializeSeq = Impossible<R, Halt>;
    type SerializeTuple = Impossible<R, Halt>;
    type SerializeTupleStruct = Impossible<R, Halt>;
    type SerializeTupleVariant = Impossible<R, Halt>;
    type SerializeMap = Impossible<R, Halt>;
    type SerializeStruct = Impossible<R, Halt>;
    type SerializeStructVariant = Impossible<R, Halt>;

    fn serialize_bool(self, value: bool) -> Result<R, Halt> {
        self.write(format_args!("{value}"))
    }

    fn serialize_i8(self, value: i8) -> Result<R, Halt> {
        self.write(format_args!("{value}"))
    }

    fn serialize_i16(self, value: i16) -> Result<R, Halt> {
        self.write(format_args!("{value}"))
    }

    fn serialize_i32(self, value: i32) -> Result<R, Halt> {
        self.write(format_args!("{value}"))
    }

    fn serialize_i64(self, value: i64) -> Result<R, Halt> {
        self.write(format_args!("{value}"))
    }

    fn serialize_i128(self, value: i128) -> Result<R, Halt> {
        self.write(format_args!("{value}"))
    }

    fn serialize_u8(self, value: u8) -> Result<R, Halt> {
        self.write(format_args!("{value}"))
    }

    fn serialize_u16(self, value: u16) -> Result<R, Halt> {
        self.write(format_args!("{value}"))
    }

    fn serialize_u32(self, value: u32) -> Result<R, Halt> {
        self.write(format_args!("{value}"))
    }

    fn serialize_u64(self, value: u64) -> Result<R, Halt> {
        self.write(format_args!("{value}"))
    }

    fn serialize_u128(self, value: u128) -> Result<R, Halt> {
        self.write(format_args!("{value}"))
    }

    fn serialize_f32(self, value: f32) -> Result<R, Halt> {
        if value.is_finite() { self.write(format_args!("{value:?}")) } else { Err(Halt::Unwritable) }
    }

    fn serialize_f64(self, value: f64) -> Result<R, Halt> {
        if value.is_finite() { self.write(format_args!("{value:?}")) } else { Err(Halt::Unwritable) }
    }

    fn serialize_char(self, value: char) -> Result<R, Halt> {
        (self.read)(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<R, Halt> {
        (self.read)(value)
    }

    fn serialize_bytes(self, _value: &[u8]) -> Result<R, Halt> {
        Err(Halt::Unwritable)
    }

    fn serialize_none(self) -> Result<R, Halt> {
        Err(Halt::Unwritable)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<R, Halt> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<R, Halt> {
        Err(Halt::Unwritable)
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<R, Halt> {
        Err(Halt::Unwritable)
    }

    fn serialize_unit_variant(self, _name: &'static str, _index: u32, variant: &'static str) -> Result<R, Halt> {
        (self.read)(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _name: &'static str, value: &T) -> Result<R, Halt> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _value: &T,
    ) -> Result<R, Halt> {
        Err(Halt::Unwritable)
    }

    fn serialize_seq(self, _len: Option<usize>) -> Result<Self::SerializeSeq, Halt> {
        Err(Halt::Unwritable)
    }

    fn serialize_tuple(self, _len: usize) -> Result<Self::SerializeTuple, Halt> {
        Err(Halt::Unwritable)
    }

    fn serialize_tuple_struct(self, _name: &'static str, _len: usize) -> Result<Self::SerializeTupleStruct, Halt> {
        Err(Halt::Unwritable)
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _len: usize,
    ) -> Result<Self::SerializeTupleVariant, Halt> {
        Err(Halt::Unwritable)
    }

    fn serialize_map(self, _len: Option<usize>) -> Result<Self::SerializeMap, Halt> {
        Err(Halt::Unwritable)
    }

    fn serialize_struct(self, _name: &'static str, _len: usize) -> Result<Self::SerializeStruct, Halt> {
        Err(Halt::Unwritable)
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _len: usize,
    ) -> Result<Self::SerializeStructVariant, Halt> {
        Err(Halt::Unwritable)
    }

    fn collect_str<T: fmt::Display + ?Sized>(self, value: &T) -> Result<R, Halt> {
        self.write(format_args!("{value}"))
    }
}
