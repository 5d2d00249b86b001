//! The parts of messages: values, types and the values of keywords.

use std::fmt::Write as _;

use crate::runtime::validation::schema::{Literal, Number, Types};

/// A value to show in a message.
#[derive(Clone, Copy)]
pub(super) enum DisplayValue<'a> {
    Null,
    Boolean(bool),
    Number(&'a str),
    Text(&'a str),
    Array,
    Object,
}

/// The most characters of a value that a message shows.
const MAX_SHOWN_CHARS: usize = 40;

/// The most values of an `enum` that a message shows.
const MAX_SHOWN_LITERALS: usize = 10;

/// The approximate length of the values of an `enum` as a bound, in bytes.
const BOUND_BYTES: usize = 3 * 1024;

impl DisplayValue<'_> {
    /// Returns the value, truncated if it is long; only its type if it is `redacted`, an array or an object.
    pub(super) fn describe(self, redacted: bool) -> String {
        match self {
            Self::Null => "null".to_owned(),
            Self::Array => "an array".to_owned(),
            Self::Object => "an object".to_owned(),
            Self::Boolean(_) if redacted => "a boolean".to_owned(),
            Self::Number(_) if redacted => "a number".to_owned(),
            Self::Text(_) if redacted => "a string".to_owned(),
            Self::Boolean(value) => value.to_string(),
            Self::Number(text) => truncate(text),
            Self::Text(text) => format!("{:?}", truncate(text)),
        }
    }

    /// Returns the subject of a message about a value of the right type.
    pub(super) fn subject(self, redacted: bool) -> String {
        if redacted { "the value".to_owned() } else { self.describe(false) }
    }
}

fn truncate(text: &str) -> String {
    match text.char_indices().nth(MAX_SHOWN_CHARS) {
        Some((end, _)) => text.get(..end).unwrap_or_default().to_owned() + "…",
        None => text.to_owned(),
    }
}

/// Returns the count and the thing counted, such as `1 item` and `2 items`.
pub(super) fn counted(count: u64, thing: &str) -> String {
    format!("{count} {thing}{}", if count == 1 { "" } else { "s" })
}

/// Returns the name of a type, and the name with its article.
pub(crate) fn name_type(types: Types) -> (&'static str, &'static str) {
    const ALL: [(Types, &str, &str); 7] = [
        (Types::ARRAY, "array", "an array"),
        (Types::BOOLEAN, "boolean", "a boolean"),
        (Types::NUMBER, "number", "a number"),
        (Types::INTEGER, "integer", "an integer"),
        (Types::OBJECT, "object", "an object"),
        (Types::STRING, "string", "a string"),
        (Types::NULL, "null", "null"),
    ];
    let named = ALL.into_iter().find(|(one, ..)| types.allow(*one));
    named.map(|(_, name, described)| (name, described)).unwrap_or_default()
}

/// Returns the number as JSON text.
pub(super) fn number_text(number: Number) -> String {
    match number {
        Number::Integer(value) => value.to_string(),
        Number::Decimal(text) => text.to_owned(),
    }
}

/// Returns the values of an `enum` as a JSON array; the first ones, if there are very many.
pub(super) fn literals_text(literals: &[Literal]) -> String {
    let mut text = String::from("[");
    for (index, literal) in literals.iter().enumerate() {
        text.push_str(if index == 0 { "" } else { "," });
        if text.len() > BOUND_BYTES {
            text.push('…');
            break;
        }
        text.push_str(&literal_text(*literal));
    }
    text + "]"
}

/// Returns the values of an `enum` for a message; the first ones, if there are many.
pub(super) fn describe_literals(literals: &[Literal]) -> String {
    let mut words =
        literals.iter().take(MAX_SHOWN_LITERALS).map(|literal| literal_text(*literal)).collect::<Vec<_>>().join(", ");
    let more = literals.len().saturating_sub(MAX_SHOWN_LITERALS);
    if more > 0 {
        let _ = write!(words, " and {more} more");
    }
    words
}

/// Returns a value of an `enum` as JSON text.
pub(super) fn literal_text(literal: Literal) -> String {
    match literal {
        Literal::Null => "null".to_owned(),
        Literal::Boolean(value) => value.to_string(),
        Literal::Number(number) => number_text(number),
        Literal::String(text) => serde_json::Value::from(text).to_string(),
        Literal::Json(text) => text.to_owned(),
    }
}
