//! The data model of serde, mapped to JSON as `serde_json` maps it, and each value handed to the rules of its type.

use std::fmt;

use serde::Serialize;
use serde::ser::Serializer;
use serde_json::{Map, Value};

use super::array::Items;
use super::object::{Fields, Members};
use super::sink::Halt;
use super::stack::with_text;
use super::variant::Variant;
use super::{Met, Walker};
use crate::runtime::vouched;

impl<'a> Serializer for Walker<'a> {
    type Ok = Met;
    type Error = Halt;
    type SerializeSeq = Items<'a>;
    type SerializeTuple = Items<'a>;
    type SerializeTupleStruct = Items<'a>;
    type SerializeTupleVariant = Variant<'a, Vec<Value>>;
    type SerializeMap = Members<'a>;
    type SerializeStruct = Fields<'a>;
    type SerializeStructVariant = Variant<'a, Map<String, Value>>;

    fn serialize_bool(self, value: bool) -> Result<Met, Halt> {
        self.boolean(value)
    }

    fn serialize_i8(self, value: i8) -> Result<Met, Halt> {
        self.small_integer(value.into())
    }

    fn serialize_i16(self, value: i16) -> Result<Met, Halt> {
        self.small_integer(value.into())
    }

    fn serialize_i32(self, value: i32) -> Result<Met, Halt> {
        self.small_integer(value.into())
    }

    fn serialize_i64(self, value: i64) -> Result<Met, Halt> {
        self.small_integer(value)
    }

    fn serialize_i128(self, value: i128) -> Result<Met, Halt> {
        self.integer(value)
    }

    fn serialize_u8(self, value: u8) -> Result<Met, Halt> {
        self.small_integer(value.into())
    }

    fn serialize_u16(self, value: u16) -> Result<Met, Halt> {
        self.small_integer(value.into())
    }

    fn serialize_u32(self, value: u32) -> Result<Met, Halt> {
        self.small_integer(value.into())
    }

    fn serialize_u64(self, value: u64) -> Result<Met, Halt> {
        match i64::try_from(value) {
            Ok(value) => self.small_integer(value),
            Err(_) => self.integer(value.into()),
        }
    }

    fn serialize_u128(mut self, value: u128) -> Result<Met, Halt> {
        match i128::try_from(value) {
            Ok(value) => self.integer(value),
            Err(_) => with_text(format_args!("{value}"), |text| self.number_text(text)),
        }
    }

    fn serialize_f32(mut self, value: f32) -> Result<Met, Halt> {
        if value.is_finite() {
            // The shortest decimal of an f32 is not that of the same number as an f64.
            with_text(format_args!("{value:?}"), |text| self.number_text(text))
        } else {
            self.float(value.into())
        }
    }

    fn serialize_f64(self, value: f64) -> Result<Met, Halt> {
        self.float(value)
    }

    fn serialize_char(self, value: char) -> Result<Met, Halt> {
        self.text(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<Met, Halt> {
        self.text(value)
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<Met, Halt> {
        self.text(&String::from_utf8_lossy(value))
    }

    fn serialize_none(self) -> Result<Met, Halt> {
        self.null()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Met, Halt> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Met, Halt> {
        self.null()
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<Met, Halt> {
        self.null()
    }

    fn serialize_unit_variant(self, _name: &'static str, _index: u32, variant: &'static str) -> Result<Met, Halt> {
        self.text(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<Met, Halt> {
        match vouched::format(name) {
            Some(format) if self.takes_word(format) => Ok(Met::Scalar),
            _ => value.serialize(self),
        }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Met, Halt> {
        let mut members = Members::new(self)?;
        members.member(variant, value)?;
        members.finish()
    }

    #[inline]
    fn serialize_seq(self, _len: Option<usize>) -> Result<Items<'a>, Halt> {
        Items::new(self)
    }

    fn serialize_tuple(self, _len: usize) -> Result<Items<'a>, Halt> {
        Items::new(self)
    }

    fn serialize_tuple_struct(self, _name: &'static str, _len: usize) -> Result<Items<'a>, Halt> {
        Items::new(self)
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<Self::SerializeTupleVariant, Halt> {
        Ok(Variant::new(self, variant))
    }

    #[inline]
    fn serialize_map(self, _len: Option<usize>) -> Result<Members<'a>, Halt> {
        Members::new(self)
    }

    #[inline]
    fn serialize_struct(self, name: &'static str, _len: usize) -> Result<Fields<'a>, Halt> {
        Fields::new(self, name)
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<Self::SerializeStructVariant, Halt> {
        Ok(Variant::new(self, variant))
    }

    fn collect_str<T: fmt::Display + ?Sized>(self, value: &T) -> Result<Met, Halt> {
        with_text(format_args!("{value}"), |text| self.text(text))
    }
}
