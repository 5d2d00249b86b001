//! A value without its Rust type, for parameters, forms and multipart bodies.
//!
//! Unlike `serde_json::Value`, it keeps the order of properties with any features, and bytes as bytes.

use std::fmt;

use serde::ser::{
    Error, Serialize, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple,
    SerializeTupleStruct, SerializeTupleVariant, Serializer,
};

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PlainValue {
    Null,
    /// A string.
    String(String),
    /// A boolean or a number, as JSON text.
    Literal(String),
    /// The value of `format: binary`.
    Bytes(Vec<u8>),
    Array(Vec<Self>),
    Object(Vec<(String, Self)>),
}

/// The error of a value that serde can't serialize.
#[derive(Debug)]
pub(crate) struct Unserializable;

impl fmt::Display for Unserializable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the value can't be serialized")
    }
}

impl std::error::Error for Unserializable {}

impl Error for Unserializable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

impl PlainValue {
    /// Converts a value; `null`, which no schema of a parameter or a form allows, if it can't be serialized.
    pub(crate) fn of<V: Serialize + ?Sized>(value: &V) -> Self {
        value.serialize(PlainValueSerializer).unwrap_or(Self::Null)
    }

    pub(crate) fn is_null(&self) -> bool {
        *self == Self::Null
    }

    /// Returns the text of a scalar; an array or object as JSON.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::String(text) | Self::Literal(text) => text.clone(),
            Self::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            other => other.json(),
        }
    }

    /// Returns the value as JSON; bytes become a string.
    pub(crate) fn json(&self) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::String(text) => quoted(text),
            Self::Literal(text) => text.clone(),
            Self::Bytes(bytes) => quoted(&String::from_utf8_lossy(bytes)),
            Self::Array(items) => {
                let items: Vec<String> = items.iter().map(Self::json).collect();
                format!("[{}]", items.join(","))
            }
            Self::Object(members) => {
                let member = |(name, value): &(String, Self)| format!("{}:{}", quoted(name), value.json());
                let members: Vec<String> = members.iter().map(member).collect();
                format!("{{{}}}", members.join(","))
            }
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

struct PlainValueSerializer;

/// An array or an object that is being serialized.
struct Compound {
    tree: Vec<(String, PlainValue)>,
    has_names: bool,
    /// The name of the variant that it is in.
    variant: Option<&'static str>,
    /// Whether the one field is the text of a number or of JSON: some features of `serde_json` serialize them like that.
    verbatim: bool,
}

impl Compound {
    fn items(variant: Option<&'static str>) -> Self {
        Self { tree: Vec::new(), has_names: false, variant, verbatim: false }
    }

    fn members(variant: Option<&'static str>) -> Self {
        Self { tree: Vec::new(), has_names: true, variant, verbatim: false }
    }

    fn push<T: Serialize + ?Sized>(&mut self, name: String, value: &T) -> Result<(), Unserializable> {
        self.tree.push((name, value.serialize(PlainValueSerializer)?));
        Ok(())
    }

    fn finish(mut self) -> PlainValue {
        if self.verbatim {
            return self.tree.pop().map_or(PlainValue::Null, |(_, value)| PlainValue::Literal(value.text()));
        }
        let tree = if self.has_names {
            PlainValue::Object(self.tree)
        } else {
            PlainValue::Array(self.tree.into_iter().map(|(_, item)| item).collect())
        };
        match self.variant {
            Some(variant) => PlainValue::Object(vec![(variant.to_owned(), tree)]),
            None => tree,
        }
    }
}

impl Serializer for PlainValueSerializer {
    type Ok = PlainValue;
    type Error = Unserializable;
    type SerializeSeq = Compound;
    type SerializeTuple = Compound;
    type SerializeTupleStruct = Compound;
    type SerializeTupleVariant = Compound;
    type SerializeMap = Compound;
    type SerializeStruct = Compound;
    type SerializeStructVariant = Compound;

    fn serialize_bool(self, value: bool) -> Result<PlainValue, Unserializable> {
        Ok(PlainValue::Literal(value.to_string()))
    }

    fn serialize_i8(self, value: i8) -> Result<PlainValue, Unserializable> {
        self.serialize_i128(value.into())
    }

    fn serialize_i16(self, value: i16) -> Result<PlainValue, Unserializable> {
        self.serialize_i128(value.into())
    }

    fn serialize_i32(self, value: i32) -> Result<PlainValue, Unserializable> {
        self.serialize_i128(value.into())
    }

    fn serialize_i64(self, value: i64) -> Result<PlainValue, Unserializable> {
        self.serialize_i128(value.into())
    }

    fn serialize_i128(self, value: i128) -> Result<PlainValue, Unserializable> {
        Ok(PlainValue::Literal(value.to_string()))
    }

    fn serialize_u8(self, value: u8) -> Result<PlainValue, Unserializable> {
        self.serialize_u128(value.into())
    }

    fn serialize_u16(self, value: u16) -> Result<PlainValue, Unserializable> {
        self.serialize_u128(value.into())
    }

    fn serialize_u32(self, value: u32) -> Result<PlainValue, Unserializable> {
        self.serialize_u128(value.into())
    }

    fn serialize_u64(self, value: u64) -> Result<PlainValue, Unserializable> {
        self.serialize_u128(value.into())
    }

