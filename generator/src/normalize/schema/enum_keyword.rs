//! `enum`: values that openapiv3 would convert, or because of which it would ignore the type.

use serde_json::{Map, Number, Value, json};

use super::super::walker::Walker;
use crate::json::decimal::{is_beyond_f64, is_equal_decimal, is_exact_f64, write_integral};
use crate::load::number;

/// Moves an `enum` to `x-clientwright-enum` unless all values have exactly the type of the schema.
///
/// With `type: string`, a number, boolean or null in YAML is replaced by its source text, with a warning. With another
/// type, a string is replaced by the value that it contains, with a warning.
pub(in crate::normalize) fn keep_exact(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    set_nullable_if_listed(schema);
    let kind = schema.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
    let nullable = schema.get("nullable") == Some(&Value::Bool(true));
    let Some(Value::Array(values)) = schema.get_mut("enum") else { return };
    match kind.as_str() {
        "string" => use_source_texts(walker, values, nullable),
        "boolean" | "integer" | "number" => unquote(walker, values, &kind),
        _ => {}
    }
    if kind == "integer" {
        values.iter_mut().for_each(write_integral);
    }
    if matches!(kind.as_str(), "" | "integer" | "number") {
        warn_about_rounded(walker, values);
        ignore_out_of_range(walker, values, &kind);
    }
    if !matches!(kind.as_str(), "" | "null") && !nullable {
        warn_about_disallowed_null(walker, values, &kind);
    }
    let is_exact = !values.is_empty() && values.iter().all(|value| is_exactly(&kind, value));
    if !is_exact && let Some(values) = schema.shift_remove("enum") {
        schema.insert("x-clientwright-enum".to_owned(), values);
    }
}

/// Moves the `enum` of an array, none of whose values is an array, to its items: this is common in OpenAPI 2.0
/// documents, and no value would be valid otherwise.
pub(in crate::normalize) fn move_to_items(walker: &mut Walker<'_>, schema: &mut Map<String, Value>) {
    let is_array = schema.get("type").and_then(Value::as_str) == Some("array");
    let values = schema.get("enum").and_then(Value::as_array);
    let has_no_arrays = |values: &Vec<Value>| !values.is_empty() && values.iter().all(|value| !value.is_array());
    let is_constant = ["const", "x-clientwright-const"].iter().any(|keyword| schema.contains_key(*keyword));
    // Items that are not an object or have an `enum` are kept.
    let has_place = schema.get("items").is_none_or(|items| items.is_object() && items.get("enum").is_none());
    if !is_array || is_constant || !has_place || !values.is_some_and(has_no_arrays) {
        return;
    }
    walker.at("enum", |walker| {
        let message = "no value of `enum` is an array: it is read as the `enum` of the items";
        walker.warning("misplaced-enum", message, "move `enum` into `items`");
    });
    let Some(values) = schema.shift_remove("enum") else { return };
    let items = schema.entry("items").or_insert_with(|| json!({}));
    if items.get("$ref").is_some() {
        *items = json!({ "allOf": [items.take()] });
    }
    if let Value::Object(items) = items {
        items.insert("enum".to_owned(), values);
    }
}

/// Sets `nullable` if `enum` contains null and other values, and no other keyword could exclude null.
fn set_nullable_if_listed(schema: &mut Map<String, Value>) {
    let may_refuse =
        ["type", "const", "allOf", "anyOf", "oneOf", "not", "if"].iter().any(|keyword| schema.contains_key(*keyword));
    let values = schema.get("enum").and_then(Value::as_array);
    let lists_null = values.is_some_and(|values| values.contains(&Value::Null) && !values.iter().all(Value::is_null));
    if lists_null && !may_refuse {
        schema.insert("nullable".to_owned(), Value::Bool(true));
    }
}

/// Warns that null is not valid, although it is listed: most authors mean `nullable`.
fn warn_about_disallowed_null(walker: &mut Walker<'_>, values: &[Value], kind: &str) {
    let Some(index) = values.iter().position(Value::is_null) else { return };
    let message = format!("`enum` lists null, which the type {kind} does not allow: it is ignored");
    walker.at("enum", |walker| {
        walker.at(&index.to_string(), |walker| {
            walker.warning(
                "wrong-value",
                message,
                "add `nullable: true` if the value may be null, or since 3.1 the type `null`",
            );
        });
    });
}

