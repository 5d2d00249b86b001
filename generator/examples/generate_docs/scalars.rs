//! Schemas of values that hold no others.

use serde_json::{Value, json};

use crate::builder::{DocumentBuilder, Members, members};

const FORMATS: &[&str] = &[
    "uuid",
    "date",
    "date-time",
    "time",
    "duration",
    "byte",
    "binary",
    "email",
    "uri",
    "uri-reference",
    "hostname",
    "ipv4",
    "ipv6",
    "password",
    "int32",
    "int64",
    "uint8",
    "uint64",
    "float",
    "double",
    "decimal",
    "regex",
    "json-pointer",
    "unix-time",
    "color",
    "",
];

const PATTERNS: &[&str] = &[
    "^[a-z]+$",
    "^[A-Za-z0-9_-]{1,64}$",
    "^\\d{4}-\\d{2}$",
    "^(?=.*[a-z]).+$",
    "\\p{L}+",
    "^[^\\s]+$",
    "^(a|b)*$",
    "(",
    "^/.*",
    "\\",
    "",
    "[",
    "a{2,1}",
    "^\\S+@\\S+$",
    "^(?!x).*$",
    "(a)\\1",
    "/^[a-z]$/i",
];

const WORDS: &[&str] = &[
    "active",
    "inactive",
    "a",
    "A",
    "b",
    "",
    " ",
    "in-progress",
    "in_progress",
    "inProgress",
    "IN PROGRESS",
    "1",
    "-1",
    "+1",
    "1.0",
    "2x",
    "null",
    "true",
    "self",
    "Self",
    "Unknown",
    "unknown",
    "Other",
    "None",
    "Some",
    "*",
    "<",
    ">",
    "<=",
    ">=",
    "=",
    "!=",
    "!",
    "a.b",
    "a/b",
    "é",
    "日本",
    "🦀",
    "text/plain",
    "application/json",
    "GET",
    "get",
    "\"",
    "\\",
    "\n",
    "asc",
    "desc",
    "-asc",
    "as_str",
    "all",
    "Default",
    "default",
    "{}",
    "%",
];

impl DocumentBuilder {
    /// Returns a schema of a string.
    pub fn string(&mut self) -> Members {
        let mut schema = members(json!({ "type": "string" }));
        match self.below(10) {
            0..=2 => drop(schema.insert("format".to_owned(), json!(self.one_of(FORMATS)))),
            3 | 4 => schema.extend(self.listed()),
            5 => {
                let least = self.below(4);
                schema.insert("minLength".to_owned(), json!(least));
                if self.one_in(2) {
                    schema.insert("maxLength".to_owned(), json!(least + self.below(40)));
                }
            }
            6 => drop(schema.insert("pattern".to_owned(), json!(self.one_of(PATTERNS)))),
            7 if self.is_3_1_or_later => match self.below(3) {
                0 => drop(schema.insert("const".to_owned(), json!(self.one_of(WORDS)))),
                1 => drop(schema.insert("contentEncoding".to_owned(), json!("base64"))),
                _ => drop(schema.insert("contentMediaType".to_owned(), json!("application/octet-stream"))),
            },
            _ => {}
        }
        schema
    }

    /// Returns the `enum` of a string.
    fn listed(&mut self) -> Members {
        let mut values: Vec<Value> = Vec::new();
        for _ in 0..=self.below(5) {
            let value = json!(self.one_of(WORDS));
            if !values.contains(&value) {
                values.push(value);
            }
        }
        members(json!({ "enum": values }))
    }

    /// Returns a schema of a string of a list.
    pub fn enumeration(&mut self) -> Members {
        let mut schema = members(json!({ "type": "string" }));
        schema.extend(self.listed());
        schema
    }

    /// Returns a schema of a number.
    pub fn number(&mut self) -> Members {
        let name = if self.one_in(3) { "number" } else { "integer" };
        let mut schema = members(json!({ "type": name }));
        if self.one_in(2) {
            schema.insert("format".to_owned(), json!(self.one_of(FORMATS)));
        }
        let bounds = [
            json!(0),
            json!(1),
            json!(-1),
            json!(100),
            json!(0.5),
            json!(1e3),
            json!(i64::MAX),
            json!(u64::MAX),
            json!(1e30),
            json!(10.0),
        ];
        match self.below(8) {
            0 => drop(schema.insert("minimum".to_owned(), self.value_of(&bounds))),
            1 => drop(schema.insert("maximum".to_owned(), self.value_of(&bounds))),
            2 => {
                schema.insert("minimum".to_owned(), json!(self.below(5)));
                schema.insert("maximum".to_owned(), json!(5 + self.below(500)));
            }
            3 => drop(
                schema.insert("multipleOf".to_owned(), self.value_of(&[json!(2), json!(0.01), json!(10), json!(0.1)])),
            ),
            4 if self.is_3_1_or_later => drop(schema.insert("exclusiveMinimum".to_owned(), self.value_of(&bounds))),
            4 => {
                schema.insert("maximum".to_owned(), json!(10));
                schema.insert("exclusiveMaximum".to_owned(), json!(true));
            }
            5 => {
                let values = [
                    json!(0),
                    json!(1),
                    json!(-1),
                    json!(2),
                    json!(10),
                    json!(0.5),
                    json!(1.5),
                    json!(-0.5),
                    json!(1_000_000),
                ];
                let wanted = 1 + self.below(4);
                let picked: Vec<Value> = values.into_iter().skip(self.below(4)).take(wanted).collect();
                schema.insert("enum".to_owned(), json!(picked));
            }
            _ => {}
        }
        schema
    }

