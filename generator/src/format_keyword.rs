//! Checking values of the document against a `format`, with the checks of generated crates.

use std::ops::RangeInclusive;

use clientwright_runtime::validation::formats;
use clientwright_runtime::validation::schema::Format;
use serde_json::Value;

/// All formats of strings.
const STRING_FORMATS: [Format; 17] = [
    formats::BYTE,
    formats::HOSTNAME,
    formats::REGEX,
    formats::DURATION,
    formats::EMAIL,
    formats::IPV4,
    formats::IPV6,
    formats::JSON_POINTER,
    formats::RELATIVE_JSON_POINTER,
    formats::DATE,
    formats::DATE_TIME,
    formats::TIME,
    formats::IRI,
    formats::IRI_REFERENCE,
    formats::URI,
    formats::URI_REFERENCE,
    formats::UUID,
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
