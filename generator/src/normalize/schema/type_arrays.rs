//! `type` as an array, which OpenAPI 3.1 added.

use serde_json::{Map, Value, json};

use super::super::version::Version;
use super::super::walker::Walker;

/// Marks an `anyOf` that replaces a list of types.
const TYPES: &str = "x-clientwright-types";

/// Keywords that also apply to null if it is one of several types.
const NULL_KEYWORDS: [&str; 5] = ["allOf", "anyOf", "oneOf", "not", "if"];

/// The keywords that only apply to one type.
const TYPE_KEYWORDS: [(&str, &[&str]); 5] = [
    ("string", &["minLength", "maxLength", "pattern", "format", "contentEncoding", "contentMediaType"]),
    ("number", &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "format"]),
    ("integer", &["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "format"]),
    (
        "array",
        &["items", "prefixItems", "contains", "minContains", "maxContains", "minItems", "maxItems", "uniqueItems"],
    ),
    ("object", &OBJECT_KEYWORDS),
];

const OBJECT_KEYWORDS: [&str; 9] = [
    "properties",
    "patternProperties",
    "propertyNames",
    "required",
    "dependentRequired",
    "dependentSchemas",
    "additionalProperties",
    "minProperties",
    "maxProperties",
];

/// Replaces an array of types by one type: null by `nullable`, and several other types by `anyOf`.
pub(in crate::normalize) fn split_type_array(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    let is_3_1 = walker.version() == Version::V31;
    if is_3_1 && schema.get("type").is_some_and(Value::is_null) {
        // YAML reads `type: null` as null.
        schema.insert("type".to_owned(), json!("null"));
    }
    if !is_3_1 && walker.is_yaml() && is_variant(walker.pointer()) && schema.get("type").is_some_and(Value::is_null) {
        walker.at("type", |walker| {
            let message = "null is read as the type `null`, since the schema is in `anyOf` or `oneOf`";
            walker.warning("null-value", message, "replace this schema by `nullable: true` next to `anyOf` or `oneOf`");
        });
        schema.insert("type".to_owned(), json!("null"));
    }
    let Some(mut types) = type_list(schema) else { return };
    if !is_3_1 {
        walker.at("type", |walker| {
            let message = "expected a string, found an array: it is read as a list of types";
            walker.warning("wrong-type", message, "write one type, and `nullable: true` instead of null");
        });
    }
    null_to_nullable(schema, &mut types);
    match types.as_slice() {
        [only] => {
            schema.insert("type".to_owned(), json!(only));
        }
        _ => split(schema, &types),
    }
}

/// Returns whether the schema at `pointer` is a variant of a union.
fn is_variant(pointer: &str) -> bool {
    let mut tokens = pointer.rsplit('/');
    let is_index = tokens.next().is_some_and(|token| token.bytes().all(|byte| byte.is_ascii_digit()));
    is_index && tokens.next().is_some_and(|token| matches!(token, "anyOf" | "oneOf"))
}

/// Returns the types of an array without duplicates; `None` if it is empty, or not an array of strings.
fn type_list(schema: &Map<String, Value>) -> Option<Vec<String>> {
    let mut types: Vec<String> = Vec::new();
    for value in schema.get("type")?.as_array()? {
        let name = if value.is_null() { "null" } else { value.as_str()? };
        if !types.iter().any(|known| known == name) {
            types.push(name.to_owned());
        }
    }
    (!types.is_empty()).then_some(types)
}

/// Removes null from the types if `nullable` is equivalent.
fn null_to_nullable(schema: &mut Map<String, Value>, types: &mut Vec<String>) {
    let has_null = types.iter().any(|name| name == "null");
    if !has_null || types.len() == 1 || NULL_KEYWORDS.iter().any(|keyword| schema.contains_key(*keyword)) {
        return;
    }
    types.retain(|name| name != "null");
    let is_listed = schema.get("enum").and_then(Value::as_array).is_none_or(|values| values.contains(&Value::Null));
    if is_listed {
        schema.insert("nullable".to_owned(), Value::Bool(true));
    }
}

/// Replaces `type` by a union of schemas, each with the keywords of its type; those of other types have no effect.
fn split(schema: &mut Map<String, Value>, types: &[String]) {
    schema.shift_remove("type");
    let variants: Vec<Value> = types.iter().map(|name| variant(schema, name)).collect();
    for keyword in TYPE_KEYWORDS.iter().flat_map(|(_, keywords)| *keywords) {
        schema.shift_remove(*keyword);
    }
    if schema.contains_key("anyOf") {
        let all = schema.entry("allOf").or_insert_with(|| json!([]));
        if let Value::Array(all) = all {
            all.push(json!({ "anyOf": variants }));
        }
    } else {
        schema.insert("anyOf".to_owned(), Value::Array(variants));
        schema.insert(TYPES.to_owned(), Value::Bool(true));
    }
}

fn variant(schema: &Map<String, Value>, name: &str) -> Value {
    let keywords =
        keywords_of(name).iter().filter_map(|keyword| Some(((*keyword).to_owned(), schema.get(*keyword)?.clone())));
    Value::Object(std::iter::once(("type".to_owned(), json!(name))).chain(keywords).collect())
}

fn keywords_of(name: &str) -> &'static [&'static str] {
    TYPE_KEYWORDS.iter().find(|(known, _)| *known == name).map_or(&[], |(_, keywords)| keywords)
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, Value, json};

    use super::{TYPES, null_to_nullable, split, type_list};

    fn object(value: Value) -> Map<String, Value> {
        serde_json::from_value(value).expect("an object")
    }

    #[test]
    fn each_variant_has_the_keywords_of_its_type() {
        let mut schema = object(json!({ "type": ["string", "integer"], "minLength": 1, "minimum": 2, "title": "t" }));

        split(&mut schema, &["string".to_owned(), "integer".to_owned()]);

        let any_of = json!([{ "type": "string", "minLength": 1 }, { "type": "integer", "minimum": 2 }]);
        assert_eq!(Value::Object(schema), json!({ "title": "t", "anyOf": any_of, TYPES: true }));
    }

    #[test]
    fn an_existing_union_is_kept() {
        let mut schema = object(json!({ "anyOf": [{}] }));

        split(&mut schema, &["string".to_owned(), "null".to_owned()]);

        let expected = json!({ "anyOf": [{}], "allOf": [{ "anyOf": [{ "type": "string" }, { "type": "null" }] }] });
        assert_eq!(Value::Object(schema), expected);
    }

    #[test]
    fn null_next_to_a_union_stays_a_type() {
        let mut types = vec!["object".to_owned(), "null".to_owned()];

        null_to_nullable(&mut object(json!({ "oneOf": [{}] })), &mut types);

        assert_eq!(types, ["object", "null"]);
    }

    #[test]
    fn null_that_the_enum_does_not_list_is_removed() {
        let mut schema = object(json!({ "enum": ["a"] }));

        null_to_nullable(&mut schema, &mut vec!["string".to_owned(), "null".to_owned()]);

        assert_eq!(Value::Object(schema), json!({ "enum": ["a"] }));
    }

    #[test]
    fn an_empty_array_has_no_types() {
        assert_eq!(type_list(&object(json!({ "type": [] }))), None);
    }
}
