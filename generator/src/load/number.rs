//! Numbers, the same whether or not anything in a user's tree turns on the feature `arbitrary_precision` of `serde_json`.
//!
//! With it, `serde_json` hands a number on as an object of one member, and its own [`Number`] keeps any text: `1e400`, too,
//! which no float holds, and `1.10`, which is then no `f64` to openapiv3.

use serde_json::{Map, Number, Value};

/// The key under which `serde_json` hands on the text of a number.
const KEY: &str = "$serde_json::private::Number";

/// Returns the number as which `serde_json` handed on `object`, or its own message about one beyond all floats.
pub(super) fn arbitrary_precision_number(object: &Map<String, Value>) -> Option<Result<Number, &'static str>> {
    let text = object.get(KEY).filter(|_| object.len() == 1 && has_arbitrary_precision())?.as_str()?;
    match parse(text) {
        Some(number) => Some(Ok(number)),
        None => text.parse::<Number>().is_ok().then_some(Err("number out of range")),
    }
}

/// Returns whether `serde_json` is built with the feature; without it, a document's own key is one like others.
fn has_arbitrary_precision() -> bool {
    "1e400".parse::<Number>().is_ok()
}

/// Returns the number that `text` is in JSON, as an integer of 64 bits or else as a float; `None` is for no number, and
/// for one beyond all floats.
pub(crate) fn parse(text: &str) -> Option<Number> {
    text.parse::<Number>().ok()?;
    if let Ok(number) = text.parse::<u64>() {
        return Some(number.into());
    }
    // `-0` is no integer to `serde_json`, since none has that sign.
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
    fn others_are_floats() {
        for (text, expected) in [("1.10", 1.1), ("-0", -0.0), ("1E3", 1000.0), ("18446744073709551616", 2_f64.powi(64))]
        {
            let number = parse(text).expect("a number");
            assert!(number.is_f64(), "{text}");
            assert_eq!(number.as_f64().map(f64::to_bits), Some(f64::to_bits(expected)), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_of_json_or_beyond_all_floats_is_none() {
        for text in ["", "+1", "01", ".5", "inf", "NaN", "1e400", "-1e400", " 1", "0x1"] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
