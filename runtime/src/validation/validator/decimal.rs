//! Decimals of any size, compared without rounding.

use std::cmp::Ordering;
use std::iter;

use super::multiple_of;

/// A JSON number: its significant digits, which neither begin nor end with a zero, times a power of ten. Zero has no digits.
#[derive(Clone, Copy)]
pub(super) struct Decimal<'a> {
    negative: bool,
    /// The digits, in two runs: those before the decimal point and those after it.
    digits: (&'a str, &'a str),
    /// The power of ten of the last digit.
    scale: i64,
}

/// The largest exponent; larger ones count as this one. No sum of it and a length overflows `i64`.
const FARTHEST: i64 = i64::MAX / 4;

impl<'a> Decimal<'a> {
    /// Reads a number in the syntax of JSON (RFC 8259 §6); `None` if it is something else.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent)?),
            None => (text, 0),
        };
        let (whole, fraction) = match mantissa.split_once('.') {
            Some((whole, fraction)) if is_digits(fraction) => (whole, fraction),
            Some(_) => return None,
            None => (mantissa, ""),
        };
        let written = is_digits(whole) && (whole == "0" || !whole.starts_with('0'));
        written.then(|| Self::normalized(negative, whole, fraction, exponent))
    }

    fn normalized(negative: bool, whole: &'a str, fraction: &'a str, exponent: i64) -> Self {
        let whole = whole.trim_start_matches('0');
        let fraction = fraction.trim_end_matches('0');
        let scale = exponent - length(fraction);
        if fraction.is_empty() {
            let kept = whole.trim_end_matches('0');
            return Self { negative, digits: (kept, ""), scale: scale + length(whole) - length(kept) };
        }
        let fraction = if whole.is_empty() { fraction.trim_start_matches('0') } else { fraction };
        Self { negative, digits: (whole, fraction), scale }
    }

    /// Returns a text that is equal for equal numbers.
    pub(super) fn canonical(self) -> String {
        if self.is_zero() {
            return "0".to_owned();
        }
        let sign = if self.negative { "-" } else { "" };
        format!("{sign}{}{}e{}", self.digits.0, self.digits.1, self.scale)
    }

    /// Returns whether the number has no fraction, however it is written.
    pub(super) const fn is_whole(self) -> bool {
        self.is_zero() || self.scale >= 0
    }

    /// Returns a whole number of at most 64 bits as its digits.
    pub(super) fn plain_text(self) -> Option<String> {
        const MAX_DIGITS: i64 = 20;
        if self.is_zero() {
            return Some("0".to_owned());
        }
        let zeros = usize::try_from(self.scale).ok().filter(|_| self.top() <= MAX_DIGITS)?;
        let sign = if self.negative { "-" } else { "" };
        Some(format!("{sign}{}{}{}", self.digits.0, self.digits.1, "0".repeat(zeros)))
    }

    const fn is_zero(self) -> bool {
        self.len() == 0
    }

    const fn len(self) -> usize {
        self.digits.0.len() + self.digits.1.len()
    }

    /// The values of the digits, the most significant first.
    fn values(self) -> impl Iterator<Item = u8> + Clone + use<'a> {
        self.digits.0.bytes().chain(self.digits.1.bytes()).map(|digit| digit - b'0')
    }

    fn sign(self) -> i8 {
        match (self.is_zero(), self.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        }
    }

    /// The power of ten above the first digit.
    fn top(self) -> i64 {
        self.scale + length(self.digits.0) + length(self.digits.1)
    }

    fn cmp_magnitude(self, other: Decimal<'_>) -> Ordering {
        self.top().cmp(&other.top()).then_with(|| self.values().cmp(other.values()))
    }
}

/// Compares the values of two numbers, exactly.
pub(super) fn compare(one: Decimal<'_>, other: Decimal<'_>) -> Ordering {
    one.sign().cmp(&other.sign()).then_with(|| match one.sign() {
        0 => Ordering::Equal,
        1 => one.cmp_magnitude(other),
        _ => other.cmp_magnitude(one),
    })
}

/// Returns whether `one` is a multiple of `divisor`, ignoring signs; always for a divisor of zero.
pub(super) fn is_multiple(one: Decimal<'_>, divisor: Decimal<'_>) -> bool {
    if one.is_zero() || divisor.is_zero() {
        return true;
    }
    // The last digit of `one` is no zero: a divisor that ends in a higher place leaves it over.
    let Ok(zeros) = usize::try_from(one.scale - divisor.scale) else { return false };
    // A zero more adds one factor of 2 and one of 5, and a divisor of n digits has fewer than 4n of either.
    let zeros = zeros.min(4 * divisor.len());
    multiple_of::divides(divisor.values(), one.values().chain(iter::repeat_n(0, zeros)))
}

fn parse_exponent(text: &str) -> Option<i64> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let exponent = is_digits(digits).then(|| digits.parse().unwrap_or(FARTHEST).min(FARTHEST))?;
    Some(if negative { -exponent } else { exponent })
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn length(digits: &str) -> i64 {
    i64::try_from(digits.len()).unwrap_or(FARTHEST)
}
