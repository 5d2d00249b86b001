//! The outline of a text of JSON. The parser of YAML would do, but takes ten times as long, which is as long as all the rest of `load`.

use serde::de::IgnoredAny;

use super::super::place::Place;
use super::build::Builder;
use super::{Content, Outline};

/// Reads the outline of `text`; `None` if `serde_json` refuses it.
pub(super) fn build(text: &str) -> Option<Outline> {
    serde_json::from_str::<IgnoredAny>(text).ok()?;
    let mut builder = Builder::default();
    let mut cursor = Cursor { rest: text, place: Place { line: 1, column: 1 } };
    while let Some(first) = cursor.rest.bytes().next() {
        let place = cursor.place;
        match first {
            b'{' => builder.open(Content::Mapping(Vec::new()), place, 0, None),
            b'[' => builder.open(Content::Sequence(Vec::new()), place, 0, None),
            b'}' | b']' => builder.close(),
            b'"' => {
                let quoted = cursor.skip(string_length(cursor.rest));
                builder.scalar(serde_json::from_str(quoted).ok()?, false, place);
                continue;
            }
            b',' | b':' | b' ' | b'\t' | b'\r' | b'\n' => {}
            _ => {
                let length = cursor.rest.find([',', ']', '}', ' ', '\t', '\r', '\n']).unwrap_or(cursor.rest.len());
                builder.scalar(cursor.skip(length).to_owned(), true, place);
                continue;
            }
        }
        cursor.skip(1);
    }
    Some(builder.finish())
}

/// Returns the length of the string that a text begins with, in bytes, its quotes included.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    let is_end = |byte: u8| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    };
    text.bytes().skip(1).position(is_end).map_or(text.len(), |position| position + 2)
}

/// A text that is read from its beginning to its end.
struct Cursor<'a> {
    rest: &'a str,
    place: Place,
}

impl<'a> Cursor<'a> {
    /// Goes on by as many bytes, and returns them.
    fn skip(&mut self, length: usize) -> &'a str {
        let (skipped, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.rest = rest;
        match skipped {
            "\n" => self.place = Place { line: self.place.line + 1, column: 1 },
            _ => self.place.column += skipped.chars().count(),
        }
        skipped
    }
}

#[cfg(test)]
mod tests {
    use super::super::build::from_events;
    use super::*;

    #[track_caller]
    fn assert_same(text: &str) {
        let (ours, theirs) = (build(text).expect("JSON"), from_events(text));
        assert_eq!(format!("{:?} {:#?}", ours.root, ours.nodes), format!("{:?} {:#?}", theirs.root, theirs.nodes));
    }

    #[test]
    fn it_is_that_of_the_parser_of_yaml() {
        assert_same("{\"a\": [1, -2.5e3, true, null, \"x\"],\n  \"b\": {\"c\": {}, \"d\": []}\n}\n");
    }

    #[test]
    fn columns_are_characters() {
        assert_same("{\"ä\": \"😀\", \"b\": [\"ö\",\"ü\", 1]}");
    }

    #[test]
    fn escapes_are_undone() {
        assert_same(r#"{"a\"b": "c\\", "d\\": "\u00e4\n\/", "e": "\t"}"#);
    }

    #[test]
    fn line_breaks_may_be_those_of_windows() {
        assert_same("{\r\n\t\"a\": 1,\r\n\t\"b\": [\r\n2]}\r\n");
    }

    #[test]
    fn a_scalar_is_a_document() {
        assert_same("  7 ");
    }

    #[test]
    fn what_is_no_json_has_none() {
        for text in ["", "a: 1", "{\"a\": 1,}", "{} {}"] {
            assert!(build(text).is_none(), "{text}");
        }
    }
}
