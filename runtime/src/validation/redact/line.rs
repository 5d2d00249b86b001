//! Text on one line, within a length.

use std::borrow::Cow;
use std::fmt::{self, Write};

/// Returns whether a character may be shown unescaped. The others are those that Rust's `Debug` escapes: control and format characters,
/// line separators, unusual spaces, and unassigned and private-use characters.
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

/// Writes a text, escaping what could break out of its line; within quotes, quotes and backslashes as well.
fn write_escaped(f: &mut dyn Write, text: &str, is_quoted: bool) -> fmt::Result {
    text.chars().try_for_each(|char| match char {
        '"' | '\\' if is_quoted => write!(f, "\\{char}"),
        char if is_plain(char) => f.write_char(char),
        char => write!(f, "{}", char.escape_debug()),
    })
}

/// Escapes what could break out of the line, and truncates the text to `most` bytes; `length` is the length that is shown.
pub(super) fn truncate(text: &str, most: usize, length: usize, is_quoted: bool) -> String {
    let mut line = Limited::new(most);
    match write_escaped(&mut line, text, is_quoted) {
        Ok(()) => line.text,
        Err(fmt::Error) => format!("{}… ({length} bytes)", line.text),
    }
}

/// Escapes what could break out of the line, and elides the middle of a text of more than about `most` bytes.
pub(crate) fn escaped(text: &str, most: usize, is_quoted: bool) -> String {
    // Room for the ellipsis.
    let mut line = Limited::new(most + 8);
    match write_escaped(&mut line, &elided(text, most), is_quoted) {
        Ok(()) => line.text,
        Err(fmt::Error) => line.text + "…",
    }
}

/// Collects text up to a length, and fails beyond it.
pub(super) struct Limited {
    text: String,
    most: usize,
}

impl Limited {
    pub(super) const fn new(most: usize) -> Self {
        Self { text: String::new(), most }
    }

    /// Returns the text.
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

/// Elides the middle of a text of more than about `most` bytes.
pub(crate) fn elided(text: &str, most: usize) -> Cow<'_, str> {
    if text.len() <= most {
        return Cow::Borrowed(text);
    }
    let head = beginning(text, most / 2);
    let tail = text.get(boundary(text, text.len() - most / 2)..).unwrap_or_default();
    Cow::Owned(format!("{head}…{tail}"))
}

/// Returns the first `most` bytes of a text.
pub(crate) fn beginning(text: &str, most: usize) -> &str {
    text.get(..boundary(text, most.min(text.len()))).unwrap_or_default()
}

/// Returns the last character boundary at or before an index.
fn boundary(text: &str, index: usize) -> usize {
    (0..=index).rev().find(|index| text.is_char_boundary(*index)).unwrap_or(0)
}

/// Shows a text in quotes, on one line, with its middle elided if it is long.
pub(crate) struct Quoted<'a>(pub(crate) &'a str, pub(crate) usize);

impl fmt::Debug for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\"", escaped(self.0, self.1, true))
    }
}
