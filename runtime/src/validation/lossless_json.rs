//! JSON that is validated as text, if a `serde_json::Value` would round or reject a number.

use std::slice;

use serde::{Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use super::duplicate_names;

/// The number of digits that every float can represent, including the point.
const MAX_EXACT_DIGITS: usize = 15;
/// The number of digits of an exponent that every float can represent.
const MAX_EXACT_EXPONENT_DIGITS: usize = 2;

/// The nesting limit of `serde_json`.
const MAX_DEPTH: usize = 128;

/// JSON with all digits of its numbers.
pub(crate) enum LosslessJson<'a> {
    /// A value that represents all numbers exactly.
    Value(Value),
    /// The text, which may have a number that a `Value` can't represent.
    Text(&'a RawValue),
}

impl<'a> LosslessJson<'a> {
    /// Parses JSON, in which no object may have duplicate names.
    pub(crate) fn read(json: &'a [u8]) -> serde_json::Result<Self> {
        let numbers = NumberScan::of(json);
        if numbers.may_be_long && numbers.deepest < MAX_DEPTH && !numbers.has_lone_surrogate {
            let text = serde_json::from_slice(json).map(Self::Text)?;
            duplicate_names::read(&without_numbers(json))?;
            Ok(text)
        } else {
            duplicate_names::read(json).map(Self::Value)
        }
    }

    /// Returns the value, with numbers rounded.
    pub(crate) fn into_value(self) -> serde_json::Result<Value> {
        match self {
            Self::Value(value) => Ok(value),
            Self::Text(text) => serde_json::from_str(text.get()),
        }
    }
}

impl Serialize for LosslessJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Value(value) => value.serialize(serializer),
            Self::Text(text) => text.serialize(serializer),
        }
    }
}

/// Returns the JSON with zeros for its numbers, which may be out of range.
fn without_numbers(json: &[u8]) -> Vec<u8> {
    let mut bytes = json.to_vec();
    let (mut in_string, mut escaped, mut in_number) = (false, false, false);
    for byte in &mut bytes {
        if in_string {
            in_string = escaped || *byte != b'"';
            escaped = !escaped && *byte == b'\\';
        } else if *byte == b'-' || byte.is_ascii_digit() || in_number && b".eE+".contains(byte) {
            *byte = if in_number { b' ' } else { b'0' };
            in_number = true;
        } else {
            in_string = *byte == b'"';
            in_number = false;
        }
    }
    bytes
}

/// Properties of JSON text, found by a scan.
#[derive(Default)]
struct NumberScan {
    /// Whether a number may have more digits than every float can represent.
    may_be_long: bool,
    /// The deepest nesting of arrays and objects.
    deepest: usize,
    /// Whether a string has a lone surrogate, which no parser here accepts, but `RawValue` does.
    has_lone_surrogate: bool,
}

impl NumberScan {
    fn of(json: &[u8]) -> Self {
        let mut found = Self::default();
        let (mut digits, mut most, mut depth) = (0, MAX_EXACT_DIGITS, 0_usize);
        let mut bytes = json.iter();
        while let Some(byte) = bytes.next() {
            match byte {
                b'0'..=b'9' | b'.' => digits += 1,
                b'e' | b'E' if digits > 0 => (digits, most) = (0, MAX_EXACT_EXPONENT_DIGITS),
                b'+' | b'-' if digits == 0 => {}
                other => {
                    (digits, most) = (0, MAX_EXACT_DIGITS);
                    match other {
                        b'"' => found.has_lone_surrogate |= !pass_string(&mut bytes),
                        b'[' | b'{' => depth += 1,
                        b']' | b'}' => depth = depth.saturating_sub(1),
                        _ => {}
                    }
                }
            }
            found.may_be_long |= digits > most;
            found.deepest = found.deepest.max(depth);
        }
        found
    }
}

/// Skips the rest of a string; returns whether its surrogates are in pairs.
fn pass_string(bytes: &mut slice::Iter<'_, u8>) -> bool {
    let mut are_pairs = true;
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => break,
            b'\\' => are_pairs &= pass_escape(bytes),
            _ => {}
        }
    }
    are_pairs
}

fn pass_escape(bytes: &mut slice::Iter<'_, u8>) -> bool {
    if bytes.next() != Some(&b'u') {
        return true;
    }
    match code_unit(bytes) {
        Some(0xD800..=0xDBFF) => {
            let is_escape = bytes.next() == Some(&b'\\') && bytes.next() == Some(&b'u');
            is_escape && matches!(code_unit(bytes), Some(0xDC00..=0xDFFF))
        }
        Some(0xDC00..=0xDFFF) => false,
        _ => true,
    }
}

fn code_unit(bytes: &mut slice::Iter<'_, u8>) -> Option<u16> {
    let (digits, rest) = bytes.as_slice().split_at_checked(4)?;
    *bytes = rest.iter();
    u16::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()
}
