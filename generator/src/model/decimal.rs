//! Numbers of bounds, exactly as the document writes them.

use std::cmp::Ordering;

/// Returns numbers as multiples of the same power of ten; `None` where one is too large, too long or no number.
pub(super) fn scaled<'a>(texts: impl IntoIterator<Item = &'a str>) -> Option<(Vec<i128>, i32)> {
    let numbers: Vec<(i128, i32)> = texts.into_iter().map(parse).collect::<Option<_>>()?;
    let least = numbers.iter().map(|(_, exponent)| *exponent).min().unwrap_or(0).min(0);
    let scaled = numbers.into_iter().map(|(digits, exponent)| {
        let places = u32::try_from(exponent.checked_sub(least)?).ok()?;
        digits.checked_mul(10_i128.checked_pow(places)?)
    });
    Some((scaled.collect::<Option<_>>()?, least))
}

/// Compares two numbers.
pub(super) fn compare(one: &str, other: &str) -> Option<Ordering> {
    match scaled([one, other])?.0.as_slice() {
        [one, other] => Some(one.cmp(other)),
        _ => None,
    }
}

/// Returns whether a number is a multiple of another.
pub(super) fn is_multiple(number: &str, of: &str) -> Option<bool> {
    match scaled([number, of])?.0.as_slice() {
        [number, of] => number.checked_rem(*of).map(|rest| rest == 0),
        _ => None,
    }
}

/// Returns the text of a multiple of a power of ten.
pub(super) fn text(digits: i128, exponent: i32) -> String {
    let places = usize::try_from(exponent.unsigned_abs()).unwrap_or(usize::MAX);
    let unsigned = format!("{:0>width$}", digits.unsigned_abs(), width = places.saturating_add(1));
    let (whole, fraction) = unsigned.split_at_checked(unsigned.len().saturating_sub(places)).unwrap_or((&unsigned, ""));
    let fraction = fraction.trim_end_matches('0');
    let (sign, point) = (if digits < 0 { "-" } else { "" }, if fraction.is_empty() { "" } else { "." });
    format!("{sign}{whole}{point}{fraction}")
}

/// Reads a number: its digits, and the power of ten of the last one.
fn parse(text: &str) -> Option<(i128, i32)> {
    /// Beyond this, no sum of exponents is near to an overflow, and no number fits either.
    const FARTHEST: i32 = 1_000;
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let fraction = fraction.trim_end_matches('0');
    let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
    let places = i32::try_from(fraction.len()).ok().filter(|places| *places < FARTHEST)?;
    match digits {
        0 => Some((0, 0)),
        _ if exponent.abs() < FARTHEST => Some((digits, exponent - places)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::{compare, is_multiple, text};

    #[test]
    fn numbers_compare_however_they_are_written() {
        assert_eq!(compare("1e2", "100.0"), Some(Ordering::Equal));
        assert_eq!(compare("-0.25", "-0.2"), Some(Ordering::Less));
    }

    #[test]
    fn what_128_bits_do_not_hold_is_not_compared() {
        assert_eq!(compare("1e400", "1"), None);
    }

    #[test]
    fn tenths_are_exact() {
        assert_eq!(is_multiple("0.3", "0.1"), Some(true));
        assert_eq!(is_multiple("0.35", "0.1"), Some(false));
    }

    #[test]
    fn nothing_is_told_of_multiples_of_zero() {
        assert_eq!(is_multiple("1", "0"), None);
    }

    #[test]
    fn a_scaled_number_is_written_as_json_has_it() {
        assert_eq!([text(-5, -1), text(1250, -2), text(5, -3), text(12, 0)], ["-0.5", "12.5", "0.005", "12"]);
    }
}
