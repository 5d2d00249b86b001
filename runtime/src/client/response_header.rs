//! Response headers that the document declares (OpenAPI 3.0.3 §4.7.21).

use std::error::Error as StdError;
use std::fmt;

use http::HeaderMap;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use crate::runtime::client::call::Response;
use crate::runtime::client::error::Error;
use crate::runtime::validation::decode_failure;
use crate::runtime::validation::schema::{Ref, Schema, Types};

/// A Header Object.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Header {
    name: &'static str,
    format: HeaderFormat,
}

#[derive(Clone, Copy, Debug)]
enum HeaderFormat {
    /// `style: simple`: text, of the type in the schema.
    Simple { schema: Ref, explode: bool },
    /// `content` with a JSON media type.
    Json,
    /// Text with an item per line: `Set-Cookie`, whose lines can't be joined (RFC 9110 §5.3).
    Lines { schema: Ref },
}

impl Header {
    /// Declares a header with the style `simple`.
    pub const fn simple(name: &'static str, schema: Ref) -> Self {
        Self { name, format: HeaderFormat::Simple { schema, explode: false } }
    }

    /// Declares a header with JSON.
    pub const fn json(name: &'static str) -> Self {
        Self { name, format: HeaderFormat::Json }
    }

    /// Declares a header with an item per line.
    pub const fn lines(name: &'static str, schema: Ref) -> Self {
        Self { name, format: HeaderFormat::Lines { schema } }
    }

    /// Sets `explode`.
    pub const fn explode(mut self) -> Self {
        if let HeaderFormat::Simple { explode, .. } = &mut self.format {
            *explode = true;
        }
        self
    }

    fn read<T: DeserializeOwned>(&self, headers: &HeaderMap) -> Result<Option<T>, HeaderError> {
        let unreadable = |reason| HeaderError { name: self.name, reason };
        let lines: Result<Vec<&str>, _> =
            headers.get_all(self.name).iter().map(|line| str::from_utf8(line.as_bytes())).collect();
        let lines = lines.map_err(|_| unreadable("not text in UTF-8".to_owned()))?;
        if lines.is_empty() {
            return Ok(None);
        }
        // Lines with the same name are one list (RFC 9110 §5.3).
        let text = || lines.join(",");
        let value = match self.format {
            HeaderFormat::Simple { schema, explode } => value(&text(), schema.get(), explode),
            HeaderFormat::Json => serde_json::from_str(&text()).map_err(|_| unreadable("not JSON".to_owned()))?,
            HeaderFormat::Lines { schema } => {
                let (schema, is_list) = (schema.get(), types(schema.get(), 0) == Types::ARRAY);
                let item_schema = if is_list { schema.items } else { Some(Ref::Inline(schema)) };
                Value::Array(lines.iter().map(|line| item(line, item_schema)).collect())
            }
        };
        let decoded = decode_failure::decode(value.to_string().as_bytes());
        decoded.map(Some).map_err(|failure| unreadable(failure.to_string()))
    }
}

/// The error of decoding a header. Never shows its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderError {
    name: &'static str,
    reason: String,
}

impl fmt::Display for HeaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the header `{}`: {}", self.name, self.reason)
    }
}

impl StdError for HeaderError {}

/// A type with response headers.
pub trait HasHeaders {
    /// Returns the headers, if a response was received.
    #[doc(hidden)]
    fn __headers(&self) -> Option<&HeaderMap>;

    /// Decodes a header.
    #[doc(hidden)]
    fn __declared<T: DeserializeOwned>(&self, header: &Header) -> Result<Option<T>, HeaderError> {
        self.__headers().map_or(Ok(None), |headers| header.read(headers))
    }
}

impl HasHeaders for HeaderMap {
    fn __headers(&self) -> Option<&HeaderMap> {
        Some(self)
    }
}

impl<T> HasHeaders for Response<T> {
    fn __headers(&self) -> Option<&HeaderMap> {
        Some(&self.headers)
    }
}

impl<E> HasHeaders for Error<E> {
    fn __headers(&self) -> Option<&HeaderMap> {
        self.headers()
    }
}

/// Parses text as the type in a schema. Text that does not parse stays a string, and fails to decode.
fn value(text: &str, schema: &Schema, explode: bool) -> Value {
    let text = text.trim();
    let read = match types(schema, 0) {
        Types::ARRAY => Some(Value::Array(parts(text).map(|item| self::item(item, schema.items)).collect())),
        Types::OBJECT => object(text, schema, explode).map(Value::Object),
        _ => return scalar(text, schema),
    };
    read.unwrap_or_else(|| Value::String(text.to_owned()))
}

/// Parses an item. An array or object in another one is JSON, as in requests.
fn scalar(text: &str, schema: &Schema) -> Value {
    let read = match types(schema, 0) {
        Types::INTEGER | Types::NUMBER | Types::INTEGER_2020 => text.parse().ok().map(Value::Number),
        Types::BOOLEAN => text.parse().ok().map(Value::Bool),
        Types::ARRAY | Types::OBJECT => serde_json::from_str(text).ok(),
        _ => None,
    };
    read.unwrap_or_else(|| Value::String(text.to_owned()))
}

/// The deepest nesting of `allOf`: deeper schemas refer to themselves.
const MAX_ALL_OF_DEPTH: u8 = 8;

/// Returns the type of a schema, its own or that of `allOf`, at a nesting of `depth`.
fn types(schema: &Schema, depth: u8) -> Types {
    if schema.types != Types::ANY || depth == MAX_ALL_OF_DEPTH {
        return schema.types;
    }
    let mut parts = schema.all_of.iter().map(|part| types(part.get(), depth + 1));
    parts.find(|types| *types != Types::ANY).unwrap_or(Types::ANY)
}

fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty())
}

fn item(text: &str, schema: Option<Ref>) -> Value {
    schema.map_or_else(|| Value::String(text.to_owned()), |schema| scalar(text, schema.get()))
}

/// Parses `a=1,b=2`, or `a,1,b,2`.
fn object(text: &str, schema: &Schema, explode: bool) -> Option<Map<String, Value>> {
    let pairs: Option<Vec<(&str, &str)>> = if explode {
        parts(text).map(|pair| pair.split_once('=')).collect()
    } else {
        let parts: Vec<&str> = parts(text).collect();
        parts.chunks(2).map(|pair| pair.first().copied().zip(pair.get(1).copied())).collect()
    };
    let member = |(name, text): (&str, &str)| {
        let declared = schema.properties.iter().find(|property| property.name == name).map(|property| property.schema);
        (name.to_owned(), item(text, declared.or(schema.additional_properties)))
    };
    Some(pairs?.into_iter().map(member).collect())
}
