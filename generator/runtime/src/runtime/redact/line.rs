//! Text that stays on its line, and within its length.

use std::borrow::Cow;
use std::fmt::{self, Write};

/// Returns whether a character may be shown as it is: none that controls, formats or divides lines, no unusual space, nothing that is not assigned or for
/// private use. These are what Rust's `Debug` escapes.
fn is_plain(char: char) -> bool {
    if char.is_ascii() {
        return !char.is_ascii_control();
    }
    // `str::escape_debug` escapes combining characters at the beginning alone.
    let mut buffer = [b'a'; 5];
    let length = buffer.get_mut(1..).map_or(0, |rest| char.encode_utf8(rest).len());
    let text = buffer.get(..=length).and_then(|bytes| str::from_utf8(bytes).ok()).unwrap_or_default();
    text.escape_debug().nth(1) == Some(char)
}

/// Writes a text with what could break out of its line escaped; with quotes and backslashes, too, inside of quotes.
fn write_escaped(f: &mut dyn Write, text: &str, is_quoted: bool) -> fmt::Result {
    text.chars().try_for_each(|char| match char {
        '"' | '\\' if is_quoted => write!(f, "\\{char}"),
        char if is_plain(char) => f.write_char(char),
        char => write!(f, "{}", char.escape_debug()),
    })
}

/// Returns a text with what could break out of its line escaped, cut behind `most` bytes; `length` is how long it is said to be.
pub(super) fn truncate(text: &str, most: usize, length: usize, is_quoted: bool) -> String {
    let mut line = Limited::new(most);
    match write_escaped(&mut line, text, is_quoted) {
        Ok(()) => line.text,
        Err(fmt::Error) => format!("{}… ({length} bytes)", line.text),
    }
}

/// Returns a text with what could break out of its line escaped: of about `most` bytes at most, and of a longer one the two ends.
pub(in crate::runtime) fn escaped(text: &str, most: usize, is_quoted: bool) -> String {
    // Room for the mark in the middle.
    let mut line = Limited::new(most + 8);
    match write_escaped(&mut line, &elided(text, most), is_quoted) {
        Ok(()) => line.text,
        Err(fmt::Error) => line.text + "…",
    }
}

/// Takes text up to a length, and fails beyond it.
pub(super) struct Limited {
    text: String,
    most: usize,
}

impl Limited {
    pub(super) const fn new(most: usize) -> Self {
        Self { text: String::new(), most }
    }

    /// Returns what was taken.
    pub(super) fn into_text(self) -> String {
        self.text
    }
}

impl Write for Limited {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = self.most.saturating_sub(self.text.len());
        if text.len() <= room {
            self.text.push_str(text);
            return Ok(());
        }
        self.text.push_str(text.get(..boundary(text, room)).unwrap_or_default());
        Err(fmt::Error)
    }
}

/// Returns a text of about `most` bytes at most: of a longer one, its two ends.
pub(in crate::runtime) fn elided(text: &str, most: usize) -> Cow<'_, str> {
    if text.len() <= most {
        return Cow::Borrowed(text);
    }
    let head = beginning(text, most / 2);
    let tail = text.get(boundary(text, text.len() - most / 2)..).unwrap_or_default();
    Cow::Owned(format!("{head}…{tail}"))
}

/// Returns the beginning of a text, of `most` bytes at most.
pub(in crate::runtime) fn beginning(text: &str, most: usize) -> &str {
    text.get(..boundary(text, most.min(text.len()))).unwrap_or_default()
}

/// Returns the last place between two characters that is not behind an index.
fn boundary(text: &str, index: usize) -> usize {
    (0..=index).rev().find(|index| text.is_char_boundary(*index)).unwrap_or(0)
}

/// Shows a text in quotes, on one line, and of a longer one its two ends.
pub(in crate::runtime) struct Quoted<'a>(pub(in crate::runtime) &'a str, pub(in crate::runtime) usize);

impl fmt::Debug for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", escaped(self.0, self.1, true))
    }
}
