//! Shows each value of serde's data model as Rust's `Debug` does.

use std::fmt::{Debug, Formatter};

use serde::Serialize;
use serde::ser::Serializer;

use super::compound::{Entries, Fields, Items, Positions};
use super::{Failed, Part, with_member};
use crate::runtime::validation::known_format;
use crate::runtime::validation::redact::RedactedNames;

/// A serializer that writes `Debug` output.
pub(super) struct Writer<'a, 'f> {
    pub(super) redacted: RedactedNames,
    pub(super) f: &'a mut Formatter<'f>,
}

impl Writer<'_, '_> {
    fn show<T: Debug + ?Sized>(self, value: &T) -> Result<(), Failed> {
        Ok(value.fmt(self.f)?)
    }
}

impl<'a, 'f> Serializer for Writer<'a, 'f> {
    type Ok = ();
    type Error = Failed;
    type SerializeSeq = Items<'a, 'f>;
    type SerializeTuple = Items<'a, 'f>;
    type SerializeTupleStruct = Positions<'a, 'f>;
    type SerializeTupleVariant = Positions<'a, 'f>;
    type SerializeMap = Entries<'a, 'f>;
    type SerializeStruct = Fields<'a, 'f>;
    type SerializeStructVariant = Fields<'a, 'f>;

    fn serialize_bool(self, value: bool) -> Result<(), Failed> {
        self.show(&value)
    }

    fn serialize_i8(self, value: i8) -> Result<(), Failed> {
        self.show(&value)
    }

    fn serialize_i16(self, value: i16) -> Result<(), Failed> {
        self.show(&value)
    }

    fn serialize_i32(self, value: i32) -> Result<(), Failed> {
        self.show(&value)
    }

    fn serialize_i64(self, value: i64) -> Result<(), Failed> {
        self.show(&value)
    }

    fn serialize_i128(self, value: i128) -> Result<(), Failed> {
        self.show(&value)
    }

    fn serialize_u8(self, value: u8) -> Result<(), Failed> {
        self.show(&value)
    }

    fn serialize_u16(self, value: u16) -> Result<(), Failed> {
        self.show(&value)
    }

    fn serialize_u32(self, value: u32) -> Result<(), Failed> {
        self.show(&value)
    }

    fn serialize_u64(self, value: u64) -> Result<(), Failed> {
        self.show(&value)
    }

    fn serialize_u128(self, value: u128) -> Result<(), Failed> {
        self.show(&value)
    }

    fn serialize_f32(self, value: f32) -> Result<(), Failed> {
        self.show(&value)
    }

    fn serialize_f64(self, value: f64) -> Result<(), Failed> {
        self.show(&value)
    }

    fn serialize_char(self, value: char) -> Result<(), Failed> {
        self.show(&value)
    }

    fn serialize_str(self, value: &str) -> Result<(), Failed> {
        self.show(value)
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Failed> {
        self.show(value)
    }

    fn serialize_none(self) -> Result<(), Failed> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Failed> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Failed> {
        Ok(self.f.write_str("null")?)
    }

    fn serialize_unit_struct(self, name: &'static str) -> Result<(), Failed> {
        Ok(self.f.write_str(name)?)
    }

    fn serialize_unit_variant(self, _name: &'static str, _index: u32, variant: &'static str) -> Result<(), Failed> {
        self.show(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<(), Failed> {
        match known_format::format(name) {
            Some(_) => value.serialize(self),
            None => Ok(self.f.debug_tuple(name).field(&Part { value, redacted: self.redacted }).finish()?),
        }
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Failed> {
        Ok(with_member(variant, value, self.redacted, |shown| self.f.debug_tuple(variant).field(shown).finish())?)
    }

    fn serialize_seq(self, _len: Option<usize>) -> Result<Items<'a, 'f>, Failed> {
        Ok(Items { items: self.f.debug_list(), redacted: self.redacted })
    }

    fn serialize_tuple(self, _len: usize) -> Result<Items<'a, 'f>, Failed> {
        Ok(Items { items: self.f.debug_list(), redacted: self.redacted })
    }

    fn serialize_tuple_struct(self, name: &'static str, _len: usize) -> Result<Positions<'a, 'f>, Failed> {
        Ok(Positions { fields: self.f.debug_tuple(name), name, redacted: self.redacted })
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<Positions<'a, 'f>, Failed> {
        Ok(Positions { fields: self.f.debug_tuple(variant), name: variant, redacted: self.redacted })
    }

    fn serialize_map(self, _len: Option<usize>) -> Result<Entries<'a, 'f>, Failed> {
        Ok(Entries { members: self.f.debug_map(), is_hidden: false, redacted: self.redacted })
    }

    fn serialize_struct(self, name: &'static str, _len: usize) -> Result<Fields<'a, 'f>, Failed> {
        if name.starts_with("$serde_json::private::") {
            return Ok(Fields::Raw(self));
        }
        Ok(Fields::Named { fields: self.f.debug_struct(name), is_hidden: false, redacted: self.redacted })
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<Fields<'a, 'f>, Failed> {
        Ok(Fields::Named {
            fields: self.f.debug_struct(variant),
            is_hidden: self.redacted.contains(&variant),
            redacted: self.redacted,
        })
    }
}
