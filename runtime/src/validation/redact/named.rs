//! Finds the values of redacted names in a text: in JSON, JSON in a string, forms, headers and XML, also truncated.

use std::ops::Range;

use super::RedactedNames;
use super::decoded::Decoded;

/// Headers whose values are secret in any API.
const SECRET_HEADERS: &[&str] = &["authorization", "cookie", "proxy-authorization", "set-cookie"];

/// The redacted names, prepared for the search.
pub(super) struct NamePatterns {
    pub(super) names: RedactedNames,
    patterns: Vec<NamePattern>,
}

/// A redacted name.
struct NamePattern {
    /// In lower case, decoded like texts.
    bytes: Vec<u8>,
    /// Whether the value extends to the end of the line.
    is_line: bool,
}

impl NamePatterns {
    /// Prepares the redacted names, and those of headers that are secret in any API.
    pub(super) fn new(names: RedactedNames) -> Self {
        let pattern = |name: &str, is_line| {
            let bytes: Vec<u8> = Decoded::new(&name.to_ascii_lowercase()).values().collect();
            (!bytes.is_empty()).then_some(NamePattern { bytes, is_line })
        };
        let headers = SECRET_HEADERS.iter().filter_map(|name| pattern(name, true));
        Self { names, patterns: headers.chain(names.iter().filter_map(|name| pattern(name, false))).collect() }
    }

    /// Adds the ranges of the values of redacted names, in one pass.
    pub(super) fn find(&self, text: &Decoded<'_>, found: &mut Vec<Range<usize>>) {
        let mut index = 0;
        while index < text.len() {
            let separator = text.value(index);
            let is_separator = matches!(separator, b':' | b'=' | b'>');
            let name = is_separator.then(|| self.name_before(text, index)).flatten();
            index += 1;
            let Some(name) = name else { continue };
            let begin = value_start(text, index, separator);
            let end = value_end(text, begin, separator, name.is_line);
            found.push(text.start(begin)..text.start(end));
            index = end.max(index);
        }
    }

    /// Returns the redacted name before a separator; `>` separates the name of an XML element from its content.
    fn name_before(&self, text: &Decoded<'_>, separator: usize) -> Option<&NamePattern> {
        let is_element = text.value(separator) == b'>';
        let is_between = |index: usize| text.is_space(index) || matches!(text.value(index), b'"' | b'\'');
        let mut end = separator;
        while !is_element && let Some(before) = end.checked_sub(1).filter(|before| is_between(*before)) {
            end = before;
        }
        let is_before = |name: &&NamePattern| {
            let Some(start) = end.checked_sub(name.bytes.len()) else { return false };
            let is_name = name
                .bytes
                .iter()
                .rev()
                .zip((start..end).rev())
                .all(|(byte, index)| *byte == text.value(index).to_ascii_lowercase());
            is_name && (!is_element || start.checked_sub(1).is_some_and(|open| matches!(text.value(open), b'<' | b':')))
        };
        self.patterns.iter().find(is_before)
    }
}

/// Returns whether a parameter is redacted, ignoring case.
pub(crate) fn is_redacted_parameter(name: &str, redacted: RedactedNames) -> bool {
    redacted.iter().any(|redacted| redacted.eq_ignore_ascii_case(name))
}

/// Returns whether a header is redacted.
pub(crate) fn is_redacted_header(name: &str, redacted: RedactedNames) -> bool {
    SECRET_HEADERS.iter().any(|header| header.eq_ignore_ascii_case(name)) || is_redacted_parameter(name, redacted)
}

fn value_start(text: &Decoded<'_>, mut index: usize, separator: u8) -> usize {
    // `=>`, as Ruby and PHP show maps.
    if separator == b'=' && text.value(index) == b'>' {
        index += 1;
    }
    while index < text.len() && text.is_space(index) {
        index += 1;
    }
    index
}

/// Returns the end of a value: a string with its quotes, an array or object, or a word; a truncated one ends with the text.
fn value_end(text: &Decoded<'_>, begin: usize, separator: u8, is_line: bool) -> usize {
    let until = |is_end: &dyn Fn(usize) -> bool| (begin..text.len()).find(|index| is_end(*index)).unwrap_or(text.len());
    match text.value(begin) {
        _ if separator == b'>' => until(&|index| text.value(index) == b'<'),
        b'"' | b'\'' => string_end(text, begin),
        b'{' | b'[' => nested_end(text, begin),
        _ if is_line => until(&|index| ends_line(text, index)),
        _ => word_end(text, begin, separator),
    }
}

/// Returns whether an unquoted value that may contain blanks ends here.
fn ends_line(text: &Decoded<'_>, index: usize) -> bool {
    let written = text.written_byte(index);
    let is_escaped = written == b'\\' && matches!(text.value(index), b'n' | b'r');
    is_escaped || matches!(written, b'\n' | b'\r' | b'<') || text.value(index) == b'"'
}

/// Returns the end of a word. In a form it ends at a blank; after a colon there may be several words: `Bearer abc`.
fn word_end(text: &Decoded<'_>, begin: usize, separator: u8) -> usize {
    let mut index = begin;
    while index < text.len() {
        let written = text.written_byte(index);
        let is_quote = matches!(text.value(index), b'"' | b'\'');
        // `Some("abc")`, as Rust shows it.
        if is_quote && index > begin && text.value(index - 1) == b'(' {
            index = string_end(text, index);
            continue;
        }
        let is_blank =
            separator == b'=' && (written.is_ascii_whitespace() || (written == b'\\' && text.is_space(index)));
        if is_blank || is_quote || ends_line(text, index) || b"&,;}]".contains(&written) {
            break;
        }
        index += 1;
    }
    index
}

/// Returns the end of a string: the next quote that is not escaped deeper than the first one.
fn string_end(text: &Decoded<'_>, begin: usize) -> usize {
    let (quote, depth) = (text.value(begin), depth(text, begin));
    let closes = |index: &usize| text.value(*index) == quote && self::depth(text, *index) <= depth;
    (begin + 1..text.len()).find(closes).map_or(text.len(), |index| index + 1)
}

/// Returns how many strings a quote is nested in. A quote that starts or ends a string at depth `n` has 2ⁿ − 1 backslashes before it, after
/// those that escape backslashes of the string, in multiples of 2ⁿ⁺¹.
fn depth(text: &Decoded<'_>, index: usize) -> u32 {
    text.backslashes(index).trailing_ones()
}

fn nested_end(text: &Decoded<'_>, begin: usize) -> usize {
    let mut open = 0_usize;
    let mut index = begin;
    while index < text.len() {
        match text.value(index) {
            b'"' => {
                index = string_end(text, index);
                continue;
            }
            b'{' | b'[' => open += 1,
            b'}' | b']' => {
                open = open.saturating_sub(1);
                if open == 0 {
                    return index + 1;
                }
            }
            _ => {}
        }
        index += 1;
    }
    text.len()
}
