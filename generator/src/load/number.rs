//! Parsing numbers, independently of the feature `arbitrary_precision` of `serde_json`, which any crate in the
//! dependency tree may enable.
//!
//! With that feature, `serde_json` deserializes a number as an object with one member, and its [`Number`] keeps any
//! text, such as `1e400`, which does not fit into an `f64`, or `1.10`, which openapiv3 does not read as an `f64`.

use serde_json::{Map, Number, Value};

/// The key under which `serde_json` passes the text of a number.
const KEY: &str = "$serde_json::private::Number";

/// Returns the number that `object` represents with `arbitrary_precision`, or the error message of `serde_json` if it
/// does not fit into an `f64`.
pub(super) fn arbitrary_precision_number(object: &Map<String, Value>) -> Option<Result<Number, &'static str>> {
    let text = object.get(KEY).filter(|_| object.len() == 1 && has_arbitrary_precision())?.as_str()?;
    match parse(text) {
        Some(number) => Some(Ok(number)),
        None => text.parse::<Number>().is_ok().then_some(Err("number out of range")),
    }
}

/// Returns whether `serde_json` is built with `arbitrary_precision`; otherwise, a document may use the key itself.
fn has_arbitrary_precision() -> bool {
    "1e400".parse::<Number>().is_ok()
}

/// Parses a JSON number as a 64-bit integer, or else as a float. Returns `None` if `text` is not a number or does not
/// fit into an `f64`.
pub(crate) fn parse(text: &str) -> Option<Number> {
    text.parse::<Number>().ok()?;
    if let Ok(number) = text.parse::<u64>() {
        return Some(number.into());
    }
    // To `serde_json`, `-0` is a float, since no integer is negative zero.
    match text.parse::<i64>() {
        Ok(number) if number != 0 => Some(number.into()),
        _ => Number::from_f64(text.parse().ok()?),
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn integers_of_64_bits_are_exact() {
        for text in ["0", "18446744073709551615", "-9223372036854775808"] {
            assert_eq!(parse(text).expect("a number").to_string(), text);
        }
    }

    #[test]
    fn other_numbers_are_floats() {
        for (text, expected) in [("1.10", 1.1), ("-0", -0.0), ("1E3", 1000.0), ("18446744073709551616", 2_f64.powi(64))]
        {
            let number = parse(text).expect("a number");
            assert!(number.is_f64(), "{text}");
            assert_eq!(number.as_f64().map(f64::to_bits), Some(f64::to_bits(expected)), "{text}");
        }
    }

    #[test]
    fn invalid_and_too_large_numbers_are_none() {
        for text in ["", "+1", "01", ".5", "inf", "NaN", "1e400", "-1e400", " 1", "0x1"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
