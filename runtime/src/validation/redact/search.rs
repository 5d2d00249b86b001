//! Finds secrets in a text.

use std::ops::Range;

use super::decoded::Decoded;

/// The shortest secret that is hidden: hiding each `1` would make a text useless, and hide nothing.
const MIN_SECRET: usize = 4;

/// Shorter secrets are hidden only as whole words.
const MIN_SECRET_WITHIN_WORD: usize = 6;

/// The shortest prefix of a secret that is hidden at the end of a truncated text.
const MIN_PREFIX: usize = 6;

/// A secret, prepared for the search.
struct Pattern {
    bytes: Vec<u8>,
    /// For each length of a prefix, the length of the longest shorter prefix that it ends in (Knuth, Morris and Pratt).
    fallbacks: Vec<usize>,
}

impl Pattern {
    fn new(secret: &str) -> Option<Self> {
        let bytes: Vec<u8> = Decoded::new(secret).values().collect();
        if bytes.len() < MIN_SECRET {
            return None;
        }
        let mut pattern = Self { fallbacks: vec![0, 0], bytes };
        let mut length = 0;
        for index in 1..pattern.bytes.len() {
            length = pattern.step(length, pattern.byte(index));
            pattern.fallbacks.push(length);
        }
        Some(pattern)
    }

    fn byte(&self, index: usize) -> u8 {
        self.bytes.get(index).copied().unwrap_or(0)
    }

    /// Returns the length of the prefix that the text ends in, from that before its last byte.
    fn step(&self, mut length: usize, byte: u8) -> usize {
        loop {
            if self.bytes.get(length) == Some(&byte) {
                return length + 1;
            }
            if length == 0 {
                return 0;
            }
            length = self.fallbacks.get(length).copied().unwrap_or(0);
        }
    }

    fn find(&self, text: &Decoded<'_>, is_whole_text: bool, found: &mut Vec<Range<usize>>) {
        let mut length = 0;
        for (index, byte) in text.values().enumerate() {
            length = self.step(length, byte);
            let range = (index + 1).saturating_sub(length)..index + 1;
            let is_whole = length == self.bytes.len() && (length >= MIN_SECRET_WITHIN_WORD || is_word(text, &range));
            if is_whole || (!is_whole_text && length >= MIN_PREFIX && breaks_off(text, range.end)) {
                found.push(text.start(range.start)..text.start(range.end));
            }
        }
    }
}

/// Returns whether no letter or digit is next to some bytes.
fn is_word(text: &Decoded<'_>, range: &Range<usize>) -> bool {
    let is_alphanumeric = |index| text.written_byte(index).is_ascii_alphanumeric();
    !range.start.checked_sub(1).is_some_and(is_alphanumeric) && !is_alphanumeric(range.end)
}

/// Returns whether the text is truncated at an index.
fn breaks_off(text: &Decoded<'_>, index: usize) -> bool {
    index == text.len() || ["…", "..", "**"].iter().any(|mark| text.written(index).starts_with(mark))
}

/// Adds the ranges of secrets, in linear time; unless the text is whole, also the beginning of a secret at its end.
pub(super) fn find<'a>(
    text: &Decoded<'_>,
    is_whole_text: bool,
    secrets: impl Iterator<Item = &'a str>,
    found: &mut Vec<Range<usize>>,
) {
    for secret in secrets {
        if let Some(pattern) = Pattern::new(secret) {
            pattern.find(text, is_whole_text, found);
        }
        // Undecoded, it may look like an escape together with what follows.
        if secret.len() >= MIN_SECRET_WITHIN_WORD {
            found.extend(text.text().match_indices(secret).map(|(start, _)| start..start + secret.len()));
        }
    }
}
