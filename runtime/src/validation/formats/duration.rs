//! `format: duration` (ISO 8601).

use crate::runtime::validation::schema::Format;

/// A duration with designators, `P3DT12H`; the last of its numbers may have a fraction (ISO 8601 §4.4.3.2).
pub const DURATION: Format = Format { name: "duration", is_valid: is_duration };

fn is_duration(text: &str) -> bool {
    let Some(period) = text.strip_prefix('P') else { return false };
    match period.split_once('T') {
        Some((date, time)) => (date.is_empty() || is_run(date, "YMD", false)) && is_run(time, "HMS", true),
        None => is_run(period, "YMD", true) || is_run(period, "W", true),
    }
}

/// Returns whether `text` is a sequence of numbers, each with one of `designators`, in their order; only the last may have a fraction, if
/// `fraction` is set.
fn is_run(text: &str, designators: &str, fraction: bool) -> bool {
    let mut rest = text;
    for designator in designators.chars() {
        let Some((number, after)) = rest.split_once(designator) else { continue };
        if !is_number(number, fraction && after.is_empty()) {
            return false;
        }
        rest = after;
    }
    rest.is_empty() && !text.is_empty()
}

fn is_number(text: &str, fraction: bool) -> bool {
    match text.split_once(['.', ',']) {
        Some((whole, part)) => fraction && is_digits(whole) && is_digits(part),
        None => is_digits(text),
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
