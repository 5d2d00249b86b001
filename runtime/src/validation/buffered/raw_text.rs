//! Takes the JSON text of a value from its deserializer.

use std::borrow::Cow;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use serde_json::Value;

/// The name of the newtype by which a `RawValue` asks `serde_json` for its text, which is then passed as a map with one entry of that name.
/// Other deserializers treat it as a newtype, which a `RawValue` does not accept, but this module does.
const NAME: &str = "$serde_json::private::RawValue";

/// Returns the text of a value; that of a deserializer that is not of JSON is written.
pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Cow<'de, str>, D::Error> {
    deserializer.deserialize_newtype_struct(NAME, RawTextVisitor)
}

struct RawTextVisitor;

impl<'de> Visitor<'de> for RawTextVisitor {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut raw: A) -> Result<Cow<'de, str>, A::Error> {
        match raw.next_key::<Text<'de>>()? {
            Some(Text(name)) if name == NAME => raw.next_value::<Text<'de>>().map(|text| text.0),
            _ => Err(A::Error::custom("a deserializer does not support newtypes")),
        }
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cow<'de, str>, D::Error> {
        Value::deserialize(deserializer).map(|value| value.to_string().into())
    }
}

/// A string, borrowed if possible.
struct Text<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Text<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(TextVisitor).map(Self)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Cow<'de, str>, E> {
        Ok(text.into())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Cow<'de, str>, E> {
        Ok(text.to_owned().into())
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Cow<'de, str>, E> {
        Ok(text.into())
    }
}
