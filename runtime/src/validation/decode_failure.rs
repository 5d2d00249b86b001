//! The error of decoding a value: the path and the expected type, never the value.

use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::Error;

use super::buffered::context;
use super::error_path::{self, Subject};

/// A place for a value of any type. What takes it as a trait object is compiled once and not for each type.
pub trait DecodeInto {
    /// Decodes JSON, and keeps the value.
    fn decode(&mut self, json: &[u8]) -> Result<(), Error>;
}

impl<T: DeserializeOwned> DecodeInto for Option<T> {
    fn decode(&mut self, json: &[u8]) -> Result<(), Error> {
        let mut deserializer = serde_json::Deserializer::from_slice(json);
        match T::deserialize(&mut deserializer) {
            Ok(value) => *self = Some(value),
            Err(error) => return Err(error),
        }
        deserializer.end()
    }
}

/// Decodes JSON.
pub(crate) fn decode<T: DeserializeOwned>(json: &[u8]) -> Result<T, DecodeFailure> {
    let mut value = None;
    decode_into(json, &mut value)?;
    value.ok_or_else(DecodeFailure::incomplete)
}

/// Decodes JSON, and keeps the value.
pub(crate) fn decode_into(json: &[u8], value: &mut dyn DecodeInto) -> Result<(), DecodeFailure> {
    let _entered = context::enter(json);
    value.decode(json).map_err(|error| DecodeFailure::locate(json, &error))
}

/// An error of serde, without the value that serde shows in it.
#[derive(Debug)]
pub struct DecodeFailure {
    path: String,
    kind: FailureKind,
}

#[derive(Debug)]
enum FailureKind {
    /// The property at the path is missing.
    Missing,
    /// The value at the path is not what was expected, in the words of a `Visitor`.
    Unexpected(String),
    /// Any other error, whose message may show the value.
    Unknown,
}

/// How messages of serde start that end in what was expected. Other messages may end in anything.
const STANDARD: [&str; 5] =
    ["invalid type: ", "invalid value", "invalid length ", "unknown variant `", "unknown field `"];

/// How messages start whose position is that of the value: of the length of arrays, and of `DecodeFailure` itself.
const EXACT: [&str; 3] = ["invalid length ", "invalid value at line ", "invalid value, "];

impl DecodeFailure {
    /// Parses an error of decoding `json`, and finds the path of its value.
    #[cold]
    pub(crate) fn locate(json: &[u8], error: &Error) -> Self {
        let text = error.to_string();
        let failure = Self::parse(error, &text);
        let subject = match text.as_str() {
            _ if !failure.path.is_empty() => Subject::AtPosition,
            text if EXACT.iter().any(|form| text.starts_with(form)) => Subject::AtPosition,
            text if text.starts_with("invalid type: sequence") => Subject::Array,
            text if text.starts_with("invalid type: map") => Subject::Object,
            _ => Subject::Any,
        };
        failure.within(&error_path::find(json, error, subject))
    }

    /// The property is missing.
    pub(crate) fn missing(name: &str) -> Self {
        Self { path: name.to_owned(), kind: FailureKind::Missing }
    }

    /// Converts this to the error of a deserializer, for the value with this text.
    ///
    /// `serde_json` does not know the value that an error is about if it was raised after that was read, so its position is added.
    #[cold]
    pub(crate) fn into_error<E: serde::de::Error>(self, text: &str) -> E {
        // At its end, if it is a scalar, as `serde_json` does.
        let len = if text.starts_with(['[', '{']) { 0 } else { text.len() };
        match context::offset(text).map(|offset| offset + len) {
            Some(offset) => E::custom(format_args!("{self} at line 1 column {offset}")),
            None => E::custom(self),
        }
    }

    /// Parses an error of serde, or a `DecodeFailure` that was converted to one.
    fn parse(error: &Error, text: &str) -> Self {
        let place = format!(" at line {} column {}", error.line(), error.column());
        let text = text.strip_suffix(&place).unwrap_or(text);
        if let Some(path) = text.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
            return Self { path: path.to_owned(), kind: FailureKind::Missing };
        }
        let (fault, kind) = match text.rsplit_once(", expected ") {
            Some((fault, expected)) => (fault, FailureKind::Unexpected(with_found(expected, fault))),
            None => (text, FailureKind::Unknown),
        };
        let path = fault.strip_prefix("invalid value at `").and_then(|rest| rest.strip_suffix('`'));
        match path {
            Some(path) => Self { path: path.to_owned(), kind },
            None if STANDARD.iter().any(|form| fault.starts_with(form)) => Self { path: String::new(), kind },
            None => Self { path: String::new(), kind: FailureKind::Unknown },
        }
    }

    /// Returns the path of the value, such as `a.b[0]`.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// Returns whether it has what was expected.
    pub(crate) fn has_expected(&self) -> bool {
        !matches!(self.kind, FailureKind::Unknown)
    }

    /// A field is not set, although all are read.
    #[cold]
    pub fn incomplete() -> Self {
        Self { path: String::new(), kind: FailureKind::Unknown }
    }

    /// Prepends a step, or several, to the path.
    pub(crate) fn within(self, step: &str) -> Self {
        let joint = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        match step {
            "" => self,
            _ => Self { path: format!("{step}{joint}{}", self.path), kind: self.kind },
        }
    }
}

/// Adds the type that serde found to what was expected.
fn with_found(expected: &str, fault: &str) -> String {
    let found = fault.strip_prefix("invalid type: ").or_else(|| fault.strip_prefix("invalid value: "));
    let kind = found.and_then(|found| KINDS.iter().find(|(begin, _)| found.starts_with(begin)));
    kind.map_or_else(|| expected.to_owned(), |(_, kind)| format!("{expected}, found {kind}"))
}

/// How serde starts to show a value, and the type of that value.
const KINDS: [(&str, &str); 10] = [
    ("null", "null"),
    ("unit", "null"),
    ("boolean", "a boolean"),
    ("integer", "an integer"),
    ("floating point", "a number with a fraction"),
    ("string \"\"", "an empty string"),
    ("string", "a string"),
    ("a string", "a string"),
    ("sequence", "an array"),
    ("map", "an object"),
];

impl fmt::Display for DecodeFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            FailureKind::Missing => return write!(f, "missing field `{}`", self.path),
            FailureKind::Unexpected(_) | FailureKind::Unknown if self.path.is_empty() => {
                f.write_str("invalid value")?;
            }
            FailureKind::Unexpected(_) | FailureKind::Unknown => write!(f, "invalid value at `{}`", self.path)?,
        }
        match &self.kind {
            FailureKind::Unexpected(expected) => write!(f, ", expected {expected}"),
            FailureKind::Missing | FailureKind::Unknown => Ok(()),
        }
    }
}
