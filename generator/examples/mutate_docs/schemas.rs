//! Damage that leaves a schema a schema, so that it reaches the later stages.

use serde_json::{Map, Value, json};

use crate::random::Random;
use crate::{tree, vocabulary};

/// Changes one thing.
pub fn change(document: &mut Value, random: &mut Random) {
    match random.below(10) {
        0 => exchange(document, random),
        1 | 2 => wrap(document, random),
        3 => link(document, random),
        4 => bound(document, random),
        5 => flag(document, random),
        6 => enumerate(document, random),
        7 => name(document, random),
        8 => kind(document, random),
        _ => require(document, random),
    }
}

fn is_schema(node: &Value) -> bool {
    let Value::Object(members) = node else { return false };
    members.get("type").is_some_and(Value::is_string) && !members.contains_key("in") && !members.contains_key("scheme")
        || ["allOf", "anyOf", "oneOf"].iter().any(|union| members.get(*union).is_some_and(Value::is_array))
        || members.get("$ref").and_then(Value::as_str).is_some_and(|reference| reference.contains("/schemas/"))
}

fn schema<'a>(document: &'a mut Value, random: &mut Random) -> Option<&'a mut Value> {
    tree::matching(document, random, &is_schema)
}

fn members<'a>(document: &'a mut Value, random: &mut Random) -> Option<&'a mut Map<String, Value>> {
    schema(document, random)?.as_object_mut()
}

/// Puts one schema in the place of another.
fn exchange(document: &mut Value, random: &mut Random) {
    let Some(one) = schema(document, random).cloned() else { return };
    if let Some(other) = schema(document, random) {
        *other = one;
    }
}

/// Lets a schema stand in another.
fn wrap(document: &mut Value, random: &mut Random) {
    let Some(other) = schema(document, random).cloned() else { return };
    let Some(place) = schema(document, random) else { return };
    let one = place.take();
    *place = match random.below(12) {
        0 => json!({ "allOf": [one] }),
        1 => json!({ "allOf": [one, other] }),
        2 => json!({ "oneOf": [one, other] }),
        3 => json!({ "anyOf": [other, one, { "nullable": true }] }),
        4 => json!({ "oneOf": [one, other], "discriminator": { "propertyName": vocabulary::word(random) } }),
        5 => json!({ "not": one }),
        6 => json!({ "type": "array", "items": one, "uniqueItems": true }),
        7 => json!({ "type": "object", "additionalProperties": one }),
        8 => {
            json!({ "type": "object", "properties": { vocabulary::word(random): one, vocabulary::word(random): other } })
        }
        9 => json!({ "oneOf": [one, other], "type": "object", "required": [vocabulary::word(random)] }),
        10 => {
            json!({ "type": "object", "additionalProperties": other, "properties": { "a": one }, "allOf": [{ "$ref": "#/components/schemas/" }] })
        }
        _ => json!({ "allOf": [{ "oneOf": [one, {}] }, { "anyOf": [other, { "type": "string" }] }], "nullable": true }),
    };
}

/// Lets a schema be a reference to a component, which may hold it.
fn link(document: &mut Value, random: &mut Random) {
    let Some(components) = document.pointer("/components/schemas").and_then(Value::as_object) else { return };
    let names: Vec<&String> = components.keys().collect();
    let Some(name) = random.pick(&names) else { return };
    let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
    if let Some(place) = schema(document, random) {
        *place = reference;
    }
}

/// Adds a bound, or any keyword.
fn bound(document: &mut Value, random: &mut Random) {
    let Some(members) = members(document, random) else { return };
    let keyword = vocabulary::keyword(random);
    let value = match keyword.as_str() {
        "pattern" | "format" | "title" | "description" => json!(vocabulary::word(random)),
        _ if random.one_in(8) => vocabulary::value(random),
        _ => vocabulary::number(random),
    };
    members.insert(keyword, value);
}

/// Adds a flag.
fn flag(document: &mut Value, random: &mut Random) {
    let Some(members) = members(document, random) else { return };
    let flags = ["nullable", "readOnly", "writeOnly", "deprecated", "uniqueItems", "additionalProperties", "items"];
    let flag = random.pick(&flags).copied().unwrap_or_default();
    members.insert(flag.to_owned(), json!(!random.one_in(4)));
}

/// Adds an enum, a constant or a default.
fn enumerate(document: &mut Value, random: &mut Random) {
    let values: Vec<Value> = (0..random.below(5)).map(|_| vocabulary::value(random)).collect();
    let words: Vec<String> = (0..random.below(5)).map(|_| vocabulary::word(random)).collect();
    let Some(members) = members(document, random) else { return };
    match random.below(4) {
        0 => members.insert("enum".to_owned(), json!(values)),
        1 => members.insert("enum".to_owned(), json!(words)),
        2 => members.insert("default".to_owned(), vocabulary::value(random)),
        _ => members.insert("const".to_owned(), vocabulary::value(random)),
    };
}

/// Gives a property, an operation or a parameter an odd name.
fn name(document: &mut Value, random: &mut Random) {
    let word = vocabulary::word(random);
    let holds =
        |node: &Value| ["properties", "operationId", "name", "title"].iter().any(|key| node.get(*key).is_some());
    let Some(place) = tree::matching(document, random, &holds) else { return };
    for key in ["operationId", "name", "title"] {
        if let Some(named) = place.get_mut(key).filter(|named| named.is_string()) {
            *named = json!(word);
        }
    }
    if let Some(Value::Object(properties)) = place.get_mut("properties")
        && let Some(value) = properties.values().next().cloned()
    {
        properties.insert(word, value);
    }
}

/// Changes a type or a format.
fn kind(document: &mut Value, random: &mut Random) {
    let keyword = if random.one_in(2) { "type" } else { "format" };
    if let Some(members) = members(document, random) {
        members.insert(keyword.to_owned(), json!(vocabulary::kind(random)));
    }
}

/// Requires what is there, or what is not.
fn require(document: &mut Value, random: &mut Random) {
    let Some(members) = members(document, random) else { return };
    let mut required: Vec<String> = match members.get("properties") {
        Some(Value::Object(properties)) => properties.keys().cloned().collect(),
        _ => Vec::new(),
    };
    if random.one_in(4) || required.is_empty() {
        required.push(vocabulary::word(random));
    }
    members.insert("required".to_owned(), json!(required));
}
