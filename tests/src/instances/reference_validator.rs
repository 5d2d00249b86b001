//! What the `jsonschema` crate says: a Schema Object of OpenAPI 3.0 is rewritten as one of JSON Schema 2020-12.

use jsonschema::Validator;
use serde_json::{Map, Value, json};

use super::flat::Flat;
use super::read_only::strip;

/// Keywords that hold one schema.
const ONE: &[&str] = &["additionalProperties", "not", "items", "contains", "propertyNames", "if", "then", "else"];
/// Keywords that hold a list of schemas.
const LIST: &[&str] = &["allOf", "prefixItems"];
/// Keywords that hold schemas by name.
const NAMED: &[&str] = &["properties", "patternProperties", "dependentSchemas"];

/// The widths of integers.
const WIDTHS: &[(&str, i64, u64)] = &[
    ("int8", i8::MIN as i64, i8::MAX as u64),
    ("int16", i16::MIN as i64, i16::MAX as u64),
    ("int32", i32::MIN as i64, i32::MAX as u64),
    ("int64", i64::MIN, i64::MAX as u64),
    ("uint8", 0, u8::MAX as u64),
    ("uint16", 0, u16::MAX as u64),
    ("uint32", 0, u32::MAX as u64),
    ("uint64", 0, u64::MAX),
    ("uint", 0, u64::MAX),
];

/// The validator of one component.
pub struct ReferenceValidator(Validator);

impl ReferenceValidator {
    /// Compiles a component of a document.
    ///
    /// # Errors
    ///
    /// A schema that can't be compiled.
    pub fn of(flat: &Flat, name: &str) -> Result<Self, String> {
        let is_3_0 = flat.is_3_0();
        let rewritten = |schema: &Value| {
            let mut schema = schema.clone();
            strip(&mut schema, flat);
            rewritten(&schema, is_3_0, true)
        };
        let schemas: Map<String, Value> =
            flat.schemas.iter().map(|(name, schema)| (name.clone(), rewritten(schema))).collect();
        let schema = json!({ "$ref": format!("#/components/schemas/{name}"), "components": { "schemas": schemas } });
        let options = jsonschema::draft202012::options().should_validate_formats(true).with_format("byte", is_base64);
        options.build(&schema).map(Self).map_err(|error| error.to_string())
    }

    /// Returns whether an instance is valid.
    pub fn is_valid(&self, instance: &Value) -> bool {
        self.0.is_valid(instance)
    }

    /// Returns where an instance is wrong, as JSON pointers.
    pub fn faults(&self, instance: &Value) -> Vec<String> {
        self.0.iter_errors(instance).map(|error| error.instance_path().to_string()).collect()
    }
}

/// Rewrites a schema; what is `asserted` means the types that its keywords imply, too.
fn rewritten(schema: &Value, is_3_0: bool, asserted: bool) -> Value {
    let Some(keywords) = schema.as_object() else { return schema.clone() };
    let mut keywords = keywords.clone();
    if is_3_0 && keywords.contains_key("$ref") {
        keywords.retain(|name, _| name == "$ref" || name == "nullable");
    }
    keywords.remove("discriminator");
    keywords.remove("$schema");
    // Design.md: what is encoded in base64 is of the format `byte`.
    if keywords.get("contentEncoding").is_some_and(|encoding| encoding == "base64") {
        keywords.insert("format".to_owned(), json!("byte"));
    }
    if breaks_format(&keywords) {
        keywords.remove("format");
    }
    let nullable = keywords.remove("nullable") == Some(Value::Bool(true));
    parts(&mut keywords, is_3_0, asserted);
    if asserted {
        imply_type(&mut keywords);
    }
    exclusive(&mut keywords, "minimum", "exclusiveMinimum");
    exclusive(&mut keywords, "maximum", "exclusiveMaximum");
    let schema = limited(keywords);
    if nullable { json!({ "anyOf": [{ "type": "null" }, schema] }) } else { schema }
}