    /// Returns a schema of any of the values that hold no others.
    pub fn scalar(&mut self) -> Members {
        match self.below(8) {
            0..=3 => self.string(),
            4..=5 => self.number(),
            6 => {
                let mut schema = members(json!({ "type": "boolean" }));
                if self.one_in(6) {
                    schema.insert("enum".to_owned(), json!([true]));
                }
                schema
            }
            _ => self.odd_scalar(),
        }
    }

    fn odd_scalar(&mut self) -> Members {
        let schema = match self.below(8) {
            0 => json!({ "enum": ["a", 1, null, true, 0.5] }),
            1 => json!({ "enum": [null] }),
            2 => json!({ "enum": [{ "a": 1 }, [1], "x"] }),
            3 => json!({ "type": "string", "enum": [1, 2, "x"] }),
            4 if self.is_3_1_or_later => {
                json!({ "const": self.value_of(&[json!(1), json!("a"), json!(null), json!(true), json!({ "a": 1 })]) })
            }
            5 if self.is_3_1_or_later => json!({ "type": ["string", "integer"] }),
            6 if self.is_3_1_or_later => json!({ "type": ["string", "null"], "enum": ["a", "b", null] }),
            7 if self.is_3_1_or_later => json!({ "type": "null" }),
            _ => json!({ "enum": ["yes", "no"] }),
        };
        members(schema)
    }

    /// Adds what says nothing of the values: defaults, examples, directions.
    pub fn annotate(&mut self, schema: &mut Members) {
        self.describe(schema);
        if self.one_in(8) {
            let default = self.likely(schema);
            schema.insert("default".to_owned(), default);
        }
        if self.one_in(10) {
            let example = self.likely(schema);
            schema.insert("example".to_owned(), example);
        }
        if self.is_3_1_or_later && self.one_in(12) {
            let examples = vec![self.likely(schema), self.any_value()];
            schema.insert("examples".to_owned(), json!(examples));
        }
        for name in ["readOnly", "writeOnly", "deprecated"] {
            if self.one_in(14) {
                schema.insert(name.to_owned(), json!(true));
            }
        }
        if self.one_in(14) {
            schema.insert("title".to_owned(), json!(self.names.title(&mut self.random)));
        }
        self.make_nullable(schema);
    }

    fn make_nullable(&mut self, schema: &mut Members) {
        if !self.one_in(8) {
            return;
        }
        if self.is_3_1_or_later && !self.one_in(8) {
            if let Some(Value::String(name)) = schema.get("type").cloned() {
                schema.insert("type".to_owned(), json!([name, "null"]));
            }
        } else {
            schema.insert("nullable".to_owned(), json!(!self.one_in(8)));
        }
    }

    /// Returns a value that a schema may well accept.
    fn likely(&mut self, schema: &Members) -> Value {
        if self.one_in(4) {
            return self.any_value();
        }
        if let Some(values) = schema.get("enum").and_then(Value::as_array) {
            return self.value_of(values);
        }
        match schema.get("type").and_then(Value::as_str) {
            Some("string") => json!(self.one_of(WORDS)),
            Some("integer") => json!(self.below(10)),
            Some("number") => json!(0.5),
            Some("boolean") => json!(self.one_in(2)),
            Some("array") => self.value_of(&[json!([]), json!(["a"]), json!([1])]),
            Some("object") => self.value_of(&[json!({}), json!({ "id": "a" })]),
            _ => self.any_value(),
        }
    }

    /// Returns a value of any type.
    pub fn any_value(&mut self) -> Value {
        let values = [
            json!(null),
            json!(true),
            json!(0),
            json!(-7),
            json!(1.5),
            json!(1e300),
            json!(u64::MAX),
            json!(""),
            json!("a \"quoted\" {text}\n"),
            json!("2020-01-01"),
            json!("2020-01-01T00:00:00Z"),
            json!("00000000-0000-0000-0000-000000000000"),
            json!("AAECAw=="),
            json!([]),
            json!({}),
            json!(["a", 1, null]),
            json!({ "id": 1, "self": { "a": [] } }),
        ];
        self.value_of(&values)
    }
}
