//! Deserializing a buffered value, which can be passed on to a type that buffers as well.

use std::cell::Cell;
use std::fmt;

use serde::Deserialize;
use serde::de::value::{MapDeserializer, SeqDeserializer};
use serde::de::{Deserializer, IntoDeserializer, Visitor};
use serde_json::{Error, Value};

use super::{Buffered, Data, Opened};

/// The name of the newtype by which a type asks for a buffered value.
const NAME: &str = "$buffered";

thread_local! {
    /// A value on its way from its deserializer to the visitor of `Buffered`.
    static HANDED_ON: Cell<Option<Buffered>> = const { Cell::new(None) };
}

impl<'de> Deserialize<'de> for Buffered {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(NAME, Taken)
    }
}

/// Takes a buffered value; buffers any other.
struct Taken;

impl<'de> Visitor<'de> for Taken {
    type Value = Buffered;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_unit<E>(self) -> Result<Buffered, E> {
        Ok(HANDED_ON.take().unwrap_or_else(|| Value::Null.into()))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Buffered, D::Error> {
        Value::deserialize(deserializer).map(Buffered::from)
    }
}

/// Deserializes like a `serde_json::Value`.
macro_rules! as_a_value_does {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.into_value().$method(visitor)
        })*
    };
}

/// Deserializes arrays and objects part by part.
macro_rules! part_by_part {
    ($($method:ident($($argument:ident: $type:ty),*))*) => {
        $(fn $method<V: Visitor<'de>>(self, $($argument: $type,)* visitor: V) -> Result<V::Value, Error> {
            if self.has_parts() {
                self.deserialize_any(visitor)
            } else {
                self.into_value().$method($($argument,)* visitor)
            }
        })*
    };
}

impl<'de> Deserializer<'de> for Buffered {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.0 {
            Data::Value(Value::Array(items)) => visit_items(items.into_iter().map(Self::from), visitor),
            Data::Value(Value::Object(members)) => {
                visit_members(members.into_iter().map(|(name, value)| (name, Self::from(value))), visitor)
            }
            Data::Value(scalar) => scalar.deserialize_any(visitor),
            Data::Shared(part) => match part.open() {
                Opened::Scalar(scalar) => scalar.deserialize_any(visitor),
                Opened::Array(items) => visit_items(items, visitor),
                Opened::Object(members) => visit_members(members, visitor),
            },
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Error> {
        match name {
            NAME => {
                HANDED_ON.set(Some(self));
                visitor.visit_unit()
            }
            // The name of the newtype by which a `RawValue` asks for its text.
            _ if name.starts_with("$serde_json::private::") => {
                self.into_value().deserialize_newtype_struct(name, visitor)
            }
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.into_value().deserialize_enum(name, variants, visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    as_a_value_does! {
        deserialize_bool deserialize_char deserialize_str deserialize_string deserialize_bytes deserialize_byte_buf
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64 deserialize_unit deserialize_identifier
    }

    part_by_part! {
        deserialize_seq()
        deserialize_tuple(len: usize)
        deserialize_tuple_struct(name: &'static str, len: usize)
        deserialize_map()
        deserialize_struct(name: &'static str, fields: &'static [&'static str])
        deserialize_unit_struct(name: &'static str)
    }
}

fn visit_items<'de, V: Visitor<'de>>(items: impl Iterator<Item = Buffered>, visitor: V) -> Result<V::Value, Error> {
    let mut items = SeqDeserializer::new(items);
    let value = visitor.visit_seq(&mut items)?;
    items.end()?;
    Ok(value)
}

fn visit_members<'de, V: Visitor<'de>>(
    members: impl Iterator<Item = (String, Buffered)>,
    visitor: V,
) -> Result<V::Value, Error> {
    let mut members = MapDeserializer::new(members);
    let value = visitor.visit_map(&mut members)?;
    members.end()?;
    Ok(value)
}

impl IntoDeserializer<'_, Error> for Buffered {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}
