//! Whether a value of the document is of a format: asked of the very checks that generated crates carry.

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

/// All checks of strings.
const OF_STRINGS: [Format; 17] = [
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

/// Returns whether a value breaks a format; none that is not known, and none that is for other types of values.
pub(crate) fn breaks(value: &Value, format: &str) -> bool {
    match value {
        Value::String(text) => OF_STRINGS.iter().any(|known| known.name == format && !(known.is_valid)(text)),
        Value::Number(number) => {
            let is_beyond =
                |range: RangeInclusive<i128>| number.as_i128().is_some_and(|integer| !range.contains(&integer));
            range(format).is_some_and(is_beyond)
        }
        _ => false,
    }
}

/// Returns the integers of a format, if they are fewer than those of a schema without one.
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

    use super::breaks;

    #[test]
    fn strings_are_judged_as_generated_crates_do() {
        assert!(breaks(&json!("5s"), "duration") && !breaks(&json!("PT5S"), "duration"));
    }

    #[test]
    fn integers_have_a_width() {
        assert!(breaks(&json!(256), "uint8") && breaks(&json!(-1), "uint64") && !breaks(&json!(255), "uint8"));
    }

    #[test]
    fn what_is_not_known_or_not_meant_is_not_broken() {
        assert!(!breaks(&json!("x"), "color") && !breaks(&json!(1), "email") && !breaks(&json!("x"), "int32"));
    }
}
