//! The state of a document that is being generated.

use serde_json::{Map, Value, json};

use crate::names::Names;
use crate::prose;
use crate::random::Random;

/// The members of an object of the document.
pub type Members = Map<String, Value>;

/// The kind of a component schema, so that others can refer to it where such a schema is needed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SchemaKind {
    /// An object with properties.
    Object,
    /// An enum of strings.
    Enum,
    /// A union.
    Union,
    /// Anything else.
    Other,
}

/// A source of parts of one document.
pub struct DocumentBuilder {
    /// The source of randomness.
    pub random: Random,
    /// The source of names.
    pub names: Names,
    /// Whether the document is one of 3.1 or later.
    pub is_3_1_or_later: bool,
    /// The names of the component schemas, and what they are.
    pub components: Vec<(String, SchemaKind)>,
}

impl DocumentBuilder {
    /// Returns `true` with a probability of one in `many`.
    pub fn one_in(&mut self, many: usize) -> bool {
        self.random.one_in(many)
    }

    /// Returns a number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.random.below(end)
    }

    /// Returns one of several texts.
    pub fn one_of<'a>(&mut self, from: &[&'a str]) -> &'a str {
        self.random.pick(from).copied().unwrap_or_default()
    }

    /// Returns one of several values.
    pub fn value_of(&mut self, from: &[Value]) -> Value {
        self.random.pick(from).cloned().unwrap_or_default()
    }

    /// Adds a description to some objects.
    pub fn describe(&mut self, members: &mut Members) {
        if self.one_in(3) {
            members.insert("description".to_owned(), json!(prose::text(&mut self.random)));
        }
    }

    /// Returns a reference to a component schema of a kind, if there is one.
    pub fn reference(&mut self, kind: Option<SchemaKind>) -> Option<Value> {
        let fitting: Vec<&String> = self
            .components
            .iter()
            .filter(|(_, own)| kind.is_none_or(|kind| kind == *own))
            .map(|(name, _)| name)
            .collect();
        let name = *self.random.pick(&fitting)?;
        Some(json!({ "$ref": pointer("schemas", name) }))
    }
}

/// Returns a reference to a component.
pub fn pointer(section: &str, name: &str) -> String {
    let token = name.replace('~', "~0").replace('/', "~1");
    let mut text = format!("#/components/{section}/");
    for byte in token.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'$' => text.push(char::from(byte)),
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}

/// Returns the members of an object that is written as JSON.
pub fn members(value: Value) -> Members {
    match value {
        Value::Object(members) => members,
        _ => Members::new(),
    }
}