/// Replaces a scalar that YAML did not read as a string by its source text.
pub(super) fn use_source_text(walker: &mut Walker<'_>, value: &mut Value) {
    let is_other_scalar = matches!(value, Value::Null | Value::Bool(_) | Value::Number(_));
    if !walker.is_yaml() || !is_other_scalar {
        return;
    }
    // The walker also reads an empty text or a tilde as null.
    let Some(text) = walker.literal().filter(|text| !matches!(*text, "" | "~")) else { return };
    let text = Value::String(text.to_owned());
    let message = format!("the type is string, but YAML reads {value}: it is read as {text}");
    walker.warning("unquoted-string", message, format!("write {text}"));
    *value = text;
}

fn use_source_texts(walker: &mut Walker<'_>, values: &mut [Value], nullable: bool) {
    walker.at("enum", |walker| {
        for (index, value) in values.iter_mut().enumerate() {
            if !(nullable && value.is_null()) {
                walker.at(&index.to_string(), |walker| use_source_text(walker, value));
            }
        }
    });
}

/// Replaces strings that are not valid for the type `kind` by the values that they contain.
fn unquote(walker: &mut Walker<'_>, values: &mut [Value], kind: &str) {
    for (index, value) in values.iter_mut().enumerate() {
        let parsed = value.as_str().and_then(|text| match text.trim() {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            text => number::parse(text).map(Value::Number),
        });
        let Some(parsed) = parsed.filter(|parsed| is_of(kind, parsed)) else { continue };
        walker.at("enum", |walker| {
            walker.at(&index.to_string(), |walker| {
                walker.repaired(&format!("a value of the type {kind}"), value, &parsed);
            });
        });
        *value = parsed;
    }
}

/// Ignores numbers that do not fit into an `f64`, which are strings in the tree: the client can't represent them.
fn ignore_out_of_range(walker: &mut Walker<'_>, values: &mut Vec<Value>, kind: &str) {
    let mut index = 0;
    values.retain(|value| {
        let at = index.to_string();
        index += 1;
        let Some(text) = value.as_str().map(str::trim).filter(|text| is_beyond_f64(text)) else { return true };
        // If quoted, it is a string, unless the type is numeric. A `const` was replaced by an `enum`.
        let is_text = kind.is_empty()
            && (walker.at("enum", |walker| walker.at(&at, |walker| walker.is_quoted()))
                || walker.at("const", |walker| walker.is_quoted()));
        if !is_text {
            walker.at("enum", |walker| {
                walker.at(&at, |walker| {
                    let message = format!("{text} does not fit into a 64-bit number: it is ignored");
                    walker.warning("wrong-value", message, "correct or remove it");
                });
            });
        }
        is_text
    });
}

/// Warns about numbers with more digits than an `f64` keeps.
fn warn_about_rounded(walker: &mut Walker<'_>, values: &[Value]) {
    if !walker.has_long_numbers() {
        return;
    }
    for (index, value) in values.iter().enumerate().filter(|(_, value)| value.is_f64()) {
        let counted = value.to_string();
        let note = |walker: &mut Walker<'_>| {
            let written = walker
                .literal()
                .filter(|written| number::parse(written).is_some() && !is_equal_decimal(written, &counted));
            if let Some(written) = written {
                let message = format!("{written} has more digits than a 64-bit float: it is read as {counted}");
                walker.warning(
                    "wrong-value",
                    message,
                    "list no number of more than 15 digits; only bounds keep all digits",
                );
            }
        };
        walker.at("enum", |walker| walker.at(&index.to_string(), note));
        // It was replaced by an `enum` with one value.
        walker.at("const", note);
    }
}

fn is_of(kind: &str, value: &Value) -> bool {
    match kind {
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        _ => value.is_number(),
    }
}

fn is_exactly(kind: &str, value: &Value) -> bool {
    match kind {
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64(),
        "number" => !value.is_f64() && value.as_number().is_some_and(is_exact_integer),
        _ => false,
    }
}

fn is_exact_integer(number: &Number) -> bool {
    number.as_i128().is_some_and(is_exact_f64)
}
