//! The error of decoding a buffered value: the path and the expected type, never the value.

use std::fmt;

use serde::de::{DeserializeOwned, Deserializer};
use serde_json::Error;

/// Decodes a buffered value.
pub(crate) fn decode<'de, T: DeserializeOwned, D: Deserializer<'de, Error = Error>>(
    value: D,
) -> Result<T, DecodeFailure> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path().to_string();
        DecodeFailure::read(&error.into_inner()).within(&path)
    })
}

/// An error of serde, without the value that serde shows in it.
#[derive(Debug)]
pub(crate) struct DecodeFailure {
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

impl DecodeFailure {
    /// Parses an error of serde, or a `DecodeFailure` that was converted to one.
    pub(crate) fn read(error: &Error) -> Self {
        let text = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        let text = text.strip_suffix(&place).unwrap_or(&text);
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

    /// Prepends a step, or several, to the path.
    pub(crate) fn within(self, step: &str) -> Self {
        let joint = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        match step {
            // `serde_path_to_error`'s names for the root and for a step that it does not know.
            "" | "." | "?" => self,
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
