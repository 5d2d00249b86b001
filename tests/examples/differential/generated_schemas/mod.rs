//! Random schemas: every keyword with every other, over few names and small values, so that instances match them.

mod applicators;
mod assertions;

use std::mem;

use assertions::INTEGER_FORMATS;
use serde_json::{Map, Value, json};

use clientwright_tests::instances::flat::Flat;
use clientwright_tests::instances::random::Random;

/// The components of a document.
const COMPONENTS: usize = 40;
/// How deep schemas stand in one another.
const MAX_DEPTH: usize = 4;
/// The names of properties.
const NAMES: &[&str] = &["a", "b", "c", "foo", "bar"];
/// Names that keywords have, too, or that are no words; seldom used, so that others meet.
const ODD_NAMES: &[&str] = &["$ref", "type", "properties", "enum", "é ~/%", "", "x-a", "default"];

/// The keywords of one schema.
type Keywords = Map<String, Value>;

/// Returns a document of components alone, which all are asked about.
pub fn flat(version: &str, seed: u64) -> Flat {
    let asked: Vec<String> = (1..=COMPONENTS).map(|number| format!("Component{number:02}")).collect();
    let is_3_1_or_later = !version.starts_with("3.0");
    let names = asked.clone();
    let mut generator =
        SchemaGenerator { random: Random::new(seed), is_3_1_or_later, names, component: 0, is_inside: false };
    let schemas = asked.iter().enumerate().map(|(number, name)| (name.clone(), generator.component(number)));
    let schemas = schemas.collect();
    let name = format!("generated-{}-{seed}", version.replace('.', "-"));
    Flat { name, version: version.to_owned(), schemas, asked }
}

/// A source of schemas.
struct SchemaGenerator {
    random: Random,
    is_3_1_or_later: bool,
    names: Vec<String>,
    /// The number of the component that is being made.
    component: usize,
    /// Whether the schema is for a value within that of the component.
    is_inside: bool,
}

impl SchemaGenerator {
    fn component(&mut self, number: usize) -> Value {
        (self.component, self.is_inside) = (number, false);
        self.schema(0)
    }

    /// Returns a schema for the value that is spoken of.
    fn schema(&mut self, depth: usize) -> Value {
        if depth > 0 && self.once_in(4) {
            return self.reference();
        }
        if self.once_in(if depth < MAX_DEPTH { 20 } else { 10 }) {
            return if self.is_3_1_or_later { json!(!self.once_in(3)) } else { json!({}) };
        }
        if depth >= MAX_DEPTH {
            return self.typed(depth).into();
        }
        let mut schema = match self.random.below(20) {
            0 => self.tagged(depth),
            1 => return self.make_nullable(depth),
            2..=5 => self.untyped(depth),
            _ => self.typed(depth),
        };
        self.compose(&mut schema, depth);
        schema.into()
    }

    /// Returns a schema for a value within the one that is spoken of.
    fn part(&mut self, depth: usize) -> Value {
        let outer = mem::replace(&mut self.is_inside, true);
        let schema = self.schema(depth + 1);
        self.is_inside = outer;
        schema
    }

    /// Returns a reference; never one that leads back to the same schema for the same value.
    fn reference(&mut self) -> Value {
        let first = if self.is_inside { 0 } else { self.component + 1 };
        let Some(name) = self.random.pick(self.names.get(first..).unwrap_or_default()) else {
            return json!({ "type": "string" });
        };
        let mut schema = Map::from_iter([("$ref".to_owned(), json!(format!("#/components/schemas/{name}")))]);
        if self.is_3_1_or_later && self.once_in(5) {
            schema.extend(self.typed(MAX_DEPTH));
        }
        schema.into()
    }

    fn typed(&mut self, depth: usize) -> Keywords {
        let names = ["integer", "number", "string", "boolean", "array", "object", "object", "string"];
        let mut types = vec![self.one_of(&names)];
        if self.is_3_1_or_later && self.once_in(7) {
            types.push(self.one_of(&["null", "string", "integer", "object", "array", "boolean"]));
            types.sort_unstable();
            types.dedup();
        }
        let mut schema = Keywords::new();
        for name in &types {
            self.keywords_of(name, &mut schema, depth);
        }
        if !self.is_3_1_or_later && types == ["array"] && !schema.contains_key("items") {
            schema.insert("items".to_owned(), self.part(depth));
        }
        if !self.is_3_1_or_later && self.once_in(8) {
            schema.insert("nullable".to_owned(), json!(true));
        }
        let types = if let [only] = types.as_slice() { json!(only) } else { json!(types) };
        schema.insert("type".to_owned(), types);
        schema
    }

    fn untyped(&mut self, depth: usize) -> Keywords {
        let mut schema = Keywords::new();
        for name in ["integer", "number", "string", "array", "object"] {
            if self.once_in(4) {
                self.keywords_of(name, &mut schema, depth);
            }
        }
        // docs/validation.md: without `type`, the format of an integer next to a pattern means an integer.
        if schema.get("format").is_some_and(|format| INTEGER_FORMATS.iter().any(|name| format == name)) {
            schema.remove("pattern");
        }
        schema
    }

    fn keywords_of(&mut self, name: &str, schema: &mut Keywords, depth: usize) {
        match name {
            "integer" | "number" => self.number(schema, name == "integer"),
            "string" => self.string(schema),
            "array" => self.array(schema, depth),
            "object" => self.object(schema, depth),
            _ => {}
        }
    }

    fn once_in(&mut self, times: usize) -> bool {
        self.random.once_in(times)
    }

    fn one_of<T: Clone + Default>(&mut self, values: &[T]) -> T {
        self.random.pick(values).cloned().unwrap_or_default()
    }

    fn some_names(&mut self) -> Vec<&'static str> {
        let mut names: Vec<&str> = NAMES.iter().copied().filter(|_| self.random.once_in(3)).collect();
        if names.is_empty() {
            names.push(self.one_of(NAMES));
        }
        if self.once_in(12) {
            names.push(self.one_of(ODD_NAMES));
        }
        names
    }
}
