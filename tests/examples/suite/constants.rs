//! The texts that may be written although they were not given: constants, and values of discriminators.

use std::collections::BTreeSet;

use serde_json::Value;

/// Returns each property of a document whose text is constant, with the text.
pub fn constants(document: &Value) -> BTreeSet<(String, String)> {
    let mut found = BTreeSet::new();
    collect(document, document, &mut found);
    found
}

fn collect(node: &Value, document: &Value, found: &mut BTreeSet<(String, String)>) {
    let mut add = |name: &str, text: &str| found.insert((name.to_owned(), text.to_owned()));
    if let Some(properties) = node.get("properties").and_then(Value::as_object) {
        for (name, schema) in properties {
            if let Some(text) = constant(schema, document) {
                add(name, text);
            }
        }
    }
    if let Some(name) = node.pointer("/discriminator/propertyName").and_then(Value::as_str) {
        let mapped = node.pointer("/discriminator/mapping").and_then(Value::as_object);
        mapped.into_iter().flatten().for_each(|(text, _)| _ = add(name, text));
        // A variant that the mapping does not name has its component's name as value (OpenAPI 3.0.3 §4.7.25).
        let variants = ["oneOf", "anyOf"].into_iter().filter_map(|union| node.get(union)?.as_array()).flatten();
        let components = variants.filter_map(|variant| variant.get("$ref")?.as_str()?.rsplit('/').next());
        components.for_each(|text| _ = add(name, text));
    }
    match node {
        Value::Object(members) => members.values().for_each(|member| collect(member, document, found)),
        Value::Array(items) => items.iter().for_each(|item| collect(item, document, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Returns the only text that a schema allows by `const` or `enum`, its own or of the component that it refers to.
fn constant<'a>(schema: &'a Value, document: &'a Value) -> Option<&'a str> {
    let referred =
        schema.get("$ref").and_then(Value::as_str).and_then(|text| document.pointer(text.strip_prefix('#')?));
    let schema = referred.unwrap_or(schema);
    let listed =
        schema.get("enum").and_then(Value::as_array).filter(|texts| texts.len() == 1).and_then(|texts| texts.first());
    schema.get("const").or(listed)?.as_str()
}
