//! Suggested fixes for syntax errors.

use std::path::Path;

/// Messages of the parsers, with the likely fix.
const HINTS: [(&str, &str); 11] = [
    ("mapping values are not allowed", "quote text that contains a colon and a space, or correct the indentation"),
    ("did not find expected key", "correct the indentation: all fields of an object start in the same column"),
    (
        "did not find expected '-' indicator",
        "correct the indentation: all elements of an array start in the same column",
    ),
    ("did not find expected ','", "close open brackets and braces, and separate their contents by commas"),
    ("unexpected end of stream", "close the open quotes"),
    ("unknown anchor", "define the anchor with `&name` before `*name` refers to it"),
    ("trailing comma", "remove the comma before this position"),
    ("key must be a string", "put double quotes around keys, and remove comments: JSON has none"),
    ("expected `,` or", "add the missing comma, bracket or brace before this position"),
    ("EOF while parsing", "check whether the file is complete: brackets, braces or quotes are open at its end"),
    ("control character", "escape line breaks and tabs in strings as `\\n` and `\\t`"),
];

/// Returns the fix for the parser error `message`; `rest` is the text from the position of the error.
pub(super) fn hint(message: &str, rest: &str) -> String {
    if message.starts_with("found character that cannot start any token") {
        return match rest.chars().next() {
            Some('\t') => "indent with spaces: YAML allows no tabs there".to_owned(),
            Some(c) => format!("quote the text that begins with `{c}`"),
            None => "correct the syntax at this position".to_owned(),
        };
    }
    let known =
        HINTS.iter().find(|(prefix, _)| message.starts_with(prefix) || message.contains(&format!("found {prefix}")));
    known.map_or("correct the syntax at this position", |(_, hint)| hint).to_owned()
}

/// Returns the fix for a file that is not UTF-8, depending on its first bytes.
pub(super) fn other_bytes(bytes: &[u8]) -> &'static str {
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "save the document as UTF-8: this is UTF-16",
        [0x1f, 0x8b, ..] | [b'P', b'K', 3, 4, ..] => "unpack the file first: it is compressed",
        _ => "save the document as UTF-8",
    }
}

/// Returns whether a text is HTML or XML: no YAML document starts with an angle bracket.
pub(super) fn is_markup(text: &str) -> bool {
    text.trim_start().starts_with('<')
}

/// Returns the message and the fix for a file `path` that can't be read.
pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> (String, &'static str) {
    if path.is_dir() {
        return (format!("{} is a folder", path.display()), "give the path of the document in it");
    }
    (format!("{} cannot be read: {error}", path.display()), "give the path of a file that exists and is readable")
}

#[cfg(test)]
mod tests {
    use super::hint;

    #[test]
    fn a_tab_has_its_own_hint() {
        let message = "found character that cannot start any token, while scanning for the next token";

        assert!(hint(message, "\ttitle").contains("spaces"));
        assert!(hint(message, "@foo").contains("`@`"));
    }

    #[test]
    fn unknown_messages_have_a_default_hint() {
        assert_eq!(hint("something else", ""), "correct the syntax at this position");
    }
}
