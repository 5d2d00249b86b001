//! Instances that are valid, or nearly valid, and the verdict of the `jsonschema` crate on them.

pub mod asked;
mod containers;
pub mod flat;
pub mod mutation;
pub mod random;
mod read_only;
pub mod reference_validator;
mod scalars;
pub mod search;

use flat::Flat;
use random::Random;
use serde_json::{Map, Value, json};

/// How deep an instance may be before only what must be there is there.
const MAX_DEPTH: usize = 6;

/// How many values an instance may have before only what must be there is added.
const MAX_VALUES: usize = 300;

/// A source of instances.
pub struct Instances<'a> {
    flat: &'a Flat,
    random: &'a mut Random,
    depth: usize,
    made: usize,
}

impl<'a> Instances<'a> {
    /// Begins.
    pub fn new(flat: &'a Flat, random: &'a mut Random) -> Self {
        Self { flat, random, depth: 0, made: 0 }
    }

    /// Returns an instance of a component.
    pub fn of_component(&mut self, name: &str) -> Value {
        let schema = self.flat.schemas.get(name).cloned().unwrap_or(Value::Bool(true));
        self.of(&schema)
    }

    /// Returns whether what need not be there is there all the same.
    pub fn adds(&mut self) -> bool {
        let odds = self.depth.max(1);
        self.depth < MAX_DEPTH && self.made < MAX_VALUES && self.random.once_in(odds + 1)
    }

    /// Returns an instance of a schema.
    pub fn of(&mut self, schema: &Value) -> Value {
        let Some(keywords) = schema.as_object() else { return scalars::any(self.random) };
        if self.depth > 4 * MAX_DEPTH || self.made > 4 * MAX_VALUES {
            return Value::Null;
        }
        self.depth += 1;
        self.made += 1;
        let instance = self.of_keywords(keywords);
        self.depth -= 1;
        instance
    }

    fn of_keywords(&mut self, keywords: &Map<String, Value>) -> Value {
        if keywords.get("nullable") == Some(&Value::Bool(true)) && self.random.once_in(6) {
            return Value::Null;
        }
        if let Some(name) = keywords.get("$ref").and_then(Value::as_str).and_then(component) {
            return self.of_component(&name.replace("~1", "/").replace("~0", "~"));
        }
        if let Some(value) = self.listed(keywords) {
            return value;
        }
        let own = self.of_type(keywords);
        self.parts(keywords).iter().fold(own, |known, part| {
            let other = self.of(part);
            joined(known, other, self.random)
        })
    }

    /// Returns one of the values that there are alone.
    fn listed(&mut self, keywords: &Map<String, Value>) -> Option<Value> {
        let shown = ["const", "example", "default"].into_iter().filter_map(|name| keywords.get(name));
        let shown: Vec<&Value> = shown.filter(|_| self.random.once_in(8)).collect();
        match (keywords.get("enum").and_then(Value::as_array), shown.first()) {
            (Some(values), _) => self.random.pick(values).cloned(),
            (None, shown) => keywords.get("const").or(shown.copied()).cloned(),
        }
    }

    /// Returns the schemas that apply in addition to a schema's own keywords: all of `allOf`, one of each union.
    fn parts(&mut self, keywords: &Map<String, Value>) -> Vec<Value> {
        let list = |name: &str| keywords.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
        let mut parts = list("allOf");
        for name in ["oneOf", "anyOf"] {
            parts.extend(self.random.pick(&list(name)).cloned());
        }
        parts
    }

    fn of_type(&mut self, keywords: &Map<String, Value>) -> Value {
        match self.type_of(keywords).as_deref() {
            Some("null") => Value::Null,
            Some("boolean") => json!(self.random.once_in(2)),
            Some("integer") => scalars::integer(keywords, self.random),
            Some("number") => scalars::number(keywords, self.random),
            Some("string") => scalars::string(keywords, self.random),
            Some("array") => containers::array(self, keywords),
            Some("object") => containers::object(self, keywords),
            _ => scalars::any(self.random),
        }
    }

    fn type_of(&mut self, keywords: &Map<String, Value>) -> Option<String> {
        let named = match keywords.get("type") {
            Some(Value::Array(names)) => self.random.pick(names).and_then(Value::as_str),
            Some(name) => name.as_str(),
            None if keywords.contains_key("items") || keywords.contains_key("prefixItems") => Some("array"),
            None if keywords.contains_key("allOf") => Some("object"),
            None if keywords.contains_key("properties") || keywords.contains_key("required") => Some("object"),
            None => None,
        };
        named.map(str::to_owned)
    }
}

fn component(reference: &str) -> Option<&str> {
    reference.strip_prefix("#/components/schemas/")
}

/// Joins the members of objects, and of what both have takes either; of other values the second stays.
fn joined(known: Value, other: Value, random: &mut Random) -> Value {
    match (known, other) {
        (Value::Object(mut members), Value::Object(others)) => {
            for (name, value) in others {
                if !members.contains_key(&name) || random.once_in(2) {
                    members.insert(name, value);
                }
            }
            Value::Object(members)
        }
        (_, other) => other,
    }
}
