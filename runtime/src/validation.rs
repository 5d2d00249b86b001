//! Values: their schemas, and how they are read, checked, written and shown. Nothing here knows HTTP.

#[cfg(feature = "base64")]
pub mod base64;
pub mod buffered;
pub mod builder;
pub mod debug;
pub(crate) mod decode_failure;
pub(crate) mod duplicate_names;
pub mod enum_de;
mod error_path;
pub mod formats;
pub mod known_format;
pub(crate) mod lazy_regex;
pub mod lenient_integer;
pub(crate) mod lossless_json;
pub mod macros;
pub mod nullable;
pub mod object_reader;
pub mod object_writer;
#[cfg(feature = "regex")]
pub mod pattern;
#[cfg(feature = "fancy-regex")]
pub mod pattern_backtracking;
pub(crate) mod plain_value;
mod plain_value_json;
pub mod redact;
pub(crate) mod repair;
pub mod schema;
pub mod struct_reader;
pub mod struct_writer;
pub(crate) mod subschemas;
pub mod union;
pub mod validate;
pub(crate) mod validator;
pub mod violation;
