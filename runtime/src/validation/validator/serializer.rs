//! Maps the data model of serde to JSON, as `serde_json` does, and validates each value by its type.

use std::fmt;

use serde::Serialize;
use serde::ser::Serializer;
use serde_json::{Map, Value};

use super::array::ArrayValidator;
use super::enum_variant::VariantValidator;
use super::object::{ObjectValidator, StructValidator};
use super::reporter::Abort;
use super::stack_string::with_text;
use super::{Outcome, Validator};
use crate::runtime::validation::known_format;

impl<'a> Serializer for Validator<'a> {
    type Ok = Outcome;
    type Error = Abort;
    type SerializeSeq = ArrayValidator<'a>;
    type SerializeTuple = ArrayValidator<'a>;
    type SerializeTupleStruct = ArrayValidator<'a>;
    type SerializeTupleVariant = VariantValidator<'a, Vec<Value>>;
    type SerializeMap = ObjectValidator<'a>;
    type SerializeStruct = StructValidator<'a>;
    type SerializeStructVariant = VariantValidator<'a, Map<String, Value>>;

    fn serialize_bool(self, value: bool) -> Result<Outcome, Abort> {
        self.boolean(value)
    }

    fn serialize_i8(self, value: i8) -> Result<Outcome, Abort> {
        self.small_integer(value.into())
    }

    fn serialize_i16(self, value: i16) -> Result<Outcome, Abort> {
        self.small_integer(value.into())
    }

    fn serialize_i32(self, value: i32) -> Result<Outcome, Abort> {
        self.small_integer(value.into())
    }

    fn serialize_i64(self, value: i64) -> Result<Outcome, Abort> {
        self.small_integer(value)
    }

    fn serialize_i128(self, value: i128) -> Result<Outcome, Abort> {
        self.integer(value)
    }

    fn serialize_u8(self, value: u8) -> Result<Outcome, Abort> {
        self.small_integer(value.into())
    }

    fn serialize_u16(self, value: u16) -> Result<Outcome, Abort> {
        self.small_integer(value.into())
    }

    fn serialize_u32(self, value: u32) -> Result<Outcome, Abort> {
        self.small_integer(value.into())
    }

    fn serialize_u64(self, value: u64) -> Result<Outcome, Abort> {
        match i64::try_from(value) {
            Ok(value) => self.small_integer(value),
            Err(_) => self.integer(value.into()),
        }
    }

    fn serialize_u128(mut self, value: u128) -> Result<Outcome, Abort> {
        match i128::try_from(value) {
            Ok(value) => self.integer(value),
            Err(_) => with_text(format_args!("{value}"), |text| self.number_text(text)),
        }
    }

    fn serialize_f32(mut self, value: f32) -> Result<Outcome, Abort> {
        if value.is_finite() {
            // The shortest decimal of an f32 is not that of the same number as an f64.
            with_text(format_args!("{value:?}"), |text| self.number_text(text))
        } else {
            self.float(value.into())
        }
    }

    fn serialize_f64(self, value: f64) -> Result<Outcome, Abort> {
        self.float(value)
    }

    fn serialize_char(self, value: char) -> Result<Outcome, Abort> {
        self.text(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<Outcome, Abort> {
        self.text(value)
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<Outcome, Abort> {
        self.text(&String::from_utf8_lossy(value))
    }

    fn serialize_none(self) -> Result<Outcome, Abort> {
        self.null()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Outcome, Abort> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<Outcome, Abort> {
        self.null()
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<Outcome, Abort> {
        self.null()
    }

    fn serialize_unit_variant(self, _name: &'static str, _index: u32, variant: &'static str) -> Result<Outcome, Abort> {
        self.text(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<Outcome, Abort> {
        match known_format::format(name) {
            Some(format) if self.accepts_format(format) => Ok(Outcome::Scalar),
            _ => value.serialize(self),
        }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Outcome, Abort> {
        let mut object = ObjectValidator::new(self)?;
        object.property(variant, &value)?;
        object.finish()
    }

    #[inline]
    fn serialize_seq(self, _len: Option<usize>) -> Result<ArrayValidator<'a>, Abort> {
        ArrayValidator::new(self)
    }

    fn serialize_tuple(self, _len: usize) -> Result<ArrayValidator<'a>, Abort> {
        ArrayValidator::new(self)
    }

    fn serialize_tuple_struct(self, _name: &'static str, _len: usize) -> Result<ArrayValidator<'a>, Abort> {
        ArrayValidator::new(self)
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<Self::SerializeTupleVariant, Abort> {
        Ok(VariantValidator::new(self, variant))
    }

    #[inline]
    fn serialize_map(self, _len: Option<usize>) -> Result<ObjectValidator<'a>, Abort> {
        ObjectValidator::new(self)
    }

    #[inline]
    fn serialize_struct(self, name: &'static str, _len: usize) -> Result<StructValidator<'a>, Abort> {
        StructValidator::new(self, name)
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<Self::SerializeStructVariant, Abort> {
        Ok(VariantValidator::new(self, variant))
    }

    fn collect_str<T: fmt::Display + ?Sized>(self, value: &T) -> Result<Outcome, Abort> {
        with_text(format_args!("{value}"), |text| self.text(text))
    }
}