    fn serialize_u128(self, value: u128) -> Result<PlainValue, Unserializable> {
        Ok(PlainValue::Literal(value.to_string()))
    }

    fn serialize_f32(self, value: f32) -> Result<PlainValue, Unserializable> {
        self.serialize_f64(value.into())
    }

    fn serialize_f64(self, value: f64) -> Result<PlainValue, Unserializable> {
        match serde_json::Number::from_f64(value) {
            Some(number) => Ok(PlainValue::Literal(number.to_string())),
            None => Err(Unserializable),
        }
    }

    fn serialize_char(self, value: char) -> Result<PlainValue, Unserializable> {
        Ok(PlainValue::String(value.to_string()))
    }

    fn serialize_str(self, value: &str) -> Result<PlainValue, Unserializable> {
        Ok(PlainValue::String(value.to_owned()))
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<PlainValue, Unserializable> {
        Ok(PlainValue::Bytes(value.to_vec()))
    }

    fn serialize_none(self) -> Result<PlainValue, Unserializable> {
        Ok(PlainValue::Null)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<PlainValue, Unserializable> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<PlainValue, Unserializable> {
        Ok(PlainValue::Null)
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<PlainValue, Unserializable> {
        Ok(PlainValue::Null)
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<PlainValue, Unserializable> {
        Ok(PlainValue::String(variant.to_owned()))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        value: &T,
    ) -> Result<PlainValue, Unserializable> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<PlainValue, Unserializable> {
        Ok(PlainValue::Object(vec![(variant.to_owned(), value.serialize(Self)?)]))
    }

    fn serialize_seq(self, _len: Option<usize>) -> Result<Compound, Unserializable> {
        Ok(Compound::items(None))
    }

    fn serialize_tuple(self, _len: usize) -> Result<Compound, Unserializable> {
        Ok(Compound::items(None))
    }

    fn serialize_tuple_struct(self, _name: &'static str, _len: usize) -> Result<Compound, Unserializable> {
        Ok(Compound::items(None))
    }

    fn serialize_tuple_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<Compound, Unserializable> {
        Ok(Compound::items(Some(variant)))
    }

    fn serialize_map(self, _len: Option<usize>) -> Result<Compound, Unserializable> {
        Ok(Compound::members(None))
    }

    fn serialize_struct(self, name: &'static str, _len: usize) -> Result<Compound, Unserializable> {
        Ok(Compound { verbatim: name.starts_with("$serde_json::private::"), ..Compound::members(None) })
    }

    fn serialize_struct_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<Compound, Unserializable> {
        Ok(Compound::members(Some(variant)))
    }
}

impl SerializeSeq for Compound {
    type Ok = PlainValue;
    type Error = Unserializable;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unserializable> {
        self.push(String::new(), value)
    }

    fn end(self) -> Result<PlainValue, Unserializable> {
        Ok(self.finish())
    }
}

impl SerializeTuple for Compound {
    type Ok = PlainValue;
    type Error = Unserializable;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unserializable> {
        self.push(String::new(), value)
    }

    fn end(self) -> Result<PlainValue, Unserializable> {
        Ok(self.finish())
    }
}

impl SerializeTupleStruct for Compound {
    type Ok = PlainValue;
    type Error = Unserializable;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unserializable> {
        self.push(String::new(), value)
    }

    fn end(self) -> Result<PlainValue, Unserializable> {
        Ok(self.finish())
    }
}

impl SerializeTupleVariant for Compound {
    type Ok = PlainValue;
    type Error = Unserializable;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unserializable> {
        self.push(String::new(), value)
    }

    fn end(self) -> Result<PlainValue, Unserializable> {
        Ok(self.finish())
    }
}

impl SerializeMap for Compound {
    type Ok = PlainValue;
    type Error = Unserializable;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Unserializable> {
        self.tree.push((key.serialize(PlainValueSerializer)?.text(), PlainValue::Null));
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Unserializable> {
        let value = value.serialize(PlainValueSerializer)?;
        self.tree.last_mut().ok_or(Unserializable)?.1 = value;
        Ok(())
    }

    fn end(self) -> Result<PlainValue, Unserializable> {
        Ok(self.finish())
    }
}

impl SerializeStruct for Compound {
    type Ok = PlainValue;
    type Error = Unserializable;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Unserializable> {
        self.push(key.to_owned(), value)
    }

    fn end(self) -> Result<PlainValue, Unserializable> {
        Ok(self.finish())
    }
}

impl SerializeStructVariant for Compound {
    type Ok = PlainValue;
    type Error = Unserializable;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Unserializable> {
        self.push(key.to_owned(), value)
    }

    fn end(self) -> Result<PlainValue, Unserializable> {
        Ok(self.finish())
    }
}

/// Serializes like JSON; bytes become a string.
impl Serialize for PlainValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::String(text) => serializer.serialize_str(text),
            Self::Literal(text) => match serde_json::from_str::<serde_json::Value>(text) {
                Ok(value) => value.serialize(serializer),
                Err(_) => serializer.serialize_str(text),
            },
            Self::Bytes(bytes) => serializer.serialize_str(&String::from_utf8_lossy(bytes)),
            Self::Array(items) => serializer.collect_seq(items),
            Self::Object(members) => serializer.collect_map(members.iter().map(|(name, value)| (name, value))),
        }
    }
}