fn parts(keywords: &mut Map<String, Value>, is_3_0: bool, asserted: bool) {
    for (name, value) in keywords {
        let asserted = asserted
            && matches!(name.as_str(), "additionalProperties" | "items" | "allOf" | "anyOf" | "oneOf" | "properties");
        let rewrite = |part: &mut Value| *part = rewritten(part, is_3_0, asserted);
        match (name.as_str(), value) {
            (name, value) if ONE.contains(&name) => rewrite(value),
            ("anyOf" | "oneOf", Value::Array(list)) => list.iter_mut().for_each(|part| match part.as_object() {
                // Design.md: a member of a union that is only `nullable` is null.
                Some(member) if member.len() == 1 && member.contains_key("nullable") => {
                    *part = json!({ "type": "null" });
                }
                _ => rewrite(part),
            }),
            (name, Value::Array(list)) if LIST.contains(&name) => list.iter_mut().for_each(rewrite),
            (name, Value::Object(members)) if NAMED.contains(&name) => members.values_mut().for_each(rewrite),
            _ => {}
        }
    }
}

/// Design.md: an untyped schema with `properties` takes objects only, one with `items` arrays only.
fn imply_type(keywords: &mut Map<String, Value>) {
    let has = |name: &str| keywords.contains_key(name);
    if ["type", "enum", "const"].into_iter().any(has) {
        return;
    }
    let has_members = keywords.get("properties").and_then(Value::as_object).is_some_and(|members| !members.is_empty());
    let has_values = keywords.get("additionalProperties").is_some_and(Value::is_object);
    if has("items") && !has_members {
        keywords.insert("type".to_owned(), json!("array"));
    } else if has_members || has_values {
        keywords.insert("type".to_owned(), json!("object"));
    }
}

/// In OpenAPI 3.0 the exclusive keywords are booleans next to the bounds.
fn exclusive(keywords: &mut Map<String, Value>, bound: &str, exclusive: &str) {
    match keywords.get(exclusive) {
        Some(Value::Bool(true)) => {
            let limit = keywords.remove(bound);
            keywords.remove(exclusive);
            keywords.extend(limit.map(|limit| (exclusive.to_owned(), limit)));
        }
        Some(Value::Bool(false)) => drop(keywords.remove(exclusive)),
        _ => {}
    }
}

/// Docs/validation.md: a format that the default or an example of its own schema breaks is not checked.
fn breaks_format(keywords: &Map<String, Value>) -> bool {
    let Some(format) = keywords.get("format").and_then(Value::as_str) else { return false };
    let single = ["default", "example"].into_iter().filter_map(|name| keywords.get(name));
    let listed = keywords.get("examples").and_then(Value::as_array).into_iter().flatten();
    let mut given = single.chain(listed);
    let schema = if WIDTHS.iter().any(|(name, ..)| *name == format) {
        limited(Map::from_iter([("type".to_owned(), json!("integer")), ("format".to_owned(), json!(format))]))
    } else {
        json!({ "format": format })
    };
    let options = jsonschema::draft202012::options().should_validate_formats(true).with_format("byte", is_base64);
    options.build(&schema).is_ok_and(|validator| {
        given.any(|value| (value.is_string() || value.is_i64() || value.is_u64()) && !validator.is_valid(value))
    })
}

/// Adds what the format of an integer means; one that is none has 64 bits.
fn limited(keywords: Map<String, Value>) -> Value {
    let is_integer = keywords.get("type").is_some_and(|name| name == "integer");
    let may_be_integer = match keywords.get("type") {
        Some(Value::Array(names)) => names.contains(&json!("integer")) && !names.contains(&json!("number")),
        other => is_integer || other.is_none(),
    };
    let format = keywords.get("format").and_then(Value::as_str).or(is_integer.then_some("int64"));
    let width = WIDTHS.iter().find(|(name, ..)| may_be_integer && Some(*name) == format);
    match width {
        Some((_, least, most)) => json!({ "allOf": [keywords, { "minimum": least, "maximum": most }] }),
        None => Value::Object(keywords),
    }
}

fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/');
    let ends = match digits.len() % 4 {
        0 => text.len() == digits.len(),
        2 => text.len() == digits.len() + 2 && digits.ends_with(['A', 'Q', 'g', 'w']),
        3 => {
            text.len() == digits.len() + 1
                && digits.ends_with("AEIMQUYcgkosw048".chars().collect::<Vec<_>>().as_slice())
        }
        _ => false,
    };
    ends && digits.bytes().all(is_digit)
}
