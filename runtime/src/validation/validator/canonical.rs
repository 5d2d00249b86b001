//! The canonical text of JSON values, which is equal for values that `uniqueItems` and `enum` compare as equal: `1` equals `1.0`, and the
//! order of properties is irrelevant (JSON Schema Validation, draft 5, §3.6).

use std::collections::BTreeMap;

use serde_json::Value;

use super::decimal::Decimal;
use super::instance::Instance;

/// Returns the canonical text of a value; `None` if it cannot be serialized.
pub(super) fn canonical(value: &dyn Instance) -> Option<String> {
    canonical_text(&value.to_json().ok()?)
}

/// Returns the canonical text of JSON text; `None` if it is not valid.
pub(super) fn canonical_text(json: &str) -> Option<String> {
    let mut reader = Reader { rest: json };
    let text = reader.value()?;
    reader.peek().is_none().then_some(text)
}

/// Parses JSON without `serde_json::Value`, which rounds numbers.
struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn value(&mut self) -> Option<String> {
        match self.peek()? {
            b'{' => self.object(),
            b'[' => self.array(),
            b'"' => self.string(),
            _ => canonical_word(self.word()),
        }
    }

    fn object(&mut self) -> Option<String> {
        let mut members = BTreeMap::new();
        self.each(b'{', b'}', |reader| {
            let name = reader.string()?;
            reader.skip(b':')?;
            members.insert(name, reader.value()?);
            Some(())
        })?;
        let members = members.iter().map(|(name, value)| format!("{name}:{value}")).collect::<Vec<_>>();
        Some(format!("{{{}}}", members.join(",")))
    }

    fn array(&mut self) -> Option<String> {
        let mut items = Vec::new();
        self.each(b'[', b']', |reader| {
            items.push(reader.value()?);
            Some(())
        })?;
        Some(format!("[{}]", items.join(",")))
    }

    /// Calls `read` for each element of a comma-separated list.
    fn each(&mut self, open: u8, close: u8, mut read: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.skip(open)?;
        if self.peek()? == close {
            return self.skip(close);
        }
        loop {
            read(self)?;
            if self.peek()? == close {
                return self.skip(close);
            }
            self.skip(b',')?;
        }
    }

    fn string(&mut self) -> Option<String> {
        let mut strings = serde_json::Deserializer::from_str(self.rest).into_iter::<String>();
        let text = strings.next()?.ok()?;
        self.rest = self.rest.get(strings.byte_offset()..)?;
        Some(Value::from(text).to_string())
    }

    fn word(&mut self) -> &'a str {
        let end = self.rest.find([',', ']', '}', ' ', '\t', '\n', '\r']).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end).unwrap_or((self.rest, ""));
        self.rest = rest;
        word
    }

    fn skip(&mut self, byte: u8) -> Option<()> {
        self.peek().filter(|next| *next == byte)?;
        self.rest = self.rest.get(1..)?;
        Some(())
    }

    fn peek(&mut self) -> Option<u8> {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
        self.rest.bytes().next()
    }
}

fn canonical_word(word: &str) -> Option<String> {
    match word {
        "null" | "true" | "false" => Some(word.to_owned()),
        number => Decimal::parse(number).map(Decimal::canonical),
    }
}
