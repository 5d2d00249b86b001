//! JSON without secrets, and otherwise with the same text: numbers keep their digits, and properties their order.

use serde::de::IgnoredAny;
use serde_json::Value;

use super::redaction::Redaction;
use crate::runtime::validation::redact::HIDDEN;

/// Returns JSON without white space, in which secrets are replaced by values of the same type; `None` if it is not JSON.
pub(super) fn redacted_json(text: &str, redaction: &Redaction) -> Option<String> {
    serde_json::from_str::<IgnoredAny>(text).ok()?;
    let mut writer =
        Writer { redaction, written: String::with_capacity(text.len()), open: Vec::new(), is_secret: false };
    let mut rest = text;
    while let Some(token) = Token::first(&mut rest) {
        writer.write(token, rest);
    }
    Some(writer.written)
}

/// A token of valid JSON.
#[derive(Clone, Copy)]
enum Token<'a> {
    /// A bracket, a comma or a colon.
    Punctuation(char),
    /// With its quotes.
    String(&'a str),
    /// A number, `true`, `false` or `null`.
    Literal(&'a str),
}

impl<'a> Token<'a> {
    /// Takes the first token of a text.
    fn first(rest: &mut &'a str) -> Option<Self> {
        let text = rest.trim_ascii_start();
        let first = text.chars().next()?;
        let (token, length) = match first {
            '{' | '}' | '[' | ']' | ',' | ':' => (Self::Punctuation(first), 1),
            '"' => {
                let length = string_length(text);
                (Self::String(text.get(..length)?), length)
            }
            _ => {
                let is_end = |sign: char| matches!(sign, ',' | '}' | ']') || sign.is_ascii_whitespace();
                let length = text.find(is_end).unwrap_or(text.len());
                (Self::Literal(text.get(..length)?), length)
            }
        };
        *rest = text.get(length..)?;
        Some(token)
    }
}

/// Returns the length of the string that a text begins with.
fn string_length(text: &str) -> usize {
    let mut is_escaped = false;
    let mut bytes = text.bytes().enumerate().skip(1);
    let end = bytes.find(|(_, byte)| {
        let is_end = *byte == b'"' && !is_escaped;
        is_escaped = *byte == b'\\' && !is_escaped;
        is_end
    });
    end.map_or(text.len(), |(index, _)| index + 1)
}

struct Writer<'a> {
    redaction: &'a Redaction,
    written: String,
    /// Whether the values of each array and object that is open are secret.
    open: Vec<bool>,
    /// Whether the next value is.
    is_secret: bool,
}

impl Writer<'_> {
    fn write(&mut self, token: Token<'_>, rest: &str) {
        match token {
            Token::Punctuation(sign) => self.write_punctuation(sign),
            Token::String(text) if rest.trim_ascii_start().starts_with(':') => self.write_name(text),
            Token::String(text) => self.write_string(text),
            Token::Literal("true" | "false") if self.is_secret => self.written.push_str("false"),
            Token::Literal(text @ ("true" | "false" | "null")) => self.written.push_str(text),
            Token::Literal(text) if self.is_secret || self.redaction.text(text) != text => {
                self.written.push('0');
            }
            Token::Literal(text) => self.written.push_str(text),
        }
    }

    fn write_punctuation(&mut self, sign: char) {
        match sign {
            '{' | '[' => self.open.push(self.is_secret),
            '}' | ']' => {
                self.open.pop();
            }
            _ => {}
        }
        if matches!(sign, ',' | '}' | ']') {
            self.is_secret = self.open.last().copied().unwrap_or_default();
        }
        self.written.push(sign);
    }

    /// Writes the name of a property.
    fn write_name(&mut self, text: &str) {
        let name: String = serde_json::from_str(text).unwrap_or_default();
        self.is_secret = self.open.last().copied().unwrap_or_default() || self.redaction.is_secret_name(&name);
        self.write_text(text, &name);
    }

    fn write_string(&mut self, text: &str) {
        if self.is_secret {
            self.written.push_str(&Value::from(HIDDEN).to_string());
        } else {
            let value: String = serde_json::from_str(text).unwrap_or_default();
            // JSON in a string has names, too.
            match redacted_json(&value, self.redaction).filter(|_| value.contains(['{', '['])) {
                Some(json) if self.redaction.mentions_secret_name(&value) => {
                    self.written.push_str(&Value::from(json).to_string());
                }
                _ => self.write_text(text, &value),
            }
        }
    }

    /// Writes a string: as it is, unless it has a secret.
    fn write_text(&mut self, text: &str, value: &str) {
        let hidden = self.redaction.text(value);
        let text = if hidden == value { text } else { &Value::from(hidden).to_string() };
        self.written.push_str(text);
    }
}
