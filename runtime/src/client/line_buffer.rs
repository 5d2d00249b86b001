//! Splits a text that is received in chunks into lines, which end with LF, CR or both.
#![allow(dead_code, reason = "streams use it, and are optional")]

/// The text that was received, and not returned yet. Each byte is visited once, and moved at most once for each chunk that starts within
/// its line.
#[derive(Debug, Default)]
pub(crate) struct LineBuffer {
    buffer: Vec<u8>,
    /// The start of the next line.
    start: usize,
    /// The end of the text that was searched.
    seen: usize,
    after_return: bool,
    /// Whether a line was returned.
    begun: bool,
}

impl LineBuffer {
    /// Adds a chunk.
    pub(crate) fn add(&mut self, chunk: &[u8]) {
        self.buffer.drain(..self.start);
        self.seen -= self.start;
        self.start = 0;
        self.buffer.extend_from_slice(chunk);
    }

    /// Returns the next line, if it is complete.
    pub(crate) fn next_line(&mut self) -> Option<Vec<u8>> {
        if self.after_return && self.start < self.buffer.len() {
            self.after_return = false;
            if self.buffer.get(self.start) == Some(&b'\n') {
                self.start += 1;
                self.seen = self.seen.max(self.start);
            }
        }
        let unseen = self.buffer.get(self.seen..).unwrap_or_default();
        let Some(length) = unseen.iter().position(|byte| matches!(byte, b'\n' | b'\r')) else {
            self.seen = self.buffer.len();
            return None;
        };
        let end = self.seen + length;
        let line = self.buffer.get(self.start..end).unwrap_or_default().to_vec();
        self.after_return = self.buffer.get(end) == Some(&b'\r');
        (self.start, self.seen) = (end + 1, end + 1);
        Some(self.unmarked(line))
    }

    /// Returns the text after the last line.
    pub(crate) fn rest(&self) -> &[u8] {
        self.buffer.get(self.start..).unwrap_or_default()
    }

    /// Takes the text after the last line, if there is any.
    pub(crate) fn take_rest(&mut self) -> Option<Vec<u8>> {
        let rest = self.buffer.split_off(self.start.min(self.buffer.len()));
        self.buffer.clear();
        (self.start, self.seen) = (0, 0);
        if rest.is_empty() { None } else { Some(self.unmarked(rest)) }
    }

    /// Removes a byte order mark from the first line.
    fn unmarked(&mut self, line: Vec<u8>) -> Vec<u8> {
        if std::mem::replace(&mut self.begun, true) {
            return line;
        }
        line.strip_prefix(b"\xef\xbb\xbf").map(<[u8]>::to_vec).unwrap_or(line)
    }
}
