//! Why a buffered value does not decode: the place and what was expected there, never the value.

use std::fmt;

use serde::de::{DeserializeOwned, Deserializer};
use serde_json::Error;

/// Decodes a value in memory.
pub(crate) fn decode<'de, T: DeserializeOwned, D: Deserializer<'de, Error = Error>>(value: D) -> Result<T, Misfit> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let path = error.path().to_string();
        Misfit::read(&error.into_inner()).within(&path)
    })
}

/// The reason of a decoder, freed of the value that serde puts into it.
#[derive(Debug)]
pub(crate) struct Misfit {
    path: String,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    /// The member at the path is missing.
    Missing,
    /// The value at the path is not what was expected; the words are those of a `Visitor`.
    Unexpected(String),
    /// The value at the path does not fit, and the reason may show it.
    Unknown,
}

/// How serde begins the reasons that end in what was expected. Other reasons may end in anything.
const STANDARD: [&str; 5] =
    ["invalid type: ", "invalid value", "invalid length ", "unknown variant `", "unknown field `"];

impl Misfit {
    /// Reads the reason of serde, or of a misfit that has gone through an error of serde.
    pub(crate) fn read(error: &Error) -> Self {
        let text = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        let text = text.strip_suffix(&place).unwrap_or(&text);
        if let Some(path) = text.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
            return Self { path: path.to_owned(), kind: Kind::Missing };
        }
        let (fault, kind) = match text.rsplit_once(", expected ") {
            Some((fault, expected)) => (fault, Kind::Unexpected(expected.to_owned())),
            None => (text, Kind::Unknown),
        };
        let path = fault.strip_prefix("invalid value at `").and_then(|rest| rest.strip_suffix('`'));
        match path {
            Some(path) => Self { path: path.to_owned(), kind },
            None if STANDARD.iter().any(|form| fault.starts_with(form)) => Self { path: String::new(), kind },
            None => Self { path: String::new(), kind: Kind::Unknown },
        }
    }

    /// Puts a step, or several, in front of the path.
    pub(crate) fn within(self, step: &str) -> Self {
        let joint = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        match step {
            // `serde_path_to_error`'s names for the root and for a step that it does not know.
            "" | "." | "?" => self,
            _ => Self { path: format!("{step}{joint}{}", self.path), kind: self.kind },
        }
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            Kind::Missing => return write!(f, "missing field `{}`", self.path),
            Kind::Unexpected(_) | Kind::Unknown if self.path.is_empty() => f.write_str("invalid value")?,
            Kind::Unexpected(_) | Kind::Unknown => write!(f, "invalid value at `{}`", self.path)?,
        }
        match &self.kind {
            Kind::Unexpected(expected) => write!(f, ", expected {expected}"),
            Kind::Missing | Kind::Unknown => Ok(()),
        }
    }
}
