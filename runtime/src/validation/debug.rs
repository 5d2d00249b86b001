//! `Debug` without secrets.

mod compound;
mod writer;

use std::fmt::{self, Debug, Formatter};

use serde::Serialize;
use serde::ser;

use super::redact::{MAX_SHOWN, RedactedNames, scrub};
use writer::Writer;

/// Writes `value` as `Debug` would, with the names of properties in JSON, and `[redacted]` for the value of each property with one of the
/// `redacted` names at any depth, in maps and free-form JSON as well. For `impl Debug` of types with such properties or free-form JSON.
///
/// # Errors
///
/// The formatter fails.
pub fn write<T: Serialize + ?Sized>(value: &T, redacted: RedactedNames, f: &mut Formatter<'_>) -> fmt::Result {
    value.serialize(Writer { redacted, f }).map_err(|Failed| fmt::Error)
}

/// Shows only whether a redacted parameter is present.
pub fn hidden<T>(value: Option<&T>) -> impl Debug + use<T> {
    value.map(|_| Hidden)
}

/// Shows a parameter that may have redacted properties.
pub fn shown<T: Serialize>(value: Option<&T>, redacted: RedactedNames) -> impl Debug {
    value.map(|value| Part { value, redacted })
}

/// Shows a value as [`write()`] does.
pub fn part<T: Serialize>(value: &T, redacted: RedactedNames) -> impl Debug {
    Part { value, redacted }
}

/// Shows text, which may be JSON with redacted properties.
pub fn text(text: &str, redacted: RedactedNames) -> impl Debug + use<> {
    scrub(text.as_bytes(), MAX_SHOWN, redacted)
}

/// Shows a part of a value as [`write()`] does.
struct Part<'a, T: ?Sized> {
    value: &'a T,
    redacted: RedactedNames,
}

impl<T: Serialize + ?Sized> Debug for Part<'_, T> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write(self.value, self.redacted, f)
    }
}

/// Shows `[redacted]`.
struct Hidden;

impl Debug for Hidden {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}

/// Calls `show` with the value of the property `name`, or with `[redacted]`.
fn with_member<T: Serialize + ?Sized, R>(
    name: &str,
    value: &T,
    redacted: RedactedNames,
    show: impl FnOnce(&dyn Debug) -> R,
) -> R {
    if redacted.contains(&name) { show(&Hidden) } else { show(&Part { value, redacted }) }
}

/// Writing failed.
#[derive(Debug)]
struct Failed;

impl fmt::Display for Failed {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("the value cannot be shown")
    }
}

impl std::error::Error for Failed {}

impl ser::Error for Failed {
    fn custom<T: fmt::Display>(_message: T) -> Self {
        Self
    }
}

impl From<fmt::Error> for Failed {
    fn from(_: fmt::Error) -> Self {
        Self
    }
}
