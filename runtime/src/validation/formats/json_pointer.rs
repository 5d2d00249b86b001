//! `format: json-pointer` and `relative-json-pointer`.

use crate::runtime::validation::schema::Format;

/// A JSON pointer, as a string (RFC 6901 §5).
pub const JSON_POINTER: Format = Format { name: "json-pointer", is_valid: is_json_pointer };

/// A number of steps up, then a JSON pointer or `#` (draft-bhutton-relative-json-pointer-00 §3).
pub const RELATIVE_JSON_POINTER: Format = Format { name: "relative-json-pointer", is_valid: is_relative_json_pointer };

fn is_json_pointer(text: &str) -> bool {
    let escaped = text.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']));
    escaped && (text.is_empty() || text.starts_with('/'))
}

fn is_relative_json_pointer(text: &str) -> bool {
    let pointer = text.trim_start_matches(|char: char| char.is_ascii_digit());
    let steps = text.strip_suffix(pointer).unwrap_or_default();
    is_digits(steps) && (steps == "0" || !steps.starts_with('0')) && (pointer == "#" || is_json_pointer(pointer))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
