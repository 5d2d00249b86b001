//! Building the position index of a JSON text. The YAML parser could do so as well, but is ten times as slow, and would
//! take as long as the rest of `load`.

use serde::de::IgnoredAny;

use super::super::position::Position;
use super::builder::PositionIndexBuilder;
use super::{Content, PositionIndex};

/// Builds the position index of `text`; `None` if `serde_json` fails to parse it.
pub(super) fn build(text: &str) -> Option<PositionIndex> {
    serde_json::from_str::<IgnoredAny>(text).ok()?;
    let mut builder = PositionIndexBuilder::default();
    let mut cursor = Cursor { rest: text, position: Position { line: 1, column: 1 } };
    while let Some(first) = cursor.rest.bytes().next() {
        let position = cursor.position;
        match first {
            b'{' => builder.open(Content::Mapping(Vec::new()), position, 0, None),
            b'[' => builder.open(Content::Sequence(Vec::new()), position, 0, None),
            b'}' | b']' => builder.close(),
            b'"' => {
                let quoted = cursor.skip(string_length(cursor.rest));
                builder.scalar(unquoted(quoted)?, false, position);
                continue;
            }
            b' ' => {
                cursor.skip(cursor.rest.bytes().take_while(|byte| *byte == b' ').count());
                continue;
            }
            b',' | b':' | b'\t' | b'\r' | b'\n' => {}
            _ => {
                let length = cursor.rest.find([',', ']', '}', ' ', '\t', '\r', '\n']).unwrap_or(cursor.rest.len());
                builder.scalar(cursor.skip(length).to_owned(), true, position);
                continue;
            }
        }
        cursor.skip(1);
    }
    Some(builder.finish())
}

/// Returns the length in bytes of the string at the start of a text, including its quotes.
fn string_length(text: &str) -> usize {
    let mut end = 1;
    while let Some(length) = text.get(end..).and_then(|rest| rest.find('"')) {
        let before = text.get(end..end + length).unwrap_or_default();
        end += length + 1;
        // An odd number of backslashes escapes the quote. The text before an escaped quote is not scanned again.
        if before.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 0 {
            return end;
        }
    }
    text.len()
}

/// Returns the content of a quoted string.
fn unquoted(quoted: &str) -> Option<String> {
    if quoted.contains('\\') {
        return serde_json::from_str(quoted).ok();
    }
    Some(quoted.strip_prefix('"')?.strip_suffix('"')?.to_owned())
}

/// The position in a text that is read from start to end.
struct Cursor<'a> {
    rest: &'a str,
    position: Position,
}

impl<'a> Cursor<'a> {
    /// Skips `length` bytes, and returns them.
    fn skip(&mut self, length: usize) -> &'a str {
        let (skipped, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        match skipped {
            "\n" => self.position = Position { line: self.position.line + 1, column: 1 },
            _ => self.position.column += skipped.chars().count(),
        }
        skipped
    }
}

#[cfg(test)]
mod tests {
    use super::super::builder::from_events;
    use super::*;

    #[track_caller]
    fn assert_same(text: &str) {
        let (ours, theirs) = (build(text).expect("JSON"), from_events(text));
        assert_eq!(format!("{:?} {:#?}", ours.root, ours.nodes), format!("{:?} {:#?}", theirs.root, theirs.nodes));
    }

    #[test]
    fn it_equals_the_index_of_the_yaml_parser() {
        assert_same("{\"a\": [1, -2.5e3, true, null, \"x\"],\n  \"b\": {\"c\": {}, \"d\": []}\n}\n");
    }

    #[test]
    fn columns_are_characters() {
        assert_same("{\"ä\": \"😀\", \"b\": [\"ö\",\"ü\", 1]}");
    }

    #[test]
    fn escapes_are_decoded() {
        assert_same(r#"{"a\"b": "c\\", "d\\": "\u00e4\n\/", "e": "\t", "f": "\"\"", "g": "\\\"", "\\": "h\\\\"}"#);
    }

    #[test]
    fn line_breaks_may_be_crlf() {
        assert_same("{\r\n\t\"a\": 1,\r\n\t\"b\": [\r\n2]}\r\n");
    }

    #[test]
    fn a_scalar_is_a_document() {
        assert_same("  7 ");
    }

    #[test]
    fn invalid_json_has_no_index() {
        for text in ["", "a: 1", "{\"a\": 1,}", "{} {}"] {
            assert!(build(text).is_none(), "{text}");
        }
    }
}
