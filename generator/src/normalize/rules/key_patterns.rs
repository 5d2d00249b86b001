//! Checks of keys that follow a pattern: paths, status codes, expressions and methods.

use super::super::spec::Key;
use super::path_item::is_method;

/// Checks a key of the Paths Object (OpenAPI 3.0.3 §4.7.8), which must start with a slash.
pub(in crate::normalize) fn path(key: &str) -> Key {
    if key.starts_with('/') {
        return Key::Valid;
    }
    Key::Corrected {
        name: format!("/{key}"),
        code: "path-without-slash",
        message: format!("the path `{key}` must start with a slash: `/{key}` is assumed"),
    }
}

/// Checks a key of the Responses Object (§4.7.16), which is a status code or a range such as `4XX`.
pub(in crate::normalize) fn status(key: &str) -> Key {
    let upper = key.to_ascii_uppercase();
    if is_status(key) {
        Key::Valid
    } else if is_status(&upper) {
        corrected(key, upper)
    } else if upper == "DEFAULT" {
        corrected(key, "default".to_owned())
    } else {
        let digits = upper.replace('O', "0").replace(['I', 'L'], "1");
        let help = if is_status(&digits) {
            format!("did you mean `{digits}`?")
        } else {
            "write a status code such as `200`, a range such as `4XX`, or `default`".to_owned()
        };
        Key::Invalid { code: "bad-status", message: format!("`{key}` is not a status code"), help }
    }
}

/// Checks a key of a Callback Object (§4.7.18), which is any expression.
pub(in crate::normalize) fn expression(_key: &str) -> Key {
    Key::Valid
}

/// Checks a key of `additionalOperations` (OpenAPI 3.2 §4.9), which is a method without its own field.
pub(in crate::normalize) fn method(key: &str) -> Key {
    let lower = key.to_ascii_lowercase();
    if is_method(&lower) {
        let message = format!("`{key}` has its own field in the Path Item Object");
        return Key::Invalid { code: "unknown-method", message, help: format!("move the operation to `{lower}`") };
    }
    match http::Method::from_bytes(key.as_bytes()) {
        Ok(_) => Key::Valid,
        Err(_) => {
            let message = format!("`{key}` is not a valid HTTP method");
            Key::Invalid {
                code: "unknown-method",
                message,
                help: "write a name without spaces and separators".to_owned(),
            }
        }
    }
}

fn corrected(key: &str, name: String) -> Key {
    Key::Corrected { code: "status-case", message: format!("`{key}` is read as `{name}`"), name }
}

fn is_status(key: &str) -> bool {
    match key.as_bytes() {
        [b'1'..=b'5', b'X', b'X'] => true,
        [b'1'..=b'9', tens, ones] => tens.is_ascii_digit() && ones.is_ascii_digit(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Key, method, path, status};

    #[test]
    fn status_codes_and_ranges_are_valid() {
        for key in ["200", "4XX", "666"] {
            assert_eq!(status(key), Key::Valid, "{key}");
        }
    }

    #[test]
    fn a_range_in_lower_case_is_corrected() {
        assert!(matches!(status("4xx"), Key::Corrected { name, .. } if name == "4XX"));
    }

    #[test]
    fn a_letter_for_a_digit_is_suggested() {
        assert!(matches!(status("20O"), Key::Invalid { help, .. } if help.contains("`200`")));
    }

    #[test]
    fn other_numbers_are_not_status_codes() {
        for key in ["20", "2000", "099", "9XX", "+20", ""] {
            assert!(matches!(status(key), Key::Invalid { .. }), "{key}");
        }
    }

    #[test]
    fn a_method_is_a_token_without_its_own_field() {
        assert_eq!(method("COPY"), Key::Valid);
        for key in ["GET", "query", "no method", ""] {
            assert!(matches!(method(key), Key::Invalid { .. }), "{key}");
        }
    }

    #[test]
    fn a_missing_slash_is_added() {
        assert!(matches!(path("a/b"), Key::Corrected { name, .. } if name == "/a/b"));
        assert_eq!(path("/a/b"), Key::Valid);
    }
}
