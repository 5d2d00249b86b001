//! `format: uuid` (RFC 9562).

use uuid::Uuid;

use crate::runtime::schema::Format;
use crate::runtime::vouched::{self, Vouch};

/// Thirty-two hexadecimal digits, in groups of 8, 4, 4, 4 and 12 (RFC 9562 §4).
pub const UUID: Format = Format { name: "uuid", holds: is_uuid };

fn is_uuid(text: &str) -> bool {
    // The crate reads other notations too: each has another length.
    text.len() == 36 && Uuid::try_parse(text).is_ok()
}

impl Vouch for Uuid {
    #[inline]
    fn vouched(&self) -> Option<&'static str> {
        Some(vouched::name!("uuid"))
    }
}
