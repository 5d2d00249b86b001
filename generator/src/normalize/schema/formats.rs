//! `format`, where the document's own values break it.

use std::ops::RangeInclusive;

use serde_json::{Map, Value};

use super::super::walker::Walker;

/// Leaves out a `format` that the default or an example of its schema does not have: others will not have it either.
pub(in crate::normalize) fn leave_out_broken(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    let Some(format) = schema.get("format").and_then(Value::as_str).map(str::to_owned) else { return };
    let Some((place, value)) = values(schema).into_iter().find(|(_, value)| breaks(&format, value)) else { return };
    let message = format!("the {} {value} is not of the format `{format}`, which is left out", place.what);
    let help = format!("correct the {} or the format", place.what);
    walker.at(place.keyword, |walker| match place.index {
        Some(index) => walker.at(&index.to_string(), |walker| walker.warning("format-mismatch", message, help)),
        None => walker.warning("format-mismatch", message, help),
    });
    schema.shift_remove("format");
}

/// Where a value stands.
struct Place {
    what: &'static str,
    keyword: &'static str,
    index: Option<usize>,
}

fn values(schema: &Map<String, Value>) -> Vec<(Place, Value)> {
    let alone = |what, keyword| Some((Place { what, keyword, index: None }, schema.get(keyword)?.clone()));
    let examples = schema.get("examples").and_then(Value::as_array).into_iter().flatten().enumerate();
    let listed = examples
        .map(|(index, value)| (Place { what: "example", keyword: "examples", index: Some(index) }, value.clone()));
    alone("default", "default").into_iter().chain(alone("example", "example")).chain(listed).collect()
}

/// Returns whether a value is none of a format; of those formats alone that have a type of their own.
fn breaks(format: &str, value: &Value) -> bool {
    match value {
        Value::String(text) => match format {
            "uuid" => !is_uuid(text),
            "date" => !is_date(text),
            "date-time" => !is_date_time(text),
            "byte" => !is_base64(text),
            _ => false,
        },
        Value::Number(number) => {
            let whole = number.as_i64().map(i128::from).or_else(|| number.as_u64().map(i128::from));
            matches!((range(format), whole), (Some(range), Some(whole)) if !range.contains(&whole))
        }
        _ => false,
    }
}

fn range(format: &str) -> Option<RangeInclusive<i128>> {
    let (signed, bits) = match format {
        "int8" => (true, 7),
        "int16" => (true, 15),
        "int32" => (true, 31),
        "int64" => (true, 63),
        "uint8" => (false, 8),
        "uint16" => (false, 16),
        "uint32" => (false, 32),
        "uint64" => (false, 64),
        _ => return None,
    };
    let beyond = 1_i128 << bits;
    Some(if signed { -beyond } else { 0 }..=beyond - 1)
}

fn is_uuid(text: &str) -> bool {
    let digits: String = text.split('-').collect();
    let groups: Vec<usize> = text.split('-').map(str::len).collect();
    let is_grouped = matches!(groups.as_slice(), [32] | [8, 4, 4, 4, 12]);
    is_grouped && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// RFC 3339 §5.6: `full-date`.
fn is_date(text: &str) -> bool {
    let part = |range: std::ops::Range<usize>| text.get(range).and_then(|part| part.parse::<u8>().ok());
    is_like(text, "0000-00-00")
        && part(5..7).is_some_and(|month| (1..=12).contains(&month))
        && part(8..10).is_some_and(|day| (1..=31).contains(&day))
}

/// RFC 3339 §5.6: `date-time`.
fn is_date_time(text: &str) -> bool {
    let (Some(date), Some(separator), Some(rest)) = (text.get(..10), text.get(10..11), text.get(11..)) else {
        return false;
    };
    let Some((time, rest)) = rest.split_at_checked(8) else { return false };
    let offset = match rest.strip_prefix('.') {
        Some(fraction) => {
            let offset = fraction.trim_start_matches(|sign: char| sign.is_ascii_digit());
            if offset.len() == fraction.len() {
                return false;
            }
            offset
        }
        None => rest,
    };
    let has_offset = matches!(offset, "Z" | "z") || is_like(offset, "+00:00") || is_like(offset, "-00:00");
    is_date(date) && matches!(separator, "T" | "t" | " ") && is_like(time, "00:00:00") && has_offset
}

fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'-' | b'_');
    text.len() - digits.len() <= 2 && digits.len() % 4 != 1 && digits.bytes().all(is_digit)
}

/// Returns whether a text has digits where `shape` has them, and else the same signs.
fn is_like(text: &str, shape: &str) -> bool {
    let same = |(sign, wanted): (u8, u8)| if wanted == b'0' { sign.is_ascii_digit() } else { sign == wanted };
    text.len() == shape.len() && text.bytes().zip(shape.bytes()).all(same)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::breaks;

    #[test]
    fn values_of_their_format_are_fine() {
        for (format, value) in [
            ("uuid", json!("123e4567-e89b-12d3-a456-426614174000")),
            ("date", json!("2020-12-31")),
            ("date-time", json!("2020-12-31T23:59:60Z")),
            ("date-time", json!("2020-12-31T23:59:59.123456+05:30")),
            ("byte", json!("aGk=")),
            ("int32", json!(2_147_483_647)),
            ("uint64", json!(u64::MAX)),
            ("email", json!("no email")),
        ] {
            assert!(!breaks(format, &value), "{format}: {value}");
        }
    }

    #[test]
    fn values_of_another_format_are_found() {
        for (format, value) in [
            ("uuid", json!("abc")),
            ("uuid", json!("123e4567e89b-12d3-a456-4266-14174000")),
            ("date", json!("2020-13-01")),
            ("date", json!("01.02.2020")),
            ("date-time", json!("2020-12-31")),
            ("date-time", json!("2020-12-31T23:59:59")),
            ("date-time", json!("2020-12-31T23:59:59.Z")),
            ("byte", json!("not base64")),
            ("int32", json!(2_147_483_648_i64)),
            ("uint8", json!(-1)),
        ] {
            assert!(breaks(format, &value), "{format}: {value}");
        }
    }
}
