//! `format: uuid` (RFC 9562).

use uuid::Uuid;

use crate::runtime::validation::known_format::{self, KnownFormat};
use crate::runtime::validation::schema::Format;

/// Thirty-two hexadecimal digits, in groups of 8, 4, 4, 4 and 12 (RFC 9562 §4).
pub const UUID: Format = Format { name: "uuid", is_valid: is_uuid };

fn is_uuid(text: &str) -> bool {
    // The crate parses other notations as well, each of another length.
    text.len() == 36 && Uuid::try_parse(text).is_ok()
}

impl KnownFormat for Uuid {
    #[inline]
    fn known_format(&self) -> Option<&'static str> {
        Some(known_format::name!("uuid"))
    }
}
