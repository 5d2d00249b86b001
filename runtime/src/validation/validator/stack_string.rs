//! Short strings on the stack.

use std::fmt::{self, Write as _};
use std::str;

/// A string of up to [`StackString::CAPACITY`] bytes, written through [`fmt::Write`].
pub(super) struct StackString {
    bytes: [u8; Self::CAPACITY],
    len: usize,
}

impl StackString {
    /// Enough for every number of Rust's own types, UUIDs and points in time.
    const CAPACITY: usize = 64;

    /// Formats `arguments`; `None` if they are too long.
    pub(super) fn write(arguments: fmt::Arguments<'_>) -> Option<Self> {
        let mut text = Self { bytes: [0; Self::CAPACITY], len: 0 };
        text.write_fmt(arguments).ok().map(|()| text)
    }

    /// Returns the text.
    pub(super) fn as_str(&self) -> &str {
        self.bytes.get(..self.len).and_then(|bytes| str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

impl fmt::Write for StackString {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let end = self.len.checked_add(text.len()).ok_or(fmt::Error)?;
        self.bytes.get_mut(self.len..end).ok_or(fmt::Error)?.copy_from_slice(text.as_bytes());
        self.len = end;
        Ok(())
    }
}

/// Calls `read` with the formatted `arguments`, which are on the stack if they fit.
pub(super) fn with_text<R>(arguments: fmt::Arguments<'_>, read: impl FnOnce(&str) -> R) -> R {
    match StackString::write(arguments) {
        Some(text) => read(text.as_str()),
        None => read(&arguments.to_string()),
    }
}
