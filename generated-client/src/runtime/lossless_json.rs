//! JSON that is judged as it is written, where a `serde_json::Value` would round a number or refuse it.

use std::slice;

use serde::{Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

use super::duplicate_names;

/// How many digits every float holds, the point included.
const MOST_DIGITS: usize = 15;
/// How many digits an exponent has that no float goes beyond.
const MOST_EXPONENT_DIGITS: usize = 2;

/// How deep `serde_json` reads: arrays and objects within one another.
const DEEPEST: usize = 128;

/// JSON with all digits of its numbers.
pub(super) enum LosslessJson<'a> {
    /// A value that holds its numbers as they are written.
    Value(Value),
    /// The text: a number in it may be none of those that a `Value` holds.
    Text(&'a RawValue),
}

impl<'a> LosslessJson<'a> {
    /// Reads JSON, in which no object may have two properties of the same name.
    pub(super) fn read(json: &'a [u8]) -> serde_json::Result<Self> {
        let numbers = NumberScan::of(json);
        if numbers.may_be_long && numbers.deepest < DEEPEST && !numbers.has_lone_surrogate {
            let text = serde_json::from_slice(json).map(Self::Text)?;
            duplicate_names::read(&without_numbers(json))?;
            Ok(text)
        } else {
            duplicate_names::read(json).map(Self::Value)
        }
    }

    /// Returns the value, with the numbers that are nearest to those of the text.
    pub(super) fn into_value(self) -> serde_json::Result<Value> {
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

/// Returns JSON of the same names in the same places, with zeros for numbers, which may be beyond any that can be read.
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

/// What there is to know of JSON before it is read.
#[derive(Default)]
struct NumberScan {
    /// Whether one may be longer than what every float holds.
    may_be_long: bool,
    /// How many arrays and objects are around the deepest value.
    deepest: usize,
    /// Whether a string has half of a surrogate pair, which is not JSON that anything here reads; a `RawValue` does not look.
    has_lone_surrogate: bool,
}

impl NumberScan {
    fn of(json: &[u8]) -> Self {
        let mut found = Self::default();
        let (mut digits, mut most, mut depth) = (0, MOST_DIGITS, 0_usize);
        let mut bytes = json.iter();
        while let Some(byte) = bytes.next() {
            match byte {
                b'0'..=b'9' | b'.' => digits += 1,
                b'e' | b'E' if digits > 0 => (digits, most) = (0, MOST_EXPONENT_DIGITS),
                b'+' | b'-' if digits == 0 => {}
                other => {
                    (digits, most) = (0, MOST_DIGITS);
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

/// Passes over the rest of a string; returns whether all halves of surrogate pairs in it have the other.
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
