//! Finding secrets in a text.

use std::ops::Range;

use super::decoded::Decoded;

/// The shortest secret that is looked for: hiding each `1` would leave no sense in a text, and hide nothing.
const SHORTEST: usize = 4;

/// Secrets below this length are found as whole words alone.
const LONG: usize = 6;

/// The shortest beginning of a secret that is hidden where a text breaks off.
const SHORTEST_BEGINNING: usize = 6;

/// A secret, prepared for being looked for.
struct Pattern {
    bytes: Vec<u8>,
    /// For each length of a beginning, how long a shorter beginning it ends in (Knuth, Morris and Pratt).
    fallbacks: Vec<usize>,
}

impl Pattern {
    fn new(secret: &str) -> Option<Self> {
        let bytes: Vec<u8> = Decoded::new(secret).values().collect();
        if bytes.len() < SHORTEST {
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

    /// Returns how long a beginning a text ends in, by how long one it ended in before its last byte.
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

    fn find(&self, text: &Decoded<'_>, found: &mut Vec<Range<usize>>) {
        let mut length = 0;
        for (index, byte) in text.values().enumerate() {
            length = self.step(length, byte);
            let range = (index + 1).saturating_sub(length)..index + 1;
            let is_whole = length == self.bytes.len() && (length >= LONG || is_word(text, &range));
            if is_whole || (length >= SHORTEST_BEGINNING && breaks_off(text, range.end)) {
                found.push(text.start(range.start)..text.start(range.end));
            }
        }
    }
}

/// Returns whether no letter or digit stands beside some bytes.
fn is_word(text: &Decoded<'_>, range: &Range<usize>) -> bool {
    let is_alphanumeric = |index| text.written_byte(index).is_ascii_alphanumeric();
    !range.start.checked_sub(1).is_some_and(is_alphanumeric) && !is_alphanumeric(range.end)
}

/// Returns whether the text ends at an index, or leaves something out there.
fn breaks_off(text: &Decoded<'_>, index: usize) -> bool {
    index == text.len() || ["…", "..", "**"].iter().any(|mark| text.written(index).starts_with(mark))
}

/// Adds where secrets stand in a text, in time linear in its length.
pub(super) fn find<'a>(text: &Decoded<'_>, secrets: impl Iterator<Item = &'a str>, found: &mut Vec<Range<usize>>) {
    for secret in secrets {
        if let Some(pattern) = Pattern::new(secret) {
            pattern.find(text, found);
        }
        // As it is, it may seem to be an escape together with what follows.
        if secret.len() >= LONG {
            found.extend(text.text().match_indices(secret).map(|(start, _)| start..start + secret.len()));
        }
    }
}
