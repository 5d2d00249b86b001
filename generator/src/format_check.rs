//! Checking values of the document against a `format`, with the checks of generated crates.

#[allow(dead_code, reason = "only the checks are used here")]
#[path = "../runtime/src/runtime/base64.rs"]
mod base64;
#[allow(dead_code, reason = "only the checks are used here")]
#[path = "../runtime/src/runtime/formats/duration.rs"]
mod format_duration;
#[allow(dead_code, reason = "only the checks are used here")]
#[path = "../runtime/src/runtime/formats/email.rs"]
mod format_email;
#[allow(dead_code, reason = "only the checks are used here")]
#[path = "../runtime/src/runtime/formats/hostname.rs"]
mod format_hostname;
#[allow(dead_code, reason = "only the checks are used here")]
#[path = "../runtime/src/runtime/formats/ip.rs"]
mod format_ip;
#[allow(dead_code, reason = "only the checks are used here")]
#[path = "../runtime/src/runtime/formats/json_pointer.rs"]
mod format_json_pointer;
#[allow(dead_code, reason = "only the checks are used here")]
#[path = "../runtime/src/runtime/formats/regex.rs"]
mod format_regex;
#[allow(dead_code, reason = "only the checks are used here")]
#[path = "../runtime/src/runtime/formats/time.rs"]
mod format_time;
#[allow(dead_code, reason = "only the checks are used here")]
#[path = "../runtime/src/runtime/formats/uri.rs"]
mod format_uri;
#[allow(dead_code, reason = "only the checks are used here")]
#[path = "../runtime/src/runtime/formats/uuid.rs"]
mod format_uuid;

use std::ops::RangeInclusive;

use serde_json::Value;

use crate::runtime::schema::Format;

/// All formats of strings.
const STRING_FORMATS: [Format; 17] = [
    base64::BYTE,
    format_hostname::HOSTNAME,
    format_regex::REGEX,
    format_duration::DURATION,
    format_email::EMAIL,
    format_ip::IPV4,
    format_ip::IPV6,
    format_json_pointer::JSON_POINTER,
    format_json_pointer::RELATIVE_JSON_POINTER,
    format_time::DATE,
    format_time::DATE_TIME,
    format_time::TIME,
    format_uri::IRI,
    format_uri::IRI_REFERENCE,
    format_uri::URI,
    format_uri::URI_REFERENCE,
    format_uuid::UUID,
];

/// Returns whether a value does not match a format; unknown formats, and those of other types, match always.
pub(crate) fn is_mismatch(value: &Value, format: &str) -> bool {
    match value {
        Value::String(text) => STRING_FORMATS.iter().any(|known| known.name == format && !(known.is_valid)(text)),
        Value::Number(number) => {
            let is_out_of_range =
                |range: RangeInclusive<i128>| number.as_i128().is_some_and(|integer| !range.contains(&integer));
            range(format).is_some_and(is_out_of_range)
        }
        _ => false,
    }
}

/// Returns the range of an integer format, if it is smaller than that of a schema without one.
pub(crate) fn range(format: &str) -> Option<RangeInclusive<i128>> {
    Some(match format {
        "int8" => i8::MIN.into()..=i8::MAX.into(),
        "int16" => i16::MIN.into()..=i16::MAX.into(),
        "int32" => i32::MIN.into()..=i32::MAX.into(),
        "uint8" => 0..=u8::MAX.into(),
        "uint16" => 0..=u16::MAX.into(),
        "uint32" => 0..=u32::MAX.into(),
        "uint64" | "uint" => 0..=u64::MAX.into(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::is_mismatch;

    #[test]
    fn strings_are_checked_as_in_generated_crates() {
        assert!(is_mismatch(&json!("5s"), "duration") && !is_mismatch(&json!("PT5S"), "duration"));
    }

    #[test]
    fn integers_are_checked_by_range() {
        assert!(
            is_mismatch(&json!(256), "uint8")
                && is_mismatch(&json!(-1), "uint64")
                && !is_mismatch(&json!(255), "uint8")
        );
    }

    #[test]
    fn unknown_formats_and_other_types_match() {
        assert!(
            !is_mismatch(&json!("x"), "color")
                && !is_mismatch(&json!(1), "email")
                && !is_mismatch(&json!("x"), "int32")
        );
    }
}
