//! What contradicts what, for people.

use serde_json::Value;

use super::super::schema::{JsonType, Schema};
use super::possible::Possible;
use super::value_types::{ALL, ARRAY, NONE, NUMBER, OBJECT, STRING, ValueTypes, of_type};
use super::{arrays, bounds, objects, strings};

/// Why nothing satisfies a schema.
pub(super) struct Reason {
    pub(super) message: String,
    pub(super) help: &'static str,
}

impl Reason {
    fn new(message: impl Into<String>, help: &'static str) -> Self {
        Self { message: message.into(), help }
    }
}

impl Possible<'_> {
    /// Returns why nothing satisfies a schema, as far as one of its keywords tells.
    pub(super) fn reason(&self, schema: &Schema) -> Reason {
        let parts = self.parts(schema);
        let types: Vec<JsonType> = parts.iter().filter_map(|part| part.r#type).collect();
        let asked = types.iter().fold(ALL, |asked, one| asked & of_type(*one));
        of_types(&types)
            .filter(|_| asked == NONE)
            .or_else(|| self.of_enum(schema, &parts))
            .or_else(|| self.of_one_type(schema, &parts, asked))
            .or_else(|| of_applicators(&parts))
            .unwrap_or_else(|| {
                Reason::new(
                    "what it asks for contradicts itself",
                    "correct the types, values or required properties that contradict each other",
                )
            })
    }

    fn of_enum(&self, schema: &Schema, parts: &[&Schema]) -> Option<Reason> {
        let lists: Vec<&Vec<Value>> = parts.iter().filter_map(|part| part.enum_values.as_ref()).collect();
        let first = lists.first()?;
        let help = "list values that the other keywords allow";
        if let [value] = first.as_slice() {
            return Some(Reason::new(
                format!("the other keywords refuse {value}, which is the only value listed"),
                help,
            ));
        }
        (!first.iter().any(|value| self.may_hold(schema, value)))
            .then(|| Reason::new("the other keywords refuse every value of `enum`", help))
    }

    /// Returns what the keywords of the only type say, if there is one way of satisfying them.
    fn of_one_type(&self, schema: &Schema, parts: &[&Schema], asked: ValueTypes) -> Option<Reason> {
        let alternatives = self.alternatives(schema, asked);
        match (asked, alternatives.as_slice()) {
            (NUMBER, _) => bounds::contradiction(parts),
            (STRING, [only]) => strings::contradiction(only),
            (ARRAY, [only]) => arrays::contradiction(self, only),
            (OBJECT, [only]) => objects::contradiction(self, only),
            _ => None,
        }
    }
}

fn of_types(types: &[JsonType]) -> Option<Reason> {
    let first = types.first()?;
    let other = types.iter().find(|other| of_type(**other) != of_type(*first))?;
    let message = format!("the types {} and {} exclude each other", name(*first), name(*other));
    Some(Reason::new(message, "correct one of the types"))
}

fn of_applicators(parts: &[&Schema]) -> Option<Reason> {
    let has = |keyword: fn(&Schema) -> bool| parts.iter().any(|part| keyword(part));
    if has(|part| !part.one_of.is_empty()) {
        let message = "no value satisfies exactly one schema of `oneOf` and the other keywords";
        return Some(Reason::new(message, "correct the members, or write `anyOf` if a value may satisfy several"));
    }
    if has(|part| !part.any_of.is_empty()) {
        let message = "no value satisfies a schema of `anyOf` and the other keywords";
        return Some(Reason::new(message, "correct these schemas, or the other keywords"));
    }
    has(|part| part.not.is_some())
        .then(|| Reason::new("`not` refuses all that the other keywords allow", "correct `not`"))
}

fn name(r#type: JsonType) -> &'static str {
    match r#type {
        JsonType::Array => "array",
        JsonType::Boolean => "boolean",
        JsonType::Integer | JsonType::Integer2020 => "integer",
        JsonType::Null => "null",
        JsonType::Number => "number",
        JsonType::Object => "object",
        JsonType::String => "string",
    }
}
