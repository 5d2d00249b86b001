//! Keywords about the value itself: of numbers and strings, and `enum` and `const` of any value.

use serde_json::{Value, json};

use super::{Keywords, NAMES, SchemaGenerator};

/// Formats of integers.
pub(super) const INTEGER_FORMATS: &[&str] = &["int32", "int64", "uint8"];

/// Formats of strings that both validators check alike, and an unknown one.
const FORMATS: &[&str] = &[
    "uuid",
    "date",
    "date-time",
    "time",
    "duration",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "uri",
    "uri-reference",
    "byte",
    "json-pointer",
    "unknown",
];

impl SchemaGenerator {
    /// Adds keywords of numbers.
    pub(super) fn number(&mut self, schema: &mut Keywords, is_integer: bool) {
        // The `jsonschema` crate compares as floats, so that nothing may come near to integers that no float holds.
        let (lowest, highest) = (json!(-9_007_199_254_740_991_i64), json!(9_007_199_254_740_991_i64));
        if self.once_in(2) {
            let least = self.one_of(&[json!(0), json!(1), json!(-5), json!(1.5), json!(0.5), lowest]);
            schema.insert("minimum".to_owned(), least);
        }
        if self.once_in(2) {
            let most = self.one_of(&[json!(2), json!(3), json!(10), json!(100), highest]);
            schema.insert("maximum".to_owned(), most);
        }
        if self.once_in(5) {
            let divisors = [json!(1), json!(2), json!(3), json!(0.5), json!(0.01), json!(1.5)];
            let count = if is_integer { 3 } else { divisors.len() };
            schema.insert("multipleOf".to_owned(), self.one_of(&divisors[..count]));
        }
        if self.once_in(5) {
            self.exclude(schema);
        }
        if is_integer && self.once_in(5) {
            schema.insert("format".to_owned(), json!(self.one_of(INTEGER_FORMATS)));
        }
    }

    fn exclude(&mut self, schema: &mut Keywords) {
        if self.is_3_1_or_later {
            let keyword = self.one_of(&["exclusiveMinimum", "exclusiveMaximum"]);
            schema.insert(keyword.to_owned(), json!(self.one_of(&[0, 1, 2, 3])));
        } else if schema.contains_key("minimum") {
            schema.insert("exclusiveMinimum".to_owned(), json!(self.once_in(2)));
        }
    }

    /// Adds keywords of strings.
    pub(super) fn string(&mut self, schema: &mut Keywords) {
        if self.once_in(3) {
            schema.insert("minLength".to_owned(), json!(self.random.below(3)));
        }
        if self.once_in(3) {
            schema.insert("maxLength".to_owned(), json!(1 + self.random.below(4)));
        }
        if self.once_in(3) {
            let pattern = self.one_of(&["^a", "b$", "^[a-z]*$", r"\d", "^.{1,3}$", "foo|bar"]);
            schema.insert("pattern".to_owned(), json!(pattern));
        } else if self.once_in(5) {
            schema.insert("format".to_owned(), json!(self.one_of(FORMATS)));
        }
    }

    /// Adds `enum` and `const`.
    pub(super) fn list_values(&mut self, schema: &mut Keywords) {
        if self.once_in(8) {
            let mut values: Vec<Value> = Vec::new();
            let kind = schema.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
            let fits = !self.once_in(3);
            for _ in 0..=self.random.below(4) {
                let value = if fits { self.value_of(&kind) } else { self.value(0) };
                if !values.contains(&value) {
                    values.push(value);
                }
            }
            // Of an array, an `enum` without arrays is read as that of the items.
            if kind == "array" && !values.iter().any(Value::is_array) {
                values.push(json!([]));
            }
            schema.insert("enum".to_owned(), values.into());
        }
        if self.is_3_1_or_later && self.once_in(20) {
            schema.insert("const".to_owned(), self.value(0));
        }
    }

    fn value_of(&mut self, kind: &str) -> Value {
        match kind {
            "string" => json!(self.one_of(&["a", "b", "ab", "foo", "aaaa", "", "A", "héé"])),
            "integer" => json!(self.one_of(&[-1, 0, 1, 2, 3, 100])),
            "number" => json!(self.one_of(&[-1.5, 0.25, 2.5, 100.5])),
            "boolean" => json!(self.once_in(2)),
            _ => self.value(0),
        }
    }

    fn value(&mut self, depth: usize) -> Value {
        match self.random.below(if depth < 2 { 8 } else { 6 }) {
            0 => Value::Null,
            1 => json!(self.once_in(2)),
            // In 3.0, `2.0` is no integer.
            2 if self.is_3_1_or_later => json!(2.0),
            2 | 3 => self.one_of(&[json!(0), json!(1), json!(2), json!(-1), json!(1.5), json!(100)]),
            // None that spells a number: that would count as one, with a warning.
            4 | 5 => json!(self.one_of(&["", "a", "b", "ab", "foo", "x1", "héé", "aaaa"])),
            6 => (0..self.random.below(3)).map(|_| self.value(depth + 1)).collect(),
            _ => {
                let names: Vec<&str> = NAMES.iter().copied().filter(|_| self.random.once_in(4)).collect();
                names.into_iter().map(|name| (name, self.value(depth + 1))).collect()
            }
        }
    }
}
