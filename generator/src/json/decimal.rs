//! Decimal numbers as written in a document.

use serde_json::Value;

/// Returns whether two decimals are the same number; false if one is not a decimal, or has an excessive exponent.
pub(crate) fn is_equal_decimal(left: &str, right: &str) -> bool {
    matches!((parse(left), parse(right)), (Some(left), Some(right)) if left == right)
}

/// Returns whether an `f64` represents `integer` exactly.
pub(crate) const fn is_exact_f64(integer: i128) -> bool {
    integer.unsigned_abs() <= 1 << f64::MANTISSA_DIGITS
}

/// Returns whether `text` is a JSON number (RFC 8259 §6) that is too large for an `f64`.
pub(crate) fn is_beyond_f64(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let begins = unsigned.starts_with("0.") || unsigned.starts_with(|c: char| matches!(c, '1'..='9'));
    let mantissa = unsigned.split(['e', 'E']).next().unwrap_or_default();
    begins && !mantissa.ends_with('.') && parse(text).is_some() && text.parse::<f64>().is_ok_and(f64::is_infinite)
}

/// Returns whether `text` is a decimal greater than 0, however small.
pub(crate) fn is_positive(text: &str) -> bool {
    parse(text).is_some_and(|number| !number.negative && !number.digits.is_empty())
}

/// Returns whether `text` contains a number with more digits than an `f64` keeps.
pub(crate) fn has_long_number(text: &str) -> bool {
    // An `f64` keeps all decimals of 15 digits; the point counts as a digit here.
    const LONG: usize = 16;
    let mut length = 0;
    text.bytes().any(|byte| {
        length = if byte.is_ascii_digit() || byte == b'.' { length + 1 } else { 0 };
        length >= LONG
    })
}

/// Writes a 64-bit integer without a fraction: `1.0` equals `1`, but is not an integer in OpenAPI 3.0.
pub(crate) fn write_integral(value: &mut Value) {
    let Some(float) = value.as_f64().filter(|float| value.is_f64() && float.fract() == 0.0) else { return };
    if let Ok(whole) = format!("{float}").parse::<i64>() {
        *value = whole.into();
    }
}

/// A decimal: digits without leading and trailing zeros, and the exponent of the last digit.
#[derive(Debug, PartialEq, Eq)]
struct Decimal {
    negative: bool,
    digits: String,
    exponent: i64,
}

fn parse(text: &str) -> Option<Decimal> {
    let (negative, unsigned) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
        None => (unsigned, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = all.trim_end_matches('0');
    let dropped = i64::try_from(all.len() - digits.len()).ok()?;
    let exponent = exponent.checked_sub(i64::try_from(fraction.len()).ok()?)?.checked_add(dropped)?;
    let digits = digits.trim_start_matches('0').to_owned();
    if digits.is_empty() {
        return Some(Decimal { negative: false, digits, exponent: 0 });
    }
    Some(Decimal { negative, digits, exponent })
}

#[cfg(test)]
mod tests {
    use super::{has_long_number, is_beyond_f64, is_equal_decimal, is_exact_f64};

    #[test]
    fn notation_does_not_matter() {
        assert!(is_equal_decimal("1e3", "1000"));
        assert!(is_equal_decimal("0.10", "1E-1"));
        assert!(is_equal_decimal("-0.0", "0"));
    }

    #[test]
    fn an_additional_digit_matters() {
        assert!(!is_equal_decimal("9007199254740993.0", "9007199254740992.0"));
        assert!(!is_equal_decimal("0.1000000000000000055", "0.1"));
    }

    #[test]
    fn sixteen_digits_in_a_row_are_long() {
        assert!(has_long_number("a 1234567890.123456 b"));
        assert!(!has_long_number("123456789012345 678"));
    }

    #[test]
    fn a_decimal_of_400_digits_does_not_fit_into_a_float() {
        assert!(is_beyond_f64("-1e400"));
        assert!(is_beyond_f64("0.1E+500"));
        assert!(!is_beyond_f64("1e300"));
    }

    #[test]
    fn invalid_numbers_are_not_too_large() {
        for text in ["inf", "01e400", "1.e400", ".1e500", "+1e400", "1e400x", ""] {
            assert!(!is_beyond_f64(text), "{text}");
        }
    }

    #[test]
    fn the_sign_matters() {
        assert!(!is_equal_decimal("-1", "1"));
    }

    #[test]
    fn an_f64_rounds_the_first_odd_integer_over_53_bits() {
        assert!(is_exact_f64(9_007_199_254_740_992));
        assert!(!is_exact_f64(9_007_199_254_740_993));
    }
}
